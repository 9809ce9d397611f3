using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>The clock: what stops it, what starts it again, and what gives it more time. Time is preserved in the unit of the policy: a case
/// paused with three working hours left has three working hours left when it goes on, on whatever day that is.</summary>
public sealed partial class Case
{
    /// <summary>Days a pause may last at most; what takes longer is deferred, with a plan and the consent of the level above.</summary>
    public const int MaxPauseDays = 30;

    /// <summary>Days ahead the review of a deferral may lie.</summary>
    public const int MaxDeferralDays = 366;

    /// <summary>Extensions one case may get in its life.</summary>
    public const int MaxExtensions = 2;

    /// <summary>When the clock was stopped; null while it runs.</summary>
    public DateTime? PausedAt { get; private set; }

    /// <summary>The latest end of a pause, or the day a deferral is reviewed; null while the clock runs.</summary>
    public DateTime? PausedUntil { get; private set; }

    /// <summary>When it was said that the day of review has come; null while it has not.</summary>
    public DateTime? ReviewDueAt { get; private set; }

    /// <summary>Why the clock stands; null while it runs and for a deferral.</summary>
    public CasePauseReason? PauseReason { get; private set; }

    /// <summary>Time left when the clock was stopped, in milliseconds of the policy's own unit; negative when it was overdue already.</summary>
    public long? RemainingMs { get; private set; }

    public int PauseCount { get; private set; }
    public int ExtensionCount { get; private set; }

    /// <summary>The request that waits for the level above; null when none does.</summary>
    public Guid? PendingRequestId { get; private set; }

    /// <summary>Stops the clock for something the office cannot help. What is overdue stays overdue.</summary>
    /// <param name="actor">Staff.</param>
    /// <param name="now">UTC.</param>
    /// <param name="reason">Why.</param>
    /// <param name="text">In words; the citizen reads it.</param>
    /// <param name="until">Latest end, UTC: then the clock goes on by itself. After now, at most <see cref="MaxPauseDays"/> days ahead.</param>
    /// <param name="calendar">Of the case's county.</param>
    public void Pause(Actor actor, DateTime now, CasePauseReason reason, string text, DateTime until, WorkingCalendar calendar)
    {
        DemandWorking();
        if (Clock != CaseClock.Running) throw CaseErrors.AlreadyPaused();
        if (reason == CasePauseReason.Verification) throw CaseErrors.PauseNeedsReason();
        if (until <= now || until > now.AddDays(MaxPauseDays)) throw CaseErrors.PauseOutOfRange();
        StopClock(CaseClock.Paused, now, until.WholeMilliseconds(), calendar);
        PauseReason = reason;
        Tell(CaseEventType.Paused, actor, now, text);
    }

    /// <summary>The clock goes on with the time it had left.</summary>
    public void Resume(Actor actor, DateTime now, string? text, WorkingCalendar calendar)
    {
        if (Clock == CaseClock.Running) throw CaseErrors.NotPaused();
        RestartClock(now, calendar);
        Tell(CaseEventType.Resumed, actor, now, text);
    }

    /// <summary>The latest end of a pause has come: the clock has been running again since then, however late this is noticed.</summary>
    public void ResumeWhenOver(DateTime now, WorkingCalendar calendar)
    {
        if (Clock != CaseClock.Paused || PausedUntil is not { } end || end > now) throw CaseErrors.NotPaused();
        RestartClock(end, calendar);
        Tell(CaseEventType.Resumed, Actor.System, now);
    }

    /// <summary>The day of review has come. The clock still stands: those who deferred it say whether it goes on or is deferred anew.</summary>
    public void CallReview(DateTime now)
    {
        if (Clock != CaseClock.Deferred || ReviewDueAt is not null || PausedUntil > now) throw CaseErrors.NotPaused();
        ReviewDueAt = now;
        Tell(CaseEventType.ReviewDue, Actor.System, now, isInternal: true);
    }

    /// <summary>The owner asks the level above for more time, before the time is over.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="actor">Staff of the owner.</param>
    /// <param name="now">UTC.</param>
    /// <param name="reason">Why.</param>
    /// <param name="more">Counted on from the due time as it then stands.</param>
    public CaseRequest AskExtension(Guid requestId, Actor actor, DateTime now, string reason, TimeAllowance more)
    {
        DemandWorking();
        if (Clock != CaseClock.Running) throw CaseErrors.ResumeFirst();
        if (PendingRequestId is not null) throw CaseErrors.RequestPending();
        if (ExtensionCount >= MaxExtensions) throw CaseErrors.ExtendedTwice();
        if (DueAt <= now) throw CaseErrors.ExtensionTooLate();
        PendingRequestId = requestId;
        Tell(CaseEventType.ExtensionAsked, actor, now, reason, isInternal: true);
        return CaseRequest.Extension(requestId, this, actor, now, reason, more);
    }

    /// <summary>The owner asks the level above to defer what cannot be solved for long (挂账), with a plan and a day of review. A deferral
    /// that stands is prolonged in the same way.</summary>
    /// <param name="reviewAt">UTC; after now, at most <see cref="MaxDeferralDays"/> days ahead.</param>
    public CaseRequest AskDeferral(Guid requestId, Actor actor, DateTime now, string plan, DateTime reviewAt)
    {
        DemandWorking();
        if (PendingRequestId is not null) throw CaseErrors.RequestPending();
        if (reviewAt <= now || reviewAt > now.AddDays(MaxDeferralDays)) throw CaseErrors.ReviewOutOfRange();
        PendingRequestId = requestId;
        Tell(CaseEventType.DeferralAsked, actor, now, plan, isInternal: true);
        return CaseRequest.Deferral(requestId, this, actor, now, plan, reviewAt);
    }

    /// <summary>The level above agrees.</summary>
    public void Approve(CaseRequest request, Actor actor, DateTime now, string? note, WorkingCalendar calendar)
    {
        DemandPending(request, actor);
        if (request.Kind == CaseRequestKind.Deferral && request.ReviewAt <= now) throw CaseErrors.ReviewOutOfRange();
        request.Decide(CaseRequestState.Approved, actor, now, note);
        PendingRequestId = null;
        if (request.Kind == CaseRequestKind.Extension) Extend(request, actor, now, calendar);
        else Defer(request, actor, now, calendar);
    }

    /// <summary>The level above does not agree; the clock is as if nobody had asked.</summary>
    public void Refuse(CaseRequest request, Actor actor, DateTime now, string reason)
    {
        DemandPending(request, actor);
        request.Decide(CaseRequestState.Refused, actor, now, reason);
        PendingRequestId = null;
        Tell(request.Kind == CaseRequestKind.Extension ? CaseEventType.ExtensionRefused : CaseEventType.DeferralRefused, actor, now, reason, isInternal: true);
    }

    /// <summary>The policy of its category was changed and is to hold for what runs already. Counted from where the present run of the clock
    /// began; what pauses took and extensions gave stays given. The case is loaded with its pauses.</summary>
    /// <param name="actor">The system, which carries out what somebody laid down.</param>
    /// <param name="now">UTC.</param>
    /// <param name="policy">What holds now.</param>
    /// <param name="began">The filing, or the last reopening.</param>
    /// <param name="extensions">Approved since then, in order.</param>
    /// <param name="calendar">Of the case's county.</param>
    public void ApplyPolicy(Actor actor, DateTime now, DeadlinePolicy policy, DateTime began, IEnumerable<TimeAllowance> extensions, WorkingCalendar calendar)
    {
        if (!IsOpen) throw CaseErrors.NotFrom(Status);
        Policy = policy;
        if (RespondedAt is null) RespondBy = policy.RespondBy(FiledAt, calendar);
        // What pauses took was counted in the old policy's unit; the pauses themselves are facts, so they are counted again.
        var paused = pauses.Where(x => x.From >= began).Sum(x => Milliseconds(Between(x.From, x.To, calendar)));
        var due = extensions.Aggregate(Later(policy.DueAt(began, calendar), paused, calendar), (at, more) => DeadlinePolicy.At(at, more, calendar));
        ClockStartedAt = Later(began, paused, calendar);
        DueAt = due;
        if (Clock != CaseClock.Running)
        {
            RemainingMs = Milliseconds(Between(PausedAt!.Value, due, calendar));
            if (RemainingMs > 0) DueAt = Later(PausedUntil!.Value, RemainingMs.Value, calendar);
        }

        RedateEscalation(calendar, now);
        Tell(CaseEventType.PolicyChanged, actor, now);
    }

    private void Extend(CaseRequest request, Actor actor, DateTime now, WorkingCalendar calendar)
    {
        ExtensionCount++;
        var more = new TimeAllowance(request.Amount!.Value, request.Unit!.Value);
        if (Clock == CaseClock.Running)
        {
            DueAt = DeadlinePolicy.At(DueAt, more, calendar);
        }
        else
        {
            // Paused between asking and consent: what is given is added to what is left.
            var due = DeadlinePolicy.At(DueAt, more, calendar);
            RemainingMs += Milliseconds(Between(DueAt, due, calendar));
            DueAt = due;
        }

        RedateEscalation(calendar, now);
        Tell(CaseEventType.Extended, actor, now, request.Reason);
    }

    private void Defer(CaseRequest request, Actor actor, DateTime now, WorkingCalendar calendar)
    {
        if (Clock != CaseClock.Running) RestartClock(now, calendar);
        StopClock(CaseClock.Deferred, now, request.ReviewAt!.Value, calendar);
        Tell(CaseEventType.Deferred, actor, now, request.Reason);
    }

    private void StopClock(CaseClock clock, DateTime now, DateTime until, WorkingCalendar calendar)
    {
        Clock = clock;
        PausedAt = now;
        PausedUntil = until;
        (PauseReason, ReviewDueAt) = (null, null);
        PauseCount++;
        RemainingMs = Milliseconds(Between(now, DueAt, calendar));
        if (RemainingMs > 0) DueAt = Later(until, RemainingMs.Value, calendar);
        HaltEscalation();
    }

    private void RestartClock(DateTime at, WorkingCalendar calendar)
    {
        // Remaining time is what counts, except that nothing which was overdue when it was stopped becomes punctual.
        if (RemainingMs is { } left and > 0)
        {
            DueAt = Later(at, left, calendar);
            ClockStartedAt = Later(ClockStartedAt, Milliseconds(Between(PausedAt!.Value, at, calendar)), calendar);
        }

        StopPause(at);
        PlanEscalation(calendar);
    }

    /// <summary>Writes the pause down as over; where the case ends with it, nothing is left to be counted.</summary>
    private void StopPause(DateTime at)
    {
        PendingRequestId = IsOpen ? PendingRequestId : null;
        if (Clock == CaseClock.Running) return;
        pauses.Add(new CasePause(Id, PauseCount, Clock, PauseReason, PausedAt!.Value, at));
        Clock = CaseClock.Running;
        (PausedAt, PausedUntil, PauseReason, RemainingMs, ReviewDueAt) = (null, null, null, null, null);
    }

    /// <summary>A new run: reopened cases get the whole time again.</summary>
    private void StartClock(DateTime now, WorkingCalendar calendar)
    {
        DueAt = Policy.DueAt(now, calendar);
        RestartEscalation(calendar, now);
    }

    private bool CountsClockHours => Policy.ResolveWithin.Unit == DeadlineUnit.ClockHours;

    private TimeSpan Between(DateTime from, DateTime to, WorkingCalendar calendar) =>
        CountsClockHours ? to - from : calendar.WorkingTimeBetween(from, to);

    private DateTime Later(DateTime from, long milliseconds, WorkingCalendar calendar) =>
        milliseconds <= 0 ? from
        : CountsClockHours ? from.AddMilliseconds(milliseconds) : calendar.AddWorkingTime(from, TimeSpan.FromMilliseconds(milliseconds));

    private static long Milliseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;

    private void DemandWorking()
    {
        if (Status == CaseStatus.Filed) throw CaseErrors.AcceptFirst();
        if (Status is not (CaseStatus.Accepted or CaseStatus.InProgress)) throw CaseErrors.NotFrom(Status);
    }

    private void DemandPending(CaseRequest request, Actor actor)
    {
        if (request.State != CaseRequestState.Pending || PendingRequestId != request.Id) throw CaseErrors.RequestDecided();
        if (!IsOpen) throw CaseErrors.NotFrom(Status);
        if (request.RequestedBy == actor.AccountId) throw CaseErrors.OwnRequest();
    }
}
