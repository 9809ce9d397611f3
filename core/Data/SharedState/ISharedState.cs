namespace Engagement.Core.Data.SharedState;

/// <summary>
/// Hot state that all nodes see: rate counters, locks, the WeChat token. Never the truth – losing all of it only slows things down.
/// Every method throws <see cref="SharedStateUnavailableException"/> when the store cannot answer in time; a write that failed so may
/// still have been applied. Keys and values are short text; lifetimes are positive and at least one millisecond.
/// </summary>
public interface ISharedState
{
    /// <summary>The value, or null when there is none or its lifetime has ended.</summary>
    Task<string?> GetAsync(string key, CancellationToken cancellation = default);

    /// <summary>Writes the value whatever was there; it vanishes after <paramref name="lifetime"/>.</summary>
    Task SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellation = default);

    /// <summary>Writes only when the present value equals <paramref name="expected"/> (null: when there is none). True when written.</summary>
    Task<bool> CompareAndSetAsync(string key, string? expected, string value, TimeSpan lifetime, CancellationToken cancellation = default);

    /// <summary>Removes only when the present value equals <paramref name="expected"/>. True when removed.</summary>
    Task<bool> CompareAndDeleteAsync(string key, string expected, CancellationToken cancellation = default);

    /// <summary>Adds <paramref name="by"/> and returns the sum. The first increment opens a window; after it the count starts again at 0.</summary>
    Task<long> IncrementAsync(string key, TimeSpan window, long by = 1, CancellationToken cancellation = default);
}
