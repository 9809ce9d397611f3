using Engagement.Core.Data.SharedState;
using Engagement.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Data.SharedState;

/// <summary>The contract on a real redis-server.</summary>
public sealed class RedisSharedStateTests(RedisSharedStateTests.Running running) : SharedStateContract, IClassFixture<RedisSharedStateTests.Running>
{
    protected override ISharedState State
    {
        get
        {
            MissingPrograms.SkipWhen(RedisServer.Missing);
            return running.State!;
        }
    }

    public sealed class Running : IAsyncLifetime
    {
        private RedisServer? _server;

        public RedisSharedState? State { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (RedisServer.Missing is not null) return; // each test says so
            _server = await RedisServer.StartAsync();
            State = new RedisSharedState(_server.ConnectionString);
        }

        public async ValueTask DisposeAsync()
        {
            if (State is not null) await State.DisposeAsync();
            if (_server is not null) await _server.DisposeAsync();
        }
    }
}

/// <summary>What happens when the redis-server is away, emptied or slow.</summary>
public sealed class RedisFailureTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_killed_server_is_unavailable_at_once_and_comes_back_by_itself()
    {
        await using var server = await StartRedisAsync();
        await using var state = new RedisSharedState(server.ConnectionString);
        await state.SetAsync("k", "v", Minute);

        server.Kill();
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 3; i++) await Should.ThrowAsync<SharedStateUnavailableException>(() => state.GetAsync("k"));
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(12));

        await server.StartAgainAsync();
        (await EventuallyAsync(() => state.CompareAndSetAsync("k", null, "new", Minute))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_was_never_there_is_unavailable_and_found_when_it_comes()
    {
        await using var server = await StartRedisAsync();
        server.Kill();
        await using var state = new RedisSharedState(server.ConnectionString);
        await Should.ThrowAsync<SharedStateUnavailableException>(() => state.IncrementAsync("k", Minute));
        await server.StartAgainAsync();
        (await EventuallyAsync(() => state.IncrementAsync("k", Minute))).ShouldBe(1);
    }

    [Fact]
    public async Task An_emptied_server_has_simply_forgotten()
    {
        await using var server = await StartRedisAsync();
        await using var state = new RedisSharedState(server.ConnectionString);
        var token = (await state.TryAcquireLockAsync("lock", Minute)).ShouldNotBeNull();
        await server.FlushAsync();
        (await state.ReleaseLockAsync("lock", token)).ShouldBeFalse();
        (await state.TryAcquireLockAsync("lock", Minute)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_slow_server_counts_as_away_after_the_patience_and_the_degrading_state_goes_on_alone()
    {
        await using var server = await StartRedisAsync();
        await using var state = new RedisSharedState(server.ConnectionString, TimeSpan.FromSeconds(1));
        var degrading = new DegradingSharedState(state, TimeProvider.System, NullLogger<DegradingSharedState>.Instance);
        await degrading.SetAsync("k", "shared", Minute);

        await server.SlowAsync(8000);
        var began = TimeProvider.System.GetTimestamp();
        await Should.ThrowAsync<SharedStateUnavailableException>(() => state.GetAsync("k"));
        for (var i = 1; i <= 20; i++) (await degrading.IncrementAsync("n", Minute)).ShouldBe(i);
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(6), "only the first call pays the patience");

        (await EventuallyAsync(() => state.GetAsync("k"))).ShouldBe("shared");
    }

    private static Task<RedisServer> StartRedisAsync()
    {
        MissingPrograms.SkipWhen(RedisServer.Missing);
        return RedisServer.StartAsync();
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> command)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await command();
            }
            catch (SharedStateUnavailableException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
