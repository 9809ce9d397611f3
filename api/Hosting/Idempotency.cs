using System.Security.Cryptography;
using System.Text.Json;
using Engagement.Core.Data;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Engagement.Api.Hosting;

/// <summary>Makes a creating POST safe to send again: with <c>Idempotency-Key</c>, the same key and body get the same answer, and the key is
/// written in the transaction of the thing it created.</summary>
public static class Idempotency
{
    public const string Header = "Idempotency-Key";

    public static RouteHandlerBuilder WithIdempotency(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter<Filter>().WithMetadata(new Marker());

    /// <summary>Endpoints that keep answers; the hash of their body must be taken before it is read.</summary>
    private sealed class Marker;

    /// <summary>Hashes method, path and body of requests that carry a key, before binding reads the body.</summary>
    public static async Task HashBody(HttpContext http, Func<Task> next)
    {
        if (http.Request.Headers.ContainsKey(Header) && http.GetEndpoint()?.Metadata.GetMetadata<Marker>() is not null)
        {
            http.Request.EnableBuffering();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
            var buffer = new byte[16384];
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0) hash.AppendData(buffer, 0, read);
            http.Request.Body.Position = 0;
            http.Items[typeof(Filter)] = Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        await next();
    }

    private sealed class Filter(EngagementDbContext db, IdempotentWork once, CurrentActor current, IOptions<JsonOptions> json) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var http = context.HttpContext;
            if (http.Items[typeof(Filter)] is not string hash) return await next(context);
            var key = http.Request.Headers[Header].ToString();
            if (key.Length is 0 or > IdempotencyKey.KeyMaxLength || key.Any(x => x is < '!' or > '~'))
                return Problems.Of(StatusCodes.Status400BadRequest, "idempotency.bad_key", $"请求头 {Header} 必须是 1 到 {IdempotencyKey.KeyMaxLength} 个可见 ASCII 字符。");
            var actor = current.Actor.AccountId!.Value;
            if (await AnsweredAsync(actor, key, hash, http.RequestAborted) is { } earlier) return earlier;
            try
            {
                return await once.RunAsync(actor, key, hash, async () => await next(context), Answer, http.RequestAborted);
            }
            catch (Exception e) when (e.IsUniqueViolation())
            {
                // The same request came twice at once: the other one was first, and everything this one did is undone.
                db.ChangeTracker.Clear();
                if (await AnsweredAsync(actor, key, hash, http.RequestAborted) is { } first) return first;
                throw;
            }
        }

        private async Task<IResult?> AnsweredAsync(Guid actor, string key, string hash, CancellationToken cancel)
        {
            var kept = await once.FindAsync(actor, key, cancel);
            if (kept is null) return null;
            return kept.RequestHash == hash
                ? TypedResults.Text(kept.Response ?? "", "application/json", statusCode: kept.Status)
                : Problems.Of(StatusCodes.Status422UnprocessableEntity, "idempotency.key_reused", "同一请求编号已用于其他内容。");
        }

        /// <summary>Only what succeeded is kept.</summary>
        private KeptAnswer? Answer(object? result)
        {
            while (result is INestedHttpResult nested) result = nested.Result;
            if (result is not IStatusCodeHttpResult { StatusCode: >= 200 and < 300 } success) return null;
            var value = (result as IValueHttpResult)?.Value;
            return new KeptAnswer(success.StatusCode.Value, value is null ? null : JsonSerializer.Serialize(value, value.GetType(), json.Value.SerializerOptions));
        }
    }
}
