using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Cases;

/// <summary>A million open cases, each with a person, one in a hundred of them due at each turn: overdue, which is told to that person and two leaders. Floor and
/// sweep take turns, each time with another hundredth of the same places and ages. No clock runs: a turn is a minute that comes when it is asked for.</summary>
public static class SweepScenario
{
    private const string Name = "sweep";
    private const int Rounds = 5;

    /// <summary>Before the first turn nothing is due, and what is due in none lies a month ahead.</summary>
    private static readonly DateTime Base = DateTime.UtcNow.Date.AddHours(3);

    public static async Task RunAsync(Run run)
    {
        foreach (var kind in run.Stores) await RunAsync(run, kind);
    }

    private static async Task RunAsync(Run run, StoreKind kind)
    {
        await using var store = await BenchStore.CreateAsync(run, kind);
        var clerks = await SetUpStaffAsync(store);
        var fill = new CaseFill(run.Scaled(1_000_000)) { Finish = (n, township, set) => Open(n, clerks[township], set) };
        await fill.RunAsync(store);
        await using var floor = await SweepFloor.OpenAsync(store);
        var due = fill.Count / 100;
        List<double> ratios = [], floors = [], sweeps = [];
        // The first turn of each warms up: statements, plans, the code of the sweep.
        for (var round = 0; round <= (run.Smoke ? 1 : Rounds); round++)
        {
            var (first, second) = (round * 2, round * 2 + 1);
            // Who comes second finds the store busier or warmer; so they change places.
            var floorFirst = round % 2 == 0;
            if (floorFirst) floors.Add(await TurnAsync(floor, due, first, now => floor.RunAsync(now)));
            sweeps.Add(await TurnAsync(floor, due, floorFirst ? second : first, now => SweepAsync(store, now, due)));
            if (!floorFirst) floors.Add(await TurnAsync(floor, due, second, now => floor.RunAsync(now)));
            ratios.Add(sweeps[^1] / floors[^1]);
        }

        run.AtMost(Name, kind, "sweep : floor, time", Load.Median(ratios.Skip(1)), 2.0);
        run.Note(Name, kind, "floor / sweep, s", FormattableString.Invariant($"{Load.Median(floors.Skip(1)):0.00} / {Load.Median(sweeps.Skip(1)):0.00}, {due} of {fill.Count} due"));
        run.Note(Name, kind, "ratios of the rounds", string.Join(", ", ratios.Skip(1).Select(x => FormattableString.Invariant($"{x:0.00}"))));
        run.Note(Name, kind, "a run that finds nothing, ms", (await IdleAsync(store)).ToString("0.00", CultureInfo.InvariantCulture));
    }

    /// <summary>Seconds until everything due in this minute is passed, and a look at what was written: the same rows whoever wrote them.</summary>
    private static async Task<double> TurnAsync(SweepFloor floor, int due, int turn, Func<DateTime, Task> pass)
    {
        await floor.SettleAsync();
        var now = Base.AddMinutes(turn).AddSeconds(30);
        var (lines, messages) = await floor.CountAsync();
        Run.Demand(await floor.DueAsync(now) == due, $"{await floor.DueAsync(now)} cases are due instead of {due}.");
        var start = Stopwatch.GetTimestamp();
        await pass(now);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var after = await floor.CountAsync();
        Run.Demand(after.Lines - lines == due, $"{after.Lines - lines} timeline lines for {due} cases.");
        Run.Demand(after.Messages - messages == due * 3, $"{after.Messages - messages} messages for {due} cases.");
        Run.Demand(await floor.DueAsync(now) == 0, "Something is still due.");
        return seconds;
    }

    private static async Task SweepAsync(BenchStore store, DateTime now, int due)
    {
        var (all, batch) = (0, 0);
        do all += batch = await store.InsideAsync(services => ActivatorUtilities.CreateInstance<EscalationSweep>(services, new StoppedClock(now)).RunBatchAsync(CancellationToken.None));
        while (batch > 0);
        Run.Demand(all == due, $"{all} were swept, {due} were due.");
    }

    private static async Task<double> IdleAsync(BenchStore store)
    {
        List<double> times = [];
        for (var i = 0; i < 20; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await SweepAsync(store, Base, 0);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Load.Median(times);
    }

    private static void Open(int n, Guid clerk, Action<string, object?> set)
    {
        var filedAt = Base.AddDays(-10).AddSeconds(-(n % 86_400));
        var dueAt = n % 100 < (Rounds + 1) * 2 ? Base.AddMinutes(n % 100) : Base.AddDays(30).AddSeconds(n % 86_400);
        set(nameof(Case.Status), CaseStatus.InProgress);
        set(nameof(Case.Outcome), null);
        set(nameof(Case.AssigneeId), clerk);
        set(nameof(Case.FiledAt), filedAt);
        set(nameof(Case.ClockStartedAt), filedAt);
        set(nameof(Case.AcceptedAt), filedAt);
        set(nameof(Case.RespondedAt), filedAt);
        set(nameof(Case.DueAt), dueAt);
        set(nameof(Case.EscalationStep), 80);
        set(nameof(Case.NextStepAt), dueAt);
        set(nameof(Case.EventCount), 5);
    }

    /// <summary>A clerk in each township and two people in each county, all with a person behind them. Returns the clerk of each township.</summary>
    private static Task<Dictionary<string, Guid>> SetUpStaffAsync(BenchStore store) => store.InsideAsync(async services =>
    {
        var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
        var townships = await db.Set<Region>().Where(x => x.Level == RegionLevel.Township).Select(x => x.Code).ToListAsync();
        Dictionary<string, Guid> clerks = [];
        foreach (var township in townships) clerks[township] = Add(Role.TownshipStaff, township, 1);
        foreach (var county in townships.Select(x => x[..6]).Distinct())
            for (var i = 1; i <= 2; i++) Add(Role.CountyOffice, county, i);
        await db.SaveChangesAsync();
        return clerks;

        Guid Add(Role role, string region, int number)
        {
            var person = new Person(clock.NewId(), "李", null, clock.UtcNow());
            var name = FormattableString.Invariant($"{role}-{region}-{number}");
            var user = new StaffUser
            {
                Id = clock.NewId(),
                UserName = name,
                NormalizedUserName = name.ToUpperInvariant(),
                DisplayName = "小李",
                PersonId = person.Id,
                CreatedAt = clock.UtcNow(),
                SecurityStamp = name,
            };
            db.AddRange(person, user, new Grant(clock.NewId(), user.Id, role, region, null, Base.AddYears(-1)));
            return user.Id;
        }
    });

    private sealed class StoppedClock(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
