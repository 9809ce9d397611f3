using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>Who answers for it: handed up, handed over, returned, transferred.</summary>
public sealed partial class Case
{
    /// <summary>From the second reopening on the level above answers for the case.</summary>
    public void HandUp(Guid officeId, DateTime now)
    {
        if (OwnerOfficeId == officeId) return;
        OwnerOfficeId = officeId;
        AssigneeId = null;
        Tell(CaseEventType.HandedOver, Actor.System, now);
    }

    /// <summary>The assignee left; the case goes to another person or back to "unassigned".</summary>
    public void HandOver(Actor actor, DateTime now, Guid? toStaffId)
    {
        AssigneeId = toStaffId;
        Tell(CaseEventType.HandedOver, actor, now, subjectStaffId: toStaffId);
    }
}
