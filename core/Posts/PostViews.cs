namespace Engagement.Core.Posts;

/// <summary>A post on a day, for staff.</summary>
/// <param name="OnDutyName">Who does the work that day: the holder, or whoever stands in.</param>
public sealed record PostOnDay(
    Guid Id, DutyPostKind Kind, string Title, string RegionCode, string RegionName, string? Alley, Guid? HolderId, string? HolderName,
    bool OnLeave, Guid? StandInId, string? StandInName, Guid? OnDutyId, string? OnDutyName, int HouseholdCount, int Version);

/// <summary>Somebody holds a post from a day to a day, both included.</summary>
public sealed record PostTermView(Guid PersonId, string? Name, DateOnly From, DateOnly? To, string? Reason, bool PublishesPhone);

public sealed record PostLeaveView(Guid Id, Guid PersonId, string? Name, DateOnly From, DateOnly To, Guid? StandInId, string? StandInName, string? Reason);

/// <summary>A post with its whole history.</summary>
public sealed record PostDetail(
    Guid Id, DutyPostKind Kind, string Title, string RegionCode, string RegionName, string? Alley, IReadOnlyList<Guid> HouseholdIds, DateOnly? EndedOn,
    IReadOnlyList<PostTermView> Terms, IReadOnlyList<PostLeaveView> Leaves, bool MayEdit, int Version);

/// <summary>Days on which one person does a post's work; nobody where the name is null.</summary>
public sealed record DutySpan(DateOnly From, DateOnly To, Guid? PersonId, string? Name, bool StandIn);

/// <summary>A post through a month.</summary>
public sealed record PostMonth(Guid Id, DutyPostKind Kind, string Title, string? Alley, IReadOnlyList<DutySpan> Spans);

/// <summary>Whom a villager may turn to. The number stands only where its owner let it be published.</summary>
public sealed record VillagePost(DutyPostKind Kind, string KindName, string Title, string? Alley, string? Name, bool StandIn, string? Phone);

/// <summary>A post the signed-in villager holds or stands in for today.</summary>
public sealed record HeldPost(Guid Id, DutyPostKind Kind, string Title, string RegionCode, string RegionName, bool StandIn, bool PublishesPhone);
