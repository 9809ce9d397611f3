using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Messaging;
using Engagement.Core.Photos;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Checks;

/// <summary>One visit as a phone sends it, now or hours later.</summary>
/// <param name="ClientId">The phone's own id of the visit; sent again, it is recognised.</param>
/// <param name="FirstCheckId">On a second visit, the check that was to be put right.</param>
/// <param name="At">By the phone's clock, UTC.</param>
public sealed record CheckReport(
    Guid ClientId, Guid HouseholdId, Guid? RoundId, Guid? FirstCheckId, GuaranteeMarks Marks, string? Note, IReadOnlyList<CheckPicture> Photos, DateTime At);

/// <summary>A picture with the guarantee it shows; null for the whole.</summary>
public sealed record CheckPicture(Guid PhotoId, Guarantee? Guarantee);

/// <summary><c>Recorded</c> now, <c>Already</c> recorded before, or <c>Refused</c> with code and sentence; the other visits of the batch stand either way.</summary>
public enum ReportOutcome { Recorded, Already, Refused }

public sealed record ReportResult(Guid ClientId, ReportOutcome Outcome, Guid? Id, string? Code, string? Message);

/// <summary>Takes in a round's visits: a few queries for the whole batch and one transaction, whatever its size.</summary>
public sealed class CheckBatch(
    EngagementDbContext db, PledgeAccess access, HouseholdAccess households, PledgeCounts counts, PhotoService photos, CheckFindings findings, TimeProvider clock)
{
    public const string PhotoOwner = "pledge_check";
    public const int MaxReports = 500;

    /// <summary>Phones are a little fast; beyond this the clock is wrong.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(10);

    /// <summary>Adults of a household told of what concerns its pledge, the head first.</summary>
    public const int MembersTold = 6;

    /// <summary>Records what can be recorded and says of each visit how it fared, in the order sent. Safe to send again.</summary>
    /// <exception cref="NotAllowed">The actor may not check any door.</exception>
    public async Task<IReadOnlyList<ReportResult>> RecordAsync(Actor actor, IReadOnlyList<CheckReport> reports, CancellationToken cancel)
    {
        var scope = await access.CheckScopeAsync(actor, cancel);
        if (scope.IsEmpty) throw PledgeErrors.NotAChecker();
        var joined = db.Database.CurrentTransaction is not null;
        try
        {
            return await OnceAsync(actor, scope, reports, cancel);
        }
        catch (Exception e) when (!joined && e.IsUniqueViolation())
        {
            // The same phone sent twice at once, and the other was first: now it is seen as recorded.
            db.ChangeTracker.Clear();
            return await OnceAsync(actor, scope, reports, cancel);
        }
    }

    private Task<IReadOnlyList<ReportResult>> OnceAsync(Actor actor, CheckScope scope, IReadOnlyList<CheckReport> reports, CancellationToken cancel) =>
        db.InTransactionAsync<IReadOnlyList<ReportResult>>(async () =>
        {
            var now = clock.UtcNow();
            var known = await ReadAsync(actor, reports, cancel);
            var results = new List<ReportResult>(reports.Count);
            var taken = new Batch();
            foreach (var report in reports)
            {
                if (known.Recorded.TryGetValue(report.ClientId, out var before))
                {
                    results.Add(new ReportResult(report.ClientId, ReportOutcome.Already, before, null, null));
                    continue;
                }

                try
                {
                    var check = Take(actor, scope, known, report, taken, now);
                    known.Recorded[report.ClientId] = check.Id;
                    results.Add(new ReportResult(report.ClientId, ReportOutcome.Recorded, check.Id, null, null));
                }
                catch (RuleViolation no)
                {
                    results.Add(new ReportResult(report.ClientId, ReportOutcome.Refused, null, no.Code, no.Message));
                }
            }

            if (taken.Checks.Count == 0) return results;
            var told = await MessagesAsync(taken, now, cancel);
            await db.InsertManyAsync(taken.Checks, cancel);
            await db.InsertManyAsync(taken.Photos, cancel);
            await db.InsertManyAsync(told, cancel);
            await AttachAsync(taken, cancel);
            await db.InsertManyAsync([AuditLine.Of(actor, now, "pledge_check.record", "village", null, detail: $"{taken.Checks[0].RegionCode}: {taken.Checks.Count}")], cancel);
            foreach (var (first, second) in taken.SecondVisits) await findings.SettleAsync(actor, first, second, now, cancel);
            if (taken.SecondVisits.Count > 0) await db.SaveChangesAsync(cancel);
            foreach (var x in taken.Checks.Where(x => !x.IsSecondVisit).GroupBy(x => (x.RegionCode, x.TermCode)).OrderBy(x => x.Key))
                await counts.AddAsync(x.Key.RegionCode, x.Key.TermCode, 0, x.Count(), x.Count(c => c.State == PledgeCheckState.Kept), cancel);
            return results;
        }, cancel);

    /// <summary>One visit: every rule that can refuse it, then the check and its pictures.</summary>
    private PledgeCheck Take(Actor actor, CheckScope scope, Known known, CheckReport report, Batch taken, DateTime now)
    {
        if (!known.Households.TryGetValue(report.HouseholdId, out var door) || !scope.Covers(door.Id, door.RegionCode, door.Alley)) throw PledgeErrors.NoSuchHousehold();
        if (door.Id == known.OwnHome) throw PledgeErrors.OwnHousehold();
        if (report.At > now + ClockSlack) throw PledgeErrors.VisitInFuture();
        if (report.At < now.AddDays(-PledgeCheck.MaxAgeDays)) throw PledgeErrors.VisitTooOld();
        if (report.RoundId is { } round && !known.Rounds.Contains((round, door.RegionCode))) throw PledgeErrors.NoSuchRound();
        var day = ChinaTime.DateOf(report.At);
        var pledge = known.Pledges[door.Id].FirstOrDefault(x => PledgeTerm.Parse(x.TermCode) is { } term && term.Contains(day)) ?? throw PledgeErrors.NotSigned();
        var first = report.FirstCheckId is { } asked
            ? known.Open[door.Id].FirstOrDefault(x => x.Id == asked && !taken.Settled.Contains(x.Id)) ?? throw PledgeErrors.NotFirstCheck()
            : null;
        if (!report.Marks.AllKept && report.Photos.Count == 0) throw PledgeErrors.PhotoNeeded();
        if (report.Photos.Any(x => !known.Photos.Contains(x.PhotoId) || taken.Used.Contains(x.PhotoId)) || report.Photos.DistinctBy(x => x.PhotoId).Count() != report.Photos.Count)
            throw PledgeErrors.PhotoGone();
        var check = new PledgeCheck(
            new PledgeVisit(clock.NewId(), report.ClientId, door.Id, pledge.Id, report.RoundId, first?.Id, door.RegionCode, pledge.TermCode,
                report.Marks, CleanText.Cut(report.Note?.Trim(), PledgeCheck.NoteMaxLength), actor.AccountId!.Value, report.At > now ? now : report.At), now);
        for (var i = 0; i < report.Photos.Count; i++)
        {
            taken.Used.Add(report.Photos[i].PhotoId);
            taken.Photos.Add(new PledgeCheckPhoto(check.Id, report.Photos[i].PhotoId, report.Photos[i].Guarantee, i));
        }

        taken.Checks.Add(check);
        if (first is null) return check;
        taken.Settled.Add(first.Id);
        taken.SecondVisits.Add((first, check));
        return check;
    }

    /// <summary>Hangs every picture on its check in one statement.</summary>
    /// <exception cref="StaleVersion">One of them was used elsewhere since it was looked for.</exception>
    private async Task AttachAsync(Batch taken, CancellationToken cancel)
    {
        if (taken.Photos.Count == 0) return;
        List<Guid> checks = [.. taken.Photos.Select(x => x.CheckId).Distinct()], pictures = [.. taken.Used];
        var attached = await db.Set<Photo>().Where(x => EF.Parameter(pictures).Contains(x.Id) && x.OwnerId == null).ExecuteUpdateAsync(x => x
            .SetProperty(p => p.OwnerKind, PhotoOwner).SetProperty(p => p.Version, p => p.Version + 1)
            .SetProperty(p => p.OwnerId, p => db.Set<PledgeCheckPhoto>().Where(c => c.PhotoId == p.Id && EF.Parameter(checks).Contains(c.CheckId)).Select(c => (Guid?)c.CheckId).First()), cancel);
        if (attached != pictures.Count) throw new StaleVersion();
    }

    /// <summary>Each list is one parameter: two hundred would be a new statement for every length, longer to write down than to run.</summary>
    private async Task<Known> ReadAsync(Actor actor, IReadOnlyList<CheckReport> reports, CancellationToken cancel)
    {
        var clientIds = reports.Select(x => x.ClientId).ToList();
        var ids = reports.Select(x => x.HouseholdId).Distinct().ToList();
        var rounds = reports.Select(x => x.RoundId).OfType<Guid>().Distinct().ToList();
        var pictures = reports.SelectMany(x => x.Photos).Select(x => x.PhotoId).Distinct().ToList();
        var firsts = reports.Select(x => x.FirstCheckId).OfType<Guid>().Distinct().ToList();
        return new Known(
            await db.Set<PledgeCheck>().AsNoTracking().Where(x => x.CheckerId == actor.AccountId && EF.Parameter(clientIds).Contains(x.ClientId))
                .Select(x => new { x.ClientId, x.Id }).ToDictionaryAsync(x => x.ClientId, x => x.Id, cancel),
            await (from x in db.Set<Household>().AsNoTracking()
                   join g in db.Set<HouseholdGroup>() on x.GroupId equals (Guid?)g.Id into groups
                   from g in groups.DefaultIfEmpty()
                   where EF.Parameter(ids).Contains(x.Id) && x.Status == HouseholdStatus.Active
                   select new Door(x.Id, x.RegionCode, g!.Name)).ToDictionaryAsync(x => x.Id, cancel),
            (await db.Set<Pledge>().AsNoTracking().Where(x => EF.Parameter(ids).Contains(x.HouseholdId) && x.WithdrawnAt == null)
                .Select(x => new SignedPledge(x.Id, x.HouseholdId, x.TermCode)).ToListAsync(cancel)).ToLookup(x => x.HouseholdId),
            firsts.Count == 0 ? Enumerable.Empty<PledgeCheck>().ToLookup(x => x.HouseholdId)
                : (await db.Set<PledgeCheck>().Where(x => firsts.Contains(x.Id) && x.State == PledgeCheckState.ToPutRight && x.FirstCheckId == null).ToListAsync(cancel)).ToLookup(x => x.HouseholdId),
            pictures.Count == 0 ? new HashSet<Guid>() : await photos.UsableIdsAsync(actor, pictures, cancel),
            rounds.Count == 0 ? new HashSet<(Guid, string)>() : (await db.Set<PledgeRound>().AsNoTracking().Where(x => rounds.Contains(x.Id) && x.ClosedAt == null)
                .Select(x => new { x.Id, x.RegionCode }).ToListAsync(cancel)).Select(x => (x.Id, x.RegionCode)).ToHashSet(),
            actor.PersonId is { } person ? await households.HouseholdOfAsync(person, cancel) : null);
    }

    /// <summary>Tells the adults of each household with a failed first visit what to put right by when.</summary>
    private async Task<IReadOnlyList<OutboxMessage>> MessagesAsync(Batch taken, DateTime now, CancellationToken cancel)
    {
        var failed = taken.Checks.Where(x => x.State == PledgeCheckState.ToPutRight).ToList();
        if (failed.Count == 0) return [];
        var homes = failed.Select(x => x.HouseholdId).Distinct().ToList();
        var members = (await db.Set<Membership>().AsNoTracking().Where(x => EF.Parameter(homes).Contains(x.HouseholdId) && x.Status == MembershipStatus.Active && x.IsAdult)
            .OrderBy(x => x.Role == MemberRole.Head ? 0 : 1).ThenBy(x => x.Id).Select(x => new { x.HouseholdId, x.PersonId }).ToListAsync(cancel)).ToLookup(x => x.HouseholdId, x => x.PersonId);
        return [.. from check in failed
                   from person in members[check.HouseholdId].Take(MembersTold)
                   select PledgeMessages.CheckFailed(clock.NewId(), check, person, now)];
    }

    private sealed record Door(Guid Id, string RegionCode, string? Alley);

    private sealed record SignedPledge(Guid Id, Guid HouseholdId, string TermCode);

    /// <summary>What the house knows about everything the batch names.</summary>
    private sealed record Known(
        Dictionary<Guid, Guid> Recorded, Dictionary<Guid, Door> Households, ILookup<Guid, SignedPledge> Pledges, ILookup<Guid, PledgeCheck> Open,
        IReadOnlySet<Guid> Photos, IReadOnlySet<(Guid, string)> Rounds, Guid? OwnHome);

    private sealed class Batch
    {
        public List<PledgeCheck> Checks { get; } = [];
        public List<PledgeCheckPhoto> Photos { get; } = [];
        public HashSet<Guid> Used { get; } = [];
        public List<(PledgeCheck First, PledgeCheck Second)> SecondVisits { get; } = [];
        public HashSet<Guid> Settled { get; } = [];
    }
}
