using System.Text;
using Engagement.Core.Shared;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Shared;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;

    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd");

    /// <summary>A wall-clock time in Asia/Shanghai, as UTC.</summary>
    private static DateTime At(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm:ss", null);
        return DateTime.SpecifyKind(time.AddHours(-8), DateTimeKind.Utc);
    }

    [Fact]
    public void SpringFestival2026_IsOffFor9Days_WithBothMakeUpSaturdaysWorked()
    {
        WorkedBetween("2026-02-13", "2026-03-01").ShouldBe(
        [
            "2026-02-13", "2026-02-14", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27", "2026-02-28",
        ]);
        Calendar.HolidayName(Day("2026-02-17")).ShouldBe("春节");
        Calendar.HolidayName(Day("2026-02-28")).ShouldBeNull();
    }

    [Fact]
    public void NationalDay2026_IsOffFor7Days_WithMakeUpDaysBeforeAndAfter()
    {
        WorkedBetween("2026-09-19", "2026-10-12").ShouldBe(
        [
            "2026-09-20", "2026-09-21", "2026-09-22", "2026-09-23", "2026-09-24",
            "2026-09-28", "2026-09-29", "2026-09-30",
            "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12",
        ]);
    }

    [Fact]
    public void MakeUpSaturday_CountsAsAWholeWorkingDay()
    {
        // 9 May 2026 is worked for the Labour Day holiday; the Saturdays around it are not.
        Calendar.IsWorkingDay(Day("2026-05-09")).ShouldBeTrue();
        Calendar.IsWorkingDay(Day("2026-05-16")).ShouldBeFalse();
        Calendar.AddWorkingDays(Day("2026-05-08"), 1).ShouldBe(Day("2026-05-09"));
        Calendar.WorkingTimeBetween(At("2026-05-09 00:00:00"), At("2026-05-10 00:00:00")).ShouldBe(TimeSpan.FromHours(7.5));
    }

    [Fact]
    public void YearWithoutData_HasPlainWeekends_AndSaysSo()
    {
        Calendar.HasOfficialData(2026).ShouldBeTrue();
        Calendar.HasOfficialData(2027).ShouldBeFalse();
        Calendar.YearsWithoutData(2016, 2028).ShouldBe([2016, 2017, 2027, 2028]);
        Calendar.YearsWithoutData(2028, 2016).ShouldBeEmpty();

        // 1 October 2027 is a Friday: surely a holiday, but nobody has announced it.
        Calendar.IsWorkingDay(Day("2027-10-01")).ShouldBeTrue();
        Calendar.IsWorkingDay(Day("2027-10-02")).ShouldBeFalse();
        Calendar.AddWorkingDays(Day("2027-09-30"), 2).ShouldBe(Day("2027-10-04"));
    }

    [Theory]
    [InlineData(2018, 250)]
    [InlineData(2019, 250)]
    [InlineData(2020, 249)]
    [InlineData(2021, 250)]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void OfficialYear_HasAsManyWorkingDaysAsWeWalk(int year, int days)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1)
            .Count(n => Calendar.IsWorkingDay(DateOnly.FromDayNumber(n))).ShouldBe(days);
        Calendar.WorkingDaysBetween(first.AddDays(-1), last).ShouldBe(days);
    }

    [Fact]
    public void WorkingDays_DoNotCountTheDayTheyStartFrom()
    {
        Calendar.AddWorkingDays(Day("2026-03-02"), 0).ShouldBe(Day("2026-03-02"));
        Calendar.AddWorkingDays(Day("2026-03-07"), 0).ShouldBe(Day("2026-03-07"));
        Calendar.AddWorkingDays(Day("2026-03-07"), 1).ShouldBe(Day("2026-03-09"));
        Calendar.SubtractWorkingDays(Day("2026-03-09"), 1).ShouldBe(Day("2026-03-06"));
        Calendar.SubtractWorkingDays(Day("2026-03-07"), 1).ShouldBe(Day("2026-03-06"));
        Calendar.WorkingDaysBetween(Day("2026-03-06"), Day("2026-03-09")).ShouldBe(1);
        Calendar.WorkingDaysBetween(Day("2026-03-09"), Day("2026-03-06")).ShouldBe(-1);
    }

    [Theory]
    [InlineData("2026-03-02 10:00:00", 120, "2026-03-02 12:00:00")]
    [InlineData("2026-03-02 10:00:00", 121, "2026-03-02 13:31:00")]
    [InlineData("2026-03-02 12:15:00", 30, "2026-03-02 14:00:00")]
    [InlineData("2026-03-02 07:00:00", 450, "2026-03-02 17:30:00")]
    [InlineData("2026-03-02 17:30:00", 1, "2026-03-03 08:31:00")]
    [InlineData("2026-03-06 18:00:00", 451, "2026-03-10 08:31:00")]
    [InlineData("2026-03-02 12:15:00", 0, "2026-03-02 13:30:00")]
    [InlineData("2026-03-02 12:00:00", 0, "2026-03-02 12:00:00")]
    [InlineData("2026-03-06 17:30:01", 0, "2026-03-09 08:30:00")]
    public void AddWorkingTime_LandsInOfficeHours(string from, int minutes, string expected) =>
        Calendar.AddWorkingTime(At(from), TimeSpan.FromMinutes(minutes)).ShouldBe(At(expected));

    [Fact]
    public void EndOfWorkingDay_IsTheCloseOfThatOrTheNextWorkingDay()
    {
        Calendar.EndOfWorkingDay(Day("2026-03-02")).ShouldBe(At("2026-03-02 17:30:00"));
        Calendar.EndOfWorkingDay(Day("2026-10-03")).ShouldBe(At("2026-10-08 17:30:00"));
    }

    [Fact]
    public void OtherOfficeHours_AreData()
    {
        var calendar = Calendar.WithHours(new WorkingHours(new WorkingSpan(new TimeOnly(9, 0), new TimeOnly(16, 0))));
        calendar.AddWorkingTime(At("2026-03-02 15:00:00"), TimeSpan.FromHours(2)).ShouldBe(At("2026-03-03 10:00:00"));
        calendar.EndOfWorkingDay(Day("2026-02-15")).ShouldBe(At("2026-02-24 16:00:00"));
    }

    [Fact]
    public void WorkingTime_EqualsAWalkFromSpanToSpan() =>
        CalendarGen.Check(CalendarGen.Pair(CalendarGen.Moment, CalendarGen.Duration.Where(d => d > TimeSpan.Zero)), x =>
        {
            var (from, duration) = x;
            return Calendar.AddWorkingTime(from, duration) == Walk(from, duration);
        });

    [Fact]
    public void WorkingTime_RoundTripsFromEveryMoment() =>
        CalendarGen.Check(CalendarGen.Pair(CalendarGen.Moment, CalendarGen.Duration), x =>
        {
            var (from, duration) = x;
            return Calendar.WorkingTimeBetween(from, Calendar.AddWorkingTime(from, duration)) == duration;
        });

    [Fact]
    public void WorkingTime_BetweenOpenMoments_LeadsFromOneToTheOther() =>
        CalendarGen.Check(CalendarGen.Pair(CalendarGen.OpenMoment, CalendarGen.OpenMoment), x =>
        {
            var (a, b) = x.Item1 <= x.Item2 ? x : (x.Item2, x.Item1);
            var back = Calendar.AddWorkingTime(a, Calendar.WorkingTimeBetween(a, b));
            // An opening is the same working moment as the closing before it, and the earlier of the two is given.
            return back == b || (back < b && Calendar.WorkingTimeBetween(back, b) == TimeSpan.Zero && IsOpening(b));
        });

    [Fact]
    public void WorkingTime_NeverLandsOutsideOfficeHours() =>
        CalendarGen.Check(CalendarGen.Pair(CalendarGen.Moment, CalendarGen.Duration), x =>
            Calendar.IsWorkingTime(Calendar.AddWorkingTime(x.Item1, x.Item2)));

    [Fact]
    public void WorkingTime_IsMonotoneInStartAndDuration() =>
        CalendarGen.Check(
            CalendarGen.Pair(CalendarGen.Pair(CalendarGen.Moment, CalendarGen.Moment), CalendarGen.Pair(CalendarGen.Duration, CalendarGen.Duration)),
            x =>
            {
                var ((t1, t2), (d1, d2)) = x;
                var (early, late) = t1 <= t2 ? (t1, t2) : (t2, t1);
                var (less, more) = d1 <= d2 ? (d1, d2) : (d2, d1);
                return Calendar.AddWorkingTime(early, less) <= Calendar.AddWorkingTime(late, less)
                    && Calendar.AddWorkingTime(early, less) <= Calendar.AddWorkingTime(early, more);
            });

    [Fact]
    public void WorkingDays_SubtractBackToTheDate() =>
        CalendarGen.Check(CalendarGen.Pair(CalendarGen.WorkingDay, Gen.Choose(0, 3_000)), x =>
        {
            var (date, days) = x;
            var later = Calendar.AddWorkingDays(date, days);
            return Calendar.SubtractWorkingDays(later, days) == date
                && Calendar.WorkingDaysBetween(date, later) == days
                && Calendar.IsWorkingDay(later);
        });

    [Fact]
    public void Centuries_AreCountedNotWalked()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 100_000; i++)
            Calendar.AddWorkingTime(At("2026-03-02 10:00:00"), TimeSpan.FromHours(7.5 * 250 * 100));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "walking would take minutes");
    }

    [Fact]
    public void WrongArguments_AreRefused()
    {
        var local = DateTime.SpecifyKind(At("2026-03-02 10:00:00"), DateTimeKind.Local);
        Should.Throw<ArgumentException>(() => Calendar.AddWorkingTime(local, TimeSpan.FromHours(1)));
        Should.Throw<ArgumentException>(() => Calendar.WorkingTimeBetween(local, At("2026-03-02 10:00:00")));
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddWorkingTime(At("2026-03-02 10:00:00"), TimeSpan.FromTicks(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddWorkingTime(At("2026-03-02 10:00:00"), TimeSpan.MaxValue));
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(Day("2026-03-02"), -1));
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(Day("2026-03-02"), int.MaxValue));
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.SubtractWorkingDays(Day("2026-03-02"), int.MaxValue));
        Should.Throw<ArgumentException>(() => new WorkingHours());
        Should.Throw<ArgumentException>(() => new WorkingHours(new WorkingSpan(new TimeOnly(9, 0), new TimeOnly(9, 0))));
        Should.Throw<ArgumentException>(() => new WorkingHours(
            new WorkingSpan(new TimeOnly(9, 0), new TimeOnly(12, 0)), new WorkingSpan(new TimeOnly(11, 0), new TimeOnly(13, 0))));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"2026":{}}""")]
    [InlineData("""{"2026":{"holidays":{"2026-02-30":"?"},"makeUpWorkdays":[]}}""")]
    [InlineData("""{"2026":{"holidays":{"2025-12-31":"?"},"makeUpWorkdays":[]}}""")]
    [InlineData("""{"2026":{"holidays":{"2026-10-10":"?"},"makeUpWorkdays":["2026-10-10"]}}""")]
    [InlineData("""{"2026":{"holidays":{},"makeUpWorkdays":[]},"2026":{"holidays":{},"makeUpWorkdays":[]}}""")]
    public void BrokenData_IsRefused(string json) =>
        Should.Throw<InvalidDataException>(() => WorkingCalendar.Load(new MemoryStream(Encoding.UTF8.GetBytes(json))));

    private static IEnumerable<string> WorkedBetween(string first, string last)
    {
        for (var day = Day(first); day <= Day(last); day = day.AddDays(1))
            if (Calendar.IsWorkingDay(day))
                yield return $"{day:yyyy-MM-dd}";
    }

    private static bool IsOpening(DateTime utc) =>
        Calendar.Hours.Spans.Any(s => s.From == TimeOnly.FromDateTime(ChinaTime.ToLocal(utc)));

    /// <summary>The slow truth: walk through open spans, taking from each what is left of it.</summary>
    private static DateTime Walk(DateTime from, TimeSpan left)
    {
        for (var day = ChinaTime.DateOf(from); ; day = day.AddDays(1))
        {
            if (!Calendar.IsWorkingDay(day))
                continue;
            foreach (var span in Calendar.Hours.Spans)
            {
                var (opens, closes) = (ChinaTime.ToUtc(day, span.From), ChinaTime.ToUtc(day, span.To));
                var start = opens > from ? opens : from;
                if (start >= closes)
                    continue;
                if (left <= closes - start)
                    return start + left;
                left -= closes - start;
            }
        }
    }
}
