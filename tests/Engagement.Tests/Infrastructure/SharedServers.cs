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

    /// <summary>On the build server nothing may be missing: there a missing program is a failure, elsewhere a test that says why it is skipped.</summary>
    public static bool NothingMayBeMissing { get; } =
        Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ci && !ci.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The shared PostgreSQL without durability; skips the running test where there is none.</summary>
    public Task<PostgresServer> PostgresAsync()
    {
        SkipWhen(PostgresServer.Missing);
        return postgres.Value;
    }

    /// <summary>The shared Redis; skips the running test where there is none.</summary>
    public Task<RedisServer> RedisAsync()
    {
        SkipWhen(RedisServer.Missing);
        return redis.Value;
    }

    /// <summary>Skips the running test when there is a reason to, except on the build server, where starting then fails with that reason.</summary>
    public static void SkipWhen(string? missing)
    {
        if (missing is not null && !NothingMayBeMissing)
            Assert.Skip(missing);
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
