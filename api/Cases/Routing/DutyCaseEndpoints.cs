using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases.Routing;

/// <summary>The cases of whoever is on duty for a post: an alley chief with a phone, or staff who live in the village.</summary>
public static class DutyCaseEndpoints
{
    public static void MapDutyCases(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/duty/cases").WithTags("duty").RequireAuthorization(Access.SignedIn);
        group.MapGet("", List).WithSummary("Cases given to the posts the signed-in person is on duty for today.");
        group.MapGet("/{id:guid}", Find).WithSummary("One of them, with place, pictures and history; who reported it is not told.");
        group.MapPost("/{id:guid}/start", Start).WithSummary("Work has begun.");
        group.MapPost("/{id:guid}/resolve", Resolve).WithSummary("Work is done; needs words and an after-photo.");
    }

    private static async Task<Ok<Page<DutyCaseItem>>> List([AsParameters] DutyCaseListRequest request, CurrentActor current, DutyCases cases, CancellationToken cancel) =>
        TypedResults.Ok(await cases.ListAsync(current.Actor, request.Open ?? true, request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Results<Ok<DutyCaseBody>, NotFound>> Find(Guid id, Choice<Datum>? datum, CurrentActor current, DutyCases cases, CancellationToken cancel) =>
        await cases.FindAsync(current.Actor, id, cancel) is { } detail
            ? TypedResults.Ok(new DutyCaseBody(detail.Summary, Location.Of(detail.Latitude, detail.Longitude, detail.Accuracy, datum?.Value ?? Datum.Wgs84), detail.Photos, detail.Timeline))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Start(Guid id, NoteRequest request, CurrentActor current, DutyCases cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.StartAsync(current.Actor, id, request.Version!.Value, request.Note, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Resolve(Guid id, ResolveRequest request, CurrentActor current, DutyCases cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.ResolveAsync(current.Actor, id, request.Version!.Value, request.Text, request.PhotoIds ?? [], cancel));
}

/// <summary>Open ones when <c>open</c> is true or left out; else those resolved or ended.</summary>
public sealed record DutyCaseListRequest(bool? Open, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

public sealed record DutyCaseBody(DutyCaseItem Case, Location? Location, IReadOnlyList<CasePhotoView> Photos, IReadOnlyList<CaseEventView> Timeline);
