using Microsoft.Extensions.Logging;

namespace Engagement.Core.Data.SharedState;

/// <summary>
/// Uses the shared store while it answers and this process's own memory while it does not, so that callers whose correctness does not
/// rest on sharing (budgets, guards, caches) need no second path. After a failure the shared store is left alone for two seconds:
/// a slow store would otherwise cost every caller its full patience.
/// </summary>
public sealed class DegradingSharedState(ISharedState shared, TimeProvider clock, ILogger<DegradingSharedState> logger) : ISharedState
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly InProcessSharedState _own = new(clock);
    private long _restsUntilTicks;

    public Task<string?> GetAsync(string key, CancellationToken cancellation = default) =>
        TryAsync(s => s.GetAsync(key, cancellation));

    public Task SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellation = default) =>
        TryAsync(async s =>
        {
            await s.SetAsync(key, value, lifetime, cancellation);
            return true;
        });

    public Task<bool> CompareAndSetAsync(string key, string? expected, string value, TimeSpan lifetime, CancellationToken cancellation = default) =>
        TryAsync(s => s.CompareAndSetAsync(key, expected, value, lifetime, cancellation));

    public async Task<bool> CompareAndDeleteAsync(string key, string expected, CancellationToken cancellation = default)
    {
        // A lock may have been taken here while the store was away and be released after it came back.
        var here = await _own.CompareAndDeleteAsync(key, expected, cancellation);
        return await TryAsync(s => s.CompareAndDeleteAsync(key, expected, cancellation)) || here;
    }

    public Task<long> IncrementAsync(string key, TimeSpan window, long by = 1, CancellationToken cancellation = default) =>
        TryAsync(s => s.IncrementAsync(key, window, by, cancellation));

    private async Task<T> TryAsync<T>(Func<ISharedState, Task<T>> command)
    {
        if (clock.GetUtcNow().Ticks >= Interlocked.Read(ref _restsUntilTicks))
        {
            try
            {
                return await command(shared);
            }
            catch (SharedStateUnavailableException e)
            {
                Interlocked.Exchange(ref _restsUntilTicks, (clock.GetUtcNow() + Rest).Ticks);
                logger.LogWarning(e, "The shared store is away; going on with this process's own memory for {Seconds} s.", Rest.TotalSeconds);
            }
        }
        return await command(_own);
    }
}
