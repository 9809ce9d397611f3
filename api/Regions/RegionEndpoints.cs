using Engagement.Api.Hosting;
using Engagement.Core.Regions;
using Engagement.Core.Regions.Boundaries;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Engagement.Api.Regions;

public static class RegionEndpoints
{
    public static void MapRegions(this IEndpointRouteBuilder app)
    {
        // Open to everybody: a villager chooses their village before they sign in, and the codes are published statistics.
        var group = app.MapGroup("/api/regions").WithTags("regions").AllowAnonymous();
        group.MapGet("", List).WithSummary("Children of a region, or a search by name; the top without either.");
        app.MapGet("/api/regions/{code}/boundaries", Below).WithTags("regions").RequireAuthorization(Access.Staff).WithSummary("Outlines of the places directly below a region, of those that have one.");
        app.MapPost("/api/regions/boundaries", ImportBoundaries).WithTags("regions").RequireAuthorization(Access.Administration).DisableAntiforgery().WithIdempotency()
            .WithMetadata(new RequestSizeLimitAttribute(BoundaryFile.MaxBytes + 64 * 1024))
            .WithSummary("Outlines from a GeoJSON FeatureCollection (field file): preview=true says what would change; all faults at once, nothing half-imported.");
        group.MapGet("/{code}", Find).WithSummary("A region with its way down from the top.");
    }

    private static async Task<Ok<Page<RegionView>>> List([AsParameters] RegionListRequest request, RegionQueries regions, CancellationToken cancel) =>
        TypedResults.Ok(await regions.ListAsync(request.Parent, request.Search, request.Limit ?? Paging.MaxLimit, request.After, cancel));

    private static async Task<Results<Ok<RegionDetail>, NotFound>> Find(string code, RegionQueries regions, CancellationToken cancel) =>
        await regions.FindAsync(code, cancel) is { } region ? TypedResults.Ok(region) : TypedResults.NotFound();

    private static async Task<Ok<Page<BoundaryView>>> Below(string code, BoundaryAtlas atlas, CancellationToken cancel) =>
        TypedResults.Ok(new Page<BoundaryView>(await atlas.UnderAsync(code, cancel), null));

    private static async Task<Ok<BoundaryImport>> ImportBoundaries(IFormFile file, bool? preview, CurrentActor current, BoundaryAtlas atlas, CancellationToken cancel)
    {
        await using var content = file.OpenReadStream();
        return TypedResults.Ok(await atlas.ImportAsync(current.Actor, content, preview ?? true, cancel));
    }
}

public sealed record RegionListRequest(
    [property: AtMost(Region.CodeMaxLength)] string? Parent, [property: AtMost(Region.NameMaxLength)] string? Search,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);
