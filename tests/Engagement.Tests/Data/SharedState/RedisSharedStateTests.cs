using Engagement.Core.Data.SharedState;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Data.SharedState;

/// <summary>The contract on a real redis-server.</summary>
public sealed class RedisSharedStateTests(RedisSharedStateTests.Running running) : SharedStateContract, IClassFixture<RedisSharedStateTests.Running>
{
    protected override ISharedState State => running.State;

    public sealed class Running : IAsyncLifetime
    {
        private readonly RedisServer _server = new();

        public RedisSharedState State { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await _server.StartAsync();
            State = new RedisSharedState(_server.Connection);
        }

        public async ValueTask DisposeAsync()
        {
            if (State is not null) await State.DisposeAsync();
            await _server.DisposeAsync();
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
        await using var server = new RedisServer();
        await server.StartAsync();
        await using var state = new RedisSharedState(server.Connection);
        await state.SetAsync("k", "v", Minute);

        await server.KillAsync();
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 3; i++) await Should.ThrowAsync<SharedStateUnavailableException>(() => state.GetAsync("k"));
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(3.5));

        await server.StartAsync();
        (await EventuallyAsync(() => state.CompareAndSetAsync("k", null, "new", Minute))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_was_never_there_is_unavailable_and_found_when_it_comes()
    {
        await using var server = new RedisServer();
        await using var state = new RedisSharedState(server.Connection);
        await Should.ThrowAsync<SharedStateUnavailableException>(() => state.IncrementAsync("k", Minute));
        await server.StartAsync();
        (await EventuallyAsync(() => state.IncrementAsync("k", Minute))).ShouldBe(1);
    }

    [Fact]
    public async Task An_emptied_server_has_simply_forgotten()
    {
        await using var server = new RedisServer();
        await server.StartAsync();
        await using var state = new RedisSharedState(server.Connection);
        var token = (await state.TryAcquireLockAsync("lock", Minute)).ShouldNotBeNull();
        await server.EmptyAsync();
        (await state.ReleaseLockAsync("lock", token)).ShouldBeFalse();
        (await state.TryAcquireLockAsync("lock", Minute)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_slow_server_counts_as_away_after_the_patience_and_the_degrading_state_goes_on_alone()
    {
        await using var server = new RedisServer();
        await server.StartAsync();
        await using var state = new RedisSharedState(server.Connection, TimeSpan.FromMilliseconds(200));
        var degrading = new DegradingSharedState(state, TimeProvider.System, NullLogger<DegradingSharedState>.Instance);
        await degrading.SetAsync("k", "shared", Minute);

        await server.StallAsync(1.5);
        var began = TimeProvider.System.GetTimestamp();
        await Should.ThrowAsync<SharedStateUnavailableException>(() => state.GetAsync("k"));
        for (var i = 1; i <= 20; i++) (await degrading.IncrementAsync("n", Minute)).ShouldBe(i);
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(1.2), "only the first call pays the patience");

        (await EventuallyAsync(() => state.GetAsync("k"))).ShouldBe("shared");
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
