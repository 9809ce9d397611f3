using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.WeChat;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>Sign-in and phone through the simulator.</summary>
public sealed class WeChatLoginTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private WeChatClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _client = _server.NewNode().Client;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_demo_code_is_always_the_same_person_and_may_be_used_again()
    {
        var first = (await _client.LoginAsync("sim:王秀英")).Value.ShouldNotBeNull();
        first.OpenId.ShouldBe(SimulatorPeople.OpenIdOf("王秀英"));
        first.OpenId.Length.ShouldBe(28);
        first.UnionId.ShouldBeNull();
        Convert.FromBase64String(first.SessionKey).Length.ShouldBe(16);
        (await _client.LoginAsync("sim:王秀英")).Value!.OpenId.ShouldBe(first.OpenId);
        (await _client.LoginAsync("sim:李大山")).Value!.OpenId.ShouldNotBe(first.OpenId);
    }

    [Fact]
    public async Task A_code_works_once_and_for_five_minutes()
    {
        var code = await IssueAsync("codes/login/wang");
        (await _client.LoginAsync(code)).Value!.OpenId.ShouldBe(SimulatorPeople.OpenIdOf("wang"));
        var again = (await _client.LoginAsync(code)).Error.ShouldNotBeNull();
        again.Kind.ShouldBe(WeChatErrorKind.CodeUsed);
        again.Rid.ShouldNotBeNull().ShouldMatch("^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$");

        var late = await IssueAsync("codes/login/wang");
        await _server.ForwardAsync(TimeSpan.FromMinutes(5.1));
        (await _client.LoginAsync(late)).Error!.Kind.ShouldBe(WeChatErrorKind.CodeInvalid);
        (await _client.LoginAsync("anything")).Error!.Kind.ShouldBe(WeChatErrorKind.CodeInvalid);
    }

    [Fact]
    public async Task A_blocked_person_and_too_many_sign_ins_are_told_apart()
    {
        await _server.PostAsync("people", new { name = "risk", blocked = true });
        (await _client.LoginAsync("sim:risk")).Error!.Kind.ShouldBe(WeChatErrorKind.UserBlocked);
        // Limits count by the minute of the clock: begin with a whole one.
        await _server.ForwardAsync(TimeSpan.FromSeconds(60.1 - (_server.State.Clock.GetUtcNow().TimeOfDay.TotalSeconds % 60)));
        for (var i = 0; i < 100; i++) await _client.LoginAsync("sim:busy");
        (await _client.LoginAsync("sim:busy")).Error!.Kind.ShouldBe(WeChatErrorKind.RateLimit);
        (await _client.LoginAsync("sim:other")).Succeeded.ShouldBeTrue("one person's limit must not stop the village");
    }

    [Theory]
    [InlineData("after", null)]
    [InlineData(null, 503)]
    [InlineData(null, -1)]
    public async Task A_login_code_that_left_this_machine_is_never_sent_twice(string? reset, int? answer)
    {
        await _server.FaultAsync(new SimulatorFault(Reset: reset, Status: answer > 0 ? answer : null, Errcode: answer < 0 ? answer : null));
        var error = (await _client.LoginAsync("sim:once")).Error.ShouldNotBeNull();
        error.Kind.ShouldBe(answer == -1 ? WeChatErrorKind.Busy : WeChatErrorKind.OutcomeUnknown);
        _server.Calls("/sns/jscode2session").ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_ends_the_wait()
    {
        await _server.FaultAsync(new SimulatorFault(LatencyMs: 60_000));
        var began = TimeProvider.System.GetTimestamp();
        (await _client.LoginAsync("sim:slow")).Error!.Kind.ShouldBe(WeChatErrorKind.OutcomeUnknown);
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_wrong_secret_is_a_matter_of_configuration()
    {
        var client = _server.NewNode(configure: s => s["WeChat:AppSecret"] = "another-secret-of-thirty-two-chars").Client;
        (await client.LoginAsync("sim:a")).Error!.Kind.ShouldBe(WeChatErrorKind.NotConfigured);
        (await client.GetPhoneAsync("phone:13800000000")).Error!.Kind.ShouldBe(WeChatErrorKind.NotConfigured);
        var other = _server.NewNode(configure: s => s["WeChat:AppId"] = "wx0123456789abcdef").Client;
        (await other.LoginAsync("sim:a")).Error!.Kind.ShouldBe(WeChatErrorKind.NotConfigured);
    }

    [Fact]
    public async Task Nobody_there_is_unreachable_and_nothing_was_done()
    {
        var client = _server.NewNode(apiBase: "http://127.0.0.1:9/").Client;
        (await client.LoginAsync("sim:a")).Error!.Kind.ShouldBe(WeChatErrorKind.Unreachable);
    }

    private async Task<string> IssueAsync(string path)
    {
        var answer = await (await _server.Control.PostAsync(path, null)).Content.ReadFromJsonAsync<JsonObject>();
        return answer!["code"]!.ToString();
    }

    [Fact]
    public async Task A_phone_code_gives_the_number_once()
    {
        (await _client.GetPhoneAsync("phone:13812345678")).Value.ShouldBe(new WeChatPhone("13812345678", "86"));
        var code = await IssueAsync("codes/phone/13900001111");
        (await _client.GetPhoneAsync(code)).Value!.Number.ShouldBe("13900001111");
        (await _client.GetPhoneAsync(code)).Error!.Kind.ShouldBe(WeChatErrorKind.CodeInvalid);
        (await _client.GetPhoneAsync(await IssueAsync("codes/login/wang"))).Error!.Kind.ShouldBe(WeChatErrorKind.CodeInvalid, "a login code is not a phone code");
    }

    [Fact]
    public async Task A_session_key_is_good_until_the_next_sign_in()
    {
        var first = (await _client.LoginAsync("sim:key")).Value!;
        (await _client.CheckSessionAsync(first.OpenId, first.SessionKey)).Succeeded.ShouldBeTrue();
        await _client.LoginAsync("sim:key");
        (await _client.CheckSessionAsync(first.OpenId, first.SessionKey)).Error!.Kind.ShouldBe(WeChatErrorKind.SessionKeyInvalid);
    }
}
