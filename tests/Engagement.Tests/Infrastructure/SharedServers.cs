using Engagement.Tests.Infrastructure;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace Engagement.Tests.Infrastructure;

/// <summary>
/// The servers all tests share, started when the first test asks and stopped after the last. Take it as a constructor parameter of a
/// test class or of a class fixture. Each test makes its own database; whoever kills, flushes or slows a Redis starts one of their own.
/// </summary>
public sealed class SharedServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> postgres = new(() => PostgresServer.StartAsync());
    private readonly Lazy<Task<RedisServer>> redis = new(RedisServer.StartAsync);

    public SharedServers() => Current = this;

    /// <summary>The one of this run, for other assembly fixtures: xunit hands fixtures to tests, not to each other.</summary>
    public static SharedServers Current { get; private set; } = null!;

    /// <summary>The shared PostgreSQL without durability; skips the running test where there is none.</summary>
    public Task<PostgresServer> PostgresAsync()
    {
        MissingPrograms.SkipWhen(PostgresServer.Missing);
        return postgres.Value;
    }

    /// <summary>The shared Redis; skips the running test where there is none.</summary>
    public Task<RedisServer> RedisAsync()
    {
        MissingPrograms.SkipWhen(RedisServer.Missing);
        return redis.Value;
    }

    public async ValueTask DisposeAsync()
    {
        // One that failed to start has told its tests so already.
        if (postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await postgres.Value).DisposeAsync();
        if (redis is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await redis.Value).DisposeAsync();
    }
}
