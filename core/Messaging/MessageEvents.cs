namespace Engagement.Core.Messaging;

/// <summary>Who hears of an event.</summary>
public enum MessageAudience { Citizens, Staff, Both }

/// <summary>One kind of message.</summary>
/// <param name="Name">Dotted, at most 48 characters.</param>
/// <param name="Audience">Who hears of it.</param>
/// <param name="Subject">What kind of thing <see cref="OutboxMessage.SubjectId"/> is: <c>case</c>, <c>staff</c>, <c>household</c>, <c>pledge</c>, <c>contest</c>, <c>list</c>.</param>
/// <param name="Fields">Fields its template may name beyond <see cref="MessageEvents.CommonFields"/>.</param>
public sealed record MessageEvent(string Name, MessageAudience Audience, string Subject, params IReadOnlyList<string> Fields);

/// <summary>
/// Every event somebody gets a message about. All take the fields <c>number</c>, <c>category</c>, <c>status</c>, <c>text</c> (words of a person, or why),
/// <c>dueAt</c> and <c>at</c> (both UTC, format "O"); a field that is left out shows the template's stand-in. No names, no phones: a message leaves the house.
/// </summary>
public static class MessageEvents
{
    public const string ComplaintFiled = "complaint.filed", ComplaintAccepted = "complaint.accepted", ComplaintRejected = "complaint.rejected",
        ComplaintAssigned = "complaint.assigned", ComplaintResolved = "complaint.resolved", ComplaintClosed = "complaint.closed",
        ComplaintMerged = "complaint.merged", ComplaintHandedUp = "complaint.handed_up", ComplaintHeld = "complaint.held";

    /// <summary>To staff: the citizen says it is not solved. <c>text</c> is the citizen's reason.</summary>
    public const string CaseReopened = "case.reopened";

    /// <summary>To staff: the deadline is near, over, or a step above has been told. <c>text</c> says how long or which step.</summary>
    public const string CaseDueSoon = "case.due_soon", CaseOverdue = "case.overdue", CaseEscalated = "case.escalated";

    /// <summary>To staff: a new case for the office; a case to work oneself.</summary>
    public const string CaseFiledToYou = "case.filed_to_you", CaseAssignedToYou = "case.assigned_to_you";

    /// <summary>To staff who take over from somebody who leaves, once for all cases: <c>count</c> of them; the subject is the account that left.</summary>
    public const string CasesHandedOver = "staff.cases_handed_over";

    /// <summary>To whoever is on duty for a post: a case was given to it; something about it wants attention, <c>text</c> says what.</summary>
    public const string DutyCaseGiven = "duty.case_given", DutyCaseReminder = "duty.case_reminder";

    /// <summary>To staff: the citizen, or a superior, asks to hurry. <c>text</c> is what they wrote.</summary>
    public const string CaseUrged = "case.urged", CaseSupervised = "case.supervised";

    /// <summary>To citizen or staff: the other side wrote on the case. <c>text</c> is what it wrote.</summary>
    public const string CaseMessage = "case.message";

    /// <summary>To the citizen (and whom it concerns among staff): the clock stands, runs on, got longer or was put off. <c>text</c> is the reason.</summary>
    public const string CasePaused = "case.paused", CaseResumed = "case.resumed", CaseExtended = "case.extended", CaseDeferred = "case.deferred";

    /// <summary>To staff: the asked extension was refused; the case came back to its sender. <c>text</c> is the reason.</summary>
    public const string CaseExtensionRefused = "case.extension_refused", CaseReturned = "case.returned";

    /// <summary>To a household's members: points were posted. <c>points</c> with its sign, <c>balance</c> after it, <c>text</c> for what.</summary>
    public const string PointsPosted = "points.posted";

    /// <summary>To a household's members: <c>text</c> is the pledge's title or what the check found.</summary>
    public const string PledgeDue = "pledge.due", PledgeCheckFailed = "pledge.check_failed", PledgeSigned = "pledge.signed",
        PledgeObjectionDecided = "pledge.objection_decided";

    /// <summary>To the person: <c>text</c> is the village's name or the reason of the refusal.</summary>
    public const string HouseholdMemberApproved = "household.member_approved", HouseholdMemberRefused = "household.member_refused";

    /// <summary>To nominees: <c>category</c> is the contest, <c>text</c> the result.</summary>
    public const string ContestResult = "contest.result";

    /// <summary>To those on a list: <c>category</c> is the list, <c>text</c> what it says of them, <c>dueAt</c> the end of the time for objections.</summary>
    public const string ListNotice = "list.notice";

    /// <summary>What every template may name.</summary>
    public static IReadOnlyList<string> CommonFields { get; } = ["number", "category", "status", "text", "dueAt", "at"];

    public static IReadOnlyList<MessageEvent> All { get; } =
    [
        .. Cases(MessageAudience.Citizens, ComplaintFiled, ComplaintAccepted, ComplaintRejected, ComplaintAssigned, ComplaintResolved, ComplaintClosed,
            ComplaintMerged, ComplaintHandedUp, ComplaintHeld),
        .. Cases(MessageAudience.Staff, CaseFiledToYou, CaseAssignedToYou, CaseReopened, CaseDueSoon, CaseOverdue, CaseEscalated, CaseUrged, CaseSupervised,
            CaseExtensionRefused, CaseReturned),
        new(CasesHandedOver, MessageAudience.Staff, "staff", "count"),
        .. Cases(MessageAudience.Citizens, DutyCaseGiven, DutyCaseReminder),
        .. Cases(MessageAudience.Both, CaseMessage, CasePaused, CaseResumed, CaseExtended, CaseDeferred),
        new(PointsPosted, MessageAudience.Citizens, "household", "points", "balance"),
        new(PledgeDue, MessageAudience.Citizens, "pledge"),
        new(PledgeCheckFailed, MessageAudience.Citizens, "pledge"),
        new(PledgeSigned, MessageAudience.Citizens, "pledge"),
        new(PledgeObjectionDecided, MessageAudience.Citizens, "pledge"),
        new(HouseholdMemberApproved, MessageAudience.Citizens, "household"),
        new(HouseholdMemberRefused, MessageAudience.Citizens, "household"),
        new(ContestResult, MessageAudience.Citizens, "contest"),
        new(ListNotice, MessageAudience.Citizens, "list"),
    ];

    private static readonly Dictionary<string, MessageEvent> ByName = All.ToDictionary(x => x.Name, StringComparer.Ordinal);

    /// <summary>Null for a name nobody writes messages under.</summary>
    public static MessageEvent? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<MessageEvent> Cases(MessageAudience audience, params string[] names) => names.Select(x => new MessageEvent(x, audience, "case"));
}
