using System.ComponentModel.DataAnnotations;
using Engagement.Api.Hosting;
using Engagement.Core.People;
using Engagement.Core.Posts;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Regions;

namespace Engagement.Api.Posts;

/// <summary>Somebody known by id, or somebody new by name, with a number to call.</summary>
public sealed record PostPersonRequest(
    Guid? PersonId, [property: AtMost(Person.NameMaxLength)] string? Name,
    [property: AtMost(20), RegularExpression(@"[0-9+\- ]{5,20}", ErrorMessage = "电话号码格式不正确。")] string? Phone)
{
    internal PostPerson ToPerson() => new(PersonId, Name, Phone);
}

/// <summary>A new post with its first holder. <c>from</c> is today when left out.</summary>
public sealed record NewPostRequest(
    [property: Given] DutyPostKind? Kind, [property: Needed(Region.CodeMaxLength)] string RegionCode, [property: AtMost(DutyPost.TitleMaxLength)] string? Title,
    [property: AtMost(DutyPost.AlleyMaxLength)] string? Alley, [property: Items(0, NewPostRequest.MaxHouseholds)] IReadOnlyList<Guid>? HouseholdIds,
    [property: Given] PostPersonRequest? Holder, DateOnly? From)
{
    public const int MaxHouseholds = 600;
}

public sealed record HandOverRequest(
    [property: Given] int? Version, [property: Given] PostPersonRequest? Holder, [property: Given] DateOnly? On, [property: Needed(PostTerm.ReasonMaxLength)] string Reason);

/// <summary><c>on</c> is the last day.</summary>
public sealed record LastDayRequest([property: Given] int? Version, [property: Given] DateOnly? On, [property: Needed(PostTerm.ReasonMaxLength)] string Reason);

/// <summary>Both days included; nobody stands in when left out.</summary>
public sealed record LeaveRequest(
    [property: Given] int? Version, [property: Given] DateOnly? From, [property: Given] DateOnly? To, PostPersonRequest? StandIn,
    [property: AtMost(PostTerm.ReasonMaxLength)] string? Reason);

public sealed record LeaveEndRequest([property: Given] int? Version, [property: Given] Guid? LeaveId, [property: Given] DateOnly? On);

public sealed record PostTitleRequest([property: Given] int? Version, [property: Needed(DutyPost.TitleMaxLength)] string Title);

public sealed record PhonePublicationRequest([property: Given] bool? Publish);

public sealed record PostReceipt(Guid Id, string Title, int Version)
{
    internal static PostReceipt Of(DutyPost x) => new(x.Id, x.Title, x.Version);
}

/// <summary>A leader and their places. <c>from</c> is today when left out.</summary>
public sealed record NewResponsibilityRequest(
    [property: Given] LeaderLevel? Level, [property: Given] PostPersonRequest? Leader, [property: Needed(Responsibility.TitleMaxLength)] string Title, Guid? StaffId,
    [property: AtMost(Responsibility.TitleMaxLength)] string? AreaName, [property: Items(1, Responsibility.MaxPlaces)] IReadOnlyList<string> Places, DateOnly? From, DateOnly? To);

public sealed record ResponsibilityEndRequest([property: Given] int? Version, [property: Given] DateOnly? On);

public sealed record ResponsibilityReceipt(Guid Id, int Version);
