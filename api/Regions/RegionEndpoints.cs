using Engagement.Api.Hosting;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Regions;

public static class RegionEndpoints
{
    public static void MapRegions(this IEndpointRouteBuilder app)
    {
        // Open to everybody: a villager chooses their village before they sign in, and the codes are published statistics.
        var group = app.MapGroup("/api/regions").WithTags("regions").AllowAnonymous();
        group.MapGet("", List).WithSummary("Children of a region, or a search by name; the top without either.");
        group.MapGet("/{code}", Find).WithSummary("A region with its way down from the top.");
    }

    private static async Task<Ok<Page<RegionView>>> List([AsParameters] RegionListRequest request, RegionQueries regions, CancellationToken cancel) =>
        TypedResults.Ok(await regions.ListAsync(request.Parent, request.Search, request.Limit ?? Paging.MaxLimit, request.After, cancel));

    private static async Task<Results<Ok<RegionDetail>, NotFound>> Find(string code, RegionQueries regions, CancellationToken cancel) =>
        await regions.FindAsync(code, cancel) is { } region ? TypedResults.Ok(region) : TypedResults.NotFound();
}

public sealed record RegionListRequest(
    [property: AtMost(Region.CodeMaxLength)] string? Parent, [property: AtMost(Region.NameMaxLength)] string? Search,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);
