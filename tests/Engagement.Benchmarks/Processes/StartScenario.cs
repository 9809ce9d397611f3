using System.Diagnostics;
using System.Net;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Engagement.Tests.Infrastructure;

namespace Engagement.Benchmarks.Processes;

/// <summary>From starting the built executable on an existing SQLite file to its first answer that comes from the store.</summary>
public static class StartScenario
{
    public static async Task RunAsync(Run run)
    {
        await using var store = await BenchStore.CreateAsync(run, StoreKind.Sqlite);
        List<double> ready = [], answered = [], processor = [];
        for (var i = 0; i < (run.Smoke ? 1 : 6); i++)
        {
            var clock = Stopwatch.StartNew();
            await using var api = await RunningApi.StartAsync(store.ConnectionString, arguments: store.Arguments);
            ready.Add(clock.Elapsed.TotalSeconds);
            using var answer = await api.Client.GetAsync("api/regions?parent=2102");
            Run.Demand(answer.StatusCode == HttpStatusCode.OK, $"The first request answered {(int)answer.StatusCode}.");
            answered.Add(clock.Elapsed.TotalSeconds);
            using var process = Process.GetProcessById(api.Pid);
            processor.Add(process.TotalProcessorTime.TotalSeconds);
        }

        // The first start reads the files from disk; the others show the program.
        if (answered.Count > 1) run.Note("start", StoreKind.Sqlite, "the very first start, to first answer", $"{answered[0]:0.00} s");
        run.Note("start", StoreKind.Sqlite, "to /readyz", $"{Load.Median(ready.Skip(1).DefaultIfEmpty(ready[0])):0.00} s");
        run.Note("start", StoreKind.Sqlite, "processor time to first answer, over all cores", $"{Load.Median(processor):0.00} s");
        run.AtMost("start", StoreKind.Sqlite, "start on an existing file to first answer", Load.Median(answered.Skip(1).DefaultIfEmpty(answered[0])), 2, "s");
    }
}
