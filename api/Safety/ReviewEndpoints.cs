using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Reviews;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Safety;

public static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/reviews").WithTags("reviews").RequireAuthorization(Access.Reviewer);
        group.MapGet("", List).WithSummary("Words and pictures that wait for a person before others see them, oldest first.");
        group.MapPost("/{id:guid}/approve", Approve).WithSummary("Others may see it.");
        group.MapPost("/{id:guid}/withhold", Withhold).WithSummary("Others may not see it; the reporter is told why.");
    }

    private static async Task<Ok<Page<ReviewItem>>> List([AsParameters] ReviewListRequest request, CurrentActor current, ReviewQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(await queries.ListAsync(current.Actor, request.Region, request.Kind?.Value, request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Results<Ok<ReviewReceipt>, NotFound>> Approve(Guid id, ReviewRequest request, CurrentActor current, ReviewService reviews, CancellationToken cancel) =>
        await reviews.ApproveAsync(current.Actor, id, request.Version!.Value, request.Reason, cancel) is { } receipt ? TypedResults.Ok(receipt) : TypedResults.NotFound();

    private static async Task<Results<Ok<ReviewReceipt>, NotFound>> Withhold(Guid id, WithholdRequest request, CurrentActor current, ReviewService reviews, CancellationToken cancel) =>
        await reviews.WithholdAsync(current.Actor, id, request.Version!.Value, request.Reason, cancel) is { } receipt ? TypedResults.Ok(receipt) : TypedResults.NotFound();
}

public sealed record ReviewListRequest(
    [property: AtMost(Region.CodeMaxLength)] string? Region, Choice<ReviewKind>? Kind, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

public sealed record ReviewRequest([property: Given] int? Version, [property: AtMost(AuditLine.DetailMaxLength)] string? Reason);

public sealed record WithholdRequest([property: Given] int? Version, [property: Needed(AuditLine.DetailMaxLength)] string Reason);
