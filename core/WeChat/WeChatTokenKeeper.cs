using System.Text.Json;
using Engagement.Core.Data.SharedState;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>
/// Keeps the access token for all nodes with as few calls as possible. Rests on stable_token: a call that is not forced gives every node
/// the same token, so the shared copy and its lock only save calls, and nothing breaks without them.
/// </summary>
public sealed class WeChatTokenKeeper(
    WeChatTransport transport, DegradingSharedState state, IOptions<WeChatOptions> options, WeChatMetrics metrics, TimeProvider clock,
    ILogger<WeChatTokenKeeper> logger)
{
    private static readonly TimeSpan RenewAhead = TimeSpan.FromSeconds(600);

    // WeChat gives a new token only in the last 300 s of the old one; asking earlier brings the same one back.
    private static readonly TimeSpan PlatformRenewsAt = TimeSpan.FromSeconds(290);
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockLifetime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);
    private const int ForcedPerDay = 5;

    private readonly Lock _gate = new();
    private WeChatToken? _copy;
    private Task<WeChatResult<WeChatToken>>? _running;
    private DateTime _backgroundNotBefore;

    private string Key => $"wx:{options.Value.AppId}:at";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>A token that is valid now. In its last ten minutes it is still given out while a new one is fetched in the background.</summary>
    public async Task<WeChatResult<WeChatToken>> GetAsync(CancellationToken cancellation = default)
    {
        var copy = Volatile.Read(ref _copy);
        if (!Usable(copy)) return await BeyondAsync(copy?.Generation ?? 0, forced: false, acceptUsable: true, cancellation);
        if (Now >= copy!.RefreshAt) RenewInBackground(copy);
        return copy;
    }

    /// <summary>After WeChat refused <paramref name="refused"/>: the token others renewed meanwhile, else stable_token's, which may be the same one.</summary>
    public Task<WeChatResult<WeChatToken>> ReplaceAsync(WeChatToken refused, CancellationToken cancellation = default) =>
        BeyondAsync(refused.Generation, forced: false, acceptUsable: false, cancellation);

    /// <summary>
    /// Last resort when stable_token keeps giving a token that WeChat refuses: kills it for everybody. At most once in 30 seconds and five times a
    /// day (WeChat allows 20) over all nodes; beyond that an error.
    /// </summary>
    public Task<WeChatResult<WeChatToken>> ForceAsync(WeChatToken refused, CancellationToken cancellation = default) =>
        BeyondAsync(refused.Generation, forced: true, acceptUsable: false, cancellation);

    // One renewal runs at a time in this process; everybody who needs one waits for it and looks again.
    private async Task<WeChatResult<WeChatToken>> BeyondAsync(long generation, bool forced, bool acceptUsable, CancellationToken cancellation)
    {
        while (true)
        {
            Task<WeChatResult<WeChatToken>> task;
            bool mine;
            lock (_gate)
            {
                if (Usable(_copy) && (acceptUsable || _copy!.Generation > generation)) return _copy!;
                mine = _running is null or { IsCompleted: true };
                // Not cancelled with its first caller: others wait for it too.
                task = _running = mine ? Task.Run(() => RenewAsync(generation, forced), CancellationToken.None) : _running!;
            }
            var result = await task.WaitAsync(cancellation);
            if (mine || (!result.Succeeded && !forced) || result.Value?.Generation > generation) return result;
        }
    }

    private void RenewInBackground(WeChatToken copy)
    {
        lock (_gate)
        {
            if (_running is { IsCompleted: false } || Now < _backgroundNotBefore) return;
            _running = Task.Run(async () =>
            {
                var result = await RenewAsync(copy.Generation, forced: false);
                if (!result.Succeeded) _backgroundNotBefore = Now + RestAfterFailure;
                return result;
            });
        }
    }

    private async Task<WeChatResult<WeChatToken>> RenewAsync(long generation, bool forced)
    {
        try
        {
            var began = clock.GetTimestamp();
            do
            {
                if (await SharedBeyondAsync(generation) is { } others) return Take(others);
                if (await state.TryAcquireLockAsync(Key + ":lock", LockLifetime) is { } holder)
                {
                    try
                    {
                        return await SharedBeyondAsync(generation) is { } early ? Take(early) : await FetchAsync(generation, forced);
                    }
                    finally
                    {
                        await state.ReleaseLockAsync(Key + ":lock", holder);
                    }
                }
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 100)), clock);
            }
            while (clock.GetElapsedTime(began) < LockPatience);
            return await FetchAsync(generation, forced);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whoever started this in the background does not look at it.
            logger.LogError(e, "Renewing the WeChat token failed unexpectedly");
            return WeChatErrors.From(WeChatErrors.Unreachable, "The token could not be renewed.");
        }
    }

    private async Task<WeChatToken?> SharedBeyondAsync(long generation)
    {
        if (await state.GetAsync(Key) is not { } json) return null;
        try
        {
            var shared = JsonSerializer.Deserialize<WeChatToken>(json);
            return Usable(shared) && shared!.Generation > generation ? shared : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<WeChatResult<WeChatToken>> FetchAsync(long generation, bool forced)
    {
        if (forced && await ForcedTooOftenAsync() is { } refused) return refused;
        var request = JsonSerializer.SerializeToUtf8Bytes(
            new { grant_type = "client_credential", appid = options.Value.AppId, secret = options.Value.AppSecret, force_refresh = forced });
        metrics.Refreshed(forced);
        var answer = await transport.CallAsync(WeChatApi.Token, "", request, CancellationToken.None);
        if (answer.Error is { } error)
            // There is no token in this call: the code speaks of the secret.
            return error.Kind == WeChatErrorKind.TokenRejected ? error with { Kind = WeChatErrorKind.NotConfigured } : error;

        var grant = JsonSerializer.Deserialize<Grant>(answer.Value!, LenientJson.Options)!;
        if (string.IsNullOrEmpty(grant.AccessToken) || grant.ExpiresIn <= 0)
            return WeChatErrors.From(WeChatErrors.Unreachable, "stable_token gave no token.");
        var token = NewToken(grant, generation);
        await state.SetAsync(Key, JsonSerializer.Serialize(token), token.ExpiresAt - Now);
        logger.LogInformation("WeChat token renewed (forced: {Forced}), valid for {Seconds} s, generation {Generation}", forced, grant.ExpiresIn, token.Generation);
        return Take(token);
    }

    private WeChatToken NewToken(Grant grant, long generation)
    {
        var now = Now;
        var expires = now.AddSeconds(grant.ExpiresIn);
        var renew = expires - (expires - now > RenewAhead ? RenewAhead : PlatformRenewsAt);
        if (renew < now.AddSeconds(20)) renew = now.AddSeconds(20);
        // Milliseconds since 1970 keep the order even after the shared store lost everything.
        var next = Math.Max(generation + 1, clock.GetUtcNow().ToUnixTimeMilliseconds());
        return new WeChatToken(grant.AccessToken!, expires, renew, next);
    }

    private async Task<WeChatError?> ForcedTooOftenAsync()
    {
        var day = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd");
        if (await state.IncrementAsync(Key + ":forced", TimeSpan.FromSeconds(30)) > 1
            || await state.IncrementAsync($"{Key}:forced:{day}", TimeSpan.FromHours(25)) > ForcedPerDay)
        {
            logger.LogCritical("WeChat keeps refusing the app's token and it was forced too often already; an operator must look");
            return WeChatErrors.From(40001, "The token is refused; forcing a new one again is not allowed yet.");
        }
        logger.LogError("WeChat refuses the token that stable_token gives; forcing a new one");
        return null;
    }

    private WeChatToken Take(WeChatToken token)
    {
        lock (_gate)
        {
            if (_copy is null || _copy.Generation < token.Generation)
            {
                _copy = token;
                metrics.TokenTaken();
            }
        }
        return token;
    }

    private bool Usable(WeChatToken? token) => token is not null && token.ExpiresAt > Now + LastMoment;

    private sealed record Grant(string? AccessToken, int ExpiresIn);
}
