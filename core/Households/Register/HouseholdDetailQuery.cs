using Engagement.Core.Codes;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Register;

/// <summary>One household as the asking person may see it. Phones are masked for everybody; neighbours see no phone at all, and of names 张*.</summary>
public sealed class HouseholdDetailQuery(EngagementDbContext db, HouseholdQueries queries, HouseholdAccess access, FieldCipher cipher)
{
    private const int MaxHistory = 200;

    /// <summary>Null when absent or not the actor's to see.</summary>
    public async Task<HouseholdDetail?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var it = await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (it is null || (actor.IsStaff && !HouseholdAccess.MayRead(actor, it.RegionCode))) return null;
        var standing = await access.StandingAsync(actor, id, cancel);
        var sight = await SightAsync(actor, it, standing, cancel);
        var full = sight == HouseholdSight.Full;
        var summary = (await queries.ItemsAsync([it], full, cancel))[0];
        var members = sight == HouseholdSight.Outside ? [] : await MembersAsync(it, full, x => x.Status == MembershipStatus.Active, cancel);
        return new HouseholdDetail(summary, sight, standing, sight == HouseholdSight.Outside ? null : it.Latitude, sight == HouseholdSight.Outside ? null : it.Longitude, it.CreatedAt, it.EndedAt, full ? await DoorCodeAsync(id, cancel) : null, members,
            full ? await ProxiesAsync(id, cancel) : [], full ? await SuccessorsAsync(id, cancel) : [], full ? await PredecessorsAsync(id, cancel) : [],
            full ? await HistoryAsync(id, cancel) : [], HouseholdAccess.Keeps(actor, it.RegionCode));
    }

    /// <summary>Who lived here on that day: everybody whose time here touches it.</summary>
    /// <returns>Null when absent, or not the actor's to see in full.</returns>
    public async Task<IReadOnlyList<MemberView>?> MembersOnAsync(Actor actor, Guid id, DateOnly day, CancellationToken cancel)
    {
        var it = await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (it is null || await SightAsync(actor, it, await access.StandingAsync(actor, id, cancel), cancel) != HouseholdSight.Full) return null;
        var (from, to) = (ChinaTime.ToUtc(day, TimeOnly.MinValue), ChinaTime.ToUtc(day.AddDays(1), TimeOnly.MinValue));
        return await MembersAsync(it, full: true, x => x.Since < to && (x.Until == null || x.Until > from), cancel);
    }

    /// <summary>What the acting villager finds under "my home".</summary>
    public async Task<OwnHousehold> OwnAsync(Actor actor, CancellationToken cancel)
    {
        var personId = actor.PersonId!.Value;
        var home = await access.HouseholdOfAsync(personId, cancel);
        var request = await (from line in db.Set<Membership>().AsNoTracking()
                             join it in db.Set<Household>() on line.HouseholdId equals it.Id
                             where line.PersonId == personId && (line.Status == MembershipStatus.Requested || (home == null && line.Status == MembershipStatus.Refused))
                             orderby line.CreatedAt descending
                             select new OwnMembership(line.Id, it.Id, it.Code, it.DoorPlate, line.Status, line.CreatedAt, line.Reason, line.Version)).FirstOrDefaultAsync(cancel);
        var actsFor = await (from proxy in db.Set<Proxy>()
                             join it in db.Set<Household>().AsNoTracking() on proxy.HouseholdId equals it.Id
                             where proxy.PersonId == personId && proxy.Until == null
                             orderby it.Code
                             select it).Take(MaxHistory).ToListAsync(cancel);
        return new OwnHousehold(home is { } id ? await FindAsync(actor, id, cancel) : null, request, await queries.ItemsAsync(actsFor, fullNames: true, cancel));
    }

    /// <summary>Those who keep the register, the household and its proxies see it in full; other staff and people of the same village as neighbours;
    /// whoever only scanned the code sees the door and who heads it, masked.</summary>
    private async Task<HouseholdSight> SightAsync(Actor actor, Household it, HouseholdStanding standing, CancellationToken cancel)
    {
        if (HouseholdAccess.Keeps(actor, it.RegionCode) || standing != HouseholdStanding.None) return HouseholdSight.Full;
        if (HouseholdAccess.MayRead(actor, it.RegionCode)) return HouseholdSight.Neighbour;
        return await db.Set<Membership>().AnyAsync(x => x.PersonId == actor.PersonId && x.Status == MembershipStatus.Active && x.RegionCode == it.RegionCode, cancel)
            ? HouseholdSight.Neighbour : HouseholdSight.Outside;
    }

    private async Task<IReadOnlyList<MemberView>> MembersAsync(
        Household it, bool full, System.Linq.Expressions.Expression<Func<Membership, bool>> which, CancellationToken cancel)
    {
        var rows = await (from line in db.Set<Membership>().AsNoTracking().Where(x => x.HouseholdId == it.Id).Where(which)
                          join person in db.Set<Person>() on line.PersonId equals person.Id into known
                          from person in known.DefaultIfEmpty()
                          select new { Line = line, person.Name, person.VerifiedPhone, person.ContactPhone, HasWeChat = db.Set<WeChatAccount>().Any(a => a.PersonId == line.PersonId) })
            .ToListAsync(cancel);
        return [.. rows.OrderBy(x => x.Line.Role).ThenBy(x => x.Line.Since).ThenBy(x => x.Line.Id).Select(x => new MemberView(
            x.Line.Id, full ? x.Line.PersonId : null, full ? x.Name : Person.Mask(x.Name), full && (x.VerifiedPhone ?? x.ContactPhone) is { } phone ? Person.MaskPhone(cipher.Decrypt(phone)) : null,
            full ? x.HasWeChat : null, x.Line.Role, x.Line.IsAdult, x.Line.Relation, x.Line.Since, x.Line.Until, x.Line.Version))];
    }

    private async Task<IReadOnlyList<ProxyView>> ProxiesAsync(Guid id, CancellationToken cancel) =>
        await (from proxy in db.Set<Proxy>().AsNoTracking()
               join person in db.Set<Person>() on proxy.PersonId equals person.Id into known
               from person in known.DefaultIfEmpty()
               where proxy.HouseholdId == id
               orderby proxy.Since descending
               select new ProxyView(proxy.Id, proxy.Kind, proxy.PersonId, person.Name, proxy.Note, proxy.Since, proxy.Until)).Take(MaxHistory).ToListAsync(cancel);

    private async Task<IReadOnlyList<HouseholdReference>> SuccessorsAsync(Guid id, CancellationToken cancel) =>
        await (from link in db.Set<HouseholdLink>().AsNoTracking()
               join it in db.Set<Household>() on link.ToId equals it.Id
               where link.FromId == id
               orderby it.Code
               select new HouseholdReference(it.Id, it.Code, it.Status, link.At)).ToListAsync(cancel);

    private async Task<IReadOnlyList<HouseholdReference>> PredecessorsAsync(Guid id, CancellationToken cancel) =>
        await (from link in db.Set<HouseholdLink>().AsNoTracking()
               join it in db.Set<Household>() on link.FromId equals it.Id
               where link.ToId == id
               orderby it.Code
               select new HouseholdReference(it.Id, it.Code, it.Status, link.At)).ToListAsync(cancel);

    private async Task<IReadOnlyList<HouseholdEventView>> HistoryAsync(Guid id, CancellationToken cancel) =>
        await (from line in db.Set<HouseholdEvent>().AsNoTracking()
               join staff in db.Set<StaffUser>() on line.ActorId equals (Guid?)staff.Id into known
               from staff in known.DefaultIfEmpty()
               where line.HouseholdId == id
               orderby line.At descending, line.Id descending
               select new HouseholdEventView(line.Id, line.At, line.Type, line.ActorKind, staff.DisplayName, line.Text, line.SubjectId)).Take(MaxHistory).ToListAsync(cancel);

    private async Task<string?> DoorCodeAsync(Guid id, CancellationToken cancel)
    {
        var owner = id.ToString();
        return await db.Set<Code>().Where(x => x.OwnerKind == CodeKind.Household && x.OwnerId == owner && x.RetiredAt == null).Select(x => x.Id).FirstOrDefaultAsync(cancel);
    }
}
