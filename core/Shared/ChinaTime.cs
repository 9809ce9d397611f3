namespace Engagement.Core.Shared;

/// <summary>
/// China has one civil time, Asia/Shanghai: deadlines, dates on screens and "today" are all read in it,
/// whatever zone the server runs in.
/// </summary>
public static class ChinaTime
{
    /// <summary>Asia/Shanghai: UTC+8 without summer time today; the zone data also knows the summer times of 1986-1991.</summary>
    public static TimeZoneInfo Zone { get; } = FindZone();

    /// <summary>The wall clock in Asia/Shanghai at <paramref name="utc"/>. The result's kind is Unspecified.</summary>
    /// <exception cref="ArgumentException"><paramref name="utc"/> is not of kind Utc.</exception>
    public static DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(RequireUtc(utc), Zone);

    /// <summary>The calendar date in Asia/Shanghai at <paramref name="utc"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="utc"/> is not of kind Utc.</exception>
    public static DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(ToLocal(utc));

    /// <summary>The UTC moment of a wall-clock time in Asia/Shanghai.</summary>
    public static DateTime ToUtc(DateOnly date, TimeOnly time) => ToUtc(date.ToDateTime(time));

    /// <summary>Today's date in Asia/Shanghai.</summary>
    public static DateOnly Today(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DateOf(clock.GetUtcNow().UtcDateTime);
    }

    // Subtracting the offset, unlike ConvertTimeToUtc, also answers for the hour that summer time skipped.
    internal static DateTime ToUtc(DateTime local) =>
        DateTime.SpecifyKind(local - Zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)), DateTimeKind.Utc);

    internal static DateTime RequireUtc(DateTime utc) => utc.Kind == DateTimeKind.Utc
        ? utc
        : throw new ArgumentException($"A UTC time is required, got {utc:O} of kind {utc.Kind}.", nameof(utc));

    private static TimeZoneInfo FindZone()
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        }
        catch (TimeZoneNotFoundException)
        {
            // Slim images carry no zone data, and Windows without ICU knows no IANA names; the offset has been fixed since 1991.
            return TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", TimeSpan.FromHours(8), "Asia/Shanghai", "Asia/Shanghai");
        }
    }
}
