using Engagement.Core.Cases.Escalation;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>
/// The steps at 50, 80, 100 and 150 % of the time to resolve, and the lateness of the first answer. Shares are of the time from
/// <see cref="ClockStartedAt"/> to <see cref="DueAt"/>, counted in the policy's own unit: a pause moves both on by what it took, an extension
/// moves the due time alone. Every verb that starts, stops or moves the clock plans anew; the sweep passes what is due.
/// </summary>
public sealed partial class Case
{
    /// <summary>Percent of the time to resolve at which somebody is told.</summary>
    public static readonly IReadOnlyList<int> EscalationSteps = [50, 80, 100, 150];

    /// <summary>From where the shares count: the filing or the last reopening, moved on by pauses.</summary>
    public DateTime ClockStartedAt { get; private set; }

    /// <summary>The highest step passed under the due time in force: 0, 50, 80, 100 or 150.</summary>
    public int EscalationStep { get; private set; }

    /// <summary>When the next step is due; null while the clock stands, after the last step, and when the case is no longer open.</summary>
    public DateTime? NextStepAt { get; private set; }

    /// <summary>When the missing first answer was noticed; null while it is in time or was given.</summary>
    public DateTime? ResponseOverdueAt { get; private set; }

    /// <summary>The moment of a step under the due time in force. 100 is <see cref="DueAt"/> itself; a greater step never comes earlier.</summary>
    public DateTime MomentOfStep(int percent, WorkingCalendar calendar)
    {
        if (percent == 100) return DueAt;
        var byClock = Policy.ResolveWithin.Unit == DeadlineUnit.ClockHours;
        DateTime After(DateTime from, TimeSpan time) => byClock ? from + time : calendar.AddWorkingTime(from, time);
        // The day of filing is no part of N working days, so no part of what is shared out either.
        var counted = Policy.ResolveWithin.Unit == DeadlineUnit.WorkingDays
            ? ChinaTime.ToUtc(ChinaTime.DateOf(ClockStartedAt), calendar.Hours.Closing) : ClockStartedAt;
        var whole = byClock ? DueAt - counted : calendar.WorkingTimeBetween(counted, DueAt);
        if (whole <= TimeSpan.Zero) return DueAt;
        var moment = percent < 100 ? After(ClockStartedAt, Share(whole, percent)) : After(DueAt, Share(whole, percent - 100));
        return percent < 100 && moment > DueAt ? DueAt : moment;
    }

    /// <summary>Passes every step that is due, each with a line on the timeline. What is passed is passed once; calling again does nothing.</summary>
    /// <returns>The highest of the steps passed now, which is the one to send word of; null when none was due.</returns>
    public CaseStep? Escalate(DateTime now, WorkingCalendar calendar)
    {
        CaseStep? highest = null;
        while (DueStep(now, calendar) is { } step)
        {
            if (step == CaseStep.ResponseOverdue) ResponseOverdueAt = now;
            else EscalationStep = (int)step;
            Tell(step.TimelineType(), Actor.System, now, step.Sentence(), isInternal: !step.IsForReporter());
            if (highest is null || step.Rank() > highest.Value.Rank()) highest = step;
        }

        PlanEscalation(calendar);
        return highest;
    }

    /// <summary>Sets the moment of the next step. Call it last in every verb that opens the case or starts its clock, or moves both ends of it.</summary>
    private void PlanEscalation(WorkingCalendar calendar) =>
        NextStepAt = NextStep is { } next && IsOpen && Clock == CaseClock.Running ? MomentOfStep(next, calendar) : null;

    /// <summary>No step comes while the clock stands or the case is not open. Call it in every verb that ends or halts the work.</summary>
    private void HaltEscalation() => NextStepAt = null;

    /// <summary>A new due time was set: steps that lie ahead of it again will be told again. Plans as well.</summary>
    private void RedateEscalation(WorkingCalendar calendar, DateTime now)
    {
        var passed = EscalationStep;
        EscalationStep = EscalationSteps.LastOrDefault(x => x <= passed && MomentOfStep(x, calendar) <= now);
        PlanEscalation(calendar);
    }

    /// <summary>The clock starts from nothing, with the due time already set.</summary>
    private void RestartEscalation(WorkingCalendar calendar, DateTime startedAt)
    {
        ClockStartedAt = startedAt;
        EscalationStep = 0;
        PlanEscalation(calendar);
    }

    private int? NextStep => EscalationSteps.FirstOrDefault(x => x > EscalationStep) is > 0 and var next ? next : null;

    /// <summary>The earliest step that is due and not passed. The sweep's query looks for exactly these cases.</summary>
    private CaseStep? DueStep(DateTime now, WorkingCalendar calendar)
    {
        var answer = Status == CaseStatus.Filed && ResponseOverdueAt is null && RespondBy <= now;
        if (NextStepAt is null || NextStep is not { } next || MomentOfStep(next, calendar) is var at && at > now)
            return answer ? CaseStep.ResponseOverdue : null;
        return answer && RespondBy <= at ? CaseStep.ResponseOverdue : (CaseStep)next;
    }

    /// <summary>Whole milliseconds, which is what the stores keep.</summary>
    private static TimeSpan Share(TimeSpan whole, int percent)
    {
        var ticks = whole.Ticks * percent / 100;
        return new TimeSpan(ticks - ticks % TimeSpan.TicksPerMillisecond);
    }
}
