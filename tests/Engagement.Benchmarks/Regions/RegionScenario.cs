using System.Diagnostics;
using System.Globalization;
using System.Text;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Regions;

/// <summary>Importing a province as large as Liaoning into a new store, then the same list with every name changed.</summary>
public static class RegionScenario
{
    private const string Name = "regions";
    private const int Rows = 18_248;

    public static async Task RunAsync(Run run)
    {
        var rows = run.Scaled(Rows);
        foreach (var kind in run.Stores)
        {
            await using var store = await BenchStore.CreateAsync(run, kind, regions: false);
            var first = await ImportAsync(store, Province(rows, "村委会"));
            Run.Demand(first.Import.Added == rows, $"{rows} regions in the list, {first.Import.Added} added.");
            var again = await ImportAsync(store, Province(rows, "社区居委会"));
            Run.Demand(again.Import is { Added: 0, Deactivated: 0, Renamed: > 0 }, $"The second import: {again.Import}.");
            var stored = await store.InsideAsync(x => x.GetRequiredService<EngagementDbContext>().Set<Region>().CountAsync(r => r.Active));
            Run.Demand(stored == rows, $"{rows} regions imported, {stored} in the store.");
            run.AtMost(Name, kind, $"time to import {rows:#,0} regions into a new store", first.Seconds, 10, "s");
            run.AtMost(Name, kind, $"time to import them again with {again.Import.Renamed:#,0} new names", again.Seconds, 10, "s");
        }
    }

    private static Task<(RegionImport Import, double Seconds)> ImportAsync(BenchStore store, byte[] csv) => store.InsideAsync(async services =>
    {
        var clock = Stopwatch.StartNew();
        var import = await services.GetRequiredService<RegionImporter>().ImportAsync(new MemoryStream(csv), CancellationToken.None);
        if (import.Errors.Count > 0) throw new WrongResultException($"Line {import.Errors[0].Line}: {import.Errors[0].Reason}");
        return (import, clock.Elapsed.TotalSeconds);
    });

    /// <summary>A list in the shape of Liaoning's: 14 cities, some 7 counties each, some 14 townships each, some 11 villages each.</summary>
    private static byte[] Province(int rows, string suffix)
    {
        var text = new StringBuilder("code,name,level,parent\n21,辽宁省,province,\n");
        var left = rows - 1;
        void Row(string code, string name, string level)
        {
            text.Append(CultureInfo.InvariantCulture, $"{code},{name},{level},{Region.ParentOf(code)}\n");
            left--;
        }

        for (var city = 1; left > 0; city++)
        {
            Row($"21{city:00}", $"第{city}市", "city");
            for (var county = 1; county <= 7 && left > 0; county++)
            {
                Row($"21{city:00}{county:00}", $"第{county}县", "county");
                for (var township = 1; township <= 14 && left > 0; township++)
                {
                    Row($"21{city:00}{county:00}{township:000}", $"柳树{township}镇", "township");
                    for (var village = 1; village <= 12 && left > 0; village++) Row($"21{city:00}{county:00}{township:000}{200 + village:000}", $"杏树{village}{suffix}", "village");
                }
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
