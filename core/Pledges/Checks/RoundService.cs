using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.People;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Checks;

/// <summary>A round in a list.</summary>
/// <param name="Listed">Doors on it: today's while it is walked, those of its last day once it is closed.</param>
public sealed record RoundView(
    Guid Id, string RegionCode, IReadOnlyList<string> Alleys, DateOnly Day, Guid? WalkerId, string? WalkerName, string? Note, DateTime? ClosedAt, int Listed, int Visited, int Failed, int Version);

/// <summary>A door on the list, in the order it is walked, with what the checker must know there.</summary>
/// <param name="ToPutRight">The failed check a second visit would close; null when there is none.</param>
/// <param name="Failed">The guarantees it failed.</param>
/// <param name="VisitedId">This round's check, when the door was visited.</param>
public sealed record RoundDoor(
    Guid HouseholdId, string Code, string? Alley, string? DoorPlate, string? HeadName, bool Signed, Guid? ToPutRight, IReadOnlyList<Guarantee> Failed, DateTime? PutRightBy, Guid? VisitedId, bool? Kept);

/// <summary>Everything a phone needs to walk a round out of reach.</summary>
public sealed record RoundSheet(RoundView Round, IReadOnlyList<RoundDoor> Doors);

/// <summary>Plans, shows and closes rounds.</summary>
public sealed class RoundService(EngagementDbContext db, PledgeAccess access, TimeProvider clock)
{
    /// <exception cref="InvalidInput">An alley that is not the village's, or an unknown walker.</exception>
    public async Task<PledgeRound> PlanAsync(
        Actor actor, string regionCode, IReadOnlyList<Guid> groupIds, DateOnly day, Guid? walkerId, string? note, CancellationToken cancel)
    {
        PledgeAccess.DemandRun(actor, regionCode);
        var groups = groupIds.Distinct().ToList();
        if (await db.Set<HouseholdGroup>().CountAsync(x => groups.Contains(x.Id) && x.RegionCode == regionCode, cancel) != groups.Count) throw PledgeErrors.UnknownAlley();
        if (walkerId is { } walker && !await db.Set<Person>().AnyAsync(x => x.Id == walker && x.DeletedAt == null, cancel)) throw PledgeErrors.UnknownWalker();
        var now = clock.UtcNow();
        if (day < ChinaTime.DateOf(now)) throw PledgeErrors.DayPast();
        var round = new PledgeRound(clock.NewId(), regionCode, groups, day, walkerId, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), actor.AccountId, now);
        db.Add(round);
        db.Add(AuditLine.Of(actor, now, "pledge_round.plan", "pledge_round", round.Id));
        await db.SaveChangesAsync(cancel);
        return round;
    }

    /// <summary>Rounds of a village (or everything under a region), latest day first; for a villager with a post, those they may walk.</summary>
    public async Task<Page<RoundView>> ListAsync(Actor actor, string? regionCode, bool open, int limit, string? after, CancellationToken cancel)
    {
        var query = db.Set<PledgeRound>().AsNoTracking();
        if (actor.IsStaff)
        {
            if (regionCode is null) throw PledgeErrors.RegionNeeded();
            if (!PledgeAccess.MaySee(actor, regionCode)) throw PledgeErrors.NotYourVillage();
            query = query.Where(Regions.RegionScope.Within<PledgeRound>(x => x.RegionCode, regionCode));
        }
        else
        {
            var scope = await access.CheckScopeAsync(actor, cancel);
            var villages = scope.Villages;
            query = query.Where(x => x.WalkerId == actor.PersonId || (x.WalkerId == null && villages.Contains(x.RegionCode)));
        }

        if (open) query = query.Where(x => x.ClosedAt == null);
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (day, id) = Cursor.Read(cursor, x => (DateOnly.ParseExact(x[0].GetString() ?? "", "O", System.Globalization.CultureInfo.InvariantCulture), x[1].GetGuid()));
            query = query.Where(x => x.Day < day || (x.Day == day && x.Id < id));
        }

        var rows = await query.OrderByDescending(x => x.Day).ThenByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancel);
        var views = await ViewAsync(rows, cancel);
        return Page<RoundView>.Cut(views, limit, x => [x.Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture), x.Id]);
    }

    /// <summary>The doors of a round in walking order; null when there is no such round or it is not the actor's to walk or see.</summary>
    public async Task<RoundSheet?> SheetAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var round = await db.Set<PledgeRound>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (round is null || !await MaySeeAsync(actor, round, cancel)) return null;
        return new RoundSheet((await ViewAsync([round], cancel))[0], await DoorsAsync(round, cancel));
    }

    /// <summary>By whoever walks or plans it. What was not visited is counted, and stays unvisited.</summary>
    public async Task<PledgeRound?> CloseAsync(Actor actor, Guid id, int version, CancellationToken cancel)
    {
        var round = await db.Set<PledgeRound>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (round is null || !await MaySeeAsync(actor, round, cancel)) return null;
        if (!PledgeAccess.MayRun(actor, round.RegionCode) && actor.IsStaff) throw PledgeErrors.NotYourVillage();
        if (round.Version != version) throw new StaleVersion();
        var doors = await DoorsAsync(round, cancel);
        var now = clock.UtcNow();
        round.Close(doors.Count, doors.Count(x => x.VisitedId is not null), now);
        db.Add(AuditLine.Of(actor, now, "pledge_round.close", "pledge_round", round.Id));
        await db.SaveChangesAsync(cancel);
        return round;
    }

    private async Task<bool> MaySeeAsync(Actor actor, PledgeRound round, CancellationToken cancel) => actor.IsStaff
        ? PledgeAccess.MaySee(actor, round.RegionCode)
        : round.WalkerId is { } walker ? walker == actor.PersonId : (await access.CheckScopeAsync(actor, cancel)).Touches(round.RegionCode);

    private async Task<IReadOnlyList<RoundDoor>> DoorsAsync(PledgeRound round, CancellationToken cancel)
    {
        var groups = round.GroupIds.ToList();
        var doors = await (from x in db.Set<Household>().AsNoTracking()
                           join g in db.Set<HouseholdGroup>() on x.GroupId equals (Guid?)g.Id into alleys
                           from g in alleys.DefaultIfEmpty()
                           where x.RegionCode == round.RegionCode && x.Status == HouseholdStatus.Active && (groups.Count == 0 || groups.Contains(x.GroupId!.Value))
                           orderby g == null ? int.MaxValue : g.WalkingOrder, g!.Name, x.WalkingOrder, x.Serial
                           select new { x.Id, x.Code, Alley = g!.Name, x.DoorPlate }).ToListAsync(cancel);
        var ids = doors.ConvertAll(x => x.Id);
        var terms = PledgeTerm.CodesOn(round.Day).ToList();
        var signed = await db.Set<Pledge>().AsNoTracking().Where(x => ids.Contains(x.HouseholdId) && terms.Contains(x.TermCode) && x.WithdrawnAt == null)
            .Select(x => x.HouseholdId).ToHashSetAsync(cancel);
        var open = (await db.Set<PledgeCheck>().AsNoTracking().Where(x => ids.Contains(x.HouseholdId) && x.State == PledgeCheckState.ToPutRight && x.FirstCheckId == null)
            .ToListAsync(cancel)).GroupBy(x => x.HouseholdId).ToDictionary(x => x.Key, x => x.MinBy(y => y.CheckedAt)!);
        var visited = (await db.Set<PledgeCheck>().AsNoTracking().Where(x => x.RoundId == round.Id).ToListAsync(cancel))
            .GroupBy(x => x.HouseholdId).ToDictionary(x => x.Key, x => x.MaxBy(y => y.CheckedAt)!);
        var heads = await (from x in db.Set<Membership>().AsNoTracking()
                           join person in db.Set<Person>() on x.PersonId equals person.Id
                           where ids.Contains(x.HouseholdId) && x.Status == MembershipStatus.Active && x.Role == MemberRole.Head
                           select new { x.HouseholdId, person.Name }).ToDictionaryAsync(x => x.HouseholdId, x => x.Name, cancel);
        return doors.ConvertAll(x =>
        {
            var (failing, seen) = (open.GetValueOrDefault(x.Id), visited.GetValueOrDefault(x.Id));
            return new RoundDoor(x.Id, x.Code, x.Alley, x.DoorPlate, Person.Mask(heads.GetValueOrDefault(x.Id)), signed.Contains(x.Id),
                failing?.Id, failing?.Marks.Failed ?? [], failing?.PutRightBy, seen?.Id, seen?.Marks.AllKept);
        });
    }

    private async Task<IReadOnlyList<RoundView>> ViewAsync(IReadOnlyList<PledgeRound> rounds, CancellationToken cancel)
    {
        var ids = rounds.Select(x => x.Id).ToList();
        var groupIds = rounds.SelectMany(x => x.GroupIds).Distinct().ToList();
        var walkers = rounds.Select(x => x.WalkerId).OfType<Guid>().Distinct().ToList();
        var groups = await db.Set<HouseholdGroup>().AsNoTracking().Where(x => groupIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var names = await db.Set<Person>().AsNoTracking().Where(x => walkers.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var counts = await db.Set<PledgeCheck>().AsNoTracking().Where(x => ids.Contains(x.RoundId!.Value)).GroupBy(x => x.RoundId!.Value)
            .Select(x => new { x.Key, Visited = x.Select(c => c.HouseholdId).Distinct().Count(), Failed = x.Count(c => c.State != PledgeCheckState.Kept) }).ToDictionaryAsync(x => x.Key, cancel);
        // A round that is still walked has the doors there are today.
        var open = rounds.Where(x => x.ClosedAt is null).Select(x => x.RegionCode).Distinct().ToList();
        var doors = open.Count == 0 ? [] : await db.Set<Household>().AsNoTracking().Where(x => open.Contains(x.RegionCode) && x.Status == HouseholdStatus.Active)
            .GroupBy(x => new { x.RegionCode, x.GroupId }).Select(x => new { x.Key.RegionCode, x.Key.GroupId, Count = x.Count() }).ToListAsync(cancel);
        int Doors(PledgeRound round) => doors.Where(x => x.RegionCode == round.RegionCode && (round.GroupIds.Count == 0 || (x.GroupId is { } group && round.GroupIds.Contains(group)))).Sum(x => x.Count);
        return [.. rounds.Select(x => new RoundView(x.Id, x.RegionCode, [.. x.GroupIds.Select(y => groups.GetValueOrDefault(y)).OfType<string>()], x.Day, x.WalkerId,
            x.WalkerId is { } walker ? names.GetValueOrDefault(walker) : null, x.Note, x.ClosedAt, x.ClosedAt is null ? Doors(x) : x.Listed,
            x.ClosedAt is null ? counts.GetValueOrDefault(x.Id)?.Visited ?? 0 : x.Visited, counts.GetValueOrDefault(x.Id)?.Failed ?? 0, x.Version))];
    }
}
