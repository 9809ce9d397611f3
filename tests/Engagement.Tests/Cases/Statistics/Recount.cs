using Engagement.Core.Cases;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Shared;
using Shouldly;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Statistics;

/// <summary>What was written down of a case. Of the case itself a recount takes what filing fixed: place, category, policy, whether another must verify.</summary>
public sealed record Facts(
    Case Case, IReadOnlyList<CaseEvent> Timeline, IReadOnlyList<CaseRating> Ratings, IReadOnlyList<CaseRequest> Requests, IReadOnlyList<CasePause> Pauses)
{
    public long PausedMs => Pauses.Sum(x => (x.To - x.From).Ticks / TimeSpan.TicksPerMillisecond);
}

/// <summary>Which figures a case belongs to, told from its timeline, answers, requests and pauses alone: written from docs/statistics.md, not from the columns
/// the live figures use, and without the case's state.</summary>
public static class Recount
{
    /// <summary>What lowers a rate, and what is in neither part of it; docs/statistics.md says why.</summary>
    private static readonly string[] Missed =
        ["response.missed", "resolution.overdue", "resolution.reopened", "resolution.closedByStaff", "resolution.setAsideLate", "satisfaction.missed"],
        Excluded =
        [
            "response.running", "response.rejected", "response.merged", "response.withdrawn", "resolution.running", "resolution.paused", "resolution.deferred", "resolution.waiting",
            "resolution.noAnswer", "resolution.rejected", "resolution.merged", "resolution.withdrawn", "satisfaction.unanswered",
        ];

    public static IReadOnlySet<string> FiguresOf(Facts facts, DateTime now, WorkingCalendar calendar)
    {
        HashSet<string> figures = ["filed"];
        var it = facts.Case;
        var lines = facts.Timeline.OrderBy(x => x.Sequence).ToList();
        var filedAt = lines[0].At;
        bool Told(CaseEventType type) => lines.Any(x => x.Type == type);

        // Response.
        var respondBy = it.Policy.RespondBy(filedAt, calendar);
        var answer = lines.Find(x => x.Type is CaseEventType.Accepted or CaseEventType.Rejected or CaseEventType.Merged or CaseEventType.Withdrawn);
        figures.Add(answer switch
        {
            null => now > respondBy ? "response.missed" : "response.running",
            { At: var at } when at > respondBy => "response.missed",
            { Type: CaseEventType.Accepted } => "response.numerator",
            { Type: CaseEventType.Rejected } => "response.rejected",
            { Type: CaseEventType.Merged } => "response.merged",
            _ => "response.withdrawn",
        });

        // Resolution: the last line that moved the case decides.
        var clock = ClockReplay.Of(facts, lines, calendar);
        var reopened = Told(CaseEventType.Reopened);
        var last = lines.FindLast(x => x.Type is CaseEventType.Filed or CaseEventType.Accepted or CaseEventType.Started or CaseEventType.Resolved or CaseEventType.Closed
            or CaseEventType.Rejected or CaseEventType.Merged or CaseEventType.Withdrawn or CaseEventType.Reopened or CaseEventType.Verified or CaseEventType.VerificationFailed
            || (x.Type == CaseEventType.Rated && x.ToStatus == CaseStatus.Closed))!;
        figures.Add(last.Type switch
        {
            CaseEventType.Verified => "resolution.waiting",
            CaseEventType.Resolved when !it.RequiresVerification => "resolution.waiting",
            CaseEventType.Rated => "resolution.numerator",
            CaseEventType.Closed => last.ActorKind == ActorKind.System ? "resolution.noAnswer" : "resolution.closedByStaff",
            CaseEventType.Rejected or CaseEventType.Merged or CaseEventType.Withdrawn when reopened || last.At > clock.Due => "resolution.setAsideLate",
            CaseEventType.Rejected => "resolution.rejected",
            CaseEventType.Merged => "resolution.merged",
            CaseEventType.Withdrawn => "resolution.withdrawn",
            _ when reopened => "resolution.reopened",
            _ when clock.StandsInTime => clock.Deferred ? "resolution.deferred" : "resolution.paused",
            _ => clock.Due < now ? "resolution.overdue" : "resolution.running",
        });

        figures.Add(facts.Ratings.OrderBy(x => x.Round).LastOrDefault() switch
        {
            null => "satisfaction.unanswered",
            { Satisfaction: >= 4 } => "satisfaction.numerator",
            _ => "satisfaction.missed",
        });

        if (Told(CaseEventType.Rejected)) figures.Add("shown.rejected");
        if (reopened) figures.Add("shown.reopened");
        if (Told(CaseEventType.Urged)) figures.Add("shown.urged");
        if (Told(CaseEventType.Extended)) figures.Add("shown.extended");
        if (Told(CaseEventType.Returned)) figures.Add("shown.returned");
        if (Told(CaseEventType.Supervised)) figures.Add("shown.supervised");
        if (clock.Stood) figures.Add("shown.paused");
        // Judged by the time that ran when it was resolved, or that runs since it was reopened.
        if (lines.FindLast(x => x.Type == CaseEventType.Resolved) is { } done && done.At > clock.Due) figures.Add("shown.resolvedLate");
        return figures;
    }

    /// <summary>Demands that every number of a group is what its cases say.</summary>
    public static void Compare(RatesView live, IReadOnlyCollection<(IReadOnlySet<string> Figures, Facts Facts)> cases, string where)
    {
        live.Filed.ShouldBe(cases.Count, where);
        foreach (var (rate, name) in new[] { (live.Response, "response"), (live.Resolution, "resolution"), (live.Satisfaction, "satisfaction") })
        {
            rate.Numerator.ShouldBe(cases.Count(x => x.Figures.Contains($"{name}.numerator")), $"{where}: {name}");
            foreach (var part in rate.Missed.Concat(rate.Excluded)) part.Count.ShouldBe(cases.Count(x => x.Figures.Contains(part.Figure)), $"{where}: {part.Figure}");
            rate.Missed.Select(x => x.Figure).ShouldBeSubsetOf(Missed, where);
            rate.Excluded.Select(x => x.Figure).ShouldBeSubsetOf(Excluded, where);
            rate.Denominator.ShouldBe(rate.Numerator + rate.Missed.Sum(x => x.Count), $"{where}: {name}");
            (rate.Denominator + rate.Excluded.Sum(x => x.Count)).ShouldBe(cases.Count, $"{where}: {name} shares out all cases");
        }

        // Held is not on the timeline: who keeps words from the public is in the audit trail.
        foreach (var part in live.Shown.Where(x => x.Figure != "shown.held")) part.Count.ShouldBe(cases.Count(x => x.Figures.Contains(part.Figure)), $"{where}: {part.Figure}");
        live.PausedMinutes.ShouldBe(cases.Sum(x => x.Facts.PausedMs) / 60_000, $"{where}: time paused");
    }
}
