using System.Globalization;
using Engagement.Core.Shared;

namespace Engagement.Core.Messaging;

/// <summary>The hours (Asia/Shanghai) in which phones are left alone; messages wait in the inbox and reach the phone at the end. Danger is exempt.</summary>
/// <param name="From">First minute of rest.</param>
/// <param name="To">First minute in which messages leave again; equal to <paramref name="From"/> when there is no rest.</param>
public sealed record QuietTime(TimeOnly From, TimeOnly To)
{
    public static QuietTime Standard { get; } = new(new TimeOnly(21, 0), new TimeOnly(7, 0));

    public static QuietTime None { get; } = new(TimeOnly.MinValue, TimeOnly.MinValue);

    /// <summary>Reads <c>21:00-07:00</c> or <c>none</c>; null when it is neither.</summary>
    public static QuietTime? Parse(string text)
    {
        if (text == "none") return None;
        return text.Split('-') is [var from, var to] && Read(from) is { } start && Read(to) is { } end ? new QuietTime(start, end) : null;
        static TimeOnly? Read(string x) => TimeOnly.TryParseExact(x, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
    }

    /// <summary>When the rest that covers this moment ends (UTC); null when nobody rests.</summary>
    public DateTime? EndOf(DateTime now)
    {
        var local = ChinaTime.ToLocal(now);
        var (date, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (From == To || !time.IsBetween(From, To)) return null;
        return ChinaTime.ToUtc(time >= From && From > To ? date.AddDays(1) : date, To);
    }
}
