using Engagement.Api.Cases;
using Engagement.Api.Hosting;
using Engagement.Core.Households;
using Engagement.Core.Households.Members;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Households;

/// <summary>What of the register a list shows: a village, or everything under a place above it.</summary>
public sealed record HouseholdListRequest(
    [property: Needed(Region.CodeMaxLength)] string? Village, [property: AtMost(50)] string? Q, Guid? Alley, Choice<HouseholdStatus>? Status,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After)
{
    internal HouseholdFilter ToFilter() => new(Village!, Q, Alley, Status?.Value);
}

public sealed record VillageListRequest(
    [property: Needed(Region.CodeMaxLength)] string? Village, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

/// <summary>Whom one may choose in a village.</summary>
public sealed record PeopleRequest(
    [property: Needed(Region.CodeMaxLength)] string? Village, [property: AtMost(50)] string? Q, Choice<KnownAs>? As, [property: Between(1, 50)] int? Limit);

public sealed record DoorCodeSheetRequest(
    [property: Needed(Region.CodeMaxLength)] string? Village, Guid? Alley, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

public record PlaceRequest
{
    [AtMost(Household.DoorPlateMaxLength)]
    public string? DoorPlate { get; init; }

    /// <summary>Alley or group of the same village.</summary>
    public Guid? GroupId { get; init; }
    public Location? Location { get; init; }

    /// <summary>Left out: as it is; for a new household its serial.</summary>
    [Between(0, Household.MaxWalkingOrder)]
    public int? WalkingOrder { get; init; }

    internal HouseholdPlace ToPlace() => new(string.IsNullOrWhiteSpace(DoorPlate) ? null : DoorPlate.Trim(), GroupId, Location?.ToWgs84(), WalkingOrder);
}

public sealed record NewMemberRequest
{
    [Needed(Person.NameMaxLength)]
    public string Name { get; init; } = "";

    [Given]
    public bool? IsAdult { get; init; }

    [AtMost(Membership.RelationMaxLength)]
    public string? Relation { get; init; }

    /// <summary>A contact number: 5 to 20 digits. Families share one; it proves nothing.</summary>
    [AtMost(20)]
    public string? Phone { get; init; }

    internal NewMember ToMember()
    {
        var phone = string.IsNullOrWhiteSpace(Phone) ? null : Phone.Trim();
        if (phone is not null && (phone.Length < 5 || !phone.All(x => char.IsAsciiDigit(x) || x is '-' or '+'))) throw new InvalidInput("phone", "联系电话只能是 5 到 20 位数字。");
        return new NewMember(Name.Trim(), IsAdult!.Value, string.IsNullOrWhiteSpace(Relation) ? null : Relation.Trim(), phone);
    }
}

public sealed record HouseholdRequest : PlaceRequest
{
    [Needed(Region.CodeMaxLength)]
    public string Village { get; init; } = "";

    /// <summary>The head; may be left out and entered later.</summary>
    public NewMemberRequest? Head { get; init; }
}

public sealed record HouseholdEdit : PlaceRequest
{
    [Given]
    public int? Version { get; init; }
}

public sealed record EnterMemberRequest([property: Given] int? Version, [property: Given] NewMemberRequest? Member, MemberRole? Role);

/// <summary>One of the households a split makes. The place is that of the old one when left out.</summary>
public sealed record SplitPartRequest([property: Items(1, 60)] IReadOnlyList<Guid> MembershipIds, Guid? HeadId, PlaceRequest? Place);

public sealed record SplitRequest([property: Given] int? Version, [property: Items(2, 10)] IReadOnlyList<SplitPartRequest> Parts)
{
    internal IReadOnlyList<SplitPart> ToParts() => [.. Parts.Select(x => new SplitPart(x.MembershipIds, x.HeadId, x.Place?.ToPlace()))];
}

public sealed record HouseholdMergeRequest([property: Given] int? Version, [property: Given] Guid? IntoId);

public sealed record MoveAwayRequest([property: Given] int? Version, [property: AtMost(Membership.ReasonMaxLength)] string? Reason);

public sealed record GroupRequest(
    [property: Needed(Region.CodeMaxLength)] string Village, [property: Needed(HouseholdGroup.NameMaxLength)] string Name, [property: Between(0, Household.MaxWalkingOrder)] int? WalkingOrder);

public sealed record GroupEdit(
    [property: Given] int? Version, [property: Needed(HouseholdGroup.NameMaxLength)] string Name, [property: Given, Between(0, Household.MaxWalkingOrder)] int? WalkingOrder);

public sealed record ProxyRequest([property: Given] ProxyKind? Kind, [property: Given] Guid? PersonId, [property: AtMost(Proxy.NoteMaxLength)] string? Note);

public sealed record DoorCodesRequest([property: Needed(Region.CodeMaxLength)] string Village, Guid? Alley);

/// <summary>How many codes were made. Call again until none is.</summary>
public sealed record DoorCodesMade(int Made);

/// <summary>A household after a change.</summary>
public sealed record HouseholdReceipt(Guid Id, string Code, HouseholdStatus Status, int Version)
{
    internal static HouseholdReceipt Of(Household it) => new(it.Id, it.Code, it.Status, it.Version);

    internal static Results<Ok<HouseholdReceipt>, NotFound> Answer(Household? it) => it is null ? TypedResults.NotFound() : TypedResults.Ok(Of(it));
}

public sealed record GroupReceipt(Guid Id, string Name, int WalkingOrder, int Version)
{
    internal static GroupReceipt Of(HouseholdGroup it) => new(it.Id, it.Name, it.WalkingOrder, it.Version);
}

/// <summary>A household as the asking person may see it; the position in the datum asked for.</summary>
public sealed record HouseholdBody(
    Guid Id, string Code, string RegionCode, string RegionName, string? DoorPlate, Guid? GroupId, string? GroupName, int WalkingOrder, HouseholdStatus Status, string? HeadName, int MemberCount,
    int Version, HouseholdSight Sight, HouseholdStanding Standing, Location? Location, DateTime CreatedAt, DateTime? EndedAt, string? DoorCode, IReadOnlyList<MemberView> Members,
    IReadOnlyList<ProxyView> Proxies, IReadOnlyList<HouseholdReference> Successors, IReadOnlyList<HouseholdReference> Predecessors, IReadOnlyList<HouseholdEventView> History, bool MayEdit)
{
    internal static HouseholdBody Of(HouseholdDetail it, Datum datum) => new(
        it.Summary.Id, it.Summary.Code, it.Summary.RegionCode, it.Summary.RegionName, it.Summary.DoorPlate, it.Summary.GroupId, it.Summary.GroupName, it.Summary.WalkingOrder, it.Summary.Status,
        it.Summary.HeadName, it.Summary.MemberCount, it.Summary.Version, it.Sight, it.Standing, Location.Of(it.Latitude, it.Longitude, null, datum), it.CreatedAt, it.EndedAt, it.DoorCode, it.Members,
        it.Proxies, it.Successors, it.Predecessors, it.History, it.MayEdit);
}

/// <summary>My home: the household, or the request on the way there, and those I act for.</summary>
public sealed record OwnHouseholdBody(HouseholdBody? Household, OwnMembership? Request, IReadOnlyList<HouseholdListItem> ActsFor);
