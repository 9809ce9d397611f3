using Engagement.Core.Cases;
using Engagement.Core.Shared;
using Engagement.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases;

public sealed class DeadlinePolicyTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;

    private static readonly Gen<TimeAllowance> Allowance =
        from amount in Gen.Frequency((3, Gen.Choose(1, 30)), (1, Gen.Choose(1, TimeAllowance.MaxAmount)))
        from unit in Gen.Elements(Enum.GetValues<DeadlineUnit>())
        select new TimeAllowance(amount, unit);

    private static readonly Gen<(DateTime Filed, TimeAllowance Within)> Filing = CalendarGen.Pair(CalendarGen.Moment, Allowance);

    /// <summary>Counted by hand on the State Council's notices for 2025 and 2026. Times are those on the wall in China.</summary>
    [Theory]
    // Spring Festival: 14 Feb worked, 15-23 Feb off, 28 Feb worked.
    [InlineData("2026-02-13 16:00:00.000", 7, DeadlineUnit.WorkingDays, "2026-03-02 17:30:00.000")]
    [InlineData("2026-02-14 09:00:00.000", 5, DeadlineUnit.WorkingDays, "2026-02-28 17:30:00.000")]
    [InlineData("2026-02-17 03:00:00.000", 1, DeadlineUnit.WorkingDays, "2026-02-24 17:30:00.000")]
    [InlineData("2026-02-17 03:00:00.000", 2, DeadlineUnit.WorkingHours, "2026-02-24 10:30:00.000")]
    [InlineData("2026-02-13 17:00:00.000", 2, DeadlineUnit.WorkingHours, "2026-02-14 10:00:00.000")]
    [InlineData("2026-02-14 16:30:00.000", 2, DeadlineUnit.WorkingHours, "2026-02-24 09:30:00.000")]
    [InlineData("2026-02-16 23:15:07.000", 24, DeadlineUnit.ClockHours, "2026-02-17 23:15:07.000")]
    // National Day: 20 Sep worked, 25-27 Sep off (Mid-Autumn), 1-7 Oct off, 10 Oct worked.
    [InlineData("2026-09-19 12:00:00.000", 2, DeadlineUnit.WorkingDays, "2026-09-21 17:30:00.000")]
    [InlineData("2026-09-24 17:30:00.000", 2, DeadlineUnit.WorkingHours, "2026-09-28 10:30:00.000")]
    [InlineData("2026-09-30 10:00:00.000", 7, DeadlineUnit.WorkingDays, "2026-10-15 17:30:00.000")]
    [InlineData("2026-10-03 12:00:00.000", 15, DeadlineUnit.WorkingDays, "2026-10-27 17:30:00.000")]
    // Over New Year: 1-3 Jan off, Sunday 4 Jan worked.
    [InlineData("2025-12-31 15:00:00.000", 2, DeadlineUnit.WorkingDays, "2026-01-05 17:30:00.000")]
    // 2027 has no data: Friday 1 Jan counts as worked.
    [InlineData("2026-12-31 09:00:00.000", 1, DeadlineUnit.WorkingDays, "2027-01-01 17:30:00.000")]
    // Ordinary days: lunch, closing, seconds and milliseconds, midnight in China.
    [InlineData("2026-03-02 11:00:00.000", 2, DeadlineUnit.WorkingHours, "2026-03-02 14:30:00.000")]
    [InlineData("2026-03-02 12:15:00.000", 2, DeadlineUnit.WorkingHours, "2026-03-02 15:30:00.000")]
    [InlineData("2026-03-02 10:00:00.000", 2, DeadlineUnit.WorkingHours, "2026-03-02 12:00:00.000")]
    [InlineData("2026-03-02 15:30:00.000", 2, DeadlineUnit.WorkingHours, "2026-03-02 17:30:00.000")]
    [InlineData("2026-03-06 17:29:59.000", 2, DeadlineUnit.WorkingHours, "2026-03-09 10:29:59.000")]
    [InlineData("2026-03-06 17:29:59.001", 2, DeadlineUnit.WorkingHours, "2026-03-09 10:29:59.001")]
    [InlineData("2026-03-02 00:00:00.000", 1, DeadlineUnit.WorkingDays, "2026-03-03 17:30:00.000")]
    [InlineData("2026-03-02 23:59:59.999", 1, DeadlineUnit.WorkingDays, "2026-03-03 17:30:00.000")]
    [InlineData("2026-03-03 00:00:00.000", 1, DeadlineUnit.WorkingDays, "2026-03-04 17:30:00.000")]
    public void DueAt_IsWhatTheOfficialCalendarSays(string filed, int amount, DeadlineUnit unit, string due)
    {
        var allowance = new TimeAllowance(amount, unit);
        var policy = new DeadlinePolicy(new TimeAllowance(2, DeadlineUnit.ClockHours), allowance);
        policy.DueAt(China(filed), Calendar).ShouldBe(China(due));
        policy.MomentOfShare(China(filed), 100, Calendar).ShouldBe(China(due));
        new DeadlinePolicy(allowance, allowance).RespondBy(China(filed), Calendar).ShouldBe(China(due));
    }

    [Theory]
    // 7 working days of 7.5 h from 09:00: half is 26.25 h = 3 days and 3.75 h.
    [InlineData("2026-03-02 09:00:00.000", 7, DeadlineUnit.WorkingDays, 50, "2026-03-05 14:15:00.000")]
    [InlineData("2026-03-02 09:00:00.000", 7, DeadlineUnit.WorkingDays, 100, "2026-03-11 17:30:00.000")]
    // Beyond the end, 50 % is 26.25 h more: 3 days to 16 March's close, then 3.75 h.
    [InlineData("2026-03-02 09:00:00.000", 7, DeadlineUnit.WorkingDays, 150, "2026-03-17 13:45:00.000")]
    [InlineData("2026-03-02 09:00:00.000", 4, DeadlineUnit.WorkingHours, 50, "2026-03-02 11:00:00.000")]
    [InlineData("2026-03-02 09:00:00.000", 4, DeadlineUnit.WorkingHours, 150, "2026-03-02 16:30:00.000")]
    [InlineData("2026-03-02 22:00:00.000", 24, DeadlineUnit.ClockHours, 80, "2026-03-03 17:12:00.000")]
    [InlineData("2026-03-02 22:00:00.000", 24, DeadlineUnit.ClockHours, 150, "2026-03-04 10:00:00.000")]
    public void Share_IsTakenInTheAllowancesOwnUnit(string filed, int amount, DeadlineUnit unit, int percent, string expected) =>
        DeadlinePolicy.AtShare(China(filed), new TimeAllowance(amount, unit), percent, Calendar).ShouldBe(China(expected));

    [Fact]
    public void WorkingUnits_NeverLandOutsideWorkingTime() =>
        CalendarGen.Check(CalendarGen.Pair(Filing, Gen.Choose(1, 300)), x =>
        {
            var ((filed, within), percent) = x;
            return within.Unit == DeadlineUnit.ClockHours
                || (Calendar.IsWorkingTime(DeadlinePolicy.At(filed, within, Calendar))
                    && Calendar.IsWorkingTime(DeadlinePolicy.AtShare(filed, within, percent, Calendar)));
        });

    [Fact]
    public void LaterFiling_OrMoreTime_IsNeverDueEarlier() =>
        CalendarGen.Check(CalendarGen.Pair(Filing, CalendarGen.Moment), x =>
        {
            var ((filed, within), other) = x;
            var (early, late) = filed <= other ? (filed, other) : (other, filed);
            var more = within with { Amount = Math.Min(within.Amount + 1, TimeAllowance.MaxAmount) };
            return DeadlinePolicy.At(early, within, Calendar) <= DeadlinePolicy.At(late, within, Calendar)
                && DeadlinePolicy.At(filed, within, Calendar) <= DeadlinePolicy.At(filed, more, Calendar)
                && DeadlinePolicy.At(filed, within, Calendar) > filed;
        });

    [Fact]
    public void GreaterShare_NeverComesEarlier_AndTheWholeIsTheDeadline() =>
        CalendarGen.Check(CalendarGen.Pair(Filing, CalendarGen.Pair(Gen.Choose(1, 300), Gen.Choose(1, 300))), x =>
        {
            var ((filed, within), (p1, p2)) = x;
            var lesser = DeadlinePolicy.AtShare(filed, within, Math.Min(p1, p2), Calendar);
            var greater = DeadlinePolicy.AtShare(filed, within, Math.Max(p1, p2), Calendar);
            var whole = DeadlinePolicy.AtShare(filed, within, 100, Calendar);
            return lesser <= greater
                && whole == DeadlinePolicy.At(filed, within, Calendar)
                && DeadlinePolicy.AtShare(filed, within, 99, Calendar) <= whole
                && whole <= DeadlinePolicy.AtShare(filed, within, 101, Calendar);
        });

    [Fact]
    public void WorkingHours_RoundTripFromMomentsInsideWorkingTime() =>
        CalendarGen.Check(CalendarGen.Pair(CalendarGen.OpenMoment, Gen.Choose(1, TimeAllowance.MaxAmount)), x =>
        {
            var (filed, hours) = x;
            var due = DeadlinePolicy.At(filed, new TimeAllowance(hours, DeadlineUnit.WorkingHours), Calendar);
            return Calendar.WorkingTimeBetween(filed, due) == TimeSpan.FromHours(hours);
        });

    [Fact]
    public void WorkingDays_SubtractBackToTheDayOfFiling() =>
        CalendarGen.Check(CalendarGen.Pair(CalendarGen.OpenMoment, Gen.Choose(1, TimeAllowance.MaxAmount)), x =>
        {
            var (filed, days) = x;
            var due = DeadlinePolicy.At(filed, new TimeAllowance(days, DeadlineUnit.WorkingDays), Calendar);
            return Calendar.SubtractWorkingDays(ChinaTime.DateOf(due), days) == ChinaTime.DateOf(filed);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void AmountOutOfRange_IsRefused(int amount)
    {
        foreach (var unit in Enum.GetValues<DeadlineUnit>())
            Should.Throw<ArgumentOutOfRangeException>(() =>
                DeadlinePolicy.At(China("2026-03-02 09:00:00.000"), new TimeAllowance(amount, unit), Calendar));
    }

    [Fact]
    public void WrongKindOrPercentOrUnit_IsRefused()
    {
        var within = new TimeAllowance(1, DeadlineUnit.ClockHours);
        var filed = China("2026-03-02 09:00:00.000");
        foreach (var unit in Enum.GetValues<DeadlineUnit>())
            Should.Throw<ArgumentException>(() => DeadlinePolicy.At(
                DateTime.SpecifyKind(filed, DateTimeKind.Unspecified), within with { Unit = unit }, Calendar));
        Should.Throw<ArgumentOutOfRangeException>(() => DeadlinePolicy.AtShare(filed, within, 0, Calendar));
        Should.Throw<ArgumentOutOfRangeException>(() => DeadlinePolicy.AtShare(filed, within, 1_001, Calendar));
        Should.Throw<ArgumentOutOfRangeException>(() => DeadlinePolicy.At(filed, within with { Unit = (DeadlineUnit)9 }, Calendar));
    }

    private static DateTime China(string wall) => DateTime.SpecifyKind(
        DateTime.ParseExact(wall, "yyyy-MM-dd HH:mm:ss.fff", null).AddHours(-8), DateTimeKind.Utc);
}
