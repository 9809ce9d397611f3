using StackExchange.Redis;

namespace Engagement.Core.Data.SharedState;

/// <summary>
/// Shared state in Redis. The connection is made at the first use and comes back by itself about a second after the server does;
/// until then every command fails at once. Keys are prefixed with <c>engagement:</c>.
/// </summary>
public sealed class RedisSharedState : ISharedState, IAsyncDisposable
{
    private const string Prefix = "engagement:";

    private const string CompareAndSetScript = """
        local present = redis.call('GET', KEYS[1])
        if (ARGV[1] == '0' and present == false) or (ARGV[1] == '1' and present == ARGV[2]) then
          redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
          return 1
        end
        return 0
        """;

    private const string CompareAndDeleteScript =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private const string IncrementScript = """
        local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
        if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return sum
        """;

    private readonly ConfigurationOptions _options;
    private readonly TimeSpan _patience;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private ConnectionMultiplexer? _connection;

    /// <param name="connection">StackExchange.Redis configuration, for example <c>127.0.0.1:6379,password=…</c>.</param>
    /// <param name="patience">How long one command may take before the store counts as unavailable; one second when null.</param>
    public RedisSharedState(string connection, TimeSpan? patience = null)
    {
        _patience = patience ?? TimeSpan.FromSeconds(1);
        _options = ConfigurationOptions.Parse(connection);
        _options.AbortOnConnectFail = false;
        _options.ConnectTimeout = 2000;
        _options.ReconnectRetryPolicy = new LinearRetry(500);
    }

    public async Task<string?> GetAsync(string key, CancellationToken cancellation = default) =>
        await RunAsync(db => db.StringGetAsync(Prefix + key), cancellation);

    public Task SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return RunAsync(db => db.StringSetAsync(Prefix + key, value, lifetime), cancellation);
    }

    public Task<bool> CompareAndSetAsync(string key, string? expected, string value, TimeSpan lifetime, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return RunAsync(
            async db => (long)await db.ScriptEvaluateAsync(
                CompareAndSetScript,
                [Prefix + key],
                [expected is null ? "0" : "1", expected ?? "", value, Milliseconds(lifetime)]) == 1,
            cancellation);
    }

    public Task<bool> CompareAndDeleteAsync(string key, string expected, CancellationToken cancellation = default) =>
        RunAsync(
            async db => (long)await db.ScriptEvaluateAsync(CompareAndDeleteScript, [Prefix + key], [expected]) == 1,
            cancellation);

    public Task<long> IncrementAsync(string key, TimeSpan window, long by = 1, CancellationToken cancellation = default) =>
        RunAsync(
            async db => (long)await db.ScriptEvaluateAsync(IncrementScript, [Prefix + key], [by, Milliseconds(window)]),
            cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection) await connection.CloseAsync();
        _connecting.Dispose();
    }

    private static long Milliseconds(TimeSpan span) => Math.Max(1, (long)span.TotalMilliseconds);

    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancellation)
    {
        try
        {
            var connection = _connection ?? await ConnectAsync(cancellation);
            // This client version puts no time limit on asynchronous commands, so a stalled server would hold callers for ever.
            return await command(connection.GetDatabase()).WaitAsync(_patience, cancellation);
        }
        // The driver's messages carry its whole state; the sentence is enough, the cause stays inside.
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException or AggregateException)
        {
            throw new SharedStateUnavailableException("Redis did not answer.", e);
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellation)
    {
        await _connecting.WaitAsync(cancellation);
        try
        {
            // Held by the object before anybody waits for an answer: with AbortOnConnectFail off it reconnects by itself.
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(_options);
        }
        finally
        {
            _connecting.Release();
        }
    }
}
