using Engagement.Core.Shared;

namespace Engagement.Core.Households.Register;

/// <summary>How much of a household somebody sees: its door and masked names, or everything but phones, which nobody sees unmasked.</summary>
public enum HouseholdSight { Outside, Neighbour, Full }

/// <summary>A row of the register. The head's name is masked for those who do not keep it.</summary>
public sealed record HouseholdListItem(
    Guid Id, string Code, string RegionCode, string RegionName, string? DoorPlate, Guid? GroupId, string? GroupName, int WalkingOrder, HouseholdStatus Status,
    string? HeadName, int MemberCount, bool HasPosition, int Version);

/// <summary>A member as the asking person may see them.</summary>
/// <param name="PersonId">Null for neighbours.</param>
/// <param name="Name">In full for the committee and the household itself, 张* for everybody else.</param>
/// <param name="PhoneMasked">138****5678; null for neighbours and where no number is known.</param>
/// <param name="HasWeChat">False for members of the register, who need a proxy; null for neighbours.</param>
public sealed record MemberView(
    Guid MembershipId, Guid? PersonId, string? Name, string? PhoneMasked, bool? HasWeChat, MemberRole Role, bool IsAdult, string? Relation, DateTime? Since, DateTime? Until, int Version);

/// <summary>Who acts for the household, and since when.</summary>
public sealed record ProxyView(Guid Id, ProxyKind Kind, Guid PersonId, string? Name, string? Note, DateTime Since, DateTime? Until);

/// <summary>Another household, before or after this one.</summary>
public sealed record HouseholdReference(Guid Id, string Code, HouseholdStatus Status, DateTime At);

/// <summary>A line of the history.</summary>
/// <param name="ActorName">Only for staff who act; null for villagers and the system.</param>
public sealed record HouseholdEventView(Guid Id, DateTime At, HouseholdEventType Type, ActorKind ActorKind, string? ActorName, string? Text, Guid? SubjectId);

/// <summary>Everything about a household that the asking person may see.</summary>
/// <param name="Sight">Decides what is null or empty below.</param>
/// <param name="Standing">What the asking person is to it.</param>
public sealed record HouseholdDetail(
    HouseholdListItem Summary, HouseholdSight Sight, HouseholdStanding Standing, double? Latitude, double? Longitude, DateTime CreatedAt, DateTime? EndedAt, string? DoorCode,
    IReadOnlyList<MemberView> Members, IReadOnlyList<ProxyView> Proxies, IReadOnlyList<HouseholdReference> Successors, IReadOnlyList<HouseholdReference> Predecessors,
    IReadOnlyList<HouseholdEventView> History, bool MayEdit);

/// <summary>An alley or group with the number of its active households.</summary>
public sealed record HouseholdGroupView(Guid Id, string RegionCode, string Name, int WalkingOrder, int Households, int Version);

/// <summary>A request as the committee sees it.</summary>
/// <param name="Matches">Members of the register in the same household without WeChat who may be the same human being; the committee decides.</param>
public sealed record JoinRequestView(
    Guid MembershipId, Guid HouseholdId, string HouseholdCode, string? DoorPlate, string? HeadName, Guid PersonId, string? Name, string? PhoneMasked, bool IsAdult, string? Relation,
    DateTime RequestedAt, string? MovesFrom, IReadOnlyList<MatchView> Matches, int Version);

/// <summary>A possible match.</summary>
/// <param name="SameName">Both write the name alike.</param>
/// <param name="SamePhone">The register's number is the one WeChat vouched for: hardly a coincidence.</param>
public sealed record MatchView(Guid MembershipId, string? Name, string? PhoneMasked, MemberRole Role, string? Relation, bool SameName, bool SamePhone);

/// <summary>A person's own request or membership.</summary>
public sealed record OwnMembership(Guid MembershipId, Guid HouseholdId, string HouseholdCode, string? DoorPlate, MembershipStatus Status, DateTime RequestedAt, string? Reason, int Version);

/// <summary>What a villager finds under "my home".</summary>
/// <param name="Household">Null while in none.</param>
/// <param name="Request">The open request, or the last refused one while in no household.</param>
/// <param name="ActsFor">Households the person acts for as a proxy.</param>
public sealed record OwnHousehold(HouseholdDetail? Household, OwnMembership? Request, IReadOnlyList<HouseholdListItem> ActsFor);
