using System.Diagnostics.CodeAnalysis;
using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Api.Cases;

/// <summary>Owner: an office; assignee: a member of staff; post: a post whose holder works the case.</summary>
public sealed record CaseListRequest(
    Choice<CaseView>? View, [property: AtMost(Core.Regions.Region.CodeMaxLength)] string? Region, [property: AtMost(Core.Cases.Category.CodeMaxLength)] string? Category,
    Choice<CaseStatus>[]? Status, Choice<CaseKind>? Kind, Choice<CaseClock>? Clock, bool? Relapse, bool? Mine, [property: AtMost(50)] string? Text, DateOnly? From, DateOnly? To, Choice<CaseSort>? Sort, Choice<SortOrder>? Order, Choice<CaseLateness>? Escalation,
    Guid? Owner, Guid? Assignee, Guid? Post,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After)
{
    private static readonly DateOnly Earliest = new(2000, 1, 1), Latest = new(2199, 12, 31);

    internal CaseFilter ToFilter()
    {
        if (From < Earliest || From > Latest) throw new InvalidInput("from", "日期超出范围。");
        if (To < Earliest || To > Latest) throw new InvalidInput("to", "日期超出范围。");
        return new CaseFilter
        {
            View = View?.Value ?? CaseView.All,
            Mine = Mine ?? false,
            OwnerOfficeId = Owner,
            AssigneeId = Assignee,
            AssigneePostId = Post,
            Region = Region,
            Category = Category,
            Statuses = [.. (Status ?? []).Select(x => x.Value).Distinct()],
            Kind = Kind?.Value,
            Clock = Clock?.Value,
            Relapse = Relapse,
            Text = Text,
            Escalation = Escalation?.Value,
            From = From,
            To = To,
            Sort = Sort?.Value ?? CaseSort.FiledAt,
            Ascending = Order?.Value == SortOrder.Asc,
        };
    }
}

public enum SortOrder { Desc, Asc }

public sealed record NoteRequest([property: Given] int? Version, [property: AtMost(CaseEvent.TextMaxLength)] string? Note);

public sealed record ReasonRequest([property: Given] int? Version, [property: Needed(CaseEvent.TextMaxLength)] string Reason);

/// <summary>To a person or to a post, one of them; a reason when somebody has it already.</summary>
public sealed record AssignRequest([property: Given] int? Version, Guid? AssigneeId, [property: AtMost(CaseEvent.TextMaxLength)] string? Note, Guid? AssigneePostId = null);

public sealed record ResolveRequest(
    [property: Given] int? Version, [property: Needed(CaseEvent.TextMaxLength)] string Text, [property: Items(0, Case.MaxPhotos)] IReadOnlyList<Guid>? PhotoIds);

public sealed record InternalNoteRequest([property: Needed(CaseEvent.TextMaxLength)] string Text, [property: Items(0, Case.MaxPhotos)] IReadOnlyList<Guid>? PhotoIds);

public sealed record MergeRequest(
    [property: Given] int? Version, [property: Needed(Case.NumberMaxLength)] string IntoNumber, [property: AtMost(CaseEvent.TextMaxLength)] string? Reason);

public sealed record CaseVersion([property: Given] Guid? Id, [property: Given] int? Version);

public sealed record BulkAcceptRequest([property: Items(1, BulkCases.Max)] IReadOnlyList<CaseVersion> Items, [property: AtMost(CaseEvent.TextMaxLength)] string? Note);

/// <summary>To a person or to a post, one of them.</summary>
public sealed record BulkAssignRequest(
    [property: Items(1, BulkCases.Max)] IReadOnlyList<CaseVersion> Items, Guid? AssigneeId, [property: AtMost(CaseEvent.TextMaxLength)] string? Note, Guid? AssigneePostId = null);

/// <summary>What is expected depends on nothing else in the case: versions do not matter here.</summary>
public sealed record BulkSuperviseRequest(
    [property: Items(1, BulkCases.Max)] IReadOnlyList<CaseVersion> Items, [property: Needed(CaseEvent.TextMaxLength)] string Instruction, DateTime? ReplyBy);

/// <summary>How one case of a bulk call fared.</summary>
public sealed record BulkResult(Guid Id, string? Number, bool Ok, string? Code, string? Message, int? Version);

public sealed record BulkReceipt(IReadOnlyList<BulkResult> Results);

/// <summary>Empty when no number is known.</summary>
public sealed record ReporterPhone(string Phone);

public sealed record AssigneeBody(Guid Id, string Name, string RoleName, int OpenCaseCount)
{
    internal static Page<AssigneeBody> Page(IReadOnlyList<AssigneeView> rows) =>
        new([.. rows.Select(x => new AssigneeBody(x.Id, x.Name, RoleNames.Of(x.Role), x.OpenCaseCount))], null);
}

/// <summary>A case as staff see it.</summary>
public sealed record CaseBody : CaseListItem
{
    /// <summary>For clients that read it back.</summary>
    public CaseBody() { }

    [SetsRequiredMembers]
    internal CaseBody(CaseDetail detail, Datum datum) : base(detail.Summary)
    {
        Location = Location.Of(detail.Latitude, detail.Longitude, detail.Accuracy, datum);
        ReporterName = detail.ReporterName;
        ReporterPhoneMasked = detail.ReporterPhoneMasked;
        FiledOnBehalfBy = detail.FiledOnBehalfBy;
        HiddenFromCommittee = detail.HiddenFromCommittee;
        AboutCommittee = detail.AboutCommittee;
        AcceptedAt = detail.AcceptedAt;
        ResolvedAt = detail.ResolvedAt;
        ClosedAt = detail.ClosedAt;
        CloseReason = detail.CloseReason;
        ClockState = detail.ClockState;
        Truth = detail.Truth;
        Requests = detail.Requests;
        Supervisions = detail.Supervisions;
        Moderation = detail.Moderation;
        Photos = detail.Photos;
        Timeline = detail.Timeline;
        Rating = detail.Rating;
        MergedInto = detail.MergedInto;
        MergedCases = detail.MergedCases;
        AllowedActions = detail.AllowedActions;
    }

    public Location? Location { get; init; }

    /// <summary>In full for those who work the case, masked for everybody else.</summary>
    public string? ReporterName { get; init; }
    public string? ReporterPhoneMasked { get; init; }

    /// <summary>Name of the member of staff who filed for somebody without a phone.</summary>
    public string? FiledOnBehalfBy { get; init; }
    public bool HiddenFromCommittee { get; init; }

    /// <summary>It is about the village committee, which therefore stays out.</summary>
    public bool AboutCommittee { get; init; }
    public DateTime? AcceptedAt { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public CaseCloseReason? CloseReason { get; init; }
    public CaseClockView? ClockState { get; init; }
    public CaseTruthView? Truth { get; init; }

    /// <summary>What the owner asked the level above for, oldest first.</summary>
    public IReadOnlyList<CaseRequestView> Requests { get; init; } = [];
    public IReadOnlyList<CaseSupervisionView> Supervisions { get; init; } = [];
    public CaseModeration Moderation { get; init; }
    public IReadOnlyList<CasePhotoView> Photos { get; init; } = [];
    public IReadOnlyList<CaseEventView> Timeline { get; init; } = [];
    public CaseRatingView? Rating { get; init; }
    public CaseReference? MergedInto { get; init; }
    public IReadOnlyList<CaseReference> MergedCases { get; init; } = [];
    public IReadOnlyList<CaseAction> AllowedActions { get; init; } = [];
}
