using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Reading;

/// <summary>A case in a staff list.</summary>
public record CaseListItem
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required CaseKind Kind { get; init; }
    public required string CategoryCode { get; init; }
    public string CategoryName { get; init; } = "";
    public required CaseStatus Status { get; init; }
    public required CaseOutcome? Outcome { get; init; }
    public required CaseVisibility Visibility { get; init; }
    public required string? Description { get; init; }
    public required string RegionCode { get; init; }
    public string RegionName { get; init; } = "";
    public required string? Address { get; init; }
    public required Guid OwnerOfficeId { get; init; }
    public string OwnerOfficeName { get; init; } = "";
    public required Guid? AssigneeId { get; init; }

    /// <summary>The post it is given to in place of a person; whoever holds it on the day works it.</summary>
    public Guid? AssigneePostId { get; init; }

    /// <summary>Name of the person, or what the post is called.</summary>
    public string? AssigneeName { get; init; }
    public required DateTime FiledAt { get; init; }
    public required DateTime RespondBy { get; init; }
    public required DateTime DueAt { get; init; }

    /// <summary>Open, not deferred, and past its due time.</summary>
    public bool Overdue { get; init; }

    /// <summary>The highest step of time passed, in percent of the time to resolve: 0, 50, 80, 100 or 150.</summary>
    public int EscalationStep { get; init; }
    public required CaseClock Clock { get; init; }

    /// <summary>The same trouble came back at the same place within 90 days (反弹).</summary>
    public required bool Relapse { get; init; }

    /// <summary>Resolved; somebody else than the fixer must look before the citizen is asked.</summary>
    public required bool AwaitsVerification { get; init; }
    public required int SupportCount { get; init; }
    public required int ReopenCount { get; init; }
    public required int UrgeCount { get; init; }
    public required int PhotoCount { get; init; }
    public required Guid? ThumbnailPhotoId { get; init; }
    public required int Version { get; init; }
}

/// <summary>How many cases wait, for the tabs above a list.</summary>
/// <param name="DueSoon">80 % of the time used, not overdue yet.</param>
/// <param name="LongOverdue">Overdue by half of the time there was, or more.</param>
/// <param name="ResponseOverdue">Nobody has answered in time.</param>
public sealed record CaseCounts(int Mine, int Unassigned, int Overdue, int Open, int DueSoon, int LongOverdue, int ResponseOverdue);

/// <summary>A photo and what it shows.</summary>
public sealed record CasePhotoView(Guid Id, PhotoStage Stage, DateTime At);

/// <summary>A line of history as shown. <c>ActorRole</c>: the staff role in camelCase, <c>dutyPost</c>, <c>villager</c>, or <c>system</c>.</summary>
public sealed record CaseEventView(
    Guid Id, DateTime At, CaseEventType Type, string? ActorName, string ActorRole, string? OnBehalfOf, string? Text, bool Internal,
    IReadOnlyList<Guid> PhotoIds, CaseStatus ToStatus);

public sealed record CaseRatingView(bool Solved, int Satisfaction, string? Comment, DateTime At);

/// <summary>Another case, by number.</summary>
public sealed record CaseReference(Guid Id, string Number);

/// <summary>What the signed-in member of staff may do with a case now.</summary>
public enum CaseAction
{
    Accept, Reject, Assign, Start, Resolve, Close, Note, Merge, RevealPhone,
    Pause, Resume, AskExtension, AskDeferral, DecideRequest, Return, Transfer, Supervise, AnswerSupervision, Write, Verify,
}

/// <summary>A case with everything a member of staff may see of it.</summary>
public sealed record CaseDetail(
    CaseListItem Summary, double? Latitude, double? Longitude, double? Accuracy, string? ReporterName, string? ReporterPhoneMasked,
    string? FiledOnBehalfBy, bool HiddenFromCommittee, DateTime? AcceptedAt, DateTime? ResolvedAt, DateTime? ClosedAt,
    CaseCloseReason? CloseReason, CaseClockView ClockState, CaseTruthView Truth, IReadOnlyList<CaseRequestView> Requests,
    IReadOnlyList<CaseSupervisionView> Supervisions, CaseModeration Moderation, IReadOnlyList<CasePhotoView> Photos, IReadOnlyList<CaseEventView> Timeline,
    CaseRatingView? Rating, CaseReference? MergedInto, IReadOnlyList<CaseReference> MergedCases, IReadOnlyList<CaseAction> AllowedActions)
{
    /// <summary>It is about the village committee, which therefore stays out.</summary>
    public bool AboutCommittee { get; init; }
}

/// <summary>A pause or deferral; <c>To</c> is null while it lasts.</summary>
public sealed record CasePauseView(CaseClock Clock, CasePauseReason? Reason, DateTime From, DateTime? To);

/// <summary>How the clock stands.</summary>
/// <param name="Clock">Running, paused or deferred.</param>
/// <param name="PausedUntil">Latest end of the pause, or the review of the deferral.</param>
/// <param name="ReviewDue">The day of review has come and nobody has said how it goes on.</param>
/// <param name="Pauses">All, the one that lasts included, oldest first.</param>
/// <param name="ExtensionCount">Extensions granted, of <see cref="Case.MaxExtensions"/>.</param>
/// <param name="ReturnCount">Times returned, of <see cref="Case.MaxReturns"/>.</param>
/// <param name="RespondWithin">The policy on this case.</param>
/// <param name="ResolveWithin">The policy on this case.</param>
public sealed record CaseClockView(
    CaseClock Clock, DateTime? PausedUntil, bool ReviewDue, IReadOnlyList<CasePauseView> Pauses, int ExtensionCount, int ReturnCount,
    TimeAllowance RespondWithin, TimeAllowance ResolveWithin);

/// <summary>What speaks for and against the solution.</summary>
/// <param name="EvidenceMeters">Between where before- and after-photo were taken; null when unknown.</param>
/// <param name="EvidenceSeconds">From the before- to the after-photo; null when unknown.</param>
/// <param name="RequiresVerification">Somebody else than the fixer looks before the citizen is asked.</param>
/// <param name="VerifiedBy">Name of who did.</param>
/// <param name="VerificationFailures">How often it was found not done.</param>
/// <param name="RelapseOf">The earlier case that this one repeats.</param>
/// <param name="SourceKind">What opened it when no citizen did.</param>
/// <param name="SourceId">Which of these.</param>
public sealed record CaseTruthView(
    double? EvidenceMeters, long? EvidenceSeconds, bool RequiresVerification, string? VerifiedBy, int VerificationFailures, CaseReference? RelapseOf,
    string? SourceKind, Guid? SourceId);

/// <summary>What the owner asked the level above for. <c>Open</c>: it waits for an answer; without one and not open it lapsed.</summary>
public sealed record CaseRequestView(
    Guid Id, CaseRequestKind Kind, CaseRequestState State, bool Open, string Reason, TimeAllowance? More, DateTime? ReviewAt, string? RequestedBy, DateTime RequestedAt,
    string? DecidedBy, DateTime? DecidedAt, string? Note);

/// <summary>What somebody above expects, and what they were answered.</summary>
public sealed record CaseSupervisionView(
    Guid Id, string? SupervisedBy, DateTime At, string Instruction, DateTime? ReplyBy, string? Reply, string? RepliedBy, DateTime? RepliedAt);

/// <summary>A request that waits for the actor, with its case.</summary>
public sealed record WaitingRequest(CaseRequestView Request, CaseListItem Case);

/// <summary>Somebody a case may be given to, with how much they already carry.</summary>
public sealed record AssigneeView(Guid Id, string Name, Role Role, int OpenCaseCount);

/// <summary>A complaint in a villager's list: their own, or public.</summary>
public record ComplaintListItem
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string CategoryCode { get; init; }
    public required string CategoryName { get; init; }
    public required CaseStatus Status { get; init; }
    public required CaseOutcome? Outcome { get; init; }
    public required string? Description { get; init; }
    public required string RegionCode { get; init; }
    public required string RegionName { get; init; }
    public required string? Address { get; init; }
    public required DateTime FiledAt { get; init; }
    public required DateTime DueAt { get; init; }
    public required int SupportCount { get; init; }
    public required Guid? ThumbnailPhotoId { get; init; }
    public required bool Mine { get; init; }

    /// <summary>Masked (张*), and only where the citizen chose a public name.</summary>
    public required string? ReporterName { get; init; }
}

/// <summary>A complaint as a villager sees it, with what they may do now.</summary>
public sealed record ComplaintDetail(
    ComplaintListItem Summary, double? Latitude, double? Longitude, double? Accuracy, IReadOnlyList<CasePhotoView> Photos,
    IReadOnlyList<CaseEventView> Timeline, CaseRatingView? Rating, CaseReference? MergedInto, bool Supported, bool CanRate, bool CanReopen,
    bool CanWithdraw, bool CanUrge, bool CanAdd, DateTime? AnswerBy, CaseClock Clock, CasePauseReason? PauseReason, DateTime? PausedUntil, int Version);

/// <summary>Something like it nearby, offered before filing and before merging.</summary>
public sealed record NearbyCase(
    Guid Id, string Number, string? Description, CaseStatus Status, double? DistanceMeters, DateTime FiledAt, int SupportCount, Guid? ThumbnailPhotoId)
{
    internal double? Latitude { get; init; }

    internal double? Longitude { get; init; }
}
