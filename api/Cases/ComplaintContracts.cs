using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Reading;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases;

/// <summary>Where something is. <c>accuracy</c> in metres.</summary>
public sealed record Location(
    [property: Given, Between(-90, 90)] double? Lat, [property: Given, Between(-180, 180)] double? Lng, [property: Between(0, 100_000)] double? Accuracy,
    Datum Datum = Datum.Wgs84)
{
    internal static Location? Of(double? latitude, double? longitude, double? accuracy, Datum datum)
    {
        if (latitude is not { } lat || longitude is not { } lng) return null;
        var at = new Position(lat, lng);
        if (datum == Datum.Gcj02) at = at.ToGcj02();
        return new Location(at.Latitude, at.Longitude, accuracy, datum);
    }

    internal Position ToWgs84() => Datum == Datum.Gcj02 ? new Position(Lat!.Value, Lng!.Value).FromGcj02() : new Position(Lat!.Value, Lng!.Value);
}

public record ComplaintRequest
{
    [Needed(Core.Cases.Category.CodeMaxLength)]
    public string Category { get; init; } = "";

    /// <summary>May be left out when there is a photo.</summary>
    [AtMost(Case.DescriptionMaxLength)]
    public string? Description { get; init; }

    [Items(0, Case.MaxPhotos)]
    public IReadOnlyList<Guid>? PhotoIds { get; init; }
    public Location? Location { get; init; }

    /// <summary>Village or township; the villager's own village when left out.</summary>
    [AtMost(Region.CodeMaxLength)]
    public string? RegionCode { get; init; }

    [AtMost(Case.AddressMaxLength)]
    public string? Address { get; init; }

    /// <summary>Staff only when left out: nothing becomes public that its author did not say is.</summary>
    public CaseVisibility? Visibility { get; init; }
    public bool HiddenFromCommittee { get; init; }

    /// <summary>It is about the village committee or somebody in it: the committee then does not get it.</summary>
    public bool AboutCommittee { get; init; }

    internal ComplaintFiling ToFiling()
    {
        var at = Location?.ToWgs84();
        return new ComplaintFiling(Category, Description, PhotoIds ?? [], at?.Latitude, at?.Longitude, Location?.Accuracy, RegionCode, Address,
            Visibility ?? CaseVisibility.StaffOnly, HiddenFromCommittee)
        { AboutCommittee = AboutCommittee };
    }
}

public sealed record OnBehalfRequest : ComplaintRequest
{
    [Needed(Person.NameMaxLength)]
    public string ReporterName { get; init; } = "";

    [AtMost(20), RegularExpression(@"[0-9+\- ]{5,20}", ErrorMessage = "电话号码格式不正确。")]
    public string? ReporterPhone { get; init; }
}

public enum ComplaintScope { Mine, Public }

public sealed record ComplaintListRequest(
    Choice<ComplaintScope>? Scope, [property: AtMost(Region.CodeMaxLength)] string? Region, [property: AtMost(Category.CodeMaxLength)] string? Category,
    Choice<CaseStatus>? Status, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

public sealed record NearbyRequest(
    [property: Needed(Core.Cases.Category.CodeMaxLength)] string? Category, [property: Between(-90, 90)] double? Lat, [property: Between(-180, 180)] double? Lng,
    [property: AtMost(Core.Regions.Region.CodeMaxLength)] string? Region, Choice<Datum>? Datum);

public sealed record RatingRequest(
    [property: Given] bool? Solved, [property: Given, Between(1, 5)] int? Satisfaction, [property: AtMost(CaseRating.CommentMaxLength)] string? Comment);

public sealed record ReopenRequest([property: Needed(CaseEvent.TextMaxLength)] string Reason, [property: Items(0, Case.MaxPhotos)] IReadOnlyList<Guid>? PhotoIds);

public sealed record AdditionRequest([property: AtMost(CaseEvent.TextMaxLength)] string? Text, [property: Items(0, Case.MaxPhotos)] IReadOnlyList<Guid>? PhotoIds);

public sealed record WithdrawRequest([property: AtMost(CaseEvent.TextMaxLength)] string? Reason);

public sealed record UrgeRequest([property: AtMost(CaseEvent.TextMaxLength)] string? Text);

public sealed record SupportReceipt(int SupportCount);

/// <summary>What every change of a case answers.</summary>
public sealed record CaseReceipt(Guid Id, string Number, CaseStatus Status, DateTime DueAt, int Version)
{
    public static CaseReceipt Of(Case it) => new(it.Id, it.Number, it.Status, it.DueAt, it.Version);

    internal static Results<Ok<CaseReceipt>, NotFound> Answer(Case? it) => it is null ? TypedResults.NotFound() : TypedResults.Ok(Of(it));
}

public sealed record AllowanceView(int Amount, DeadlineUnit Unit);

public sealed record CategoryView(
    string Code, string Name, string Hint, string Icon, CasePriority Priority, AllowanceView RespondWithin, AllowanceView ResolveWithin)
{
    internal static CategoryView Of(Category x, DeadlinePolicy policy) => new(x.Code, x.Name, x.Hint, x.Icon, x.Priority,
        new AllowanceView(policy.RespondWithin.Amount, policy.RespondWithin.Unit), new AllowanceView(policy.ResolveWithin.Amount, policy.ResolveWithin.Unit));
}

/// <summary>A complaint as a villager sees it.</summary>
public sealed record ComplaintBody : ComplaintListItem
{
    /// <summary>For clients that read it back.</summary>
    public ComplaintBody() { }

    [SetsRequiredMembers]
    internal ComplaintBody(ComplaintDetail detail, Datum datum) : base(detail.Summary)
    {
        Location = Location.Of(detail.Latitude, detail.Longitude, detail.Accuracy, datum);
        Photos = detail.Photos;
        Timeline = detail.Timeline;
        Rating = detail.Rating;
        MergedInto = detail.MergedInto;
        Supported = detail.Supported;
        CanRate = detail.CanRate;
        CanReopen = detail.CanReopen;
        CanWithdraw = detail.CanWithdraw;
        CanUrge = detail.CanUrge;
        CanAdd = detail.CanAdd;
        AnswerBy = detail.AnswerBy;
        Clock = detail.Clock;
        PauseReason = detail.PauseReason;
        PausedUntil = detail.PausedUntil;
        Version = detail.Version;
    }

    public Location? Location { get; init; }
    public IReadOnlyList<CasePhotoView> Photos { get; init; } = [];
    public IReadOnlyList<CaseEventView> Timeline { get; init; } = [];
    public CaseRatingView? Rating { get; init; }
    public CaseReference? MergedInto { get; init; }
    public bool Supported { get; init; }
    public bool CanRate { get; init; }
    public bool CanReopen { get; init; }
    public bool CanWithdraw { get; init; }
    public bool CanUrge { get; init; }
    public bool CanAdd { get; init; }

    /// <summary>Until when the citizen may answer a resolve.</summary>
    public DateTime? AnswerBy { get; init; }

    /// <summary>Whether the time runs; <c>dueAt</c> is the latest it can become while it does not.</summary>
    public CaseClock Clock { get; init; }
    public CasePauseReason? PauseReason { get; init; }
    public DateTime? PausedUntil { get; init; }
    public int Version { get; init; }
}
