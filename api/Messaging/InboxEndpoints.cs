using System.ComponentModel;
using Engagement.Api.Hosting;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Messaging;

/// <summary>What the signed-in account was told: a villager as a person, staff as their work account. WeChat is only the nudge.</summary>
public static class InboxEndpoints
{
    public static void MapInbox(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/inbox").WithTags("inbox").RequireAuthorization(Access.SignedIn);
        group.MapGet("", List).WithSummary("The signed-in account's messages, newest first.");
        group.MapGet("/unread-count", Count).WithSummary("How many are unread; 1000 means that or more.");
        group.MapPost("/{id:guid}/read", Read).WithSummary("Marks one as read.");
        group.MapPost("/read-all", ReadAll).WithSummary("Marks everything up to a moment as read.");
    }

    private static async Task<Ok<Page<InboxLine>>> List([AsParameters] InboxRequest request, CurrentActor current, Inbox inbox, CancellationToken cancel) =>
        TypedResults.Ok(await inbox.ListAsync(current.Actor, request.Unread == true, request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Ok<UnreadCount>> Count(CurrentActor current, Inbox inbox, CancellationToken cancel) =>
        TypedResults.Ok(new UnreadCount(await inbox.CountUnreadAsync(current.Actor, cancel)));

    private static async Task<Results<NoContent, NotFound>> Read(Guid id, CurrentActor current, Inbox inbox, CancellationToken cancel) =>
        await inbox.ReadAsync(current.Actor, id, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Ok<ReadReceipt>> ReadAll(ReadAllRequest request, CurrentActor current, Inbox inbox, CancellationToken cancel) =>
        TypedResults.Ok(new ReadReceipt(await inbox.ReadAllAsync(current.Actor, request.UpTo!.Value.UtcDateTime, cancel)));
}

public sealed record InboxRequest(
    [property: Description("True leaves out what was read.")] bool? Unread, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

/// <param name="UpTo">The time of the newest message the reader saw.</param>
public sealed record ReadAllRequest([property: Given] DateTimeOffset? UpTo);

public sealed record UnreadCount(int Count);

/// <param name="Read">How many were unread before.</param>
public sealed record ReadReceipt(int Read);
