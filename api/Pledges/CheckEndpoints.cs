using Engagement.Api.Hosting;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Pledges;

public static class CheckEndpoints
{
    public static void MapPledgeChecks(this IEndpointRouteBuilder app)
    {
        var checks = app.MapGroup("/api/pledge-checks").WithTags("pledges").RequireAuthorization(Access.SignedIn);
        checks.MapPost("/batch", Record).WithIdempotency().WithSummary("A round's visits, up to 500; safe to send again, one result each.");
        checks.MapGet("", List).WithSummary("Checks of one's household, or of a region.");
        checks.MapGet("/{id:guid}", Find).WithSummary("A check with pictures, objection and what became of it.");
        checks.MapPost("/{id:guid}/objection", Object).WithIdempotency().WithSummary("The household objects, within three days.");
        checks.MapPost("/{id:guid}/objection/decision", Decide).RequireAuthorization(Access.CodeManager).WithSummary("Somebody else than the checker decides.");

        var rounds = app.MapGroup("/api/pledge-rounds").WithTags("pledges").RequireAuthorization(Access.SignedIn);
        rounds.MapGet("", Rounds).WithSummary("Planned and walked rounds.");
        rounds.MapPost("", Plan).RequireAuthorization(Access.CodeManager).WithIdempotency().WithSummary("Plans a round.");
        rounds.MapGet("/{id:guid}", Sheet).WithSummary("The doors of a round in walking order: all a phone needs to walk it out of reach.");
        rounds.MapPost("/{id:guid}/close", Close).WithSummary("Closes a round; what was not visited is counted.");
    }

    private static async Task<Ok<CheckBatchAnswer>> Record(CheckBatchRequest request, CurrentActor current, CheckBatch batch, CancellationToken cancel) =>
        TypedResults.Ok(new CheckBatchAnswer(await batch.RecordAsync(current.Actor, [.. request.Checks.Select(x => x.ToReport())], cancel)));

    private static async Task<Ok<Page<CheckView>>> List([AsParameters] CheckListRequest request, CurrentActor current, CheckQueries checks, CancellationToken cancel) =>
        TypedResults.Ok(await checks.ListAsync(current.Actor, new CheckFilter(request.Region, request.Household, request.State?.Value, request.Objected ?? false),
            request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Results<Ok<CheckView>, NotFound>> Find(Guid id, CurrentActor current, CheckQueries checks, CancellationToken cancel) =>
        await checks.FindAsync(current.Actor, id, cancel) is { } check ? TypedResults.Ok(check) : TypedResults.NotFound();

    private static async Task<Results<Created<ObjectionReceipt>, NotFound>> Object(Guid id, ObjectionRequest request, CurrentActor current, ObjectionService objections, CancellationToken cancel) =>
        await objections.ObjectAsync(current.Actor, id, request.Reason, cancel) is { } x ? TypedResults.Created($"/api/pledge-checks/{id}", ObjectionReceipt.Of(x)) : TypedResults.NotFound();

    private static async Task<Results<Ok<ObjectionReceipt>, NotFound>> Decide(
        Guid id, ObjectionDecisionRequest request, CurrentActor current, ObjectionService objections, CancellationToken cancel) =>
        await objections.DecideAsync(current.Actor, id, request.Version!.Value, request.Upheld!.Value, request.Answer, cancel) is { } x
            ? TypedResults.Ok(ObjectionReceipt.Of(x)) : TypedResults.NotFound();

    private static async Task<Ok<Page<RoundView>>> Rounds([AsParameters] RoundListRequest request, CurrentActor current, RoundService rounds, CancellationToken cancel) =>
        TypedResults.Ok(await rounds.ListAsync(current.Actor, request.Region, request.Open ?? false, request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Created<RoundReceipt>> Plan(RoundRequest request, CurrentActor current, RoundService rounds, CancellationToken cancel)
    {
        var round = await rounds.PlanAsync(current.Actor, request.Village, request.Alleys ?? [], request.Day!.Value, request.WalkerId, request.Note, cancel);
        return TypedResults.Created($"/api/pledge-rounds/{round.Id}", RoundReceipt.Of(round));
    }

    private static async Task<Results<Ok<RoundSheet>, NotFound>> Sheet(Guid id, CurrentActor current, RoundService rounds, CancellationToken cancel) =>
        await rounds.SheetAsync(current.Actor, id, cancel) is { } sheet ? TypedResults.Ok(sheet) : TypedResults.NotFound();

    private static async Task<Results<Ok<RoundReceipt>, NotFound>> Close(Guid id, CloseRoundRequest request, CurrentActor current, RoundService rounds, CancellationToken cancel) =>
        await rounds.CloseAsync(current.Actor, id, request.Version!.Value, cancel) is { } round ? TypedResults.Ok(RoundReceipt.Of(round)) : TypedResults.NotFound();
}
