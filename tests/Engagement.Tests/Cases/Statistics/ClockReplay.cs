using Engagement.Core.Cases;
using Engagement.Core.Shared;

namespace Engagement.Tests.Cases.Statistics;

/// <summary>The due time of a case, told from what was written down of it: what is left when the clock is stopped is left when it goes on, what is overdue
/// stays overdue, a reopened case has the whole time again.</summary>
public sealed class ClockReplay
{
    private readonly Facts facts;
    private readonly WorkingCalendar calendar;
    private DateTime? stoppedAt;
    private TimeSpan left;

    private ClockReplay(Facts facts, WorkingCalendar calendar) => (this.facts, this.calendar) = (facts, calendar);

    /// <summary>Of a clock that stands and was stopped in time, and of a case that ended so: beyond all time, since a pause that is over is ended; for a
    /// deferral, what is left counted from the day of its review.</summary>
    public DateTime Due { get; private set; }
    public bool Deferred { get; private set; }

    /// <summary>At least once.</summary>
    public bool Stood { get; private set; }
    public bool StandsInTime => stoppedAt is not null && left > TimeSpan.Zero;

    public static ClockReplay Of(Facts facts, IEnumerable<CaseEvent> lines, WorkingCalendar calendar)
    {
        var clock = new ClockReplay(facts, calendar);
        DateTime resolvedAt = default;
        foreach (var line in lines)
        {
            if (line.Type == CaseEventType.Resolved) resolvedAt = line.At;
            clock.Read(line, resolvedAt);
        }

        return clock;
    }

    private void Read(CaseEvent line, DateTime resolvedAt)
    {
        switch (line.Type)
        {
            case CaseEventType.Filed or CaseEventType.Reopened:
                (Due, stoppedAt) = (facts.Case.Policy.DueAt(line.At, calendar), null);
                break;
            case CaseEventType.Paused or CaseEventType.Deferred:
                if (stoppedAt is not null) GoOn(line.At);
                (stoppedAt, left, Stood, Deferred) = (line.At, Between(line.At, Due), true, line.Type == CaseEventType.Deferred);
                if (left > TimeSpan.Zero) Due = Deferred ? After(Decided(CaseRequestKind.Deferral, line.At).ReviewAt!.Value, left) : DateTime.MaxValue;
                break;
            case CaseEventType.Resumed:
                // Noticed late, a pause was over at its end all the same.
                GoOn(facts.Pauses.Single(x => x.From == stoppedAt && x.To <= line.At).To);
                break;
            case CaseEventType.Extended:
                var more = Decided(CaseRequestKind.Extension, line.At);
                Due = DeadlinePolicy.At(Due, new TimeAllowance(more.Amount!.Value, more.Unit!.Value), calendar);
                break;
            case CaseEventType.VerificationFailed:
                var rest = Between(resolvedAt, Due);
                if (rest <= TimeSpan.Zero) break;
                Due = After(line.At, rest);
                Stood = true;
                break;
        }
    }

    private void GoOn(DateTime at)
    {
        if (left > TimeSpan.Zero) Due = After(at, left);
        stoppedAt = null;
    }

    private CaseRequest Decided(CaseRequestKind kind, DateTime at) =>
        facts.Requests.Single(x => x.Kind == kind && x.State == CaseRequestState.Approved && x.DecidedAt == at);

    private bool CountsClockHours => facts.Case.Policy.ResolveWithin.Unit == DeadlineUnit.ClockHours;

    private TimeSpan Between(DateTime from, DateTime to) => CountsClockHours ? to - from : calendar.WorkingTimeBetween(from, to);

    private DateTime After(DateTime from, TimeSpan time) => CountsClockHours ? from + time : calendar.AddWorkingTime(from, time);
}
