namespace Engagement.Core.Cases.Escalation;

/// <summary>What time alone brings upon a case. The numbers are percent of the time to resolve; the first answer has a time of its own.</summary>
public enum CaseStep
{
    ResponseOverdue = 1,
    HalfTime = 50,
    DueSoon = 80,
    Overdue = 100,
    LongOverdue = 150,
}

/// <summary>What each step is called, says, and whom it reaches.</summary>
public static class CaseSteps
{
    public static CaseEventType TimelineType(this CaseStep step) => step switch
    {
        CaseStep.ResponseOverdue => CaseEventType.ResponseOverdue,
        CaseStep.DueSoon => CaseEventType.DueSoon,
        CaseStep.Overdue => CaseEventType.Overdue,
        _ => CaseEventType.Escalated,
    };

    /// <summary>The words on the timeline and in the message.</summary>
    public static string Sentence(this CaseStep step) => step switch
    {
        CaseStep.ResponseOverdue => "已超过受理时限，尚未答复。",
        CaseStep.HalfTime => "办理时间已过半。",
        CaseStep.DueSoon => "办理时间已用八成，即将到期。",
        CaseStep.Overdue => "已超过办理时限，尚未办结。",
        _ => "超期时间已达办理时限的一半。",
    };

    /// <summary>That a promise was not kept, the reporter may read; what the office does to keep it in time is the office's.</summary>
    public static bool IsForReporter(this CaseStep step) => step is CaseStep.ResponseOverdue or CaseStep.Overdue;

    /// <summary>Order of weight, for the one message after several steps: a late answer weighs more than half the time gone, less than a near end.</summary>
    public static int Rank(this CaseStep step) => step == CaseStep.ResponseOverdue ? (int)CaseStep.HalfTime + 1 : (int)step;
}
