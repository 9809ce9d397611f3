using System.Text;
using Engagement.Api.Hosting;
using Engagement.Core.Shared;
using Engagement.Core.WeChat;
using Engagement.Core.WeChat.Pushes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Engagement.Api.WeChat;

/// <summary>The address WeChat pushes to (docs/wechat-setup.md), and what administrators see of it. Whatever is not WeChat's finds nothing here: the
/// refusal says neither what was wrong nor that something could have been right.</summary>
public static class PushEndpoints
{
    /// <summary>The largest ciphertext and the frame around it, in bytes.</summary>
    private const int MaxRequestBytes = WeChatPushCrypto.MaxEncryptedLength + 1024;

    private const string Taken = "success";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void MapWeChatPush(this IEndpointRouteBuilder app)
    {
        var push = app.MapGroup("/api/wechat/push").WithTags("wechat").AllowAnonymous();
        push.MapGet("", Verify).Produces<string>(StatusCodes.Status200OK, "text/plain").WithSummary("Answers WeChat's check of this address.");
        push.MapPost("", Receive).WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes)).Produces<string>(StatusCodes.Status200OK, "text/plain")
            .WithSummary("Takes a push of WeChat, JSON or XML, encrypted or, where allowed, plain. Answered at once, dealt with by a job.");

        var admin = app.MapGroup("/api/wechat/pushes").WithTags("wechat").RequireAuthorization(Access.Administration);
        admin.MapGet("", ListTroubled).WithSummary("Pushes that failed and are tried again or were given up.");
        admin.MapPost("/{id:guid}/retry", Retry).WithSummary("Tries a push that was given up again.");
    }

    private static Results<ContentHttpResult, NotFound> Verify([AsParameters] PushQuery query, WeChatPushDoor door, HttpContext http)
    {
        if (query.Echostr is not { } echo || !door.IsVerified(query.ToDoor())) return TypedResults.NotFound();
        // The signature does not cover what is repeated: no browser is to take it for a page.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Text(echo, "text/plain", Encoding.UTF8);
    }

    private static async Task<Results<ContentHttpResult, NotFound>> Receive(
        [AsParameters] PushQuery query, WeChatPushDoor door, PushInbox inbox, WeChatMetrics metrics, HttpRequest request, CancellationToken cancel)
    {
        if (await ReadAsync(request, cancel) is not { } body || !door.TryOpen(query.ToDoor(), body, out var push))
        {
            metrics.Pushed("refused");
            return TypedResults.NotFound();
        }

        // Stored before the answer: what WeChat knows as taken is not sent again.
        metrics.Pushed((await inbox.ReceiveAsync(push, cancel)).ToString().ToLowerInvariant());
        return TypedResults.Text(Taken, "text/plain", Encoding.UTF8);
    }

    private static async Task<Ok<Page<TroubledPushBody>>> ListTroubled([AsParameters] Paging paging, CurrentActor current, PushInbox inbox, CancellationToken cancel)
    {
        var page = await inbox.ListTroubledAsync(current.Actor, paging.Size, paging.After, cancel);
        return TypedResults.Ok(new Page<TroubledPushBody>([.. page.Items.Select(TroubledPushBody.Of)], page.Next));
    }

    private static async Task<Results<NoContent, NotFound>> Retry(Guid id, CurrentActor current, PushInbox inbox, CancellationToken cancel) =>
        await inbox.RetryAsync(current.Actor, id, cancel) is null ? TypedResults.NotFound() : TypedResults.NoContent();

    /// <summary>Null for what is no UTF-8. The length is bounded by the server before it comes here.</summary>
    private static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancel);
        try
        {
            return StrictUtf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>What WeChat puts into the address. Nothing of it is judged before the signature.</summary>
public sealed record PushQuery
{
    [FromQuery(Name = "signature")]
    public string? Signature { get; init; }

    [FromQuery(Name = "timestamp")]
    public string? Timestamp { get; init; }

    [FromQuery(Name = "nonce")]
    public string? Nonce { get; init; }

    [FromQuery(Name = "encrypt_type")]
    public string? EncryptType { get; init; }

    [FromQuery(Name = "msg_signature")]
    public string? MsgSignature { get; init; }

    [FromQuery(Name = "echostr")]
    public string? Echostr { get; init; }

    internal WeChatPushQuery ToDoor() => new(Signature, Timestamp, Nonce, EncryptType, MsgSignature);
}

/// <summary>A push that failed; its content is not shown. <c>DueAt</c> is the next attempt while it is pending.</summary>
public sealed record TroubledPushBody(Guid Id, string Event, PushStatus Status, DateTime ReceivedAt, int Attempts, DateTime DueAt, string? LastError)
{
    internal static TroubledPushBody Of(TroubledPush push) => new(push.Id, push.Event, push.Status, push.ReceivedAt, push.Attempts, push.DueAt, push.LastError);
}
