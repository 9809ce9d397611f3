using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>One call over HTTP with budget, repetitions, figures and log. Knows nothing of tokens. Queries and bodies are never logged.</summary>
public sealed partial class WeChatTransport(
    IHttpClientFactory clients, WeChatLimits limits, WeChatMetrics metrics, IOptions<WeChatOptions> options, TimeProvider clock,
    ILogger<WeChatTransport> logger)
{
    internal const string ClientName = "WeChat";
    private const int MaxRepeats = 3;
    private const int MaxAnswerBytes = 4 * 1024 * 1024;

    /// <param name="json">Body of a POST; null for a GET.</param>
    /// <returns>The body of an answer without error; a picture where the interface gives one.</returns>
    internal async Task<WeChatResult<byte[]>> CallAsync(WeChatApi api, string query, byte[]? json, CancellationToken cancellation)
    {
        for (var repeat = 0; ; repeat++)
        {
            if (await limits.AdmitAsync(api, cancellation) is { } refused) return refused;
            var result = await TryOnceAsync(api, query, json, cancellation);
            if (result.Error is not { } error) return result;
            var again = repeat < MaxRepeats && error.Kind switch
            {
                WeChatErrorKind.Unreachable => true,
                WeChatErrorKind.Busy => api.Repeat != WeChatRepeat.OnlyUnsent,
                WeChatErrorKind.OutcomeUnknown => api.Repeat == WeChatRepeat.Freely,
                _ => false,
            };
            if (again)
            {
                await Task.Delay(PauseBefore(repeat), clock, cancellation);
                continue;
            }
            // What may be repeated freely has no unknown outcome worth telling apart.
            if (error.Kind == WeChatErrorKind.OutcomeUnknown && api.Repeat == WeChatRepeat.Freely)
                return WeChatErrors.From(WeChatErrors.Unreachable, error.Message);
            return await limits.NoteAsync(api, error, cancellation);
        }
    }

    private TimeSpan PauseBefore(int repeat)
    {
        var factor = repeat switch { 0 => 1, 1 => 4, _ => 10 };
        return options.Value.RetryDelay * factor * (1 + (Random.Shared.NextDouble() / 4));
    }

    private async Task<WeChatResult<byte[]>> TryOnceAsync(WeChatApi api, string query, byte[]? json, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        WeChatResult<byte[]> result;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Value.AttemptTimeout);
        try
        {
            result = await ExchangeAsync(api, query, json, limit.Token);
        }
        catch (HttpRequestException e)
        {
            result = WeChatErrors.From(NeverSent(e) ? WeChatErrors.Unreachable : WeChatErrors.OutcomeUnknown, $"No answer: {e.HttpRequestError}.");
        }
        catch (IOException)
        {
            result = WeChatErrors.From(WeChatErrors.OutcomeUnknown, "The answer broke off.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            result = WeChatErrors.From(WeChatErrors.OutcomeUnknown, "No answer in time.");
        }
        Report(api, result.Error, clock.GetElapsedTime(began));
        return result;
    }

    private async Task<WeChatResult<byte[]>> ExchangeAsync(WeChatApi api, string query, byte[]? json, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(json is null ? HttpMethod.Get : HttpMethod.Post, new Uri($"{api.Path}?{query}", UriKind.Relative));
        if (json is not null)
        {
            request.Content = new ByteArrayContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);

        // WeChat says everything in the body, under any content type; another status comes from something in between.
        if (response.StatusCode != HttpStatusCode.OK) return NoAnswer($"HTTP {(int)response.StatusCode}.");
        if (Array.Find(body, b => b is not ((byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t')) != (byte)'{')
            return api == WeChatApi.Code && body.Length > 0 ? body : NoAnswer("The answer is not JSON.");
        try
        {
            var status = JsonSerializer.Deserialize<Status>(body, LenientJson.Options)!;
            return status.Errcode == 0 ? body : WeChatErrors.From(status.Errcode, status.Errmsg);
        }
        catch (JsonException)
        {
            return NoAnswer("The answer is not readable JSON.");
        }
        static WeChatError NoAnswer(string what) => WeChatErrors.From(WeChatErrors.OutcomeUnknown, what);
    }

    private static bool NeverSent(HttpRequestException e) => e.HttpRequestError is
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private void Report(WeChatApi api, WeChatError? error, TimeSpan took)
    {
        metrics.Called(api.Path, error?.Code ?? 0, took);
        if (error is null)
            logger.LogDebug("WeChat {Path} answered in {Milliseconds:0} ms", api.Path, took.TotalMilliseconds);
        else
            logger.LogWarning(
                "WeChat {Path} answered {Errcode} ({Kind}) in {Milliseconds:0} ms, rid {Rid}: {Message}",
                api.Path, error.Code, error.Kind, took.TotalMilliseconds, error.Rid, Harmless(error.Message));
    }

    // An answer's text could repeat a token, a secret or a number of ours; operators need the words of it.
    private static string Harmless(string message) => Secretive().Replace(message, "***");

    [GeneratedRegex(@"[0-9A-Za-z_\-+/=]{16,}|\d{7,}")]
    private static partial Regex Secretive();

    private sealed record Status(int Errcode, string? Errmsg);
}
