using System.Text.Json;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.WeChat;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>Checks, risk, codes and links through the simulator.</summary>
public sealed class WeChatSafetyTests : IAsyncLifetime
{
    private static readonly string Wang = SimulatorPeople.OpenIdOf("wang");

    private SimulatorServer _server = null!;
    private WeChatClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _client = _server.NewNode().Client;
        (await _client.LoginAsync("sim:wang")).Succeeded.ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("村口的路灯坏了三天", ContentAdvice.Pass, 100)]
    [InlineData("看这里 特3456书yuuo莞6543李zxcz蒜7782法fgnv级", ContentAdvice.Risky, 20006)]
    [InlineData("【测试-复核】", ContentAdvice.Review, 20012)]
    public async Task A_text_gets_its_advice(string text, ContentAdvice advice, int label)
    {
        var verdict = (await _client.CheckTextAsync(new TextCheck(Wang, text))).Value.ShouldNotBeNull();
        verdict.Advice.ShouldBe(advice);
        verdict.Label.ShouldBe(label);
        verdict.TraceId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Two_hours_after_the_last_visit_nothing_is_checked()
    {
        await _server.ForwardAsync(TimeSpan.FromHours(2.1));
        (await _client.CheckTextAsync(new TextCheck(Wang, "路灯"))).Error!.Kind.ShouldBe(WeChatErrorKind.NotActive);
        (await _client.CheckMediaAsync(new Uri("https://example.org/a.jpg"), Wang)).Error!.Kind.ShouldBe(WeChatErrorKind.NotActive);
        await _client.LoginAsync("sim:wang");
        (await _client.CheckTextAsync(new TextCheck(Wang, "路灯"))).Succeeded.ShouldBeTrue();
        await _server.PostAsync("people", new { openId = Wang, active = false });
        (await _client.CheckTextAsync(new TextCheck(Wang, "路灯"))).Error!.Kind.ShouldBe(WeChatErrorKind.NotActive);
    }

    [Fact]
    public async Task Strangers_and_empty_texts_are_refused_and_too_long_ones_never_leave()
    {
        (await _client.CheckTextAsync(new TextCheck("o_of_another_app", "路灯"))).Error!.Kind.ShouldBe(WeChatErrorKind.BadOpenId);
        (await _client.CheckTextAsync(new TextCheck(Wang, ""))).Error!.Kind.ShouldBe(WeChatErrorKind.BadRequest);
        await Should.ThrowAsync<ArgumentException>(() => _client.CheckTextAsync(new TextCheck(Wang, new string('长', 2501))));
        (await _client.CheckTextAsync(new TextCheck(Wang, new string('长', 2500)))).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Idempotent_checks_survive_resets_silence_rubbish_and_gateways()
    {
        await _server.FaultAsync(new SimulatorFault("/wxa/msg_sec_check", Reset: "before"));
        await _server.FaultAsync(new SimulatorFault("/wxa/msg_sec_check", Status: 502, Body: "<html>bad gateway</html>"));
        await _server.FaultAsync(new SimulatorFault("/wxa/msg_sec_check", Body: "{\"errcode\":"));
        (await _client.CheckTextAsync(new TextCheck(Wang, "路灯"))).Value!.Advice.ShouldBe(ContentAdvice.Pass);
        await _server.FaultAsync(new SimulatorFault("/wxa/msg_sec_check", Count: 4, Reset: "after"));
        (await _client.CheckTextAsync(new TextCheck(Wang, "路灯"))).Error!.Kind.ShouldBe(WeChatErrorKind.Unreachable);
    }

    [Fact]
    public async Task A_code_nobody_documented_is_kept_with_its_text_and_rid()
    {
        await _server.FaultAsync(new SimulatorFault("/wxa/msg_sec_check", Body: """{"errcode":"77777","errmsg":"new thing hint: [x] rid: 647049c1-24c44850-1b903a9f"}"""));
        (await _client.CheckTextAsync(new TextCheck(Wang, "路灯"))).Error
            .ShouldBe(new WeChatError(77777, "new thing hint: [x] rid: 647049c1-24c44850-1b903a9f", "647049c1-24c44850-1b903a9f", WeChatErrorKind.Unknown));
    }

    [Fact]
    public async Task Risk_is_a_number_and_not_granted_is_told()
    {
        (await _client.GetRiskRankAsync(Wang, RiskScene.Registration, "10.0.0.1")).Value.ShouldBe(0);
        await _server.PostAsync("people", new { openId = Wang, riskRank = 3 });
        (await _client.GetRiskRankAsync(Wang, RiskScene.Registration, "10.0.0.1")).Value.ShouldBe(3);
        await _server.FaultAsync(new SimulatorFault("/wxa/getuserriskrank", Errcode: 48001));
        (await _client.GetRiskRankAsync(Wang, RiskScene.Registration, "10.0.0.1")).Error!.Kind.ShouldBe(WeChatErrorKind.NotGranted);
    }

    [Fact]
    public async Task A_code_is_a_picture_of_more_than_a_kilobyte_or_an_error()
    {
        var picture = (await _client.GetCodeAsync("t=8f3k2", "pages/toilet/index")).Value.ShouldNotBeNull();
        picture[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        picture.Length.ShouldBeGreaterThan(1024);
        (await _client.GetCodeAsync("t=1", "pages/unreleased/x")).Error!.Kind.ShouldBe(WeChatErrorKind.BadPage);
        (await _client.GetCodeAsync("t=1", "/pages/a")).Error!.Kind.ShouldBe(WeChatErrorKind.BadPage);
        await Should.ThrowAsync<ArgumentException>(() => _client.GetCodeAsync("厕所", "pages/a"));
        await Should.ThrowAsync<ArgumentException>(() => _client.GetCodeAsync(new string('a', 33), "pages/a"));
        await Should.ThrowAsync<ArgumentException>(() => _client.GetCodeAsync("a", "pages/a", width: 100));
    }

    [Fact]
    public async Task A_link_opens_from_outside()
    {
        (await _client.GetLinkAsync("pages/case/index", "id=1")).Value.ShouldNotBeNull().ShouldStartWith("https://wxaurl.cn/");
        (await _client.GetLinkAsync("pages/case/index", new string('a', 1025))).Error!.Kind.ShouldBe(WeChatErrorKind.BadRequest);
        (await _client.GetLinkAsync("/pages/case/index", "")).Error!.Kind.ShouldBe(WeChatErrorKind.BadRequest);
    }

    [Fact]
    public void Every_documented_code_has_a_meaning()
    {
        int[] documented =
        [
            -1, 40001, 40002, 40003, 40004, 40013, 40014, 40029, 40037, 40097, 40125, 40129, 40163, 40164, 40165, 40169, 40212, 40226, 40243, 41002,
            41004, 41030, 42001, 43002, 43101, 43104, 43107, 43108, 44002, 44990, 44991, 44993, 45009, 45011, 45029, 45168, 47001, 47003, 48001, 48006,
            50002, 50004, 50007, 61010, 61080, 61081, 85079, 85096, 85401, 85402, 85406, 85407, 85408, 87007, 87008, 87009, 87014, 87020, 89503, 89506, 89507, 9410009,
        ];
        documented.Where(code => WeChatErrors.From(code, "x").Kind == WeChatErrorKind.Unknown).ShouldBeEmpty();
        foreach (var (code, kind) in WeChatErrors.Documented) WeChatErrors.From(code, "").Kind.ShouldBe(kind);
        WeChatErrors.From(47003, "argument invalid! data.phrase16.value invalid rid: 1a-2b-3c").Field.ShouldBe("phrase16");
        WeChatErrors.From(40029, "invalid code hints: [ req_id: HfF1a2b ]").Rid.ShouldBe("HfF1a2b");
        JsonSerializer.Serialize(new WeChatSession("o", "secret-key", null).ToString()).ShouldNotContain("secret-key");
    }
}
