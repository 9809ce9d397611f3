using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data.SharedState;
using Engagement.Core.WeChat;
using Engagement.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>The token while Redis is killed, emptied or slow: more calls at most, never a failure.</summary>
public sealed class TokenKeeperWithoutRedisTests
{
    private static readonly string Wang = SimulatorPeople.OpenIdOf("wang");

    private static Task<WeChatResult<int>> AskAsync(WeChatNode node) => node.Client.GetRiskRankAsync(Wang, RiskScene.Content, "::1");

    [Fact]
    public async Task A_killed_redis_costs_one_more_question_per_node_at_most()
    {
        MissingPrograms.SkipWhen(RedisServer.Missing);
        await using var redis = await RedisServer.StartAsync();
        await using var shared = new RedisSharedState(redis.ConnectionString, TimeSpan.FromMilliseconds(300));
        await using var server = await SimulatorServer.StartAsync(o => o.EverybodyIsActive = true);
        var nodes = Enumerable.Range(0, 3).Select(_ => server.NewNode(shared)).ToList();
        foreach (var node in nodes) (await AskAsync(node)).Succeeded.ShouldBeTrue();
        server.State.Tokens.Asked.ShouldBe(1);

        redis.Kill();
        server.State.Tokens.Invalidate();
        foreach (var node in nodes) (await AskAsync(node)).Succeeded.ShouldBeTrue();
        server.State.Tokens.Asked.ShouldBe(4);
        server.State.Tokens.Issued.ShouldBe(2, "stable_token gives every node the same token");
    }

    [Fact]
    public async Task An_emptied_redis_is_filled_again_by_whoever_needs_the_token_next()
    {
        MissingPrograms.SkipWhen(RedisServer.Missing);
        await using var redis = await RedisServer.StartAsync();
        await using var shared = new RedisSharedState(redis.ConnectionString);
        await using var server = await SimulatorServer.StartAsync(o => o.EverybodyIsActive = true);
        (await AskAsync(server.NewNode(shared))).Succeeded.ShouldBeTrue();
        await redis.FlushAsync();
        (await AskAsync(server.NewNode(shared))).Succeeded.ShouldBeTrue();
        (await AskAsync(server.NewNode(shared))).Succeeded.ShouldBeTrue();
        server.State.Tokens.Asked.ShouldBe(2);
        server.State.Tokens.Issued.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_redis_slows_one_call_not_all()
    {
        MissingPrograms.SkipWhen(RedisServer.Missing);
        await using var redis = await RedisServer.StartAsync();
        await using var shared = new RedisSharedState(redis.ConnectionString, TimeSpan.FromSeconds(2));
        await using var server = await SimulatorServer.StartAsync(o => o.EverybodyIsActive = true);
        var node = server.NewNode(shared);
        (await AskAsync(node)).Succeeded.ShouldBeTrue();
        await redis.SlowAsync(60_000);
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 10; i++) (await AskAsync(node)).Succeeded.ShouldBeTrue();
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(12), "ten times the patience would be twenty");
    }

    [Fact]
    public async Task A_lock_whose_holder_died_is_waited_for_and_then_passed_by()
    {
        await using var server = await SimulatorServer.StartAsync(o => o.EverybodyIsActive = true);
        var shared = new InProcessSharedState(server.State.Clock);
        await shared.TryAcquireLockAsync("wx:wxba5fad812f8e6fb9:at:lock", TimeSpan.FromMinutes(5));
        var began = TimeProvider.System.GetTimestamp();
        (await AskAsync(server.NewNode(shared))).Succeeded.ShouldBeTrue();
        TimeProvider.System.GetElapsedTime(began).ShouldBeInRange(TimeSpan.FromSeconds(2.9), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Nobody_answering_is_told_to_all_who_wait_at_once()
    {
        await using var server = await SimulatorServer.StartAsync();
        // Repetitions slow enough that all callers are there before the last one.
        var node = server.NewNode(configure: s => s["WeChat:RetryDelay"] = "00:00:00.300");
        await server.FaultAsync(new SimulatorFault("/cgi-bin/stable_token", Count: 100, Errcode: -1));
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(node)));
        results.ShouldAllBe(r => r.Error!.Kind == WeChatErrorKind.Busy);
        server.Calls("/cgi-bin/stable_token").ShouldBe(4, "one renewal with its three repetitions, shared by all callers");
    }
}
