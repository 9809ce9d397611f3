using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Engagement.Core.WeChat;

/// <summary>Figures about the calls: meter <c>Engagement.WeChat</c>. Tags are path and errcode, never anything about a person.</summary>
public sealed class WeChatMetrics : IDisposable
{
    public const string MeterName = "Engagement.WeChat";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _pushes;
    private readonly Func<DateTimeOffset> _now;
    private long _tokenSinceTicks;

    public WeChatMetrics(TimeProvider clock)
    {
        _now = clock.GetUtcNow;
        _calls = _meter.CreateCounter<long>("wechat.calls", "{call}", "Calls to WeChat by path and errcode");
        _duration = _meter.CreateHistogram<double>("wechat.call.duration", "ms", "Time of one try");
        _refreshes = _meter.CreateCounter<long>("wechat.token.refreshes", "{refresh}", "Calls of stable_token, by whether forced");
        _pushes = _meter.CreateCounter<long>("wechat.pushes", "{push}", "Pushes at our door, by what became of them");
        _meter.CreateObservableGauge("wechat.token.age", TokenAge, "s", "Seconds since this process took up its present token");
    }

    public void Called(string path, int errcode, TimeSpan duration)
    {
        var tags = new TagList { { "path", path }, { "errcode", errcode } };
        _calls.Add(1, tags);
        _duration.Record(duration.TotalMilliseconds, tags);
    }

    public void Refreshed(bool forced) => _refreshes.Add(1, new KeyValuePair<string, object?>("forced", forced));

    /// <param name="result"><c>stored</c>, <c>known</c>, <c>ignored</c> or <c>refused</c>.</param>
    public void Pushed(string result) => _pushes.Add(1, new KeyValuePair<string, object?>("result", result));

    public void TokenTaken() => Interlocked.Exchange(ref _tokenSinceTicks, _now().Ticks);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> TokenAge() =>
        Interlocked.Read(ref _tokenSinceTicks) is > 0 and var ticks
            ? [new Measurement<double>(TimeSpan.FromTicks(_now().Ticks - ticks).TotalSeconds)]
            : [];
}
