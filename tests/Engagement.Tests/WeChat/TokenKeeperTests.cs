using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data.SharedState;
using Engagement.Core.WeChat;
using Engagement.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>The access token over ten processes' worth of nodes. Each kind of shared state inherits all of it.</summary>
public abstract class TokenKeeperContract : IAsyncLifetime
{
    private const string Check = "/wxa/getuserriskrank";
    private static readonly string Wang = SimulatorPeople.OpenIdOf("wang");

    protected SimulatorServer Server { get; private set; } = null!;

    protected abstract Task<ISharedState> NewSharedAsync();

    protected virtual bool CountsInSimulatedTime => true;

    private List<WeChatNode> _nodes = [];

    public async ValueTask InitializeAsync()
    {
        Server = await SimulatorServer.StartAsync(o => o.EverybodyIsActive = true);
        var shared = await NewSharedAsync();
        _nodes = [.. Enumerable.Range(0, 10).Select(_ => Server.NewNode(shared))];
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<List<WeChatResult<int>>> EverybodyAsksAsync(int callers = 100) =>
        [.. await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() =>
            _nodes[i % _nodes.Count].Client.GetRiskRankAsync(Wang, RiskScene.Content, "127.0.0.1"))))];

    [Fact]
    public async Task Ten_processes_full_of_callers_ask_for_one_token()
    {
        (await EverybodyAsksAsync()).ShouldAllBe(r => r.Succeeded);
        Server.State.Tokens.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_dies_early_is_renewed_once_and_every_call_succeeds()
    {
        await EverybodyAsksAsync();
        Server.State.Tokens.Invalidate();
        (await EverybodyAsksAsync()).ShouldAllBe(r => r.Succeeded);
        Server.State.Tokens.Asked.ShouldBe(2);
        Server.State.Tokens.Forced.ShouldBe(0);
    }

    [Fact]
    public async Task Near_its_end_the_old_token_serves_on_while_one_node_fetches_the_next()
    {
        await EverybodyAsksAsync();
        await Server.ForwardAsync(TimeSpan.FromSeconds(7200 - 280));
        (await EverybodyAsksAsync()).ShouldAllBe(r => r.Succeeded);
        await UntilAsync(() => Server.State.Tokens.Issued == 2);
        (await EverybodyAsksAsync()).ShouldAllBe(r => r.Succeeded);
        await Server.ForwardAsync(TimeSpan.FromSeconds(400));
        (await EverybodyAsksAsync()).ShouldAllBe(r => r.Succeeded);
        Server.State.Tokens.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Between_ten_and_five_minutes_the_platform_gives_the_same_token_and_is_not_asked_again_and_again()
    {
        await EverybodyAsksAsync();
        await Server.ForwardAsync(TimeSpan.FromSeconds(7200 - 500));
        for (var i = 0; i < 5; i++)
        {
            (await EverybodyAsksAsync(20)).ShouldAllBe(r => r.Succeeded);
            await Task.Delay(60);
            await Server.ForwardAsync(TimeSpan.FromSeconds(30));
        }
        Server.State.Tokens.Issued.ShouldBe(1);
        Server.State.Tokens.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task An_expired_token_is_replaced_before_the_next_call()
    {
        await EverybodyAsksAsync();
        await Server.ForwardAsync(TimeSpan.FromHours(3));
        (await EverybodyAsksAsync()).ShouldAllBe(r => r.Succeeded);
        Server.State.Tokens.Asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task One_refusal_of_a_good_token_costs_one_question_and_no_force(int errcode)
    {
        await EverybodyAsksAsync();
        await Server.FaultAsync(new SimulatorFault(Check, Errcode: errcode));
        (await _nodes[0].Client.GetRiskRankAsync(Wang, RiskScene.Content, "::1")).Succeeded.ShouldBeTrue();
        Server.State.Tokens.Asked.ShouldBe(2);
        Server.State.Tokens.Forced.ShouldBe(0);
    }

    [Fact]
    public async Task The_same_token_refused_again_is_forced_once_and_then_not_for_a_while()
    {
        await EverybodyAsksAsync();
        await Server.FaultAsync(new SimulatorFault(Check, Count: 2, Errcode: 40001));
        (await _nodes[0].Client.GetRiskRankAsync(Wang, RiskScene.Content, "::1")).Succeeded.ShouldBeTrue();
        Server.State.Tokens.Forced.ShouldBe(1);

        await Server.FaultAsync(new SimulatorFault(Check, Count: 200, Errcode: 40001));
        var results = await EverybodyAsksAsync(30);
        results.ShouldAllBe(r => r.Error!.Kind == WeChatErrorKind.TokenRejected);
        Server.State.Tokens.ForceAsked.ShouldBe(1, "the guard allows one in 30 seconds over all nodes");

        // Redis counts in real time, which the simulator's clock does not move: the day's guard shows on the other state only.
        for (var i = 0; i < 8; i++)
        {
            await Server.ForwardAsync(TimeSpan.FromSeconds(31));
            await EverybodyAsksAsync(5);
        }
        Server.State.Tokens.ForceAsked.ShouldBe(CountsInSimulatedTime ? 5 : 1);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 1000 && !holds(); i++) await Task.Delay(20);
        holds().ShouldBeTrue();
    }
}

public sealed class InProcessTokenKeeperTests : TokenKeeperContract
{
    protected override Task<ISharedState> NewSharedAsync() => Task.FromResult<ISharedState>(new InProcessSharedState(Server.State.Clock));
}

public sealed class RedisTokenKeeperTests(RedisTokenKeeperTests.Running running) : TokenKeeperContract, IClassFixture<RedisTokenKeeperTests.Running>
{
    protected override bool CountsInSimulatedTime => false;

    protected override async Task<ISharedState> NewSharedAsync()
    {
        MissingPrograms.SkipWhen(RedisServer.Missing);
        await running.Server!.FlushAsync();
        return running.State!;
    }

    public sealed class Running : IAsyncLifetime
    {
        public RedisServer? Server { get; private set; }

        public RedisSharedState? State { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (RedisServer.Missing is not null) return; // each test says so
            Server = await RedisServer.StartAsync();
            State = new RedisSharedState(Server.ConnectionString);
        }

        public async ValueTask DisposeAsync()
        {
            if (State is not null) await State.DisposeAsync();
            if (Server is not null) await Server.DisposeAsync();
        }
    }
}
