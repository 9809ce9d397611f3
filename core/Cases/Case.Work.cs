using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>What the owner and the assignee do with it.</summary>
public sealed partial class Case
{
    /// <summary>The office takes the case on; whoever accepts has read it, so a public complaint becomes visible.</summary>
    public void Accept(Actor actor, DateTime now, string? note = null)
    {
        Move(CaseStatus.Accepted, CaseStatus.Filed);
        AcceptedAt = now;
        RespondedAt ??= now;
        if (Moderation == CaseModeration.Waiting) Moderation = CaseModeration.Passed;
        Tell(CaseEventType.Accepted, actor, now, note);
    }

    /// <summary>The office says why it will not act; the citizen reads the reason.</summary>
    public void Reject(Actor actor, DateTime now, string reason)
    {
        Move(CaseStatus.Rejected, CaseStatus.Filed, CaseStatus.Accepted);
        StopPause(now);
        HaltEscalation();
        RespondedAt ??= now;
        SetAsideAt = now;
        Tell(CaseEventType.Rejected, actor, now, reason);
    }

    public void Assign(Actor actor, DateTime now, Guid assigneeId, string? note = null)
    {
        if (Status == CaseStatus.Filed) throw CaseErrors.AcceptFirst();
        Demand(CaseStatus.Accepted, CaseStatus.InProgress);
        (AssigneeId, AssigneePostId) = (assigneeId, null);
        Tell(CaseEventType.Assigned, actor, now, note, subjectStaffId: assigneeId);
    }

    public void Start(Actor actor, DateTime now, string? note = null)
    {
        Move(CaseStatus.InProgress, CaseStatus.Accepted);
        Tell(CaseEventType.Started, actor, now, note);
    }

    /// <summary>The work is done, in words; the service demands the after-photo. Now the citizen is asked, unless somebody else must verify it first.</summary>
    public CaseEvent Resolve(Actor actor, DateTime now, string text)
    {
        if (Status == CaseStatus.Filed) throw CaseErrors.AcceptFirst();
        if (IsOpen && Clock != CaseClock.Running) throw CaseErrors.ResumeFirst();
        Move(CaseStatus.Resolved, CaseStatus.Accepted, CaseStatus.InProgress);
        ResolvedAt = now;
        ResolvedBy = actor.AccountId;
        PendingRequestId = null;
        HaltEscalation();
        VerifiedBy = null;
        AskedAt = RequiresVerification ? null : now;
        Round++;
        Outcome = null;
        return Tell(CaseEventType.Resolved, actor, now, text);
    }

    /// <summary>Staff close only with a reason that the figures show.</summary>
    public void Close(Actor actor, DateTime now, string reason)
    {
        if (Status == CaseStatus.Filed) throw CaseErrors.AcceptFirst();
        Move(CaseStatus.Closed, CaseStatus.Accepted, CaseStatus.InProgress, CaseStatus.Resolved);
        StopPause(now);
        End(now, CaseCloseReason.ByStaff);
        Tell(CaseEventType.Closed, actor, now, reason);
    }

    public CaseEvent Note(Actor actor, DateTime now, string text) => Tell(CaseEventType.Noted, actor, now, text, isInternal: true);

    /// <summary>The same thing was reported before; this case follows the other.</summary>
    public void MergeInto(Case target, Actor actor, DateTime now, string? reason)
    {
        if (target.Id == Id) throw CaseErrors.MergeWithItself();
        if (!target.IsOpen) throw CaseErrors.MergeTargetNotOpen();
        Move(CaseStatus.Merged, CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress);
        StopPause(now);
        HaltEscalation();
        RespondedAt ??= now;
        MergedIntoId = target.Id;
        SetAsideAt = now;
        Tell(CaseEventType.Merged, actor, now, reason);
        target.Tell(CaseEventType.MergedFrom, actor, now, isInternal: true);
    }

    /// <summary>When the target of an earlier merge is itself merged, what followed it follows on, so chains never form.</summary>
    public void FollowTo(Guid targetId) => MergedIntoId = targetId;
}
