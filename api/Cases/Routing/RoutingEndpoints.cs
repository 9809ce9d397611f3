using Engagement.Api.Hosting;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases.Routing;

public static class RoutingEndpoints
{
    public static void MapRouting(this IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/routing").WithTags("routing").RequireAuthorization(Access.Staff);
        read.MapGet("/rules", Rules).WithSummary("The rules that can decide something in a region, in the order in which they are tried.");
        read.MapGet("/examples", Examples).WithSummary("The example cases of a region.");
        read.MapGet("/history", History).WithSummary("Who changed which rule when, newest first.");
        read.MapPost("/preview", Preview).WithSummary("Who would get this case today, which rule says so, and why the others do not.");
        read.MapPost("/examples/run", Run).WithSummary("Runs the examples of a region by the rules in force.");

        var edit = app.MapGroup("/api/routing").WithTags("routing").RequireAuthorization(Access.Steward);
        edit.MapPost("/rules", Add).WithIdempotency().WithSummary("A new rule; refused when an example would no longer come out, unless confirmed.");
        edit.MapPost("/rules/try", Try).WithSummary("What a rule would change in the examples, without saving it.");
        edit.MapPut("/rules/{id:guid}", Change).WithSummary("Another target or order.");
        edit.MapPost("/rules/{id:guid}/end", End).WithSummary("The rule decides nothing any more.");
        edit.MapPost("/examples", AddExample).WithIdempotency().WithSummary("Keeps an example case.");
        edit.MapPut("/examples/{id:guid}", ChangeExample).WithSummary("Another name, input or expectation.");
        edit.MapPost("/examples/{id:guid}/remove", RemoveExample).WithSummary("Drops an example.");
    }

    private static async Task<Ok<Page<RoutingRuleView>>> Rules([Needed(Region.CodeMaxLength)] string region, CurrentActor current, RoutingQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(new Page<RoutingRuleView>(await queries.RulesAsync(current.Actor, region, cancel), null));

    private static async Task<Ok<Page<RoutingExampleView>>> Examples([Needed(Region.CodeMaxLength)] string region, CurrentActor current, RoutingQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(new Page<RoutingExampleView>(await queries.ExamplesAsync(current.Actor, region, cancel), null));

    private static async Task<Ok<Page<RoutingChangeView>>> History(
        [Needed(Region.CodeMaxLength)] string region, Guid? ruleId, [AsParameters] Paging paging, CurrentActor current, RoutingQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(await queries.HistoryAsync(current.Actor, region, ruleId, paging.Size, paging.After, cancel));

    private static async Task<Ok<RoutingPreview>> Preview(RoutingPreviewRequest request, CurrentActor current, RoutingQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(await queries.PreviewAsync(current.Actor, request.ToInput(), cancel));

    private static async Task<Ok<ExampleRun>> Run(ExampleRunRequest request, CurrentActor current, RoutingQueries queries, CancellationToken cancel)
    {
        var results = await queries.RunAsync(current.Actor, request.Region, cancel);
        var passed = results.Count(x => x.Passed);
        return TypedResults.Ok(new ExampleRun(passed, results.Count - passed, results));
    }

    private static async Task<Created<RoutingRuleView>> Add(
        RoutingRuleRequest request, CurrentActor current, RoutingService routing, RoutingQueries queries, CancellationToken cancel)
    {
        var rule = await routing.AddAsync(current.Actor, request.ToWish(), request.Confirm, cancel);
        return TypedResults.Created($"/api/routing/rules/{rule.Id}", (await queries.ShowAsync(current.Actor, [rule], cancel))[0]);
    }

    private static async Task<Ok<Page<ExampleShift>>> Try(RoutingTrialRequest request, CurrentActor current, RoutingService routing, CancellationToken cancel) =>
        TypedResults.Ok(new Page<ExampleShift>(await routing.TryAsync(current.Actor, request.ToWish(), request.RuleId, cancel), null));

    private static async Task<Results<Ok<RoutingRuleView>, NotFound>> Change(
        Guid id, RoutingRuleChangeRequest request, CurrentActor current, RoutingService routing, RoutingQueries queries, CancellationToken cancel) =>
        await routing.ChangeAsync(current.Actor, id, request.Version!.Value, request.Target!.ToTarget(), request.Priority ?? 0, request.Note, request.Confirm, cancel) is { } rule
            ? TypedResults.Ok((await queries.ShowAsync(current.Actor, [rule], cancel))[0]) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> End(Guid id, RoutingRuleEndRequest request, CurrentActor current, RoutingService routing, CancellationToken cancel) =>
        await routing.EndAsync(current.Actor, id, request.Version!.Value, request.Confirm, cancel) is null ? TypedResults.NotFound() : TypedResults.NoContent();

    private static async Task<Created<RoutingExampleView>> AddExample(
        RoutingExampleRequest request, CurrentActor current, RoutingService routing, RoutingQueries queries, CancellationToken cancel)
    {
        var example = await routing.AddExampleAsync(current.Actor, request.Name, request.Input!.ToInput(), request.Expected!.ToTarget(), cancel);
        return TypedResults.Created($"/api/routing/examples/{example.Id}", (await queries.ShowAsync(current.Actor, [example], cancel))[0]);
    }

    private static async Task<Results<Ok<RoutingExampleView>, NotFound>> ChangeExample(
        Guid id, RoutingExampleRequest request, CurrentActor current, RoutingService routing, RoutingQueries queries, CancellationToken cancel)
    {
        if (request.Version is not { } version) throw new InvalidInput("version", "必须填写。");
        return await routing.ChangeExampleAsync(current.Actor, id, version, request.Name, request.Input!.ToInput(), request.Expected!.ToTarget(), cancel) is { } example
            ? TypedResults.Ok((await queries.ShowAsync(current.Actor, [example], cancel))[0]) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound>> RemoveExample(
        Guid id, RoutingExampleRemovalRequest request, CurrentActor current, RoutingService routing, CancellationToken cancel) =>
        await routing.RemoveExampleAsync(current.Actor, id, request.Version!.Value, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();
}
