using Engagement.Api.Hosting;
using Engagement.Core.Codes;
using Engagement.Core.Households;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Households;

public record JoinRequest
{
    /// <summary>Of age; true when left out.</summary>
    public bool? IsAdult { get; init; }

    /// <summary>To the head.</summary>
    [AtMost(Membership.RelationMaxLength)]
    public string? Relation { get; init; }

    /// <summary>The short id on the door, after a scan.</summary>
    [AtMost(2 * CodeId.Length)]
    public string? Code { get; init; }
}

/// <summary>Which household is meant: village, door plate (as written) and the head's full name.</summary>
public sealed record JoinByNameRequest(
    [property: Needed(Region.CodeMaxLength)] string Village, [property: AtMost(Household.DoorPlateMaxLength)] string? DoorPlate, [property: Needed(Person.NameMaxLength)] string HeadName,
    bool? IsAdult, [property: AtMost(Membership.RelationMaxLength)] string? Relation);

/// <summary>How a request is approved.</summary>
/// <param name="Version">Of the membership looked at.</param>
/// <param name="Role">Head only where there is none; member when left out.</param>
/// <param name="MatchMembershipId">The member of the register who is the same human being.</param>
public sealed record ApproveMemberRequest([property: Given] int? Version, MemberRole? Role, Guid? MatchMembershipId);

public sealed record RefuseMemberRequest([property: Given] int? Version, [property: Needed(Membership.ReasonMaxLength)] string Reason);

public sealed record EndMemberRequest([property: Given] int? Version, [property: Needed(Membership.ReasonMaxLength)] string Reason);

public sealed record MemberEdit([property: Given] int? Version, [property: Given] bool? IsAdult, [property: AtMost(Membership.RelationMaxLength)] string? Relation, [property: Given] MemberRole? Role);

public sealed record BulkApprovalItem([property: Given] Guid? Id, [property: Given] int? Version, MemberRole? Role, Guid? MatchMembershipId);

public sealed record BulkApprovalRequest([property: Items(1, BulkApproval.Max)] IReadOnlyList<BulkApprovalItem> Items);

/// <summary>How one request of a bulk approval fared.</summary>
public sealed record BulkApprovalResult(Guid Id, bool Ok, string? Code, string? Message, int? Version);

public sealed record BulkApprovalReceipt(IReadOnlyList<BulkApprovalResult> Results);

/// <summary>A membership after a change.</summary>
public sealed record MembershipReceipt(Guid Id, Guid HouseholdId, MembershipStatus Status, MemberRole Role, int Version)
{
    internal static MembershipReceipt Of(Membership it) => new(it.Id, it.HouseholdId, it.Status, it.Role, it.Version);

    internal static Results<Ok<MembershipReceipt>, NotFound> Answer(Membership? it) => it is null ? TypedResults.NotFound() : TypedResults.Ok(Of(it));
}

/// <summary>Empty when no number is known.</summary>
public sealed record MemberPhone(string Phone);

public sealed record ProxyReceipt(Guid Id, Guid HouseholdId, ProxyKind Kind, DateTime Since, DateTime? Until)
{
    internal static ProxyReceipt Of(Proxy it) => new(it.Id, it.HouseholdId, it.Kind, it.Since, it.Until);
}
