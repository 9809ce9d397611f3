using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data.SharedState;
using Engagement.Core.WeChat;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>Budgets and pauses over all nodes.</summary>
public sealed class WeChatLimitsTests : IAsyncLifetime
{
    private const string TextPath = "/wxa/msg_sec_check";
    private static readonly string Wang = SimulatorPeople.OpenIdOf("wang");

    private SimulatorServer _server = null!;
    private WeChatNode _first = null!;
    private WeChatNode _second = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(o => o.EverybodyIsActive = true);
        var shared = new InProcessSharedState(_server.State.Clock);
        (_first, _second) = (_server.NewNode(shared), _server.NewNode(shared));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task<WeChatResult<ContentVerdict>> CheckAsync(WeChatNode node) => node.Client.CheckTextAsync(new TextCheck(Wang, "路灯"));

    [Fact]
    public async Task The_days_limit_stops_all_nodes_until_midnight_in_Beijing_and_only_that_interface()
    {
        // 15:00 UTC is 23:00 in Beijing: an hour left of the day there.
        var now = _server.State.Clock.GetUtcNow();
        await _server.ForwardAsync(now.Date.AddDays(1).AddHours(15) - now.UtcDateTime);
        await _server.PostAsync("limits", new { path = TextPath, perDay = 1 });
        (await CheckAsync(_first)).Succeeded.ShouldBeTrue();
        var error = (await CheckAsync(_first)).Error.ShouldNotBeNull();
        error.Kind.ShouldBe(WeChatErrorKind.DayLimit);
        error.RetryAfter!.Value.ShouldBeInRange(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));

        var calls = _server.Calls(TextPath);
        var paused = (await CheckAsync(_second)).Error.ShouldNotBeNull();
        paused.Kind.ShouldBe(WeChatErrorKind.Paused);
        paused.IsTransient.ShouldBeTrue();
        _server.Calls(TextPath).ShouldBe(calls, "nothing may be sent while the breaker is open");
        (await _second.Client.GetRiskRankAsync(Wang, RiskScene.Content, "::1")).Succeeded.ShouldBeTrue();

        await _server.ForwardAsync(TimeSpan.FromMinutes(61));
        (await CheckAsync(_second)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task An_operator_can_let_calls_go_again_after_a_reset_at_WeChat()
    {
        await _server.FaultAsync(new SimulatorFault(TextPath, Errcode: 45009));
        (await CheckAsync(_first)).Error!.Kind.ShouldBe(WeChatErrorKind.DayLimit);
        (await CheckAsync(_second)).Error!.Kind.ShouldBe(WeChatErrorKind.Paused);
        await _second.Limits.ReopenAsync("wxa/msg_sec_check");
        (await CheckAsync(_first)).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData(44991)]
    [InlineData(45011)]
    public async Task A_minutes_limit_pauses_until_the_next_minute(int errcode)
    {
        await _server.FaultAsync(new SimulatorFault(TextPath, Errcode: errcode));
        var error = (await CheckAsync(_first)).Error.ShouldNotBeNull();
        error.Kind.ShouldBe(WeChatErrorKind.RateLimit);
        error.RetryAfter!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        (await CheckAsync(_second)).Error!.Kind.ShouldBe(WeChatErrorKind.Paused);
        await _server.ForwardAsync(TimeSpan.FromSeconds(61));
        (await CheckAsync(_second)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_seconds_limit_is_over_in_a_second_and_a_code_limit_in_a_minute()
    {
        await _server.FaultAsync(new SimulatorFault("/wxa/generate_urllink", Errcode: 44990));
        (await _first.Client.GetLinkAsync("pages/a", "")).Error!.RetryAfter!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
        await _server.FaultAsync(new SimulatorFault("/wxa/getwxacodeunlimit", Errcode: 45009));
        (await _first.Client.GetCodeAsync("a", "pages/a")).Error!.RetryAfter!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        await _server.ForwardAsync(TimeSpan.FromSeconds(61));
        (await _first.Client.GetCodeAsync("a", "pages/a")).Succeeded.ShouldBeTrue();
        (await _first.Client.GetLinkAsync("pages/a", "")).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Our_own_budget_keeps_the_nodes_together_below_WeChats_limit()
    {
        await _first.Tokens.GetAsync();
        // Begin a second, so that all of it falls into one window.
        await _server.ForwardAsync(TimeSpan.FromSeconds(1.01 - (_server.State.Clock.GetUtcNow().TimeOfDay.TotalSeconds % 1)));
        var results = new List<WeChatResult<string>>();
        while (results.Count < 2000 && !results.Exists(r => !r.Succeeded))
            results.AddRange(await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? _first : _second).Client.GetLinkAsync("pages/a", ""))));
        results.Where(r => !r.Succeeded).ShouldAllBe(r => r.Error!.Kind == WeChatErrorKind.Paused);
        results.ShouldContain(r => !r.Succeeded);
    }

    [Fact]
    public void Midnight_in_Beijing_is_sixteen_hours_UTC()
    {
        WeChatLimits.NextMidnightInBeijing(new DateTimeOffset(2026, 1, 31, 15, 59, 59, TimeSpan.Zero)).UtcDateTime.ShouldBe(new DateTime(2026, 1, 31, 16, 0, 0));
        WeChatLimits.NextMidnightInBeijing(new DateTimeOffset(2026, 1, 31, 16, 0, 0, TimeSpan.Zero)).UtcDateTime.ShouldBe(new DateTime(2026, 2, 1, 16, 0, 0));
    }
}
