namespace Engagement.Core.Data.SharedState;

/// <summary>Shared state for one process: a dictionary under one lock. What embedded mode uses.</summary>
public sealed class InProcessSharedState(TimeProvider clock) : ISharedState
{
    private const int WritesBetweenSweeps = 4096;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _writes;

    private readonly record struct Entry(string Text, long Count, DateTimeOffset Ends);

    public Task<string?> GetAsync(string key, CancellationToken cancellation = default)
    {
        lock (_gate) return Task.FromResult(Live(key, out var entry) ? Text(entry) : null);
    }

    public Task SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellation = default)
    {
        lock (_gate) Write(key, value, lifetime);
        return Task.CompletedTask;
    }

    public Task<bool> CompareAndSetAsync(string key, string? expected, string value, TimeSpan lifetime, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            var present = Live(key, out var entry) ? Text(entry) : null;
            if (!string.Equals(present, expected, StringComparison.Ordinal)) return Task.FromResult(false);
            Write(key, value, lifetime);
            return Task.FromResult(true);
        }
    }

    public Task<bool> CompareAndDeleteAsync(string key, string expected, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            var same = Live(key, out var entry) && string.Equals(Text(entry), expected, StringComparison.Ordinal);
            return Task.FromResult(same && _entries.Remove(key));
        }
    }

    public Task<long> IncrementAsync(string key, TimeSpan window, long by = 1, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            Sweep();
            var next = Live(key, out var entry)
                ? entry with { Text = "", Count = Number(entry) + by }
                : new Entry("", by, clock.GetUtcNow() + window);
            _entries[key] = next;
            return Task.FromResult(next.Count);
        }
    }

    private static string Text(Entry entry) => entry.Text.Length > 0 ? entry.Text : entry.Count.ToString();

    private static long Number(Entry entry) => entry.Text.Length > 0 ? long.Parse(entry.Text) : entry.Count;

    private void Write(string key, string value, TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentException.ThrowIfNullOrEmpty(value);
        Sweep();
        _entries[key] = new Entry(value, 0, clock.GetUtcNow() + lifetime);
    }

    private bool Live(string key, out Entry entry)
    {
        if (!_entries.TryGetValue(key, out entry)) return false;
        if (entry.Ends > clock.GetUtcNow()) return true;
        _entries.Remove(key);
        return false;
    }

    // Keys that are written once and never read again (counters per person) would otherwise pile up.
    private void Sweep()
    {
        if (++_writes % WritesBetweenSweeps != 0) return;
        var now = clock.GetUtcNow();
        foreach (var dead in _entries.Where(e => e.Value.Ends <= now).Select(e => e.Key).ToList()) _entries.Remove(dead);
    }
}
