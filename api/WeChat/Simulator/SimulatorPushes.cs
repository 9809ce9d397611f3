using System.Security.Cryptography;
using System.Text;
using Engagement.Core.WeChat;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>Where and how pushes go.</summary>
/// <param name="Url">Address of our push endpoint.</param>
/// <param name="Format"><c>json</c> or <c>xml</c>.</param>
/// <param name="Secure">Encrypted, WeChat's safe mode.</param>
/// <param name="DelayMs">Extra wait before each push.</param>
/// <param name="Held">Pushes wait until released, in either order.</param>
/// <param name="BeforeAnswer">A media check's push arrives before the call that asked for it is answered.</param>
/// <param name="Copies">How often each push is sent though it was answered: WeChat resends when it missed the answer.</param>
public sealed record PushTarget(
    Uri Url, string Format = "json", bool Secure = true, int DelayMs = 0, bool Held = false, bool BeforeAnswer = false, int Copies = 1);

/// <summary>What became of one push.</summary>
/// <param name="Event">Its name at WeChat.</param>
/// <param name="Accepted">Answered in time with <c>success</c> or nothing.</param>
/// <param name="Tries">1 to 3.</param>
/// <param name="Answer"><c>HTTP status and body</c> of the last try; <c>timeout</c> or <c>unreachable</c> without one.</param>
public sealed record PushRecord(string Event, int Tries, bool Accepted, string Answer);

/// <summary>Sends events to us: answered within the timeout with 200 and <c>success</c> or nothing, else again, three tries in all.</summary>
public sealed class SimulatorPushes : IDisposable
{
    private const int MaxTries = 3;
    private const int Kept = 500;

    private readonly SimulatorOptions _options;
    private readonly SimulatorClock _clock;
    private readonly WeChatPushCrypto _crypto;
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Lock _gate = new();
    private readonly List<PushBody> _held = [];
    private readonly Queue<PushRecord> _records = [];

    internal SimulatorPushes(SimulatorOptions options, WeChatOptions app, SimulatorClock clock)
    {
        _options = options;
        _clock = clock;
        _crypto = new WeChatPushCrypto(app.AppId, app.PushToken, app.EncodingAesKey);
        if (options.PushUrl.Length > 0) Target = new PushTarget(new Uri(options.PushUrl));
    }

    public PushTarget? Target { get; set; }

    public IReadOnlyList<PushRecord> Records
    {
        get
        {
            lock (_gate) return [.. _records];
        }
    }

    internal void Queue(PushBody body, TimeSpan delay = default)
    {
        if (Target is not { } target) return;
        if (target.Held)
        {
            lock (_gate) _held.Add(body);
            return;
        }
        _ = Task.Run(async () =>
        {
            await Task.Delay(delay + TimeSpan.FromMilliseconds(target.DelayMs));
            await DeliverNowAsync(body);
        });
    }

    /// <summary>Sends what was held, one after the other, newest first when <paramref name="reversed"/>.</summary>
    public async Task<int> ReleaseAsync(bool reversed)
    {
        List<PushBody> held;
        lock (_gate)
        {
            held = [.. _held];
            _held.Clear();
        }
        if (reversed) held.Reverse();
        foreach (var body in held) await DeliverNowAsync(body);
        return held.Count;
    }

    internal async Task DeliverNowAsync(PushBody body)
    {
        if (Target is not { } target) return;
        for (var copy = 0; copy < target.Copies; copy++)
        {
            for (var attempt = 1; ; attempt++)
            {
                var (accepted, answer) = await TryAsync(target, body);
                if (accepted || attempt == MaxTries)
                {
                    Record(new PushRecord(body.Event, attempt, accepted, answer));
                    break;
                }
                await Task.Delay(_options.PushRetryDelay);
            }
        }
    }

    /// <summary>The GET check WeChat makes when the address is saved. True when the echo came back.</summary>
    public async Task<bool> VerifyAsync()
    {
        if (Target is not { } target) return false;
        var echo = RandomNumberGenerator.GetInt32(int.MaxValue).ToString();
        var (timestamp, nonce) = Stamp();
        var query = $"signature={_crypto.Sign(timestamp, nonce)}&echostr={echo}&timestamp={timestamp}&nonce={nonce}";
        using var timeout = new CancellationTokenSource(_options.PushTimeout);
        try
        {
            return await _http.GetStringAsync(new Uri($"{target.Url}?{query}"), timeout.Token) == echo;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(bool Accepted, string Answer)> TryAsync(PushTarget target, PushBody body)
    {
        var (timestamp, nonce) = Stamp();
        var xml = target.Format == "xml";
        var text = xml ? body.ToXml() : body.ToJson();
        var query = $"signature={_crypto.Sign(timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}&openid={body.Message["FromUserName"]}";
        if (target.Secure)
        {
            var sealedText = _crypto.Encrypt(text, timestamp, nonce);
            query += $"&encrypt_type=aes&msg_signature={sealedText.MsgSignature}";
            text = xml
                ? $"<xml><ToUserName><![CDATA[{PushBodies.Account}]]></ToUserName><Encrypt><![CDATA[{sealedText.Encrypt}]]></Encrypt></xml>"
                : $$"""{"ToUserName":"{{PushBodies.Account}}","Encrypt":"{{sealedText.Encrypt}}"}""";
        }
        using var timeout = new CancellationTokenSource(_options.PushTimeout);
        try
        {
            using var content = new StringContent(text, Encoding.UTF8, xml ? "text/xml" : "application/json");
            using var response = await _http.PostAsync(new Uri($"{target.Url}?{query}"), content, timeout.Token);
            var answer = await response.Content.ReadAsStringAsync(timeout.Token);
            return ((int)response.StatusCode == 200 && answer is "" or "success", $"{(int)response.StatusCode} {answer}");
        }
        catch (OperationCanceledException)
        {
            return (false, "timeout");
        }
        catch (HttpRequestException)
        {
            return (false, "unreachable");
        }
    }

    private (string Timestamp, string Nonce) Stamp() =>
        (_clock.GetUtcNow().ToUnixTimeSeconds().ToString(), RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString());

    private void Record(PushRecord record)
    {
        lock (_gate)
        {
            _records.Enqueue(record);
            if (_records.Count > Kept) _records.Dequeue();
        }
    }
}
