using Engagement.Core.Data;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>One line of a case's history: who, as what, when. Added, never changed. Holds ids only; names are looked up for whoever may read them.</summary>
public sealed class CaseEvent : INumberedLine
{
    public const int TextMaxLength = 2000;

    private CaseEvent() { }

    internal CaseEvent(
        Case owner, CaseEventType type, Actor actor, DateTime now, string? text, bool isInternal, Guid? onBehalfOf, Guid? subjectStaffId)
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(now));
        CaseId = owner.Id;
        Sequence = owner.EventCount;
        At = now;
        Type = type;
        ToStatus = owner.Status;
        ActorKind = actor.Kind;
        ActorId = actor.AccountId;
        ActorRole = actor.RoleFor(owner.RegionCode);
        Text = text;
        IsInternal = isInternal;
        OnBehalfOf = onBehalfOf;
        SubjectStaffId = subjectStaffId;
    }

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }

    /// <inheritdoc/>
    public int Sequence { get; private init; }
    public DateTime At { get; private init; }
    public CaseEventType Type { get; private init; }
    public CaseStatus ToStatus { get; private init; }
    public ActorKind ActorKind { get; private init; }
    public Guid? ActorId { get; private init; }

    /// <summary>The role staff acted in; null for villagers and the system.</summary>
    public Role? ActorRole { get; private init; }
    public Guid? OnBehalfOf { get; private init; }

    /// <summary>The post somebody acted for, or that was given the case; null for everybody else.</summary>
    public Guid? PostId { get; internal set; }

    /// <summary>The member of staff the line is about: who was assigned, who took over.</summary>
    public Guid? SubjectStaffId { get; private init; }
    public string? Text { get; private init; }

    /// <summary>For staff only.</summary>
    public bool IsInternal { get; private init; }

    /// <summary>A neighbour wrote it for a post, and no member of staff has read it: others see that it happened, not what it says.</summary>
    public bool IsUnreadPostLine => IsUnread(PostId, ActorKind);

    internal static bool IsUnread(Guid? postId, ActorKind by) => postId is not null && by == ActorKind.Villager;

    /// <summary>Lines whose words and pictures a member of staff has written or, by accepting, read. What a citizen adds later is for the
    /// reporter and staff: others see that it happened, not what it says.</summary>
    public static readonly IReadOnlyList<CaseEventType> PublicTypes =
        [CaseEventType.Filed, CaseEventType.Accepted, CaseEventType.Rejected, CaseEventType.Assigned, CaseEventType.Started, CaseEventType.Resolved, CaseEventType.Closed, CaseEventType.HandedOver];
}

/// <summary>A photo's place in a case.</summary>
public sealed class CasePhoto
{
    private CasePhoto() { }

    public CasePhoto(Guid caseId, Guid photoId, Guid eventId, PhotoStage stage, int position, DateTime now)
    {
        CaseId = caseId;
        PhotoId = photoId;
        EventId = eventId;
        Stage = stage;
        Position = position;
        At = now;
    }

    public Guid CaseId { get; private init; }
    public Guid PhotoId { get; private init; }
    public Guid EventId { get; private init; }
    public PhotoStage Stage { get; private init; }
    public int Position { get; private init; }
    public DateTime At { get; private init; }
}

/// <summary>A "me too". One per person and case, refused twice by the key.</summary>
public sealed class CaseSupport
{
    private CaseSupport() { }

    public CaseSupport(Guid caseId, Guid personId, DateTime now)
    {
        CaseId = caseId;
        PersonId = personId;
        At = now;
    }

    public Guid CaseId { get; private init; }
    public Guid PersonId { get; private init; }
    public DateTime At { get; private init; }
}

/// <summary>What the citizen answered to one resolve. One per round.</summary>
public sealed class CaseRating
{
    public const int CommentMaxLength = 500;

    private CaseRating() { }

    internal CaseRating(Guid id, Guid caseId, int round, bool solved, int satisfaction, string? comment, DateTime now)
    {
        Id = id;
        CaseId = caseId;
        Round = round;
        Solved = solved;
        Satisfaction = satisfaction;
        Comment = comment;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public int Round { get; private init; }
    public bool Solved { get; private init; }

    /// <summary>1 (very dissatisfied) to 5 (very satisfied).</summary>
    public int Satisfaction { get; private init; }
    public string? Comment { get; private init; }
    public DateTime At { get; private init; }
}
