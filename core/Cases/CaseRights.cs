using Engagement.Core.Cases.Reading;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Core.Cases;

/// <summary>What a member of staff may do with a case now, so that a screen offers what is possible and nothing else. The verbs themselves refuse all the same.</summary>
internal static class CaseRights
{
    private static readonly CaseStatus[] Working = [CaseStatus.Accepted, CaseStatus.InProgress];
    private static readonly CaseStatus[] Open = [CaseStatus.Filed, .. Working];

    /// <param name="actor">Staff who may see the case.</param>
    /// <param name="it">The case.</param>
    /// <param name="owner">Its owner.</param>
    /// <param name="phoneKnown">There is a number to be shown.</param>
    /// <param name="ownRequest">The request that waits is the actor's own.</param>
    /// <param name="unanswered">A supervision waits for an answer.</param>
    /// <param name="now">UTC.</param>
    public static List<CaseAction> Allowed(Actor actor, Case it, Office owner, bool phoneKnown, bool ownRequest, bool unanswered, DateTime now)
    {
        List<CaseAction> actions = [];
        var decides = CaseAccess.CanDecide(actor, it, owner);
        var works = CaseAccess.CanWork(actor, it, owner);
        var above = CaseAccess.IsAbove(actor, it, owner);
        var running = it.Clock == CaseClock.Running;
        void May(CaseAction action, bool right, params ReadOnlySpan<CaseStatus> from)
        {
            if (right && from.Contains(it.Status)) actions.Add(action);
        }

        May(CaseAction.Accept, decides, CaseStatus.Filed);
        May(CaseAction.Reject, decides, CaseStatus.Filed, CaseStatus.Accepted);
        May(CaseAction.Assign, decides, Working);
        May(CaseAction.Start, works, CaseStatus.Accepted);
        May(CaseAction.Resolve, works && running, Working);
        May(CaseAction.Close, decides, [.. Working, CaseStatus.Resolved]);
        May(CaseAction.Merge, decides, Open);
        May(CaseAction.Pause, works && running, Working);
        May(CaseAction.Resume, works && !running, Working);
        May(CaseAction.AskExtension, works && running && it.PendingRequestId is null && it.ExtensionCount < Case.MaxExtensions && it.DueAt > now, Working);
        May(CaseAction.AskDeferral, works && it.PendingRequestId is null, Working);
        May(CaseAction.DecideRequest, above && it.PendingRequestId is not null && !ownRequest, Open);
        May(CaseAction.Return, decides && it.ReturnCount < Case.MaxReturns, Open);
        May(CaseAction.Transfer, CaseAccess.CanTransfer(actor, it, owner), Open);
        May(CaseAction.Supervise, above, Open);
        if (works && unanswered) actions.Add(CaseAction.AnswerSupervision);
        May(CaseAction.Write, works && it.ReporterId is not null, [.. Open, CaseStatus.Resolved]);
        if (it.AwaitsVerification && it.ResolvedBy != actor.AccountId && it.AssigneeId != actor.AccountId && CaseAccess.CanVerify(actor, it, owner))
            actions.Add(CaseAction.Verify);
        if (!CaseAccess.ConcernsSelf(actor, it) && (works || CaseAccess.CanNote(actor, it))) actions.Add(CaseAction.Note);
        if (works && phoneKnown) actions.Add(CaseAction.RevealPhone);
        return actions;
    }
}
