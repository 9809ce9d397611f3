using Engagement.Core.Data;
using Engagement.Core.Households.Members;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Register;

/// <summary>One of the households a split makes: which members go there, who heads it, where it lies.</summary>
/// <param name="MembershipIds">Active members of the household that is split.</param>
/// <param name="HeadId">One of them, an adult; null for none yet.</param>
/// <param name="Place">Null: where the old one lies.</param>
public sealed record SplitPart(IReadOnlyList<Guid> MembershipIds, Guid? HeadId, HouseholdPlace? Place);

/// <summary>Split, merge and move away. What was earned and promised stays with the household that ended; links lead to who took over its people.</summary>
public sealed class HouseholdChanges(
    EngagementDbContext db, HouseholdLoader loader, HouseholdCounts counts, HouseholdAccess access, IEnumerable<IHouseholdEnded> followers, TimeProvider clock)
{
    /// <summary>Divides the members among new households, each member into exactly one.</summary>
    /// <returns>The new households in the order of the parts; null when absent.</returns>
    public Task<IReadOnlyList<Household>?> SplitAsync(Actor actor, Guid id, int version, IReadOnlyList<SplitPart> parts, CancellationToken cancel) =>
        db.InTransactionAsync<IReadOnlyList<Household>?>(async () =>
        {
            if (await ForDeciderAsync(actor, id, version, cancel) is not { } it) return null;
            it.DemandActive();
            var members = await loader.MembersAsync(it.Id, cancel);
            DemandPartition(members, parts);
            var now = clock.UtcNow();
            var serial = await counts.AddAsync(it.RegionCode, parts.Count, cancel);
            await counts.RemoveAsync(it.RegionCode, 1, cancel);
            it.End(HouseholdStatus.Split, now);
            loader.Note(actor, it, HouseholdEventType.Split, "household.split", now, $"分为 {parts.Count} 户");
            var made = new List<Household>(parts.Count);
            var goals = new Dictionary<Guid, (Household To, MemberRole Role)>();
            foreach (var part in parts)
            {
                var place = part.Place ?? new HouseholdPlace(it.DoorPlate, it.GroupId, it.Latitude is { } lat ? new Regions.Position(lat, it.Longitude!.Value) : null, it.WalkingOrder);
                if (place.GroupId is { } group && !await db.Set<HouseholdGroup>().AnyAsync(x => x.Id == group && x.RegionCode == it.RegionCode, cancel)) throw HouseholdErrors.UnknownGroup();
                var next = new Household(clock.NewId(), it.RegionCode, serial++, place, now);
                made.Add(next);
                db.AddRange(next, new HouseholdLink(it.Id, next.Id, now));
                loader.Note(actor, next, HouseholdEventType.Created, "household.create", now, $"由 {it.Code} 分出", it.Id);
                foreach (var member in part.MembershipIds) goals[member] = (next, member == part.HeadId ? MemberRole.Head : MemberRole.Member);
            }

            await MoveAsync(it.Id, members, x => goals[x.Id], "分户", now, cancel);
            await CloseAsync(it.Id, now, cancel);
            return made;
        }, cancel);

    /// <summary>The household's people join another of the same village; its head becomes an ordinary member unless the other has none.</summary>
    /// <returns>The household that goes on; null when absent.</returns>
    public Task<Household?> MergeAsync(Actor actor, Guid id, int version, Guid intoId, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        if (await ForDeciderAsync(actor, id, version, cancel) is not { } it) return null;
        if (intoId == id) throw HouseholdErrors.MergeWithItself();
        var into = await ForDeciderAsync(actor, intoId, null, cancel) ?? throw HouseholdErrors.UnknownTarget();
        if (into.RegionCode != it.RegionCode) throw HouseholdErrors.MergeAcrossVillages();
        it.DemandActive();
        into.DemandActive();
        var now = clock.UtcNow();
        var hasHead = (await loader.MembersAsync(into.Id, cancel)).Exists(x => x.Role == MemberRole.Head);
        await counts.RemoveAsync(it.RegionCode, 1, cancel);
        it.End(HouseholdStatus.Merged, now);
        loader.Touch(into);
        db.Add(new HouseholdLink(it.Id, into.Id, now));
        loader.Note(actor, it, HouseholdEventType.Merged, "household.merge", now, $"并入 {into.Code}", into.Id);
        loader.Note(actor, into, HouseholdEventType.MemberJoined, "household.merge_from", now, $"{it.Code} 并入", it.Id);
        await MoveAsync(it.Id, await loader.MembersAsync(it.Id, cancel), x => (into, hasHead ? MemberRole.Member : x.Role), "并户", now, cancel);
        await CloseAsync(it.Id, now, cancel);
        return (Household?)into;
    }, cancel);

    /// <summary>The household leaves the village. Its people live in none until another takes them in.</summary>
    public Task<Household?> MoveAwayAsync(Actor actor, Guid id, int version, string? reason, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        if (await ForDeciderAsync(actor, id, version, cancel) is not { } it) return null;
        var now = clock.UtcNow();
        it.End(HouseholdStatus.MovedAway, now);
        foreach (var member in await loader.MembersAsync(it.Id, cancel)) member.End("迁出", now);
        await CloseRequestsAsync(it.Id, now, cancel);
        await counts.RemoveAsync(it.RegionCode, 1, cancel);
        loader.Note(actor, it, HouseholdEventType.MovedAway, "household.move_away", now, reason);
        await CloseAsync(it.Id, now, cancel);
        return (Household?)it;
    }, cancel);

    private async Task<Household?> ForDeciderAsync(Actor actor, Guid id, int? version, CancellationToken cancel)
    {
        if (await loader.ForKeeperAsync(actor, id, version, cancel) is not { } it) return null;
        await access.DemandNotOwnAsync(actor, cancel, it.Id);
        return it;
    }

    private static void DemandPartition(List<Membership> members, IReadOnlyList<SplitPart> parts)
    {
        var placed = parts.SelectMany(x => x.MembershipIds).ToList();
        var known = members.ConvertAll(x => x.Id);
        if (placed.Except(known).Any()) throw HouseholdErrors.UnknownPart();
        if (placed.Count != known.Count || placed.Distinct().Count() != known.Count) throw HouseholdErrors.SplitLeavesOut();
        foreach (var part in parts)
        {
            if (part.MembershipIds.Count == 0) throw HouseholdErrors.SplitIsEmpty();
            if (part.HeadId is { } head && !part.MembershipIds.Contains(head)) throw HouseholdErrors.UnknownPart();
        }
    }

    /// <summary>Ends each line and begins one in the new home. The old lines are saved first: the database allows nobody two homes, not even within one save.</summary>
    private async Task MoveAsync(Guid fromId, List<Membership> members, Func<Membership, (Household To, MemberRole Role)> goal, string reason, DateTime now, CancellationToken cancel)
    {
        foreach (var member in members) member.End(reason, now);
        await db.SaveChangesAsync(cancel);
        foreach (var member in members)
        {
            var (to, role) = goal(member);
            db.Add(Membership.Enter(clock.NewId(), to, member.PersonId, role, member.IsAdult, member.Relation, now));
        }

        await CloseRequestsAsync(fromId, now, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Who waits to join a household that is no more must choose anew.</summary>
    private async Task CloseRequestsAsync(Guid householdId, DateTime now, CancellationToken cancel)
    {
        var requests = await db.Set<Membership>().Where(x => x.HouseholdId == householdId && x.Status == MembershipStatus.Requested).ToListAsync(cancel);
        if (requests.Count == 0) return;
        var it = await db.Set<Household>().SingleAsync(x => x.Id == householdId, cancel);
        foreach (var request in requests)
        {
            request.Refuse(null, HouseholdErrors.NotActive(it.Status).Message, now);
            db.Add(HouseholdMessages.Refused(clock.NewId(), request, it, now));
        }
    }

    /// <summary>Nobody acts for it any more, and whoever counted it hears.</summary>
    private async Task CloseAsync(Guid householdId, DateTime now, CancellationToken cancel)
    {
        foreach (var proxy in await db.Set<Proxy>().Where(x => x.HouseholdId == householdId && x.Until == null).ToListAsync(cancel)) proxy.End(now);
        await db.SaveChangesAsync(cancel);
        foreach (var follower in followers) await follower.HouseholdEndedAsync(householdId, cancel);
    }
}
