using System.Text.Json;

namespace Engagement.Core.Shared;

/// <summary>One year's announcement by the State Council: days off with their festival, and weekend days that are worked instead.</summary>
public sealed record WorkingCalendarYear(
    int Year, IReadOnlyDictionary<DateOnly, string> Holidays, IReadOnlyCollection<DateOnly> MakeUpWorkdays);

/// <summary>
/// The Chinese working calendar in Asia/Shanghai: weekends, public holidays, make-up working days and office hours.
/// Pure and immutable. Every question is answered by counting (a few binary searches), never by walking, so a span of
/// years costs what a span of hours does. UTC in, UTC out; results are as fine as what went in.
/// </summary>
public sealed class WorkingCalendar
{
    private static readonly Lazy<WorkingCalendar> LazyOfficial = new(LoadOfficial);

    private readonly WorkingCalendarYear[] _years;
    // Days that differ from plain Monday-Friday, ascending, and the sum of their differences (+1 worked, -1 off) before each.
    private readonly int[] _exceptions;
    private readonly int[] _differenceBefore;
    private readonly long _dayTicks;

    /// <param name="years">Announced years, each at most once. A year that is missing has plain weekends.</param>
    /// <param name="hours">Office hours; <see cref="WorkingHours.Default"/> when null.</param>
    /// <exception cref="ArgumentException">A year given twice, a date outside its year, or a date both off and worked.</exception>
    public WorkingCalendar(IEnumerable<WorkingCalendarYear> years, WorkingHours? hours = null)
    {
        ArgumentNullException.ThrowIfNull(years);
        Hours = hours ?? WorkingHours.Default;
        _dayTicks = Hours.Length.Ticks;
        _years = [.. years.OrderBy(y => y.Year)];
        var exceptions = new SortedDictionary<int, int>();
        for (var i = 0; i < _years.Length; i++)
        {
            var year = _years[i];
            if (i > 0 && _years[i - 1].Year == year.Year)
                throw new ArgumentException($"The working calendar has {year.Year} twice.", nameof(years));
            foreach (var day in year.Holidays.Keys.Concat(year.MakeUpWorkdays))
                if (day.Year != year.Year)
                    throw new ArgumentException($"The working calendar of {year.Year} contains {day:yyyy-MM-dd}.", nameof(years));
            foreach (var day in year.Holidays.Keys.Where(IsWeekday))
                exceptions[day.DayNumber] = -1;
            foreach (var day in year.MakeUpWorkdays)
            {
                if (year.Holidays.ContainsKey(day))
                    throw new ArgumentException($"{day:yyyy-MM-dd} is both a holiday and a make-up working day.", nameof(years));
                if (!IsWeekday(day))
                    exceptions[day.DayNumber] = 1;
            }
        }
        _exceptions = [.. exceptions.Keys];
        _differenceBefore = new int[_exceptions.Length + 1];
        for (var i = 0; i < _exceptions.Length; i++)
            _differenceBefore[i + 1] = _differenceBefore[i] + exceptions[_exceptions[i]];
    }

    /// <summary>The official calendar shipped with the project (2018-2026), with the default office hours.</summary>
    public static WorkingCalendar Official => LazyOfficial.Value;

    public WorkingHours Hours { get; }

    /// <summary>The same days with other office hours.</summary>
    public WorkingCalendar WithHours(WorkingHours hours) => new(_years, hours);

    /// <summary>The same hours with other or further years; a year given here goes before the one that was known.</summary>
    public WorkingCalendar WithYears(IReadOnlyCollection<WorkingCalendarYear> years) =>
        new(_years.Where(x => years.All(y => y.Year != x.Year)).Concat(years), Hours);

    /// <summary>Years with announced days, in order.</summary>
    public IReadOnlyList<WorkingCalendarYear> Years => _years;

    /// <summary>Reads <c>{"2026": {"holidays": {"2026-01-01": "元旦"}, "makeUpWorkdays": ["2026-01-04"]}}</c>.</summary>
    /// <exception cref="InvalidDataException">The JSON does not have this shape, or contradicts itself.</exception>
    public static WorkingCalendar Load(Stream json, WorkingHours? hours = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return new WorkingCalendar(
            [
                .. document.RootElement.EnumerateObject().Select(year => new WorkingCalendarYear(
                    int.Parse(year.Name),
                    year.Value.GetProperty("holidays").EnumerateObject().ToDictionary(d => ParseDate(d.Name), d => d.Value.GetString() ?? ""),
                    [.. year.Value.GetProperty("makeUpWorkdays").EnumerateArray().Select(d => ParseDate(d.GetString() ?? ""))])),
            ], hours);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or KeyNotFoundException
                                      or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"The working calendar cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Whether the holidays of <paramref name="year"/> have been announced and loaded; otherwise it has plain weekends.</summary>
    public bool HasOfficialData(int year) => _years.Any(y => y.Year == year);

    /// <summary>The years from <paramref name="first"/> through <paramref name="last"/> that fall back to plain weekends.</summary>
    public IReadOnlyList<int> YearsWithoutData(int first, int last) =>
        last < first ? [] : [.. Enumerable.Range(first, last - first + 1).Where(y => !HasOfficialData(y))];

    /// <summary>The festival a day off belongs to, e.g. 春节; null on every other day, plain weekends included.</summary>
    public string? HolidayName(DateOnly date) =>
        Array.Find(_years, y => y.Year == date.Year)?.Holidays.GetValueOrDefault(date);

    public bool IsWorkingDay(DateOnly date)
    {
        var i = Array.BinarySearch(_exceptions, date.DayNumber);
        return i < 0 ? IsWeekday(date) : _differenceBefore[i + 1] > _differenceBefore[i];
    }

    /// <summary>Whether an office is open at <paramref name="utc"/>; opening and closing moments count as open.</summary>
    public bool IsWorkingTime(DateTime utc)
    {
        var local = ChinaTime.ToLocal(utc);
        return IsWorkingDay(DateOnly.FromDateTime(local)) && Hours.Contains(TimeOnly.FromDateTime(local));
    }

    /// <summary>The <paramref name="days"/>-th working day after <paramref name="date"/>, which itself is not counted; 0 gives the date unchanged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or beyond the year 9999.</exception>
    public DateOnly AddWorkingDays(DateOnly date, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return days == 0 ? date : NthWorkingDay(WorkingDaysThrough(date.DayNumber) + days);
    }

    /// <summary>The <paramref name="days"/>-th working day before <paramref name="date"/>, which itself is not counted; 0 gives the date unchanged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or before the year 1.</exception>
    public DateOnly SubtractWorkingDays(DateOnly date, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return days == 0 ? date : NthWorkingDay(WorkingDaysThrough(date.DayNumber - 1) - days + 1);
    }

    /// <summary>
    /// Working days after <paramref name="from"/> through <paramref name="to"/>; negative when <paramref name="to"/> is earlier.
    /// Undoes <see cref="AddWorkingDays"/>.
    /// </summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) =>
        (int)(WorkingDaysThrough(to.DayNumber) - WorkingDaysThrough(from.DayNumber));

    /// <summary>
    /// The moment by which <paramref name="duration"/> of office time has passed since <paramref name="utc"/>, always inside
    /// office hours; time that ends exactly at closing ends at that closing, not at the next opening.
    /// Zero gives <paramref name="utc"/> itself, or the next opening when the office is closed.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="utc"/> is not of kind Utc.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or beyond the year 9999.</exception>
    public DateTime AddWorkingTime(DateTime utc, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        if (duration == TimeSpan.Zero)
            return IsWorkingTime(utc) ? utc : NextOpening(ChinaTime.ToLocal(utc));
        var worked = WorkedTicks(utc);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration.Ticks, long.MaxValue - worked, nameof(duration));
        var (fullDays, rest) = Math.DivRem(worked + duration.Ticks, _dayTicks);
        return rest == 0
            ? ChinaTime.ToUtc(NthWorkingDay(fullDays), Hours.Closing)
            : ChinaTime.ToUtc(NthWorkingDay(fullDays + 1), Hours.TimeAfter(rest));
    }

    /// <summary>Office time from <paramref name="fromUtc"/> to <paramref name="toUtc"/>; negative when <paramref name="toUtc"/> is earlier.</summary>
    /// <exception cref="ArgumentException">A time is not of kind Utc.</exception>
    public TimeSpan WorkingTimeBetween(DateTime fromUtc, DateTime toUtc) => new(WorkedTicks(toUtc) - WorkedTicks(fromUtc));

    /// <summary>When the office closes on <paramref name="date"/>, or on the next working day when the date is none.</summary>
    public DateTime EndOfWorkingDay(DateOnly date) =>
        ChinaTime.ToUtc(IsWorkingDay(date) ? date : AddWorkingDays(date, 1), Hours.Closing);

    private static bool IsWeekday(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static DateOnly ParseDate(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static WorkingCalendar LoadOfficial()
    {
        const string name = "Engagement.Core.Shared.working-calendar-cn.seed.json";
        using var stream = typeof(WorkingCalendar).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Resource {name} is missing from the assembly.");
        return Load(stream);
    }

    /// <summary>Office time since the beginning of the year 1.</summary>
    private long WorkedTicks(DateTime utc)
    {
        var local = ChinaTime.ToLocal(utc);
        var date = DateOnly.FromDateTime(local);
        var today = IsWorkingDay(date) ? Hours.TicksUntil(TimeOnly.FromDateTime(local)) : 0;
        return WorkingDaysThrough(date.DayNumber - 1) * _dayTicks + today;
    }

    private DateTime NextOpening(DateTime local)
    {
        var date = DateOnly.FromDateTime(local);
        var today = IsWorkingDay(date) ? Hours.NextOpening(TimeOnly.FromDateTime(local)) : null;
        return today is { } opening
            ? ChinaTime.ToUtc(date, opening)
            : ChinaTime.ToUtc(AddWorkingDays(date, 1), Hours.Opening);
    }

    /// <summary>Working days from the beginning of the year 1 through a day number; -1 is the day before all days.</summary>
    private long WorkingDaysThrough(int dayNumber)
    {
        var days = dayNumber + 1;
        var i = Array.BinarySearch(_exceptions, days);
        // Day number 0, 0001-01-01, is a Monday.
        return days / 7 * 5 + Math.Min(days % 7, 5) + _differenceBefore[i < 0 ? ~i : i];
    }

    /// <summary>The date on which the count of working days reaches <paramref name="count"/>.</summary>
    private DateOnly NthWorkingDay(long count)
    {
        var (low, high) = (0, DateOnly.MaxValue.DayNumber);
        if (count < 1 || count > WorkingDaysThrough(high))
            throw new ArgumentOutOfRangeException(nameof(count), count, "The result lies outside the years 1 to 9999.");
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (WorkingDaysThrough(middle) >= count)
                high = middle;
            else
                low = middle + 1;
        }
        return DateOnly.FromDayNumber(low);
    }
}
