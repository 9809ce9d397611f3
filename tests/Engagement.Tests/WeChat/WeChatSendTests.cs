using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data.SharedState;
using Engagement.Core.WeChat;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>Subscription messages through the simulator.</summary>
public sealed class WeChatSendTests : IAsyncLifetime
{
    private const string Path = "/cgi-bin/message/subscribe/send";
    private const string Template = "case-accepted";
    private static readonly string Wang = SimulatorPeople.OpenIdOf("wang");

    private SimulatorServer _server = null!;
    private WeChatNode _node = null!;

    private static readonly Dictionary<string, string> Good = new()
    {
        ["thing1"] = "村口路灯不亮",
        ["phrase2"] = "处理中",
        ["time3"] = "2026年11月21日 15:01",
        ["character_string4"] = "GD21028320261121-0001",
    };

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _node = _server.NewNode();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AgreeAsync(int messages) => _server.PostAsync("consent", new { person = "wang", templateId = Template, messages });

    private static SubscribeMessage Message(Dictionary<string, string>? data = null, string? openId = null, string? page = null) =>
        new(openId ?? Wang, Template, data ?? Good, page);

    [Fact]
    public async Task Each_consent_is_good_for_one_message_which_arrives_on_the_phone()
    {
        (await _node.Client.SendAsync(Message())).Error!.Kind.ShouldBe(WeChatErrorKind.NoConsent);
        await AgreeAsync(2);
        (await _node.Client.SendAsync(Message(page: "pages/case/index?id=1"))).Value!.MessageId.ShouldNotBeNull();
        (await _node.Client.SendAsync(Message())).Succeeded.ShouldBeTrue();
        (await _node.Client.SendAsync(Message())).Error!.Kind.ShouldBe(WeChatErrorKind.NoConsent);
        var received = _server.State.Messages.Received("wang");
        received.Count.ShouldBe(0, "the name is unknown before the first sign-in");
        received = _server.State.Messages.Received(Wang);
        received.Count.ShouldBe(2);
        received[1].Page.ShouldBe("pages/case/index?id=1");
        received[0].Data["thing1"].ShouldBe("村口路灯不亮");
    }

    [Theory]
    [InlineData("thing1", "一二三四五六七八九十一二三四五六七八九十多")]
    [InlineData("thing1", "  ")]
    [InlineData("phrase2", "正在处理之中")]
    [InlineData("phrase2", "done")]
    [InlineData("time3", "明天下午")]
    [InlineData("character_string4", "工单一号")]
    [InlineData("number5", "三")]
    [InlineData("name6", "一二三四五六七八九十多")]
    [InlineData("phone_number7", "138-1234-5678-9012")]
    [InlineData("amount8", "12345678901")]
    [InlineData("mystery9", "x")]
    public async Task A_value_over_its_limit_is_refused_by_the_fields_name(string field, string value)
    {
        await AgreeAsync(1);
        var error = (await _node.Client.SendAsync(Message(new Dictionary<string, string>(Good) { [field] = value }))).Error.ShouldNotBeNull();
        error.Kind.ShouldBe(WeChatErrorKind.BadField);
        error.Field.ShouldBe(field);
        error.IsTransient.ShouldBeFalse();
        _server.State.Messages.ConsentOf(Wang, Template).ShouldBe(1, "a refused message uses up nothing");
    }

    [Fact]
    public async Task Wrong_person_page_word_and_template_are_told_apart()
    {
        await AgreeAsync(10);
        (await _node.Client.SendAsync(Message(openId: "nobody"))).Error!.Kind.ShouldBe(WeChatErrorKind.BadOpenId);
        (await _node.Client.SendAsync(Message(page: "pages/unreleased/x"))).Error!.Kind.ShouldBe(WeChatErrorKind.BadPage);
        (await _node.Client.SendAsync(new SubscribeMessage(Wang, "", Good))).Error!.Kind.ShouldBe(WeChatErrorKind.BadTemplate);
        (await _node.Client.SendAsync(Message(new() { ["thing1"] = "【测试-敏感词】" }))).Error!.Kind.ShouldBe(WeChatErrorKind.SensitiveWord);
        await _server.PostAsync("templates", new { templateId = Template, banned = true });
        (await _node.Client.SendAsync(Message())).Error!.Kind.ShouldBe(WeChatErrorKind.TemplateBanned);
    }

    [Fact]
    public async Task Two_nodes_send_to_one_person_one_after_the_other_and_to_others_meanwhile()
    {
        await AgreeAsync(20);
        var shared = new InProcessSharedState(_server.State.Clock);
        var nodes = Enumerable.Range(0, 2).Select(_ => _server.NewNode(shared)).ToList();
        var sent = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => nodes[i % 2].Client.SendAsync(Message())));
        sent.ShouldAllBe(s => s.Succeeded);
        _server.State.Messages.ConsentOf(Wang, Template).ShouldBe(10);
    }

    [Fact]
    public async Task Senders_that_share_nothing_meet_43108_and_hear_when_to_come_again()
    {
        await using var slow = await SimulatorServer.StartAsync(o => (o.SendTakes, o.InitialConsent) = (TimeSpan.FromMilliseconds(300), 10));
        var nodes = new[] { slow.NewNode(), slow.NewNode() };
        foreach (var node in nodes) (await node.Tokens.GetAsync()).Succeeded.ShouldBeTrue();
        var results = await Task.WhenAll(nodes.Select(n => n.Client.SendAsync(Message())));
        var error = results.Select(r => r.Error).Where(e => e is not null).ShouldHaveSingleItem()!;
        error.Kind.ShouldBe(WeChatErrorKind.ParallelSend);
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("after", null)]
    [InlineData(null, 502)]
    public async Task A_message_that_may_be_on_the_phone_is_not_sent_again(string? reset, int? status)
    {
        await AgreeAsync(5);
        await _server.FaultAsync(new SimulatorFault(Path, Reset: reset, Status: status));
        (await _node.Client.SendAsync(Message())).Error!.Kind.ShouldBe(WeChatErrorKind.OutcomeUnknown);
        _server.Calls(Path).ShouldBe(1);
    }

    [Fact]
    public async Task Busy_means_not_sent_and_is_tried_again_three_times()
    {
        await AgreeAsync(5);
        await _server.FaultAsync(new SimulatorFault(Path, Count: 2, Errcode: -1));
        (await _node.Client.SendAsync(Message())).Succeeded.ShouldBeTrue();
        _server.Calls(Path).ShouldBe(3);
        await _server.FaultAsync(new SimulatorFault(Path, Count: 9, Errcode: -1));
        (await _node.Client.SendAsync(Message())).Error!.Kind.ShouldBe(WeChatErrorKind.Busy);
        _server.Calls(Path).ShouldBe(3 + 4);
    }
}
