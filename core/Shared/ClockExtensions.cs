namespace Engagement.Core.Shared;

/// <summary>The one place where "now" is read.</summary>
public static class ClockExtensions
{
    /// <summary>The current moment in UTC, truncated to whole milliseconds: PostgreSQL keeps microseconds and .NET 100 ns,
    /// so a finer value would not read back equal.</summary>
    public static DateTime UtcNow(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return clock.GetUtcNow().UtcDateTime.WholeMilliseconds();
    }

    /// <summary>A moment somebody else named, as fine as the stores keep it.</summary>
    public static DateTime WholeMilliseconds(this DateTime utc) => new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMillisecond, utc.Kind);

    /// <summary>A new time-ordered identifier (UUIDv7, RFC 9562).</summary>
    public static Guid NewId(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return Guid.CreateVersion7(clock.GetUtcNow());
    }
}
