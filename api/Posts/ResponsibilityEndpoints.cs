using Engagement.Api.Hosting;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Posts;

public static class ResponsibilityEndpoints
{
    public static void MapResponsibilities(this IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/responsibilities").WithTags("responsibilities").RequireAuthorization(Access.Staff);
        read.MapGet("", List).WithSummary("Leaders who answer for a region, for what lies in it, or for what it lies in, on a day.");
        read.MapGet("/coverage", Cover).WithSummary("Which share of the villages has a leader, by county and township, and what is counted.");
        read.MapGet("/uncovered", Uncovered).WithSummary("The villages without a leader of their own.");
        read.MapGet("/import-template", Template).Produces<string>(StatusCodes.Status200OK, "text/csv").WithSummary("An empty list to fill in.");

        var edit = app.MapGroup("/api/responsibilities").WithTags("responsibilities").RequireAuthorization(Access.Steward);
        edit.MapPost("", Add).WithIdempotency().WithSummary("A leader answers for places.");
        edit.MapPost("/{id:guid}/end", End).WithSummary("A leader answers to a day, included.");
        edit.MapPost("/import", Import).DisableAntiforgery().WithIdempotency()
            .WithSummary("A list of leaders (field file, CSV or XLSX): preview=true says what would change; all faults at once, nothing half-imported.");
    }

    private static async Task<Ok<Page<ResponsibilityView>>> List(
        [Needed(Region.CodeMaxLength)] string region, DateOnly? on, [AsParameters] Paging paging, CurrentActor current, ResponsibilityList list, CancellationToken cancel) =>
        TypedResults.Ok(await list.ReadAsync(current.Actor, region, on, paging.Size, paging.After, cancel));

    private static async Task<Ok<Coverage>> Cover([Needed(Region.CodeMaxLength)] string region, DateOnly? on, CoverageQuery coverage, CancellationToken cancel) =>
        TypedResults.Ok(await coverage.ReadAsync(region, on, cancel));

    private static async Task<Ok<Page<UncoveredVillage>>> Uncovered(
        [Needed(Region.CodeMaxLength)] string region, DateOnly? on, [AsParameters] Paging paging, CoverageQuery coverage, CancellationToken cancel) =>
        TypedResults.Ok(await coverage.UncoveredAsync(region, on, paging.Size, paging.After, cancel));

    /// <summary>With a byte order mark: without one Excel in China reads it as GBK.</summary>
    private static ContentHttpResult Template(HttpContext http)
    {
        http.Response.Headers.ContentDisposition = "attachment; filename=responsibilities.csv";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Content("\uFEFF" + ResponsibilityFile.Template, "text/csv; charset=utf-8");
    }

    private static async Task<Created<ResponsibilityReceipt>> Add(
        NewResponsibilityRequest request, CurrentActor current, ResponsibilityService responsibilities, TimeProvider clock, CancellationToken cancel)
    {
        var it = await responsibilities.AddAsync(current.Actor, new ResponsibilityWish(request.Level!.Value, request.Leader!.ToPerson(), request.Title, request.StaffId,
            request.AreaName, request.Places, request.From ?? ChinaTime.Today(clock), request.To), cancel);
        return TypedResults.Created($"/api/responsibilities/{it.Id}", new ResponsibilityReceipt(it.Id, it.Version));
    }

    private static async Task<Results<Ok<ResponsibilityReceipt>, NotFound>> End(
        Guid id, ResponsibilityEndRequest request, CurrentActor current, ResponsibilityService responsibilities, CancellationToken cancel) =>
        await responsibilities.EndAsync(current.Actor, id, request.Version!.Value, request.On!.Value, cancel) is { } it
            ? TypedResults.Ok(new ResponsibilityReceipt(it.Id, it.Version)) : TypedResults.NotFound();

    private static async Task<Ok<ResponsibilityImport>> Import(
        IFormFile file, [Needed(Region.CodeMaxLength)] string region, bool? preview, bool? endOthers, CurrentActor current, ResponsibilityImporter importer, CancellationToken cancel)
    {
        await using var content = file.OpenReadStream();
        // What was not asked for is not done: without preview=false nothing changes.
        return TypedResults.Ok(await importer.ImportAsync(current.Actor, region, content, endOthers ?? false, preview ?? true, cancel));
    }
}
