using Engagement.Core.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Engagement.Tests.Shared;

/// <summary>Times and dates for properties: 2017-2029, so with years before and after the official data.</summary>
internal static class CalendarGen
{
    private static readonly DateOnly First = new(2017, 1, 1);

    public static Gen<DateOnly> Date { get; } = Gen.Choose(0, 13 * 365).Select(d => First.AddDays(d));

    /// <summary>Any millisecond, with opening, closing and lunch edges much more often than chance would give them.</summary>
    public static Gen<DateTime> Moment { get; } =
        from date in Date
        from time in Gen.Frequency(
            (3, Gen.Choose(0, 86_399_999)),
            (1, Gen.Elements(0, 30_600_000, 43_200_000, 48_600_000, 63_000_000, 86_399_999)),
            (1, Gen.Choose(30_599_999, 30_600_001)),
            (1, Gen.Choose(62_999_999, 63_000_001)))
        select ChinaTime.ToUtc(date, new TimeOnly(time * TimeSpan.TicksPerMillisecond));

    public static Gen<DateTime> OpenMoment { get; } = Moment.Where(WorkingCalendar.Official.IsWorkingTime);

    public static Gen<DateOnly> WorkingDay { get; } = Date.Where(WorkingCalendar.Official.IsWorkingDay);

    /// <summary>0 to 48 days, by the millisecond, whole working days among them.</summary>
    public static Gen<TimeSpan> Duration { get; } = Gen.Frequency(
        (3, Gen.Choose(0, 1_000_000_000).Select(ms => TimeSpan.FromMilliseconds(ms))),
        (1, Gen.Choose(0, 60).Select(d => WorkingHours.Default.Length * d)),
        (1, Gen.Choose(0, 4_000_000).Select(ms => TimeSpan.FromMilliseconds((long)ms * 1_000))));

    public static void Check<T>(Gen<T> gen, Func<T, bool> holds) =>
        Prop.ForAll(Arb.From(gen), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    public static Gen<(T1, T2)> Pair<T1, T2>(Gen<T1> one, Gen<T2> two) =>
        one.SelectMany(_ => two, (a, b) => (a, b));
}
