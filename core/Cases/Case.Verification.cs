using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>The fixer never confirms their own work: where the category asks for it, and for every finding, somebody else looks before the citizen is asked.</summary>
public sealed partial class Case
{
    public bool RequiresVerification { get; private init; }

    /// <summary>Who resolved it the last time.</summary>
    public Guid? ResolvedBy { get; private set; }

    /// <summary>Who confirmed the last resolve; null while nobody has.</summary>
    public Guid? VerifiedBy { get; private set; }
    public int VerificationFailures { get; private set; }

    /// <summary>Metres between where the before- and the after-photo were taken; null when one of the places is unknown.</summary>
    public double? EvidenceMeters { get; private set; }

    /// <summary>Seconds from the before- to the after-photo; negative when the pictures say so; null when one of the times is unknown.</summary>
    public long? EvidenceSeconds { get; private set; }

    /// <summary>Resolved, and nobody but the fixer has looked yet.</summary>
    public bool AwaitsVerification => Status == CaseStatus.Resolved && RequiresVerification && VerifiedBy is null;

    /// <summary>Somebody else has looked. Passed: the citizen is asked, or, where no citizen waits for it, the case is closed. Failed: back to work,
    /// with the time that was left when it was resolved.</summary>
    public CaseEvent Verify(Actor actor, DateTime now, bool passed, string? text, WorkingCalendar calendar)
    {
        DemandVerifiableBy(actor);
        if (!passed) return FailVerification(actor, now, text, calendar);
        VerifiedBy = actor.AccountId;
        if (ReporterId is null)
        {
            Status = CaseStatus.Closed;
            Outcome = CaseOutcome.Solved;
            End(now, CaseCloseReason.Verified);
        }
        else
        {
            AskedAt = now;
        }

        return Tell(CaseEventType.Verified, actor, now, text);
    }

    /// <summary>How far the pictures of before and after are apart.</summary>
    public void RecordEvidence(double? meters, TimeSpan? between) =>
        (EvidenceMeters, EvidenceSeconds) = (meters, between is { } span ? span.Ticks / TimeSpan.TicksPerSecond : null);

    private CaseEvent FailVerification(Actor actor, DateTime now, string? text, WorkingCalendar calendar)
    {
        // The time it lay with the verifier is not the fixer's.
        var left = Milliseconds(Between(ResolvedAt!.Value, DueAt, calendar));
        if (left > 0)
        {
            DueAt = Later(now, left, calendar);
            ClockStartedAt = Later(ClockStartedAt, Milliseconds(Between(ResolvedAt.Value, now, calendar)), calendar);
            Record(new CasePause(Id, ++PauseCount, CaseClock.Paused, CasePauseReason.Verification, ResolvedAt.Value, now));
        }

        Status = CaseStatus.Accepted;
        VerificationFailures++;
        PlanEscalation(calendar);
        return Tell(CaseEventType.VerificationFailed, actor, now, text);
    }

    private void DemandVerifiableBy(Actor actor)
    {
        if (!AwaitsVerification) throw CaseErrors.NothingToVerify();
        // Whoever resolved it for a post did so as a neighbour; their work account is the same person.
        if (ResolvedBy == actor.AccountId || AssigneeId == actor.AccountId || (actor.PersonId is { } person && ResolvedBy == person)) throw CaseErrors.OwnWork();
    }
}
