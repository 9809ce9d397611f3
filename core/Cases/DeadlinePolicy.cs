using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>How an allowance of time is counted.</summary>
public enum DeadlineUnit
{
    /// <summary>Every hour, day and night (Civil Code, article 201: counted from the hour itself).</summary>
    ClockHours,

    /// <summary>Hours the office is open, from the moment of filing or the next opening.</summary>
    WorkingHours,

    /// <summary>
    /// The day of filing is not counted (Civil Code, article 201); the last day ends when the office closes (article 203).
    /// </summary>
    WorkingDays,
}

/// <summary>An amount of time as an office promises it, e.g. 7 working days.</summary>
/// <param name="Amount">1 to 10,000.</param>
/// <param name="Unit">How it is counted.</param>
public readonly record struct TimeAllowance(int Amount, DeadlineUnit Unit)
{
    public const int MinAmount = 1;
    public const int MaxAmount = 10_000;
}

/// <summary>
/// When a case must be answered and solved: pure arithmetic on the working calendar, so that anybody who knows the
/// allowance can compute the same moment. All times are UTC; days and office hours are those of Asia/Shanghai.
/// </summary>
public sealed record DeadlinePolicy(TimeAllowance RespondWithin, TimeAllowance ResolveWithin)
{
    public const int MaxPercent = 1_000;

    /// <summary>The latest moment of the first answer.</summary>
    /// <inheritdoc cref="At" path="/exception"/>
    public DateTime RespondBy(DateTime filedAtUtc, WorkingCalendar calendar) => At(filedAtUtc, RespondWithin, calendar);

    /// <summary>The latest moment of the solution.</summary>
    /// <inheritdoc cref="At" path="/exception"/>
    public DateTime DueAt(DateTime filedAtUtc, WorkingCalendar calendar) => At(filedAtUtc, ResolveWithin, calendar);

    /// <summary>When <paramref name="percent"/> of the time to resolve has passed: the escalation steps at 50, 80, 100 and 150.</summary>
    /// <inheritdoc cref="AtShare" path="/exception"/>
    public DateTime MomentOfShare(DateTime filedAtUtc, int percent, WorkingCalendar calendar) =>
        AtShare(filedAtUtc, ResolveWithin, percent, calendar);

    /// <summary>
    /// The moment an allowance that begins at <paramref name="startUtc"/> ends. Working units never end outside office hours.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="startUtc"/> is not of kind Utc.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The amount is not 1 to 10,000, or the result lies beyond the year 9999.</exception>
    public static DateTime At(DateTime startUtc, TimeAllowance allowance, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentOutOfRangeException.ThrowIfLessThan(allowance.Amount, TimeAllowance.MinAmount, nameof(allowance));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(allowance.Amount, TimeAllowance.MaxAmount, nameof(allowance));
        return allowance.Unit switch
        {
            DeadlineUnit.ClockHours => ChinaTime.RequireUtc(startUtc).AddHours(allowance.Amount),
            DeadlineUnit.WorkingHours => calendar.AddWorkingTime(startUtc, TimeSpan.FromHours(allowance.Amount)),
            DeadlineUnit.WorkingDays =>
                calendar.EndOfWorkingDay(calendar.AddWorkingDays(ChinaTime.DateOf(startUtc), allowance.Amount)),
            _ => throw new ArgumentOutOfRangeException(nameof(allowance), allowance.Unit, "Unknown unit."),
        };
    }

    /// <summary>
    /// The moment <paramref name="percent"/> of an allowance has passed, in the allowance's own unit: clock time for clock hours,
    /// office time for the others, a working day being as long as the office is open. 100 is exactly <see cref="At"/>; more is
    /// counted on from there, so that a greater share never comes earlier.
    /// </summary>
    /// <param name="startUtc">When the allowance began.</param>
    /// <param name="allowance">The whole of it.</param>
    /// <param name="percent">1 to 1,000.</param>
    /// <param name="calendar">Days and hours to count on.</param>
    /// <exception cref="ArgumentException"><paramref name="startUtc"/> is not of kind Utc.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Percent or amount out of range, or the result lies beyond the year 9999.</exception>
    public static DateTime AtShare(DateTime startUtc, TimeAllowance allowance, int percent, WorkingCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, MaxPercent);
        var end = At(startUtc, allowance, calendar);
        if (percent == 100)
            return end;
        // Below 100 a share of N days may not be cut out of the span to the end: that span also holds the rest of the day of filing.
        var (from, share) = percent < 100 ? (startUtc, percent) : (end, percent - 100);
        var unit = allowance.Unit == DeadlineUnit.WorkingDays ? calendar.Hours.Length : TimeSpan.FromHours(1);
        var duration = new TimeSpan(unit.Ticks * allowance.Amount * share / 100);
        return allowance.Unit == DeadlineUnit.ClockHours ? from + duration : calendar.AddWorkingTime(from, duration);
    }
}
