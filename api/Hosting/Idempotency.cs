using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Engagement.Api.Hosting;

/// <summary>Makes a creating POST safe to send again: with <c>Idempotency-Key</c>, the same key and body get the same answer, and the key is
/// written in the transaction of the thing it created.</summary>
public static class Idempotency
{
    public const string Header = "Idempotency-Key", KeyReused = "idempotency.key_reused", KeyReusedSentence = "同一请求编号已用于其他内容。";

    public static RouteHandlerBuilder WithIdempotency(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter<Filter>().WithMetadata(new Marker(PerItem: false));

    /// <summary>For calls about many things, each its own unit of work: the handler keeps an answer per thing (<see cref="Engagement.Api.Cases.BulkCases"/>).</summary>
    public static RouteHandlerBuilder WithIdempotencyPerItem(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter(async (context, next) => KeyOf(context.HttpContext) is { } key && !IsKey(key) ? BadKey() : await next(context)).WithMetadata(new Marker(PerItem: true));

    /// <summary>The key the request carries, null without one.</summary>
    public static string? KeyOf(HttpContext http) => http.Request.Headers.TryGetValue(Header, out var given) ? given.ToString() : null;

    /// <summary>Endpoints that keep answers; where the answer is kept whole, the hash of the body must be taken before it is read.</summary>
    internal sealed record Marker(bool PerItem);

    /// <summary>Hashes method, path and body of requests that carry a key, before binding reads the body. A form is hashed after it was read:
    /// its boundary differs from one try to the next.</summary>
    public static async Task HashBody(HttpContext http, Func<Task> next)
    {
        if (http.Request.Headers.ContainsKey(Header) && !http.Request.HasFormContentType && http.GetEndpoint()?.Metadata.GetMetadata<Marker>() is { PerItem: false })
        {
            http.Request.EnableBuffering();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Start(http));
            await AppendAsync(hash, http.Request.Body, http.RequestAborted);
            http.Request.Body.Position = 0;
            http.Items[typeof(Filter)] = Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        await next();
    }

    /// <summary>Method, path and what the form holds, whatever stood between its parts.</summary>
    private static async Task<string> HashFormAsync(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Start(http));
        foreach (var (name, value) in http.Request.Form.OrderBy(x => x.Key, StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes($"{name}={value}\n"));
        foreach (var file in http.Request.Form.Files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name} {file.Length}\n"));
            await using var content = file.OpenReadStream();
            await AppendAsync(hash, content, http.RequestAborted);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= IdempotencyKey.KeyMaxLength && key.All(x => x is >= '!' and <= '~');

    private static IResult BadKey() =>
        Problems.Of(StatusCodes.Status400BadRequest, "idempotency.bad_key", $"请求头 {Header} 必须是 1 到 {IdempotencyKey.KeyMaxLength} 个可见 ASCII 字符。");

    private static byte[] Start(HttpContext http) => Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n");

    private static async Task AppendAsync(IncrementalHash hash, Stream content, CancellationToken cancel)
    {
        var buffer = new byte[16384];
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0) hash.AppendData(buffer, 0, read);
    }

    private sealed class Filter(EngagementDbContext db, IdempotentWork once, CurrentActor current, IOptions<JsonOptions> json) : IEndpointFilter
    {
        private const int MaxAttempts = 4;

        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var http = context.HttpContext;
            if (KeyOf(http) is not { } key) return await next(context);
            if (!IsKey(key)) return BadKey();
            var hash = http.Items[typeof(Filter)] as string ?? await HashFormAsync(http);
            var actor = current.Actor.AccountId!.Value;
            for (var attempt = 1; ; attempt++)
            {
                var kept = await once.FindAsync(actor, key, http.RequestAborted);
                var old = once.IsOld(kept);
                if (kept is not null && !old) return Again(kept, hash);
                try
                {
                    return await once.RunAsync(actor, key, hash, old, async () => await next(context), Answer, http.RequestAborted);
                }
                catch (Exception e) when (attempt < MaxAttempts && (e is StaleVersion || e.IsUniqueViolation()))
                {
                    // Either the same request came twice at once and the other one was first, or somebody else saved the same thing in
                    // between. Everything this attempt did is undone.
                    db.ChangeTracker.Clear();
                }
            }
        }

        private static IResult Again(IdempotencyKey kept, string hash) => kept.RequestHash == hash
            ? TypedResults.Text(kept.Response ?? "", "application/json", statusCode: kept.Status)
            : Problems.Of(StatusCodes.Status422UnprocessableEntity, KeyReused, KeyReusedSentence);

        /// <summary>Only what succeeded is kept: a refusal may become a success when the input's world changes.</summary>
        private KeptAnswer? Answer(object? result)
        {
            while (result is INestedHttpResult nested) result = nested.Result;
            if (result is not IStatusCodeHttpResult { StatusCode: >= 200 and < 300 } success) return null;
            var value = (result as IValueHttpResult)?.Value;
            return new KeptAnswer(success.StatusCode.Value, value is null ? null : JsonSerializer.Serialize(value, value.GetType(), json.Value.SerializerOptions));
        }
    }
}
