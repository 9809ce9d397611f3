namespace Engagement.Core.Cases;

/// <summary>What brought the case in: a citizen, an inspection, a call for service.</summary>
public enum CaseKind { Complaint, Finding, ServiceCall }

/// <summary>Where the case stands.</summary>
public enum CaseStatus { Filed, Accepted, InProgress, Resolved, Closed, Rejected, Merged }

/// <summary>What the citizen said, or did not say, when asked.</summary>
public enum CaseOutcome { Solved, Unsolved, NoAnswer }

/// <summary>Whether the deadline runs.</summary>
public enum CaseClock { Running, Paused, Deferred }

/// <summary>Whether others may see the words and pictures. A public complaint waits until the automatic check found nothing,
/// or a member of staff accepted or approved it, that is, has read it; <c>Held</c> is a person's no.</summary>
public enum CaseModeration { Waiting, Passed, Held }

/// <summary>Who else may see the complaint. Under a public name others read 张*, never the full name.</summary>
public enum CaseVisibility { PublicNamed, PublicAnonymous, StaffOnly }

/// <summary>Why a case was closed.</summary>
public enum CaseCloseReason { Confirmed, Unanswered, Withdrawn, ByStaff, Verified }

/// <summary>What a line of the timeline tells.</summary>
public enum CaseEventType
{
    Filed, Accepted, Rejected, Assigned, Started, Resolved, Closed, Noted, Merged, MergedFrom, Rated, Reopened, Added,
    Withdrawn, Urged, HandedOver,
    Paused, Resumed, ExtensionAsked, Extended, ExtensionRefused, DeferralAsked, Deferred, DeferralRefused, ReviewDue, PolicyChanged,
    Returned, Transferred, Supervised, SupervisionAnswered, Message, Verified, VerificationFailed,
    ResponseOverdue, DueSoon, Overdue, Escalated,
}

/// <summary>What a photo of a case shows.</summary>
public enum PhotoStage { Before, After, Addition }

/// <summary>How pressing a category is.</summary>
public enum CasePriority { Normal, Danger, Utilities, Hard }

/// <summary>Why a clock was stopped. <c>Verification</c> is not for staff to choose: it is the time a resolve lay with its verifier.</summary>
public enum CasePauseReason { WaitingForCitizen, Weather, Other, Verification }

/// <summary>What the owner asks the level above for.</summary>
public enum CaseRequestKind { Extension, Deferral }

/// <summary>Whether the level above has said something.</summary>
public enum CaseRequestState { Pending, Approved, Refused }
