namespace Engagement.Api.WeChat.Simulator;

/// <summary>Counts calls per minute and per day in Beijing, and refuses what is over the limit.</summary>
public sealed class SimulatorRates(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Window, int Count)> _counts = [];
    private readonly Dictionary<string, (int? PerMinute, int? PerDay)> _limits = [];
    private readonly Dictionary<string, int> _calls = [];

    /// <summary>Other limits than WeChat's, so that a test reaches them. Null keeps WeChat's.</summary>
    public void Limit(string path, int? perMinute, int? perDay)
    {
        lock (_gate) _limits[path] = (perMinute, perDay);
    }

    /// <summary>Calls that arrived, by path, refused and broken ones included.</summary>
    public IReadOnlyDictionary<string, int> Calls
    {
        get
        {
            lock (_gate) return new Dictionary<string, int>(_calls);
        }
    }

    public void Count(string path)
    {
        lock (_gate) _calls[path] = _calls.GetValueOrDefault(path) + 1;
    }

    /// <returns>0, or the code for the limit that was passed.</returns>
    public int Check(SimulatedInterface api)
    {
        lock (_gate)
        {
            var (perMinute, perDay) = _limits.GetValueOrDefault(api.Path);
            var now = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
            var seconds = api.WindowSeconds;
            if (Over($"m {api.Path}", now.ToUnixTimeSeconds() / seconds, perMinute ?? api.PerWindow)) return api.WindowErrcode;
            return Over($"d {api.Path}", now.Date.Ticks, perDay ?? api.PerDay) ? 45009 : 0;
        }
    }

    /// <summary>Limit for one person, 100 a minute.</summary>
    public bool IsOverForPerson(string path, string person)
    {
        lock (_gate) return Over($"p {path} {person}", clock.GetUtcNow().ToUnixTimeSeconds() / 60, 100);
    }

    private bool Over(string key, long window, int limit)
    {
        if (limit <= 0) return false;
        var known = _counts.GetValueOrDefault(key);
        var count = known.Window == window ? known.Count + 1 : 1;
        _counts[key] = (window, count);
        return count > limit;
    }
}
