using System.Diagnostics;
using System.Globalization;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Households.Register;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Pledges;

/// <summary>Who signed and who kept it in all of Dalian: 600,000 households with their pledges and checks as rows, the figures from the maintained counts,
/// which the jobs' reconciliation proves equal to a recount of the rows.</summary>
public static class CoverageScenario
{
    private const string Name = "coverage", City = "2102";
    private const int Households = 600_000, Villages = 1_832, Asked = 25, SignedOfTen = 8;

    public static async Task RunAsync(Run run)
    {
        var households = run.Scaled(Households);
        foreach (var kind in run.Stores)
        {
            await using var store = await BenchStore.CreateAsync(run, kind);
            var actor = (await store.StaffAsync(Role.Administrator, City)).Actor;
            var (signed, checks, kept) = await FillAsync(store, households);
            var counted = await TimeAsync(() => store.InsideAsync(async x =>
            {
                Run.Demand(await x.GetRequiredService<HouseholdCounts>().ReconcileAsync(CancellationToken.None) == 0, "The households are not as counted.");
                Run.Demand((await x.GetRequiredService<PledgeCounts>().ReconcileAsync(CancellationToken.None)).Count == 0, "The pledges are not as counted.");
            }));
            foreach (var by in new[] { PledgeBreakdown.County, PledgeBreakdown.Township, PledgeBreakdown.Village })
            {
                List<double> times = [];
                for (var i = 0; i < (run.Smoke ? 1 : Asked); i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    var report = (await store.InsideAsync(x => x.GetRequiredService<PledgeStatistics>().ReportAsync(actor, City, by, null, CancellationToken.None)))!;
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    Run.Demand((report.Total.Households, report.Total.Signed, report.Total.Checks, report.Total.Kept) == (households, signed, checks, kept), $"{report.Total}");
                    if (by == PledgeBreakdown.Village) Run.Demand(report.Rows.Count == Villages, $"{report.Rows.Count} villages.");
                }

                run.AtMost(Name, kind, $"p50, {households:#,0} households in {Villages:#,0} villages, by {by}", Load.Median(times), 300, "ms");
                if (!run.Smoke) run.Note(Name, kind, $"slowest of {Asked}, the first included", string.Create(CultureInfo.InvariantCulture, $"{times.Max():0} ms"));
            }

            run.Note(Name, kind, $"both reconciliations, {signed:#,0} pledges and {checks:#,0} checks recounted, no difference", string.Create(CultureInfo.InvariantCulture, $"{counted:0.0} s"));
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Village after village: eight households of ten have signed, every second of those was checked, every seventh check failed.</summary>
    private static Task<(int Signed, int Checks, int Kept)> FillAsync(BenchStore store, int households) => store.InsideAsync(async services =>
    {
        var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
        var villages = await db.Set<Region>().AsNoTracking().Where(x => x.Level == RegionLevel.Village).Under(x => x.Code, City).OrderBy(x => x.Code).Select(x => x.Code).ToListAsync();
        Run.Demand(villages.Count == Villages, $"{villages.Count} villages in the shipped regions.");
        var now = clock.UtcNow();
        var term = PledgeTerm.On(ChinaTime.DateOf(now), PledgeTermKind.Year);
        var text = PledgeText.Compose(new PledgeWording("门前三包承诺书", "扫净", "摆齐", "浇水", []), City, term, now);
        var (signedInAll, checksInAll, keptInAll, checker) = (0, 0, 0, clock.NewId());
        await db.InTransactionAsync(async () =>
        {
            await db.InsertManyAsync<PledgeText>([text], CancellationToken.None);
            for (var v = 0; v < villages.Count; v++)
            {
                var count = (int)((long)households * (v + 1) / villages.Count - (long)households * v / villages.Count);
                List<Household> homes = [.. Enumerable.Range(1, count).Select(x => new Household(clock.NewId(), villages[v], x, new HouseholdPlace($"{x}号", null, null, null), now))];
                List<Pledge> pledges = [.. homes.Where((_, i) => i % 10 < SignedOfTen).Select(x =>
                    new Pledge(new PledgeSigning(clock.NewId(), x.Id, villages[v], term, text.Hash, Guid.NewGuid().ToString("N")[..16].ToUpperInvariant(), PledgeMeans.Paper, checker, checker, now), now))];
                List<PledgeCheck> checks = [.. pledges.Where((_, i) => i % 2 == 0).Select((x, i) => new PledgeCheck(
                    new PledgeVisit(clock.NewId(), Guid.NewGuid(), x.HouseholdId, x.Id, null, null, villages[v], term.Code, new GuaranteeMarks(i % 7 != 6, true, true), null, checker, now), now))];
                var kept = checks.Count(x => x.State == PledgeCheckState.Kept);
                await db.InsertManyAsync(homes, CancellationToken.None);
                await db.InsertManyAsync(pledges, CancellationToken.None);
                await db.InsertManyAsync(checks, CancellationToken.None);
                if (count == 0) continue;
                await services.GetRequiredService<HouseholdCounts>().AddAsync(villages[v], count, CancellationToken.None);
                await services.GetRequiredService<PledgeCounts>().AddAsync(villages[v], term.Code, pledges.Count, checks.Count, kept, CancellationToken.None);
                (signedInAll, checksInAll, keptInAll) = (signedInAll + pledges.Count, checksInAll + checks.Count, keptInAll + kept);
            }

            return 0;
        }, CancellationToken.None);
        return (signedInAll, checksInAll, keptInAll);
    });
}
