using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>What the citizen says of it, and what silence means.</summary>
public sealed partial class Case
{
    /// <summary>Seven days of silence: neither solved nor unsolved.</summary>
    public void CloseUnanswered(DateTime now)
    {
        if (Status != CaseStatus.Resolved || AnswerBy is not { } end || end > now) throw CaseErrors.StillWaiting();
        Status = CaseStatus.Closed;
        Outcome = CaseOutcome.NoAnswer;
        End(now, CaseCloseReason.Unanswered);
        Tell(CaseEventType.Closed, Actor.System, now);
    }

    /// <summary>The citizen answers: solved closes, unsolved reopens.</summary>
    public CaseRating Rate(Guid id, Actor actor, DateTime now, bool solved, int satisfaction, string? comment, WorkingCalendar calendar)
    {
        if (Status != CaseStatus.Resolved) throw Status == CaseStatus.Closed ? CaseErrors.AlreadyClosed() : CaseErrors.NotResolvedYet();
        if (AwaitsVerification) throw CaseErrors.AwaitsVerification();
        var rating = new CaseRating(id, Id, Round, solved, satisfaction, comment, now);
        if (solved)
        {
            Status = CaseStatus.Closed;
            Outcome = CaseOutcome.Solved;
            End(now, CaseCloseReason.Confirmed);
        }

        Tell(CaseEventType.Rated, actor, now, comment, onBehalfOf: BehalfOf(actor));
        if (!solved)
        {
            BackToWork(actor, now, comment, calendar);
        }

        return rating;
    }

    /// <summary>The citizen found within seven days of the resolve that it is not solved after all.</summary>
    public CaseEvent Reopen(Actor actor, DateTime now, string reason, WorkingCalendar calendar)
    {
        if (Status is not (CaseStatus.Resolved or CaseStatus.Closed) || ResolvedAt is null) throw CaseErrors.NotResolvedYet();
        if (CloseReason is CaseCloseReason.Withdrawn) throw CaseErrors.AlreadyClosed();
        if (AwaitsVerification) throw CaseErrors.AwaitsVerification();
        if (now >= AnswerBy) throw CaseErrors.ReopenTooLate();
        return BackToWork(actor, now, reason, calendar);
    }

    /// <summary>More words or pictures of the same thing; the answer, where a paused clock waited for one.</summary>
    public CaseEvent Add(Actor actor, DateTime now, string? text, WorkingCalendar calendar)
    {
        if (!IsOpen && Status != CaseStatus.Resolved) throw CaseErrors.AlreadyClosed();
        var line = Tell(CaseEventType.Added, actor, now, text, onBehalfOf: BehalfOf(actor));
        GoOnWhenAnswered(actor, now, calendar);
        return line;
    }

    /// <summary>A word from the citizen to those who work the case: for these two and no other eyes.</summary>
    public CaseEvent Hear(Actor actor, DateTime now, string? text, WorkingCalendar calendar)
    {
        if (!IsOpen && Status != CaseStatus.Resolved) throw CaseErrors.NotFrom(Status);
        var line = Tell(CaseEventType.Message, actor, now, text, onBehalfOf: BehalfOf(actor));
        GoOnWhenAnswered(actor, now, calendar);
        return line;
    }

    private void GoOnWhenAnswered(Actor actor, DateTime now, WorkingCalendar calendar)
    {
        if (Clock == CaseClock.Paused && PauseReason == CasePauseReason.WaitingForCitizen) Resume(actor, now, null, calendar);
    }

    public void Withdraw(Actor actor, DateTime now, string? reason)
    {
        if (!IsOpen) throw CaseErrors.AlreadyClosed();
        Status = CaseStatus.Closed;
        StopPause(now);
        End(now, CaseCloseReason.Withdrawn);
        Tell(CaseEventType.Withdrawn, actor, now, reason, onBehalfOf: BehalfOf(actor));
    }

    /// <summary>The citizen asks to hurry; at most once a day.</summary>
    public void Urge(Actor actor, DateTime now, string? text)
    {
        if (!IsOpen) throw CaseErrors.NothingToUrge();
        UrgeCount++;
        Tell(CaseEventType.Urged, actor, now, text, onBehalfOf: BehalfOf(actor));
    }

    /// <summary>A neighbour may say "me too" to what is public and still open. The count itself is raised by a set-based update, so
    /// that a supporter never makes a clerk's edit stale.</summary>
    public void DemandSupportable(Guid personId)
    {
        if (ReporterId == personId) throw CaseErrors.OwnCase();
        if (!IsPublic || !IsOpen) throw CaseErrors.NothingToSupport();
    }

    private CaseEvent BackToWork(Actor actor, DateTime now, string? reason, WorkingCalendar calendar)
    {
        Status = CaseStatus.Accepted;
        Outcome = null;
        ClosedAt = null;
        CloseReason = null;
        ReopenCount++;
        AskedAt = null;
        StartClock(now, calendar);
        return Tell(CaseEventType.Reopened, actor, now, reason, onBehalfOf: BehalfOf(actor));
    }
}
