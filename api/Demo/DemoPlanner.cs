using Engagement.Core.Cases;
using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>Decides who reports what, when, and what becomes of it: a growing stream over half a year, and some of every kind for sure.</summary>
public sealed class DemoPlanner(DemoPeople people, DemoTexts texts, DemoChance chance, DemoTime time, DateTime now)
{
    private const int Days = 183, Stream = 440;

    /// <summary>In order of filing.</summary>
    public IReadOnlyList<DemoPlan> Plan()
    {
        List<DemoPlan> plans = [];
        for (var i = 0; i < Stream; i++) plans.Add(Ordinary());
        plans.AddRange(plans.Where(MayBeReportedTwice).ToList().Where(_ => chance.Percent(8)).Select(Duplicate));
        plans.AddRange(SomeOfEveryKind());
        plans.AddRange(OfKnownPeople());
        plans.AddRange(WithTurns());
        return [.. plans.OrderBy(x => x.FiledAt)];
    }

    private DemoPlan Ordinary()
    {
        // More and more people use it: twice as many a day now as on average.
        var daysAgo = (int)(Days * (1 - Math.Sqrt(chance.Between(0, 1))));
        var at = time.During(ChinaTime.DateOf(now).AddDays(-daysAgo));
        if (at > now.AddMinutes(-10)) at = at.AddDays(-1);
        var ending = chance.Weighted([
            (DemoEnding.Solved, 68), (DemoEnding.Silent, 17), (DemoEnding.Rejected, 6), (DemoEnding.Withdrawn, 5), (DemoEnding.ClosedByStaff, 4)]);
        var onBehalf = chance.Percent(7);
        var village = chance.Pick(people.Villages);
        return new DemoPlan(at, village, Reporter(village, withWeChat: !onBehalf), Category(at))
        {
            Ending = ending,
            Reopenings = ending == DemoEnding.Solved ? chance.Weighted([(0, 90), (1, 8), (2, 2)]) : 0,
            Visibility = chance.Weighted([(CaseVisibility.PublicNamed, 55), (CaseVisibility.PublicAnonymous, 31), (CaseVisibility.StaffOnly, 14)]),
            Hidden = !onBehalf && chance.Percent(5),
            OnBehalf = onBehalf,
            Late = chance.Percent(11),
            Urges = chance.Weighted([(0, 88), (1, 9), (2, 3)]),
            Supporters = chance.Weighted([(0, 60), (1, 14), (2, 10), (4, 9), (9, 7)]),
        };
    }

    private bool MayBeReportedTwice(DemoPlan x) =>
        x is { Hidden: false, OnBehalf: false, Ending: DemoEnding.Solved or DemoEnding.Silent } && x.Category is not ("water" or "power" or "heating" or "burning" or "danger")
        && x.FiledAt < now.AddDays(-20);

    private DemoPlan Duplicate(DemoPlan first) =>
        new(time.Citizen(first.FiledAt, chance.Between(1, 9)), first.Village, Reporter(first.Village, withWeChat: true, except: first.Reporter), first.Category)
        {
            SameAs = first,
            Visibility = CaseVisibility.PublicAnonymous,
            Stop = DemoStop.Filed,
        };

    private IEnumerable<DemoPlan> SomeOfEveryKind()
    {
        for (var i = 0; i < 6; i++)
        {
            yield return Recent(TimeSpan.FromHours(0.4 + 2.5 * i)) with { Stop = DemoStop.Filed };
            yield return Recent(TimeSpan.FromDays(1 + i * 0.5)) with { Stop = DemoStop.Accepted, Supporters = i };
            yield return Recent(TimeSpan.FromDays(3 + i * 0.5)) with { Stop = DemoStop.Started, Supporters = i * 2 };
            yield return Recent(TimeSpan.FromDays(6)) with { Stop = DemoStop.Resolved };
            yield return Recent(TimeSpan.FromDays(32 + i)) with { Stop = DemoStop.Started, Urges = 1 + i % 3, Supporters = 3 };
        }

        for (var i = 0; i < 3; i++)
        {
            yield return Recent(TimeSpan.FromDays(29 + i)) with { Stop = DemoStop.Accepted, Urges = 2 };
            yield return Recent(TimeSpan.FromDays(2 + i * 5)) with { Stop = DemoStop.Filed };
            yield return Recent(TimeSpan.FromDays(6 + i)) with { Reopenings = 1 };
            yield return Recent(TimeSpan.FromDays(14 + i)) with { Reopenings = 2, Stop = DemoStop.HandedUp };
            yield return Recent(TimeSpan.FromDays(60 + i)) with { Reopenings = 2 };
            yield return Recent(TimeSpan.FromDays(40 + i)) with { Reopenings = 1 };
            yield return Recent(TimeSpan.FromDays(5 + i)) with { Hidden = true, Visibility = CaseVisibility.StaffOnly, Stop = i == 0 ? DemoStop.Started : DemoStop.Nowhere };
            yield return Recent(TimeSpan.FromDays(25 + i)) with { Ending = DemoEnding.Silent };
            yield return Recent(TimeSpan.FromDays(20 + i)) with { Ending = DemoEnding.ClosedByStaff };
            yield return Recent(TimeSpan.FromDays(10 + i)) with { Ending = DemoEnding.Rejected };
            yield return Recent(TimeSpan.FromDays(8 + i)) with { Ending = DemoEnding.Withdrawn };
            var target = Recent(TimeSpan.FromDays(4 + i)) with { Stop = DemoStop.Started };
            yield return target;
            yield return Duplicate(target);
            var village = people.Villages[i];
            yield return new DemoPlan(Ago(TimeSpan.FromDays(2 + i)), village, Reporter(village, withWeChat: false), "toilet") { OnBehalf = true, Duty = true, Stop = DemoStop.Accepted };
        }
    }

    /// <summary>Weather, missing parts, what only next year's plan can mend, and what the village itself can.</summary>
    private IEnumerable<DemoPlan> WithTurns()
    {
        for (var i = 0; i < 3; i++)
        {
            yield return Recent(TimeSpan.FromDays(20 + 9 * i)) with { Turn = DemoTurn.Paused };
            yield return Recent(TimeSpan.FromDays(25 + 9 * i)) with { Turn = DemoTurn.Extended };
            yield return Recent(TimeSpan.FromDays(15 + 9 * i)) with { Turn = DemoTurn.Deferred };
            yield return Recent(TimeSpan.FromDays(18 + 9 * i)) with { Turn = DemoTurn.Returned };
        }
    }

    /// <summary>What zhang, li and wang find under "mine".</summary>
    private IEnumerable<DemoPlan> OfKnownPeople()
    {
        DemoPlan Of(DemoVillager person, double daysAgo, string category) =>
            new(Ago(TimeSpan.FromDays(daysAgo)), people.FirstVillage, person, category) { Duty = true };

        var (zhang, li, wang) = (people.Zhang, people.Li, people.Wang);
        yield return Of(zhang, 6, "rubbish") with { Stop = DemoStop.Resolved, Supporters = 5 };
        yield return Of(zhang, 95, "lamp") with { Supporters = 3 };
        yield return Of(zhang, 12, "road") with { Stop = DemoStop.Started, Urges = 2, Supporters = 9 };
        yield return Of(zhang, 0.05, "sewage") with { Stop = DemoStop.Filed };
        yield return Of(li, 3, "ditch") with { Stop = DemoStop.Accepted, Visibility = CaseVisibility.PublicAnonymous, Supporters = 2 };
        yield return Of(li, 50, "building") with { Ending = DemoEnding.Rejected, Visibility = CaseVisibility.StaffOnly };
        yield return Of(li, 30, "clutter") with { Ending = DemoEnding.Withdrawn };
        yield return Of(li, 70, "water");
        var seen = Of(wang, 5, "straw") with { Stop = DemoStop.Started, Supporters = 4 };
        yield return seen;
        yield return Duplicate(seen) with { Reporter = li };
        yield return Of(wang, 14, "toilet") with { Reopenings = 2, Stop = DemoStop.HandedUp };
        yield return Of(wang, 8, "livestock") with { Hidden = true, Visibility = CaseVisibility.StaffOnly, Stop = DemoStop.Started };
        yield return Of(wang, 40, "cleaning") with { Ending = DemoEnding.Silent };
        yield return Of(wang, 6, "posters") with { Stop = DemoStop.Resolved, Visibility = CaseVisibility.PublicAnonymous };
    }

    private DemoPlan Recent(TimeSpan ago)
    {
        var village = chance.Pick(people.Villages);
        return new DemoPlan(Ago(ago), village, Reporter(village, withWeChat: true), chance.Pick(Steady)) { Duty = true };
    }

    /// <summary>Some time of that day; of today and yesterday, the moment itself.</summary>
    private DateTime Ago(TimeSpan ago) =>
        ago >= TimeSpan.FromDays(2) ? time.During(ChinaTime.DateOf(now - ago)) : time.AwakeBy(now - ago - TimeSpan.FromSeconds(chance.Between(0, 900)));

    /// <summary>Reported all year round and worked by days, not by hours.</summary>
    private static readonly string[] Steady = ["rubbish", "sewage", "toilet", "clutter", "posters", "cleaning", "lamp", "road"];

    private string Category(DateTime at)
    {
        var month = ChinaTime.DateOf(at).Month;
        return chance.Weighted([.. texts.Categories.Where(x => x.Value.Months?.Contains(month) != false).Select(x => (x.Key, x.Value.Weight))]);
    }

    private DemoVillager Reporter(DemoVillage village, bool withWeChat, DemoVillager? except = null)
    {
        while (true)
        {
            var one = chance.Pick(village.Villagers);
            if (one.HasWeChat == withWeChat && one != except) return one;
        }
    }
}
