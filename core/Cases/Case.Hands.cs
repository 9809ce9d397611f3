using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>Who answers for it: handed up, handed over, returned, transferred; and what those above and the citizen say meanwhile.</summary>
public sealed partial class Case
{
    /// <summary>How often a case may be returned in its life; then the township decides who answers for it.</summary>
    public const int MaxReturns = 2;

    public int ReturnCount { get; private set; }
    public int SuperviseCount { get; private set; }

    /// <summary>From the second reopening on the level above answers for the case.</summary>
    public void HandUp(Guid officeId, DateTime now)
    {
        if (OwnerOfficeId == officeId) return;
        OwnerOfficeId = officeId;
        AssigneeId = AssigneePostId = null;
        Tell(CaseEventType.HandedOver, Actor.System, now);
    }

    /// <summary>The assignee left; the case goes to another person or back to "unassigned".</summary>
    public void HandOver(Actor actor, DateTime now, Guid? toStaffId)
    {
        AssigneeId = toStaffId;
        Tell(CaseEventType.HandedOver, actor, now, subjectStaffId: toStaffId);
    }

    /// <summary>The owner says the matter is not theirs and whose it is (退单). The clock runs on: the citizen waits all the same.</summary>
    public void Return(Actor actor, DateTime now, Guid toOfficeId, string reason)
    {
        if (!IsOpen) throw CaseErrors.NotFrom(Status);
        if (ReturnCount >= MaxReturns) throw CaseErrors.ReturnedTwice();
        MoveTo(toOfficeId);
        ReturnCount++;
        Tell(CaseEventType.Returned, actor, now, reason);
    }

    /// <summary>Township or county decide who answers for it; that is final.</summary>
    public void Transfer(Actor actor, DateTime now, Guid toOfficeId, string reason)
    {
        if (!IsOpen) throw CaseErrors.NotFrom(Status);
        MoveTo(toOfficeId);
        Tell(CaseEventType.Transferred, actor, now, reason);
    }

    /// <summary>Somebody above the owner looks into it (督办) and says what is expected.</summary>
    /// <param name="id">The supervision.</param>
    /// <param name="actor">Staff above the owner.</param>
    /// <param name="now">UTC.</param>
    /// <param name="instruction">What is expected.</param>
    /// <param name="replyBy">Until when an answer is expected; null when none is. After now, at most a year ahead.</param>
    public CaseSupervision Supervise(Guid id, Actor actor, DateTime now, string instruction, DateTime? replyBy)
    {
        if (!IsOpen) throw CaseErrors.NothingToSupervise();
        if (replyBy is { } end && (end <= now || end > now.AddDays(MaxDeferralDays))) throw CaseErrors.ReplyOutOfRange();
        SuperviseCount++;
        Tell(CaseEventType.Supervised, actor, now, instruction, isInternal: true);
        return new CaseSupervision(id, Id, actor.AccountId!.Value, now, instruction, replyBy?.WholeMilliseconds());
    }

    /// <summary>Those who work the case answer the one who looks into it.</summary>
    public void Answer(CaseSupervision supervision, Actor actor, DateTime now, string text)
    {
        supervision.Answer(actor, now, text);
        Tell(CaseEventType.SupervisionAnswered, actor, now, text, isInternal: true);
    }

    /// <summary>A word from those who work the case to the citizen: for these two and no other eyes.</summary>
    public CaseEvent Write(Actor actor, DateTime now, string? text)
    {
        if (ReporterId is null) throw CaseErrors.NobodyToWriteTo();
        if (!IsOpen && Status != CaseStatus.Resolved) throw CaseErrors.NotFrom(Status);
        return Tell(CaseEventType.Message, actor, now, text);
    }

    private void MoveTo(Guid officeId)
    {
        if (OwnerOfficeId == officeId) throw CaseErrors.SameOffice();
        OwnerOfficeId = officeId;
        AssigneeId = AssigneePostId = null;
        // A request was made to the level above the old owner, and in its name.
        PendingRequestId = null;
        if (Status == CaseStatus.InProgress) Status = CaseStatus.Accepted;
    }
}
