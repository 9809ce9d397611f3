using System.Diagnostics;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Cases;

/// <summary>The first and the thousandth page of filtered lists over a million cases, read through the queries the console uses. A fifth of all
/// cases lies in one township, much more than any real one has: otherwise its filtered list would have no thousandth page.</summary>
public static class CaseListScenario
{
    private const string Name = "case-list";
    private const int Cases = 1_000_000, DeepPage = 1000, PageSize = 20;

    public static async Task RunAsync(Run run)
    {
        foreach (var kind in run.Stores)
        {
            await using var store = await BenchStore.CreateAsync(run, kind);
            var clock = Stopwatch.StartNew();
            var fill = new CaseFill(run.Scaled(Cases));
            await fill.RunAsync(store);
            run.Note(Name, kind, $"filling {fill.Count:#,0} cases", $"{clock.Elapsed.TotalSeconds:0} s");

            var (clerk, _) = await store.StaffAsync(Role.TownshipStaff, CaseFill.Township);
            var (county, _) = await store.StaffAsync(Role.CountyOffice, CaseFill.Township[..6]);
            (string What, Actor Actor, CaseFilter Filter)[] lists =
            [
                ("clerk, own township, closed", clerk, new CaseFilter { Region = CaseFill.Township, Statuses = [CaseStatus.Closed] }),
                ("clerk, own township, rubbish", clerk, new CaseFilter { Region = CaseFill.Township, Category = "rubbish" }),
                ("clerk, no region chosen, closed", clerk, new CaseFilter { Statuses = [CaseStatus.Closed] }),
                ("clerk, no region chosen, closed or resolved", clerk, new CaseFilter { Statuses = [CaseStatus.Closed, CaseStatus.Resolved] }),
                ("clerk, no region chosen, rubbish", clerk, new CaseFilter { Category = "rubbish" }),
                ("county office, own county, closed", county, new CaseFilter { Region = CaseFill.Township[..6], Statuses = [CaseStatus.Closed] }),
                ("county office, no region chosen, rubbish", county, new CaseFilter { Category = "rubbish" }),
            ];
            // Each list compiles its own query, which takes longer than everything else of a smoke run.
            foreach (var (what, actor, filter) in run.Smoke ? lists[1..3] : lists) await CompareAsync(run, store, fill, what, actor, filter);
            (string What, Actor Actor, CaseFilter Filter)[] views =
            [
                ("clerk, open and overdue", clerk, new CaseFilter { View = CaseView.Overdue, Sort = CaseSort.DueAt, Ascending = true }),
                ("clerk, open and unassigned", clerk, new CaseFilter { View = CaseView.Unassigned }),
                ("clerk, rejected (1 in 100)", clerk, new CaseFilter { Statuses = [CaseStatus.Rejected] }),
                ("county office, rejected (1 in 100)", county, new CaseFilter { Statuses = [CaseStatus.Rejected] }),
            ];
            foreach (var (what, actor, filter) in run.Smoke ? views[..1] : views)
                run.AtMost(Name, kind, $"p50, first page: {what}", await TimeAsync(run, store, actor, filter, null), 10, "ms");
            run.Note(Name, kind, "p50, counts above the list: clerk / county office",
                $"{await CountsAsync(run, store, clerk):0.0} / {await CountsAsync(run, store, county):0.0} ms");
        }
    }

    private static async Task CompareAsync(Run run, BenchStore store, CaseFill fill, string what, Actor actor, CaseFilter filter)
    {
        var deep = await WalkAsync(run, store, fill, actor, filter);
        // One read of each in turn, so that both see the same noise.
        List<double> first = [], last = [];
        for (var i = 0; i < (run.Smoke ? 1 : 300); i++)
        {
            first.Add(await TimeOneAsync(store, actor, filter, null));
            last.Add(await TimeOneAsync(store, actor, filter, deep));
        }

        run.AtMost(Name, store.Kind, $"time of the thousandth page : first page: {what}", Load.Median(last) / Load.Median(first), 1.3);
        run.AtMost(Name, store.Kind, $"p50, slower of both: {what}", Math.Max(Load.Median(first), Load.Median(last)), 10, "ms");
    }

    /// <summary>Goes through the list page by page to the cursor of the thousandth and checks on the way that nothing is missing, twice or out of order.</summary>
    private static async Task<string> WalkAsync(Run run, BenchStore store, CaseFill fill, Actor actor, CaseFilter filter)
    {
        string? after = null;
        var seen = new HashSet<Guid>();
        DateTime? last = null;
        for (var page = 1; page < run.Scaled(DeepPage); page++)
        {
            var read = await ReadAsync(store, actor, filter, after);
            Run.Demand(read.Items.Count == PageSize && read.Next is not null, $"The list ends on page {page}.");
            foreach (var item in read.Items)
            {
                var at = filter.Sort == CaseSort.DueAt ? item.DueAt : item.FiledAt;
                Run.Demand(seen.Add(item.Id), $"{item.Number} comes twice.");
                Run.Demand(last is null || at <= last, $"{item.Number} is out of order.");
                Run.Demand(filter.Statuses.Count == 0 || filter.Statuses.Contains(item.Status), $"{item.Number} has a status not asked for.");
                Run.Demand(filter.Category is null || item.CategoryCode == filter.Category, $"{item.Number} has a category not asked for.");
                last = at;
            }

            after = read.Next;
        }

        var end = last!.Value;
        var statuses = filter.Statuses;
        var expected = await store.InsideAsync(async services =>
        {
            var cases = services.GetRequiredService<EngagementDbContext>().Set<Case>().Where(CaseAccess.Within(actor.Grants[0].RegionCode));
            if (filter.Category is { } category) cases = cases.Where(x => x.CategoryCode == category);
            if (statuses.Count > 0) cases = cases.Where(x => statuses.Contains(x.Status));
            return await (filter.Sort == CaseSort.DueAt ? cases.CountAsync(x => x.DueAt > end) : cases.CountAsync(x => x.FiledAt > end));
        });
        // Cases of the very moment at which the page was cut may stand on both sides of the cut.
        Run.Demand(seen.Count >= expected && seen.Count - expected <= CaseFill.SameMoment, $"{expected} cases lie before the cut, {seen.Count} were listed.");
        return after!;
    }

    private static async Task<double> TimeAsync(Run run, BenchStore store, Actor actor, CaseFilter filter, string? after)
    {
        List<double> times = [];
        for (var i = 0; i < (run.Smoke ? 1 : 60); i++)
            times.Add(await TimeOneAsync(store, actor, filter, after));
        return Load.Median(times);
    }

    private static async Task<double> TimeOneAsync(BenchStore store, Actor actor, CaseFilter filter, string? after)
    {
        var start = Stopwatch.GetTimestamp();
        await ReadAsync(store, actor, filter, after);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Task<Page<CaseListItem>> ReadAsync(BenchStore store, Actor actor, CaseFilter filter, string? after) => store.InsideAsync(services =>
        services.GetRequiredService<CaseQueries>().ListAsync(actor, filter, PageSize, after, CancellationToken.None));

    private static async Task<double> CountsAsync(Run run, BenchStore store, Actor actor)
    {
        List<double> times = [];
        for (var i = 0; i < (run.Smoke ? 1 : 20); i++)
        {
            var start = Stopwatch.GetTimestamp();
            var counts = await store.InsideAsync(services => services.GetRequiredService<CaseQueries>().CountAsync(actor, new CaseFilter(), CancellationToken.None));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Run.Demand(counts.Open >= counts.Overdue && counts.Open > 0, $"Counts: {counts}.");
        }

        return Load.Median(times);
    }
}
