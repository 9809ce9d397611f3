using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

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

    /// <summary>Open and past its due time.</summary>
    public bool Overdue { get; init; }
    public required int SupportCount { get; init; }
    public required int ReopenCount { get; init; }
    public required int UrgeCount { get; init; }
    public required int PhotoCount { get; init; }
    public required Guid? ThumbnailPhotoId { get; init; }
    public required int Version { get; init; }
}

/// <summary>How many cases wait, for the tabs above a list.</summary>
public sealed record CaseCounts(int Mine, int Unassigned, int Overdue, int Open);

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
public enum CaseAction { Accept, Reject, Assign, Start, Resolve, Close, Note, Merge, RevealPhone }

/// <summary>A case with everything a member of staff may see of it.</summary>
public sealed record CaseDetail(
    CaseListItem Summary, double? Latitude, double? Longitude, double? Accuracy, string? ReporterName, string? ReporterPhoneMasked,
    string? FiledOnBehalfBy, bool HiddenFromCommittee, DateTime? AcceptedAt, DateTime? ResolvedAt, DateTime? ClosedAt,
    CaseCloseReason? CloseReason, CaseClock Clock, CaseModeration Moderation, IReadOnlyList<CasePhotoView> Photos, IReadOnlyList<CaseEventView> Timeline,
    CaseRatingView? Rating, CaseReference? MergedInto, IReadOnlyList<CaseReference> MergedCases, IReadOnlyList<CaseAction> AllowedActions)
{
    /// <summary>It is about the village committee, which therefore stays out.</summary>
    public bool AboutCommittee { get; init; }
}

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
    bool CanWithdraw, bool CanUrge, bool CanAdd, DateTime? AnswerBy, int Version);

/// <summary>Something like it nearby, offered before filing and before merging.</summary>
public sealed record NearbyCase(
    Guid Id, string Number, string? Description, CaseStatus Status, double? DistanceMeters, DateTime FiledAt, int SupportCount, Guid? ThumbnailPhotoId)
{
    internal double? Latitude { get; init; }

    internal double? Longitude { get; init; }
}
