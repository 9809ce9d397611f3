using System.Globalization;
using System.Text.Json;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>The working calendar of each county: the shipped days, over them what was entered here, and the county's own office hours. Read from
/// memory for a minute: it changes a few times a year and every clock asks for it.</summary>
public sealed class WorkingCalendars(EngagementDbContext db, IMemoryCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>For a region at or below a county; above, the one with the usual hours.</summary>
    public async Task<WorkingCalendar> ForAsync(string regionCode, CancellationToken cancel)
    {
        var known = await KnownAsync(cancel);
        return regionCode.Length >= 6 && known.ByCounty.TryGetValue(regionCode[..6], out var own) ? own : known.Usual;
    }

    /// <summary>The days everybody goes by, with the usual hours.</summary>
    public async Task<WorkingCalendar> UsualAsync(CancellationToken cancel) => (await KnownAsync(cancel)).Usual;

    /// <summary>Has the next question read anew; other processes follow within a minute.</summary>
    public void Forget() => cache.Remove(typeof(WorkingCalendars));

    /// <exception cref="FormatException">Not of the form <c>08:30-12:00,13:30-17:30</c>.</exception>
    /// <exception cref="ArgumentException">Spans overlap, touch, or are out of order.</exception>
    internal static WorkingHours ParseHours(string spans) => new([.. spans.Split(',').Select(x => x.Split('-') is [var from, var to]
        ? new WorkingSpan(TimeOnly.ParseExact(from, "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(to, "HH:mm", CultureInfo.InvariantCulture))
        : throw new FormatException())]);

    internal static string Write(WorkingHours hours) =>
        string.Join(',', hours.Spans.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.From:HH:mm}-{x.To:HH:mm}")));

    internal static WorkingCalendarYear Read(CalendarYear year) => new(year.Year,
        JsonSerializer.Deserialize<Dictionary<string, string>>(year.Holidays)!.ToDictionary(x => Date(x.Key), x => x.Value),
        [.. JsonSerializer.Deserialize<string[]>(year.MakeUpWorkdays)!.Select(Date)]);

    internal static (string Holidays, string MakeUpWorkdays) Write(WorkingCalendarYear year) => (
        JsonSerializer.Serialize(year.Holidays.OrderBy(x => x.Key).ToDictionary(x => Text(x.Key), x => x.Value), Readable),
        JsonSerializer.Serialize(year.MakeUpWorkdays.Order().Select(Text), Readable));

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Known> KnownAsync(CancellationToken cancel) => (await cache.GetOrCreateAsync(typeof(WorkingCalendars), async entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Fresh;
        var years = await db.Set<CalendarYear>().AsNoTracking().ToListAsync(cancel);
        var usual = years.Count == 0 ? WorkingCalendar.Official : WorkingCalendar.Official.WithYears([.. years.Select(Read)]);
        var hours = await db.Set<OfficeHours>().AsNoTracking().ToListAsync(cancel);
        return new Known(usual, hours.ToDictionary(x => x.CountyCode, x => usual.WithHours(ParseHours(x.Spans))));
    }))!;

    private sealed record Known(WorkingCalendar Usual, IReadOnlyDictionary<string, WorkingCalendar> ByCounty);
}
