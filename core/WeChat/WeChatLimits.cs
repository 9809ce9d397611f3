using Engagement.Core.Data.SharedState;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>
/// Rate budgets per interface, counted over all nodes, and the pause after WeChat says that a limit is reached: the next second or minute,
/// or midnight in Beijing for the day's.
/// </summary>
public sealed class WeChatLimits(
    DegradingSharedState state, IOptions<WeChatOptions> options, TimeProvider clock, ILogger<WeChatLimits> logger)
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>Lets calls to <paramref name="path"/> go again at once, for an operator who had WeChat reset the quota.</summary>
    /// <param name="path">Below the API's base, such as <c>wxa/msg_sec_check</c>.</param>
    public async Task ReopenAsync(string path, CancellationToken cancellation = default)
    {
        var key = PauseKey(path);
        if (await state.GetAsync(key, cancellation) is { } until) await state.CompareAndDeleteAsync(key, until, cancellation);
    }

    /// <summary>Counts one try. An error when it must not be made now.</summary>
    internal async Task<WeChatError?> AdmitAsync(WeChatApi api, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await state.GetAsync(PauseKey(api.Path), cancellation) is { } until && long.Parse(until) is var ticks && ticks > now.UtcTicks)
            return Paused("WeChat's limit was reached; calls pause.", TimeSpan.FromTicks(ticks - now.UtcTicks));
        if (api.PerMinute > 0 && await OverAsync(api, TimeSpan.FromMinutes(1), api.PerMinute, now, cancellation) is { } minute) return minute;
        if (api.PerSecond > 0 && await OverAsync(api, TimeSpan.FromSeconds(1), api.PerSecond, now, cancellation) is { } second) return second;
        return null;
    }

    /// <summary>Takes note of an answer that speaks of a limit; the error then says when to come again.</summary>
    internal async Task<WeChatError> NoteAsync(WeChatApi api, WeChatError error, CancellationToken cancellation)
    {
        if (error.Kind is not (WeChatErrorKind.DayLimit or WeChatErrorKind.RateLimit)) return error;
        var now = clock.GetUtcNow();
        var until = error switch
        {
            { Kind: WeChatErrorKind.DayLimit } when !api.DayLimitIsMinute => NextMidnightInBeijing(now),
            { Code: 44990 } => NextStart(now, TimeSpan.FromSeconds(1)),
            _ => NextStart(now, TimeSpan.FromMinutes(1)),
        };
        if (error.Kind == WeChatErrorKind.DayLimit || !api.LimitIsPerPerson)
        {
            logger.LogError("WeChat's limit on {Path} is reached ({Errcode}); calls pause until {Until:u}", api.Path, error.Code, until);
            await state.SetAsync(PauseKey(api.Path), until.UtcTicks.ToString(), until - now, cancellation);
        }
        return error with { RetryAfter = until - now };
    }

    internal static DateTimeOffset NextMidnightInBeijing(DateTimeOffset now)
    {
        var there = now.ToOffset(Beijing);
        return new DateTimeOffset(there.Date.AddDays(1), Beijing);
    }

    private static DateTimeOffset NextStart(DateTimeOffset now, TimeSpan window) =>
        new(((now.UtcTicks / window.Ticks) + 1) * window.Ticks, TimeSpan.Zero);

    private static WeChatError Paused(string why, TimeSpan wait) => WeChatErrors.From(WeChatErrors.Paused, why, wait);

    private string PauseKey(string path) => $"wx:{options.Value.AppId}:pause:{path}";

    private async Task<WeChatError?> OverAsync(WeChatApi api, TimeSpan window, int limit, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = $"wx:{options.Value.AppId}:rate:{api.Path}:{now.UtcTicks / window.Ticks}";
        if (await state.IncrementAsync(key, window * 2, by: 1, cancellation) <= limit) return null;
        return Paused("Our own budget for this interface is used up.", NextStart(now, window) - now);
    }
}
