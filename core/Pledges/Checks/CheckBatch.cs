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

/// <summary>Takes in a round's visits in one transaction: everything they name is asked for together, everything that comes of them is written together.</summary>
public sealed class CheckBatch(EngagementDbContext db, PledgeAccess access, PhotoService photos, CheckFindings findings, TimeProvider clock)
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
        var joined = db.Database.CurrentTransaction is not null;
        try
        {
            return await OnceAsync(actor, reports, cancel);
        }
        catch (Exception e) when (!joined && e.IsUniqueViolation())
        {
            // The same phone sent twice at once, and the other was first: now it is seen as recorded.
            db.ChangeTracker.Clear();
            return await OnceAsync(actor, reports, cancel);
        }
    }

    private Task<IReadOnlyList<ReportResult>> OnceAsync(Actor actor, IReadOnlyList<CheckReport> reports, CancellationToken cancel) =>
        db.InTransactionAsync<IReadOnlyList<ReportResult>>(async () =>
        {
            var now = clock.UtcNow();
            var known = await ReadAsync(actor, reports, cancel);
            if (known.Scope.IsEmpty) throw PledgeErrors.NotAChecker();
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
                    var check = Take(actor, known, report, taken, now);
                    known.Recorded[report.ClientId] = check.Id;
                    results.Add(new ReportResult(report.ClientId, ReportOutcome.Recorded, check.Id, null, null));
                }
                catch (RuleViolation no)
                {
                    results.Add(new ReportResult(report.ClientId, ReportOutcome.Refused, null, no.Code, no.Message));
                }
            }

            if (taken.Checks.Count == 0) return results;
            await WriteAsync(actor, taken, Messages(taken, known, now), now, cancel);
            foreach (var (first, second) in taken.SecondVisits) await findings.SettleAsync(actor, first, second, now, cancel);
            if (taken.SecondVisits.Count > 0) await db.SaveChangesAsync(cancel);
            return results;
        }, cancel);

    /// <summary>One visit: every rule that can refuse it, then the check and its pictures.</summary>
    private PledgeCheck Take(Actor actor, Known known, CheckReport report, Batch taken, DateTime now)
    {
        if (!known.Households.TryGetValue(report.HouseholdId, out var door) || !known.Scope.Covers(door.Id, door.RegionCode, door.Alley)) throw PledgeErrors.NoSuchHousehold();
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

    /// <summary>All rows, every picture hung on its check, and the counts of the villages.</summary>
    /// <exception cref="StaleVersion">A picture was used elsewhere since it was looked for.</exception>
    private Task WriteAsync(Actor actor, Batch taken, IReadOnlyList<OutboxMessage> told, DateTime now, CancellationToken cancel)
    {
        var writes = new Writes(db).Insert(taken.Checks).Insert(taken.Photos).Insert(told)
            .Insert([AuditLine.Of(actor, now, "pledge_check.record", "village", null, detail: $"{taken.Checks[0].RegionCode}: {taken.Checks.Count}")]);
        if (taken.Photos.Count > 0)
        {
            List<Guid> checks = [.. taken.Photos.Select(x => x.CheckId).Distinct()];
            writes.Execute(
                $"""
                UPDATE photo SET owner_kind = {PhotoOwner}, owner_id = x.check_id, version = version + 1
                FROM pledge_check_photo AS x WHERE x.photo_id = photo.id AND x.check_id IN {checks} AND photo.owner_id IS NULL
                """,
                attached => { if (attached != taken.Photos.Count) throw new StaleVersion(); });
        }

        // Always in the same order, so that two batches wait for each other instead of both failing.
        foreach (var x in taken.Checks.Where(x => !x.IsSecondVisit).GroupBy(x => (x.RegionCode, x.TermCode)).OrderBy(x => x.Key))
            writes.Execute(PledgeCounts.Adding(x.Key.RegionCode, x.Key.TermCode, 0, x.Count(), x.Count(c => c.State == PledgeCheckState.Kept)));
        return writes.RunAsync(cancel);
    }

    /// <summary>Each list is one parameter: two hundred would be a new statement for every length, longer to write down than to run.</summary>
    private async Task<Known> ReadAsync(Actor actor, IReadOnlyList<CheckReport> reports, CancellationToken cancel)
    {
        var clientIds = reports.Select(x => x.ClientId).ToList();
        var homes = reports.Select(x => x.HouseholdId).Distinct().ToList();
        var failing = reports.Where(x => !x.Marks.AllKept && x.FirstCheckId is null).Select(x => x.HouseholdId).Distinct().ToList();
        var rounds = reports.Select(x => x.RoundId).OfType<Guid>().Distinct().ToList();
        var pictures = reports.SelectMany(x => x.Photos).Select(x => x.PhotoId).Distinct().ToList();
        var firsts = reports.Select(x => x.FirstCheckId).OfType<Guid>().Distinct().ToList();

        var scope = access.AskCheckScope(actor);
        var recorded = new Question<(Guid ClientId, Guid Id)>(
            db.Set<PledgeCheck>().Where(x => x.CheckerId == actor.AccountId && EF.Parameter(clientIds).Contains(x.ClientId)).Select(x => new { x.ClientId, x.Id }),
            x => (x.GetGuid(0), x.GetGuid(1)));
        var doors = new Question<Door>(
            from x in db.Set<Household>()
            join g in db.Set<HouseholdGroup>() on x.GroupId equals (Guid?)g.Id into groups
            from g in groups.DefaultIfEmpty()
            where EF.Parameter(homes).Contains(x.Id) && x.Status == HouseholdStatus.Active
            select new { x.Id, x.RegionCode, Alley = g!.Name },
            x => new Door(x.GetGuid(0), x.GetString(1), x.IsDBNull(2) ? null : x.GetString(2)));
        var pledges = new Question<SignedPledge>(
            db.Set<Pledge>().Where(x => EF.Parameter(homes).Contains(x.HouseholdId) && x.WithdrawnAt == null).Select(x => new { x.Id, x.HouseholdId, x.TermCode }),
            x => new SignedPledge(x.GetGuid(0), x.GetGuid(1), x.GetString(2)));
        var open = new Question<(Guid Id, string Village)>(
            db.Set<PledgeRound>().Where(x => EF.Parameter(rounds).Contains(x.Id) && x.ClosedAt == null).Select(x => new { x.Id, x.RegionCode }),
            x => (x.GetGuid(0), x.GetString(1)));
        var usable = photos.AskUsable(actor, pictures);
        var own = new Question<Guid>(
            db.Set<Membership>().Where(x => x.PersonId == actor.PersonId && x.Status == MembershipStatus.Active).Select(x => x.HouseholdId), x => x.GetGuid(0));
        // The adults of each household that may have to be told, the head first.
        var adults = new Question<(Guid Household, Guid Person)>(
            db.Set<Membership>().Where(x => EF.Parameter(failing).Contains(x.HouseholdId) && x.Status == MembershipStatus.Active && x.IsAdult)
                .OrderBy(x => x.Role == MemberRole.Head ? 0 : 1).ThenBy(x => x.Id).Select(x => new { x.HouseholdId, x.PersonId }),
            x => (x.GetGuid(0), x.GetGuid(1)));

        List<Question> asked = [.. scope.Questions, recorded, doors, pledges];
        if (rounds.Count > 0) asked.Add(open);
        if (pictures.Count > 0) asked.Add(usable);
        if (actor.PersonId is not null) asked.Add(own);
        if (failing.Count > 0) asked.Add(adults);
        await db.AskAsync(cancel, asked);
        // These are tracked: a second visit changes the check it closes.
        var due = firsts.Count == 0 ? []
            : await db.Set<PledgeCheck>().Where(x => firsts.Contains(x.Id) && x.State == PledgeCheckState.ToPutRight && x.FirstCheckId == null).ToListAsync(cancel);
        return new Known(scope.Answer(), recorded.Rows.ToDictionary(x => x.ClientId, x => x.Id), doors.Rows.ToDictionary(x => x.Id), pledges.Rows.ToLookup(x => x.HouseholdId),
            due.ToLookup(x => x.HouseholdId), usable.Rows.ToHashSet(), open.Rows.ToHashSet(), own.Rows is [var home, ..] ? home : null, adults.Rows.ToLookup(x => x.Household, x => x.Person));
    }

    /// <summary>Tells the adults of each household with a failed first visit what to put right by when.</summary>
    private IReadOnlyList<OutboxMessage> Messages(Batch taken, Known known, DateTime now) =>
        [.. from check in taken.Checks
            where check.State == PledgeCheckState.ToPutRight
            from person in known.Adults[check.HouseholdId].Take(MembersTold)
            select PledgeMessages.CheckFailed(clock.NewId(), check, person, now)];

    private sealed record Door(Guid Id, string RegionCode, string? Alley);

    private sealed record SignedPledge(Guid Id, Guid HouseholdId, string TermCode);

    /// <summary>What the house knows about everything the batch names.</summary>
    private sealed record Known(
        CheckScope Scope, Dictionary<Guid, Guid> Recorded, Dictionary<Guid, Door> Households, ILookup<Guid, SignedPledge> Pledges, ILookup<Guid, PledgeCheck> Open,
        IReadOnlySet<Guid> Photos, IReadOnlySet<(Guid, string)> Rounds, Guid? OwnHome, ILookup<Guid, Guid> Adults);

    private sealed class Batch
    {
        public List<PledgeCheck> Checks { get; } = [];
        public List<PledgeCheckPhoto> Photos { get; } = [];
        public HashSet<Guid> Used { get; } = [];
        public List<(PledgeCheck First, PledgeCheck Second)> SecondVisits { get; } = [];
        public HashSet<Guid> Settled { get; } = [];
    }
}
