using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data.SharedState;
using Engagement.Core.WeChat;
using Engagement.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>What is logged, measured and shared – and what never is.</summary>
public sealed class WeChatSecrecyTests
{
    private const string Secret = "a-secret-of-32-letters-and-signs";
    private const string Phone = "13812345678";
    private static readonly string Wang = SimulatorPeople.OpenIdOf("wang");

    [Fact]
    public async Task Secret_token_session_key_phone_and_openid_are_in_no_log_line_whatever_goes_wrong()
    {
        await using var server = await SimulatorServer.StartAsync();
        var node = server.NewNode();
        var session = (await node.Client.LoginAsync("sim:wang")).Value!;
        var tokens = new List<string> { (await node.Tokens.GetAsync()).Value!.Value };
        await node.Client.GetPhoneAsync($"phone:{Phone}");
        await node.Client.CheckSessionAsync(session.OpenId, session.SessionKey);

        // Answers that repeat our own values back, broken ones, refused tokens, limits, a peer that is not there.
        await server.FaultAsync(new SimulatorFault("/wxa/msg_sec_check", Body: $$"""{"errcode":40097,"errmsg":"bad {{Secret}} {{tokens[0]}} {{Phone}} {{session.SessionKey}}"}"""));
        await node.Client.CheckTextAsync(new TextCheck(Wang, "路灯"));
        await server.FaultAsync(new SimulatorFault("/wxa/msg_sec_check", Count: 2, Errcode: 40001));
        await node.Client.CheckTextAsync(new TextCheck(Wang, "路灯"));
        tokens.Add((await node.Tokens.GetAsync()).Value!.Value);
        await server.FaultAsync(new SimulatorFault("/sns/jscode2session", Reset: "before"));
        await node.Client.LoginAsync("sim:wang");
        await server.FaultAsync(new SimulatorFault("/wxa/msg_sec_check", Errcode: 45009));
        await node.Client.CheckTextAsync(new TextCheck(Wang, "路灯"));
        await server.NewNode(apiBase: "http://127.0.0.1:9/").Client.LoginAsync("sim:wang");

        var log = server.Log.Text;
        log.ShouldContain("jscode2session");
        log.ShouldContain("40097");
        log.ShouldMatch("rid [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
        foreach (var hidden in tokens.Concat([Secret, session.SessionKey, Phone, Wang, "access_token="]))
            server.Log.Lines.Where(line => line.Contains(hidden, StringComparison.Ordinal)).ShouldBeEmpty(hidden);
        tokens.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task The_shared_store_holds_the_token_but_never_the_secret_or_a_person()
    {
        await using var server = await SimulatorServer.StartAsync(o => o.InitialConsent = 1);
        var shared = new Spy(new InProcessSharedState(server.State.Clock));
        var node = server.NewNode(shared);
        await node.Client.LoginAsync("sim:wang");
        (await node.Client.SendAsync(new SubscribeMessage(Wang, "t", new Dictionary<string, string> { ["thing1"] = "路灯" }))).Succeeded.ShouldBeTrue();
        var seen = string.Join('\n', shared.Seen);
        seen.ShouldContain((await node.Tokens.GetAsync()).Value!.Value);
        seen.ShouldNotContain(Secret);
        seen.ShouldNotContain(Wang);
    }

    [Fact]
    public async Task Calls_are_counted_by_path_and_code()
    {
        await using var server = await SimulatorServer.StartAsync();
        var counted = new System.Collections.Concurrent.ConcurrentBag<(string Path, int Errcode)>();
        var unique = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == WeChatMetrics.MeterName && instrument.Name == "wechat.calls") l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add(((string)tags[0].Value!, (int)tags[1].Value!)));
        listener.Start();
        var client = server.NewNode().Client;
        await client.LoginAsync("nobody" + unique);
        await client.GetLinkAsync("pages/a", "");
        counted.ShouldContain(("sns/jscode2session", 40029));
        counted.ShouldContain(("wxa/generate_urllink", 0));
    }

    private sealed class Spy(ISharedState inner) : ISharedState
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Seen { get; } = new();

        public Task<string?> GetAsync(string key, CancellationToken cancellation = default) => Note(key, inner.GetAsync(key, cancellation));

        public Task SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellation = default)
        {
            Seen.Enqueue($"{key} {value}");
            return inner.SetAsync(key, value, lifetime, cancellation);
        }

        public Task<bool> CompareAndSetAsync(string key, string? expected, string value, TimeSpan lifetime, CancellationToken cancellation = default) =>
            Note($"{key} {value}", inner.CompareAndSetAsync(key, expected, value, lifetime, cancellation));

        public Task<bool> CompareAndDeleteAsync(string key, string expected, CancellationToken cancellation = default) =>
            Note(key, inner.CompareAndDeleteAsync(key, expected, cancellation));

        public Task<long> IncrementAsync(string key, TimeSpan window, long by = 1, CancellationToken cancellation = default) =>
            Note(key, inner.IncrementAsync(key, window, by, cancellation));

        private Task<T> Note<T>(string text, Task<T> task)
        {
            Seen.Enqueue(text);
            return task;
        }
    }
}
