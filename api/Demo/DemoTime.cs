using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>When people of a village do things: citizens while they are awake, offices while they are open, somebody on duty every day.</summary>
public sealed class DemoTime(WorkingCalendar calendar, DemoChance chance)
{
    private static readonly TimeOnly Rises = new(6, 0), Sleeps = new(21, 30), DutyBegins = new(8, 0), DutyEnds = new(18, 0);

    /// <summary>After so many hours, put off to the morning when that is at night.</summary>
    public DateTime Citizen(DateTime from, double hours) => PutOff(from.AddHours(hours), Rises, Sleeps);

    /// <summary>After so many hours of work of somebody who is there every day from 8 to 18.</summary>
    public DateTime OnDuty(DateTime from, double hours) => PutOff(from.AddHours(hours), DutyBegins, DutyEnds);

    /// <summary>After so many hours in which the office was open.</summary>
    public DateTime Office(DateTime from, double hours) => Whole(calendar.AddWorkingTime(from, TimeSpan.FromHours(hours)));

    /// <summary>Somebody answers the phone at night too.</summary>
    public static DateTime Clock(DateTime from, double hours) => Whole(from.AddHours(hours));

    /// <summary>Office hours of a working day.</summary>
    public double WorkingDay => calendar.Hours.Length.TotalHours;

    /// <summary>The latest moment up to <paramref name="at"/> at which people were awake.</summary>
    public DateTime AwakeBy(DateTime at)
    {
        var local = ChinaTime.ToLocal(at);
        var (date, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (time >= Rises && time <= Sleeps) return Whole(at);
        if (time < Rises) date = date.AddDays(-1);
        return Whole(ChinaTime.ToUtc(date, Sleeps).AddMinutes(-chance.Between(1, 90)));
    }

    /// <summary>A moment of that day: most people report in the early morning, before lunch and after work.</summary>
    public DateTime During(DateOnly day)
    {
        var hour = chance.Weighted([(6, 4), (7, 9), (8, 10), (9, 9), (10, 8), (11, 6), (12, 4), (13, 4), (14, 6), (15, 7), (16, 8), (17, 9), (18, 8), (19, 5), (20, 3)]);
        return Whole(ChinaTime.ToUtc(day, new TimeOnly(hour, 0)).AddSeconds(chance.Between(0, 3599)));
    }

    private DateTime PutOff(DateTime at, TimeOnly from, TimeOnly to)
    {
        var local = ChinaTime.ToLocal(at);
        var (date, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (time >= from && time <= to) return Whole(at);
        if (time > to) date = date.AddDays(1);
        return Whole(ChinaTime.ToUtc(date, from).AddMinutes(chance.Between(1, 50)));
    }

    private static DateTime Whole(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
