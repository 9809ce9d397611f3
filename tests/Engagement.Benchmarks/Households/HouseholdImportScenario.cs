using System.Diagnostics;
using System.Globalization;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Households.Importing;
using Engagement.Core.Households.Register;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Households;

/// <summary>A county's whole register as one workbook: preview, commit, and the same file again. Two members a household, an alley, a plate and a number each.</summary>
public static class HouseholdImportScenario
{
    private const string Name = "household-import", County = "210283";
    private const int Households = 100_000;

    public static async Task RunAsync(Run run)
    {
        var households = run.Scaled(Households);
        foreach (var kind in run.Stores)
        {
            await using var store = await BenchStore.CreateAsync(run, kind);
            var actor = (await store.StaffAsync(Role.Administrator, County)).Actor;
            var path = Path.Combine(store.Folder, "register.xlsx");
            await WriteAsync(store, path, households);
            await using var file = File.OpenRead(path);

            using var watch = new MemoryWatch();
            var (preview, previewSeconds) = await TimeAsync(store, x => x.PreviewAsync(actor, County, file, CancellationToken.None));
            Run.Demand(preview.NewCount == households && preview.ErrorCount == 0, $"{households} in the file, {preview.NewCount} new, {preview.ErrorCount} errors.");
            var (commit, commitSeconds) = await TimeAsync(store, x => x.CommitAsync(actor, County, file, preview.Hash, CancellationToken.None));
            var peak = watch.PeakMegabytes;
            Run.Demand(commit.NewCount == households, $"{commit.NewCount} imported.");
            var (again, againSeconds) = await TimeAsync(store, x => x.PreviewAsync(actor, County, file, CancellationToken.None));
            Run.Demand(again.UnchangedCount == households && again.MissingCount == 0, $"Again: {again.UnchangedCount} unchanged, {again.MissingCount} missing.");
            var (stored, counted) = await store.InsideAsync(async x => (await x.GetRequiredService<EngagementDbContext>().Set<Household>().CountAsync(),
                await x.GetRequiredService<EngagementDbContext>().Set<HouseholdCount>().SumAsync(c => c.Active)));
            Run.Demand(stored == households && counted == households, $"{stored} stored, {counted} counted.");
            Run.Demand(await store.InsideAsync(x => x.GetRequiredService<HouseholdCounts>().ReconcileAsync(CancellationToken.None)) == 0, "The counts are not those of a recount.");

            run.AtMost(Name, kind, $"preview and commit of {households:#,0} households with {2 * households:#,0} members", previewSeconds + commitSeconds, 60, "s");
            run.Note(Name, kind, "of which the preview", string.Create(CultureInfo.InvariantCulture, $"{previewSeconds:0.0} s"));
            run.AtMost(Name, kind, "resident memory of the process at its highest meanwhile", peak, 400, "MB");
            run.Note(Name, kind, "preview of the same file again: nothing changed", string.Create(CultureInfo.InvariantCulture, $"{againSeconds:0.0} s; memory then {watch.PeakMegabytes:0} MB"));
        }
    }

    private static Task<(ImportReport Report, double Seconds)> TimeAsync(BenchStore store, Func<HouseholdImporter, Task<ImportReport>> work) => store.InsideAsync(async services =>
    {
        var clock = Stopwatch.StartNew();
        return (await work(services.GetRequiredService<HouseholdImporter>()), clock.Elapsed.TotalSeconds);
    });

    /// <summary>Over the county's villages in turn, up to 600 households in each before the next round.</summary>
    private static async Task WriteAsync(BenchStore store, string path, int households)
    {
        var villages = await store.InsideAsync(x => x.GetRequiredService<EngagementDbContext>().Set<Region>().Where(r => r.Level == RegionLevel.Village).Under(r => r.Code, County)
            .OrderBy(r => r.Code).Select(r => r.Code).ToListAsync());
        await using var file = File.Create(path);
        await using var sheet = await XlsxSheetWriter.StartAsync(file, "登记",
            [new("村", 14), new("胡同", 10), new("门牌号", 12), new("户主", 10), new("联系电话", 14), new("家庭成员", 20)], CancellationToken.None);
        for (var i = 0; i < households; i++)
        {
            var (village, number) = (villages[i % villages.Count], i / villages.Count);
            await sheet.RowAsync(
            [
                XlsxCell.Text(village), XlsxCell.Text(string.Create(CultureInfo.InvariantCulture, $"{number / 30 + 1}组")), XlsxCell.Text(string.Create(CultureInfo.InvariantCulture, $"{number + 1}号")),
                XlsxCell.Text($"张{(char)('一' + i % 997)}{(char)('丁' + i % 89)}"), XlsxCell.Number(12_000_000_000d + i), XlsxCell.Text($"李{(char)('一' + i % 991)}(妻)"),
            ], CancellationToken.None);
        }

        await sheet.CompleteAsync(CancellationToken.None);
    }

    /// <summary>Looks ten times a second; a server's memory between two looks grows by a batch, not by a file.</summary>
    private sealed class MemoryWatch : IDisposable
    {
        private readonly Timer timer;
        private long peak;

        public MemoryWatch()
        {
            GC.Collect();
            timer = new Timer(_ => Look(), null, 0, 100);
        }

        public double PeakMegabytes
        {
            get
            {
                Look();
                return peak / 1048576.0;
            }
        }

        public void Dispose() => timer.Dispose();

        private void Look()
        {
            using var process = Process.GetCurrentProcess();
            peak = Math.Max(peak, process.WorkingSet64);
        }
    }
}
