using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Desk;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases.Desk;

/// <summary>What a clerk has at hand: filters of their own, words their place shares.</summary>
public static class DeskEndpoints
{
    public static void MapDesk(this IEndpointRouteBuilder app)
    {
        var filters = app.MapGroup("/api/cases/filters").WithTags("cases").RequireAuthorization(Access.Staff);
        filters.MapGet("", ListFilters).WithSummary("One's own saved filters, oldest first.");
        filters.MapPost("", KeepFilter).WithIdempotency().WithSummary("Keeps a filter; one of the same name is replaced.");
        filters.MapDelete("/{id:guid}", DropFilter).WithSummary("Forgets one of one's own filters.");

        var replies = app.MapGroup("/api/cases/replies").WithTags("cases").RequireAuthorization(Access.CaseWorker);
        replies.MapGet("", ListReplies).WithSummary("Words kept for a case's place and those above it, most local first; without region, those of one's own places.");
        replies.MapPost("", AddReply).WithIdempotency().WithSummary("Keeps words for one's place; the same words are kept once.");
        replies.MapPut("/{id:guid}", ChangeReply).WithSummary("Rewords a reply of one's place.");
        replies.MapDelete("/{id:guid}", RemoveReply).WithSummary("Removes a reply of one's place.");
    }

    private static async Task<Ok<Page<SavedFilterView>>> ListFilters(CurrentActor current, SavedFilters filters, CancellationToken cancel) =>
        TypedResults.Ok(new Page<SavedFilterView>(await filters.ListAsync(current.Actor, cancel), null));

    private static async Task<Ok<SavedFilterView>> KeepFilter(SavedFilterRequest request, CurrentActor current, SavedFilters filters, CancellationToken cancel) =>
        TypedResults.Ok(await filters.KeepAsync(current.Actor, request.Name.Trim(), request.Query.Trim(), cancel));

    private static async Task<Results<NoContent, NotFound>> DropFilter(Guid id, CurrentActor current, SavedFilters filters, CancellationToken cancel) =>
        await filters.DropAsync(current.Actor, id, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Ok<Page<CannedReplyView>>> ListReplies([AtMost(Region.CodeMaxLength)] string? region, CurrentActor current, CannedReplies replies, CancellationToken cancel) =>
        TypedResults.Ok(new Page<CannedReplyView>(await replies.ListAsync(current.Actor, region, cancel), null));

    private static async Task<Ok<CannedReplyView>> AddReply(NewReplyRequest request, CurrentActor current, CannedReplies replies, CancellationToken cancel) =>
        TypedResults.Ok(await replies.AddAsync(current.Actor, request.RegionCode, request.OfficeId, request.Action, request.Text.Trim(), cancel));

    private static async Task<Results<Ok<CannedReplyView>, NotFound>> ChangeReply(Guid id, ReplyRequest request, CurrentActor current, CannedReplies replies, CancellationToken cancel) =>
        await replies.ChangeAsync(current.Actor, id, request.Version!.Value, request.Action, request.Text.Trim(), cancel) is { } reply ? TypedResults.Ok(reply) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RemoveReply(Guid id, int? version, CurrentActor current, CannedReplies replies, CancellationToken cancel) =>
        await replies.RemoveAsync(current.Actor, id, version ?? throw new InvalidInput("version", "必须填写。"), cancel) ? TypedResults.NoContent() : TypedResults.NotFound();
}

/// <summary>Query: as the console's address bar writes it.</summary>
public sealed record SavedFilterRequest([property: Needed(SavedFilter.NameMaxLength)] string Name, [property: Needed(SavedFilter.QueryMaxLength)] string Query);

/// <summary>OfficeId: the actor's department, whose people alone share it. Action: where it is offered, everywhere when left out.</summary>
public sealed record NewReplyRequest(
    [property: Needed(Region.CodeMaxLength)] string RegionCode, Guid? OfficeId, CaseAction? Action, [property: Needed(CannedReply.TextMaxLength)] string Text);

public sealed record ReplyRequest([property: Given] int? Version, CaseAction? Action, [property: Needed(CannedReply.TextMaxLength)] string Text);
