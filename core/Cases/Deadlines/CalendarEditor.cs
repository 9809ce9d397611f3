using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>A year's days. <c>Version</c> 0: as shipped, never edited here; <c>Known</c> false: not announced or not entered, plain weekends.</summary>
public sealed record CalendarYearView(int Year, bool Known, IReadOnlyDictionary<DateOnly, string> Holidays, IReadOnlyList<DateOnly> MakeUpWorkdays, string Source, int Version);

/// <summary>Which years are known, and which of those now counted with are not.</summary>
public sealed record CalendarState(IReadOnlyList<int> Years, IReadOnlyList<int> YearsWithoutData, string? Notice);

/// <summary>Opening hours of a county's offices; <c>Version</c> 0: the usual ones.</summary>
public sealed record OfficeHoursView(string County, IReadOnlyList<WorkingSpan> Spans, int Version);

/// <summary>Days off, make-up days, office hours. Days are the State Council's and so the administrator's to enter; hours are each county's own.</summary>
public sealed class CalendarEditor(EngagementDbContext db, WorkingCalendars calendars, RegionQueries regions, TimeProvider clock)
{
    private const int FirstYear = 2000, LastYear = 2199;

    /// <summary>From November on the next year must be known: clocks begin to reach into it.</summary>
    public async Task<CalendarState> StateAsync(CancellationToken cancel)
    {
        var calendar = await calendars.UsualAsync(cancel);
        var today = ChinaTime.Today(clock);
        var missing = calendar.YearsWithoutData(today.Year, today.Month >= 11 ? today.Year + 1 : today.Year);
        return new CalendarState([.. calendar.Years.Select(x => x.Year)], missing,
            missing.Count == 0 ? null : $"{string.Join("、", missing)} 年的放假调休安排尚未录入，期限暂按周一至周五计算，请在国务院公布后录入。");
    }

    /// <exception cref="InvalidInput">Not a year we count in.</exception>
    public async Task<CalendarYearView> FindAsync(int year, CancellationToken cancel)
    {
        DemandYear(year);
        var own = await db.Set<CalendarYear>().AsNoTracking().FirstOrDefaultAsync(x => x.Year == year, cancel);
        var known = own is not null ? WorkingCalendars.Read(own) : WorkingCalendar.Official.Years.FirstOrDefault(x => x.Year == year);
        return new CalendarYearView(year, known is not null, known?.Holidays ?? new Dictionary<DateOnly, string>(), [.. known?.MakeUpWorkdays.Order() ?? Enumerable.Empty<DateOnly>()],
            own?.Source ?? (known is null ? "" : "国务院办公厅关于节假日安排的通知"), own?.Version ?? 0);
    }

    /// <summary>Enters a year. What clocks have counted already stays as it is: only what is computed from then on goes by the new days.</summary>
    public async Task<CalendarYearView> SetAsync(Actor actor, WorkingCalendarYear year, string source, int version, CancellationToken cancel)
    {
        if (!actor.Holds("", Role.Administrator)) throw DeadlineErrors.ForEverywhere();
        DemandYear(year.Year);
        DemandWhole(year);
        var before = await db.Set<CalendarYear>().FirstOrDefaultAsync(x => x.Year == year.Year, cancel);
        if ((before?.Version ?? 0) != version) throw new StaleVersion();
        var old = before is null ? null : $"{before.Holidays} {before.MakeUpWorkdays}";
        var entered = before ?? new CalendarYear(year.Year);
        var now = clock.UtcNow();
        var (holidays, makeUp) = WorkingCalendars.Write(year);
        entered.Set(holidays, makeUp, source, now);
        if (before is null) db.Add(entered);
        db.Add(new RuleChange(clock.NewId(), RuleKind.Calendar, $"{year.Year}", old, $"{holidays} {makeUp}", actor.AccountId, now, now, source));
        db.Add(AuditLine.Of(actor, now, "calendar.set", "calendar", null, $"{year.Year} {source}"));
        await SaveAsync(cancel);
        return await FindAsync(year.Year, cancel);
    }

    /// <exception cref="InvalidInput">No such county.</exception>
    public async Task<OfficeHoursView> HoursAsync(string county, CancellationToken cancel)
    {
        await DemandCountyAsync(county, cancel);
        var own = await db.Set<OfficeHours>().AsNoTracking().FirstOrDefaultAsync(x => x.CountyCode == county, cancel);
        return new OfficeHoursView(county, own is null ? WorkingHours.Default.Spans : WorkingCalendars.ParseHours(own.Spans).Spans, own?.Version ?? 0);
    }

    /// <summary>When a county's offices are open. What clocks have counted already stays as it is.</summary>
    public async Task<OfficeHoursView> SetHoursAsync(Actor actor, string county, IReadOnlyList<WorkingSpan> spans, int version, CancellationToken cancel)
    {
        await DemandCountyAsync(county, cancel);
        if (!actor.Holds(county, Role.Administrator, Role.CountyOffice)) throw DeadlineErrors.NotYourRegion();
        string text;
        try
        {
            text = WorkingCalendars.Write(new WorkingHours([.. spans.Select(x => new WorkingSpan(Minute(x.From), Minute(x.To)))]));
        }
        catch (ArgumentException)
        {
            throw DeadlineErrors.BadHours();
        }

        var before = await db.Set<OfficeHours>().FirstOrDefaultAsync(x => x.CountyCode == county, cancel);
        if ((before?.Version ?? 0) != version) throw new StaleVersion();
        var old = before?.Spans ?? WorkingCalendars.Write(WorkingHours.Default);
        var hours = before ?? new OfficeHours(county);
        var now = clock.UtcNow();
        hours.Set(text, now);
        if (before is null) db.Add(hours);
        db.Add(new RuleChange(clock.NewId(), RuleKind.OfficeHours, county, old, text, actor.AccountId, now, now, null));
        db.Add(AuditLine.Of(actor, now, "office_hours.set", "office_hours", null, $"{county} {old} -> {text}"));
        await SaveAsync(cancel);
        return await HoursAsync(county, cancel);
    }

    private async Task SaveAsync(CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw new StaleVersion();
        }

        calendars.Forget();
    }

    private static TimeOnly Minute(TimeOnly time) => new(time.Hour, time.Minute);

    private static void DemandYear(int year)
    {
        if (year is < FirstYear or > LastYear) throw DeadlineErrors.BadYear();
    }

    private static void DemandWhole(WorkingCalendarYear year)
    {
        if (year.Holidays.Keys.Any(x => x.Year != year.Year)) throw DeadlineErrors.BadDay("holidays");
        if (year.MakeUpWorkdays.Any(x => x.Year != year.Year || year.Holidays.ContainsKey(x))) throw DeadlineErrors.BadDay("makeUpWorkdays");
    }

    private async Task DemandCountyAsync(string county, CancellationToken cancel)
    {
        if (await regions.ActiveAsync(county, cancel) is not { Level: RegionLevel.County }) throw DeadlineErrors.NoSuchRegion();
    }
}
