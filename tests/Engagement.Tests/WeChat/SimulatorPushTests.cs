using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.WeChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>The simulator's pushes over real HTTP, received through the door that the push endpoint uses.</summary>
public sealed class SimulatorPushTests : IAsyncLifetime
{
    private static readonly string Wang = SimulatorPeople.OpenIdOf("wang");

    private readonly ConcurrentQueue<WeChatPush> _received = new();
    private readonly ConcurrentQueue<Func<Task<string>>> _answers = new();
    private SimulatorServer _server = null!;
    private WebApplication _receiver = null!;
    private WeChatClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(o => (o.EverybodyIsActive, o.InitialConsent) = (true, 10));
        _client = _server.NewNode().Client;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        var options = new WeChatOptions { AllowPlainPush = true };
        var door = new WeChatPushDoor(new WeChatPushCrypto("wxba5fad812f8e6fb9", "AAAAA", new string('A', 43)), Options.Create(options));
        _receiver.MapGet("/push", (HttpContext http) => door.IsVerified(Query(http)) ? Results.Text(http.Request.Query["echostr"].ToString()) : Results.StatusCode(403));
        _receiver.MapPost("/push", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            if (!door.TryOpen(Query(http), await reader.ReadToEndAsync(), out var push)) return Results.StatusCode(403);
            _received.Enqueue(push);
            return Results.Text(_answers.TryDequeue(out var answer) ? await answer() : "success");
        });
        await _receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static WeChatPushQuery Query(HttpContext http)
    {
        var query = http.Request.Query;
        return new WeChatPushQuery(query["signature"], query["timestamp"], query["nonce"], query["encrypt_type"], query["msg_signature"]);
    }

    private Task TargetAsync(string format = "json", bool secure = true, bool held = false, bool beforeAnswer = false, int copies = 1) =>
        _server.PostAsync("push", new { url = _receiver.Urls.Single() + "/push", format, secure, held, beforeAnswer, copies });

    private async Task<List<WeChatPush>> ReceivedAsync(int count)
    {
        for (var i = 0; i < 1500 && _received.Count < count; i++) await Task.Delay(20);
        _received.Count.ShouldBe(count);
        return [.. _received];
    }

    [Fact]
    public async Task The_address_is_verified()
    {
        await TargetAsync();
        var answer = await (await _server.Control.PostAsync("push/verify", null)).Content.ReadFromJsonAsync<JsonObject>();
        answer!["echoed"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("json", true)]
    [InlineData("json", false)]
    [InlineData("xml", true)]
    [InlineData("xml", false)]
    public async Task Every_event_arrives_in_every_form(string format, bool secure)
    {
        await TargetAsync(format, secure);
        var trace = (await _client.CheckMediaAsync(new Uri("https://example.org/photos/risky.jpg"), Wang)).Value;
        await ReceivedAsync(1);
        await _server.PostAsync("popup", new { person = "wang", templateIds = (string[])["t1", "t2"], accept = true });
        await ReceivedAsync(2);
        var sent = (await _client.SendAsync(new SubscribeMessage(Wang, "t1", new Dictionary<string, string> { ["thing1"] = "路灯 <坏> & ]]> 了" }))).Value!;
        await ReceivedAsync(3);
        await _server.PostAsync("switch-off", new { person = "wang", templateIds = (string[])["t1"] });
        await ReceivedAsync(4);
        await _server.PostAsync("revoke", new { person = "wang" });
        await ReceivedAsync(5);
        await _server.PostAsync("lose", new { person = "wang", errcode = 20004, status = "system error" });
        var lost = (await _client.SendAsync(new SubscribeMessage(Wang, "t2", new Dictionary<string, string> { ["thing1"] = "路灯" }))).Value!;
        await ReceivedAsync(6);
        await _server.PostAsync("cancel", new { person = "wang" });

        var all = await ReceivedAsync(7);
        all.ShouldAllBe(p => p.From == Wang);
        all[0].MediaCheck.ShouldBe(new MediaCheckOutcome(trace!, 0, new ContentVerdict(ContentAdvice.Risky, 20006, trace)));
        all[1].Subscriptions.Select(s => (s.TemplateId, s.Accepted)).ShouldBe([("t1", true), ("t2", true)]);
        all[2].Subscriptions.ShouldHaveSingleItem().ShouldBe(new SubscriptionNews("t1", null, sent.MessageId, 0, "success"));
        all[3].Subscriptions.ShouldHaveSingleItem().Accepted.ShouldBe(false);
        all[4].Revoked.ShouldBe("14");
        all[4].From.ShouldBe(Wang, "the platform is the sender, the person has a field of their own");
        all[5].Subscriptions.ShouldHaveSingleItem().ShouldBe(new SubscriptionNews("t2", null, lost.MessageId, 20004, "system error"));
        _server.State.Messages.Received(Wang).ShouldNotContain(m => m.TemplateId == "t2", "it was lost");
        all[6].Event.ShouldBe(WeChatPush.CancellationEvent);
        all.Select(p => p.DedupeKey).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public async Task An_unanswered_push_comes_three_times_with_one_key()
    {
        await TargetAsync();
        _answers.Enqueue(async () =>
        {
            await Task.Delay(600);
            return "success";
        });
        _answers.Enqueue(() => Task.FromResult("what?"));
        _answers.Enqueue(() => Task.FromResult(""));
        await _client.CheckMediaAsync(new Uri("https://example.org/broken.jpg"), Wang);
        var pushes = await ReceivedAsync(3);
        pushes.Select(p => p.DedupeKey).Distinct().ShouldHaveSingleItem();
        pushes[0].MediaCheck!.Errcode.ShouldBe(-1008);
        for (var i = 0; i < 500 && _server.State.Pushes.Records.Count == 0; i++) await Task.Delay(20);
        _server.State.Pushes.Records.ShouldHaveSingleItem().ShouldBe(new PushRecord("wxa_media_check", 3, true, "200 "));
    }

    [Fact]
    public async Task Pushes_overtake_answers_come_doubled_and_in_the_wrong_order_when_told_to()
    {
        await TargetAsync(beforeAnswer: true, copies: 2);
        await _client.CheckMediaAsync(new Uri("https://example.org/a.jpg"), Wang);
        _received.Count.ShouldBe(2, "both copies are here before the call returned");
        _received.Clear();

        await TargetAsync(held: true);
        var first = (await _client.CheckMediaAsync(new Uri("https://example.org/1.jpg"), Wang)).Value;
        var second = (await _client.CheckMediaAsync(new Uri("https://example.org/2.jpg"), Wang)).Value;
        _received.ShouldBeEmpty();
        await _server.PostAsync("push/release", new { reversed = true });
        (await ReceivedAsync(2)).Select(p => p.MediaCheck!.TraceId).ShouldBe([second, first]);
    }

    [Fact]
    public async Task A_plain_push_is_refused_unless_allowed()
    {
        var door = new WeChatPushDoor(new WeChatPushCrypto("wxba5fad812f8e6fb9", "AAAAA", new string('A', 43)), Options.Create(new WeChatOptions()));
        const string vector = "plain_post";
        var query = new WeChatPushQuery(Vectors.Text(vector, "signature"), Vectors.Text(vector, "timestamp"), Vectors.Text(vector, "nonce"), null, null);
        door.TryOpen(query, Vectors.Text(vector, "body"), out _).ShouldBeFalse();
        door.IsVerified(query).ShouldBeTrue();
        var open = new WeChatPushDoor(
            new WeChatPushCrypto("wxba5fad812f8e6fb9", "AAAAA", new string('A', 43)), Options.Create(new WeChatOptions { AllowPlainPush = true }));
        open.TryOpen(query, Vectors.Text(vector, "body"), out var push).ShouldBeTrue();
        push!.Event.ShouldBe("debug_demo");
        open.TryOpen(query with { EncryptType = "aes" }, Vectors.Text(vector, "body"), out _).ShouldBeFalse();
        open.TryOpen(query with { Signature = "x" }, Vectors.Text(vector, "body"), out _).ShouldBeFalse();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_phone_page_and_its_files_are_served_with_the_messages()
    {
        await _client.SendAsync(new SubscribeMessage(Wang, "t1", new Dictionary<string, string> { ["thing1"] = "路灯修好了" }, "pages/case/index"));
        using var browser = new HttpClient();
        var page = await browser.GetStringAsync(new Uri(_server.Address.ToString().TrimEnd('/')));
        page.ShouldContain("服务通知");
        page.ShouldContain("phone.js");
        (await browser.GetStringAsync(new Uri(_server.Address, "phone.js"))).ShouldContain("control/messages");
        (await browser.GetStringAsync(new Uri(_server.Address, "phone.css"))).ShouldContain("message");
        var messages = await _server.Control.GetFromJsonAsync<JsonArray>("messages");
        messages.ShouldHaveSingleItem()!["data"]!["thing1"]!.ToString().ShouldBe("路灯修好了");
    }
}
