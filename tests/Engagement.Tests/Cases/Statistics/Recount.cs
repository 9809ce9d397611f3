using Engagement.Core.Cases;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Shared;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Statistics;

/// <summary>Which figures a case belongs to, told from its timeline and answers alone: written from docs/statistics.md, not from the columns the live
/// figures use, and without the case's state. Of the case itself it takes what filing fixed: place, category, policy.</summary>
public static class Recount
{
    public static IReadOnlySet<string> FiguresOf(Case it, IReadOnlyList<CaseEvent> timeline, IReadOnlyList<CaseRating> ratings, DateTime now, WorkingCalendar calendar)
    {
        HashSet<string> figures = ["filed"];
        var lines = timeline.OrderBy(x => x.Sequence).ToList();
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

        // Resolution: the last line that moved the case decides; the due time starts anew with each reopening.
        var due = it.Policy.DueAt(lines.FindLast(x => x.Type == CaseEventType.Reopened)?.At ?? filedAt, calendar);
        var reopened = Told(CaseEventType.Reopened);
        var last = lines.FindLast(x => x.Type is CaseEventType.Filed or CaseEventType.Accepted or CaseEventType.Started or CaseEventType.Resolved or CaseEventType.Closed
            or CaseEventType.Rejected or CaseEventType.Merged or CaseEventType.Withdrawn or CaseEventType.Reopened || (x.Type == CaseEventType.Rated && x.ToStatus == CaseStatus.Closed))!;
        figures.Add(last.Type switch
        {
            CaseEventType.Resolved => "resolution.waiting",
            CaseEventType.Rated => "resolution.numerator",
            CaseEventType.Closed => last.ActorKind == ActorKind.System ? "resolution.noAnswer" : "resolution.closedByStaff",
            CaseEventType.Rejected or CaseEventType.Merged or CaseEventType.Withdrawn when reopened || last.At > due => "resolution.setAsideLate",
            CaseEventType.Rejected => "resolution.rejected",
            CaseEventType.Merged => "resolution.merged",
            CaseEventType.Withdrawn => "resolution.withdrawn",
            _ when reopened => "resolution.reopened",
            _ => due < now ? "resolution.overdue" : "resolution.running",
        });

        figures.Add(ratings.OrderBy(x => x.Round).LastOrDefault() switch
        {
            null => "satisfaction.unanswered",
            { Satisfaction: >= 4 } => "satisfaction.numerator",
            _ => "satisfaction.missed",
        });

        if (Told(CaseEventType.Rejected)) figures.Add("shown.rejected");
        if (reopened) figures.Add("shown.reopened");
        if (Told(CaseEventType.Urged)) figures.Add("shown.urged");
        // Judged by the time that ran when it was resolved, or that runs since it was reopened.
        if (lines.FindLast(x => x.Type == CaseEventType.Resolved) is { } done && done.At > due) figures.Add("shown.resolvedLate");
        return figures;
    }

    public static int Of(Figure figure, IEnumerable<IReadOnlySet<string>> cases) => cases.Count(x => x.Contains(figure.Key));
}
