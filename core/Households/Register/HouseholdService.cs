using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Register;

/// <summary>A member as somebody enters them into the register by hand.</summary>
/// <param name="Name">At most <see cref="Person.NameMaxLength"/> characters.</param>
/// <param name="IsAdult">Of age.</param>
/// <param name="Relation">To the head; at most <see cref="Membership.RelationMaxLength"/> characters.</param>
/// <param name="Phone">A contact number, not verified; kept encrypted.</param>
public sealed record NewMember(string Name, bool IsAdult, string? Relation, string? Phone);

/// <summary>The register of a village's households: entering, editing, alleys.</summary>
public sealed class HouseholdService(EngagementDbContext db, HouseholdLoader loader, HouseholdCounts counts, RegionQueries regions, FieldCipher cipher, TimeProvider clock)
{
    /// <summary>Enters a household with its head, when one is named.</summary>
    /// <exception cref="NotAllowed">The register is not the actor's to keep.</exception>
    public Task<Household> CreateAsync(Actor actor, string village, HouseholdPlace place, NewMember? head, CancellationToken cancel)
    {
        HouseholdAccess.DemandKeeper(actor, village);
        return db.InTransactionAsync(async () =>
        {
            await DemandVillageAsync(village, cancel);
            await DemandGroupAsync(village, place.GroupId, cancel);
            var now = clock.UtcNow();
            var it = new Household(clock.NewId(), village, await counts.AddAsync(village, 1, cancel), place, now);
            db.Add(it);
            loader.Note(actor, it, HouseholdEventType.Created, "household.create", now);
            if (head is not null) Enter(it, head, MemberRole.Head, now);
            await db.SaveChangesAsync(cancel);
            return it;
        }, cancel);
    }

    /// <summary>Door plate, alley, position and walking order anew.</summary>
    public async Task<Household?> EditAsync(Actor actor, Guid id, int version, HouseholdPlace place, CancellationToken cancel)
    {
        if (await loader.ForKeeperAsync(actor, id, version, cancel) is not { } it) return null;
        await DemandGroupAsync(it.RegionCode, place.GroupId, cancel);
        var now = clock.UtcNow();
        var before = it.DoorPlate;
        it.Settle(place);
        loader.Touch(it);
        loader.Note(actor, it, HouseholdEventType.Edited, "household.edit", now, before == it.DoorPlate ? null : $"门牌：{before ?? "无"} → {it.DoorPlate ?? "无"}");
        await db.SaveChangesAsync(cancel);
        return it;
    }

    /// <summary>Makes a person of the register and their active line. Saved with the caller's change.</summary>
    internal Membership Enter(Household it, NewMember member, MemberRole role, DateTime now)
    {
        var person = new Person(clock.NewId(), member.Name, it.RegionCode, now);
        if (member.Phone is { } phone) person.ReachAt(cipher.Encrypt(phone));
        var line = Membership.Enter(clock.NewId(), it, person.Id, role, member.IsAdult, member.Relation, now);
        db.AddRange(person, line);
        return line;
    }

    /// <summary>A new alley or villagers' group.</summary>
    public async Task<HouseholdGroup> AddGroupAsync(Actor actor, string village, string name, int? walkingOrder, CancellationToken cancel)
    {
        HouseholdAccess.DemandKeeper(actor, village);
        await DemandVillageAsync(village, cancel);
        var order = walkingOrder ?? 1 + (await db.Set<HouseholdGroup>().Where(x => x.RegionCode == village).MaxAsync(x => (int?)x.WalkingOrder, cancel) ?? 0);
        var group = new HouseholdGroup(clock.NewId(), village, name.Trim(), order, clock.UtcNow());
        db.Add(group);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "household_group.create", "household_group", group.Id));
        await SaveGroupAsync(cancel);
        return group;
    }

    public async Task<HouseholdGroup?> EditGroupAsync(Actor actor, Guid id, int version, string name, int walkingOrder, CancellationToken cancel)
    {
        var group = await db.Set<HouseholdGroup>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (group is null || !HouseholdAccess.MayRead(actor, group.RegionCode)) return null;
        HouseholdAccess.DemandKeeper(actor, group.RegionCode);
        if (group.Version != version) throw new StaleVersion();
        group.Rename(name.Trim(), walkingOrder);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "household_group.edit", "household_group", group.Id));
        await SaveGroupAsync(cancel);
        return group;
    }

    private async Task SaveGroupAsync(CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw HouseholdErrors.GroupExists();
        }
    }

    private async Task DemandVillageAsync(string code, CancellationToken cancel)
    {
        if ((await regions.ActiveAsync(code, cancel))?.Level != RegionLevel.Village) throw HouseholdErrors.UnknownVillage();
    }

    private async Task DemandGroupAsync(string village, Guid? groupId, CancellationToken cancel)
    {
        if (groupId is { } id && !await db.Set<HouseholdGroup>().AnyAsync(x => x.Id == id && x.RegionCode == village, cancel)) throw HouseholdErrors.UnknownGroup();
    }
}
