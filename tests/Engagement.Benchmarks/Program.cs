using System.Diagnostics;
using Engagement.Benchmarks;
using Engagement.Benchmarks.Cases;
using Engagement.Benchmarks.Filing;
using Engagement.Benchmarks.Households;
using Engagement.Benchmarks.Pledges;
using Engagement.Benchmarks.Processes;
using Engagement.Benchmarks.Regions;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Engagement.Tests.Infrastructure;

// dotnet run -c Release --project tests/Engagement.Benchmarks -- [scenario…|all|smoke] [--store sqlite|postgres|both]
Dictionary<string, Func<Run, Task>> scenarios = new()
{
    ["regions"] = RegionScenario.RunAsync,
    ["filing"] = FilingScenario.RunAsync,
    ["case-list"] = CaseListScenario.RunAsync,
    ["household-import"] = HouseholdImportScenario.RunAsync,
    ["pledge-batch"] = PledgeBatchScenario.RunAsync,
    ["coverage"] = CoverageScenario.RunAsync,
    ["three-rates"] = ThreeRatesScenario.RunAsync,
    ["ledger"] = LedgerScenario.RunAsync,
    ["sweep"] = SweepScenario.RunAsync,
    ["start"] = StartScenario.RunAsync,
    ["memory"] = MemoryScenario.RunAsync,
};
StoreKind[] stores = [StoreKind.Sqlite, StoreKind.Postgres];
List<string> wanted = [];
for (var i = 0; i < args.Length; i++)
{
    if (args[i] != "--store") wanted.Add(args[i]);
    else if (++i == args.Length || args[i] is not ("sqlite" or "postgres" or "both")) return Usage("--store needs sqlite, postgres or both.");
    else if (args[i] != "both") stores = [Enum.Parse<StoreKind>(args[i], ignoreCase: true)];
}

var smoke = wanted.Remove("smoke");
if (wanted.Count == 0 || wanted.Remove("all")) wanted = [.. scenarios.Keys];
if (wanted.Except(scenarios.Keys).FirstOrDefault() is { } unknown) return Usage($"There is no scenario {unknown}.");
if (stores.Contains(StoreKind.Postgres) && PostgresServer.Missing is { } reason)
{
    Console.WriteLine($"Without PostgreSQL: {reason}");
    stores = [StoreKind.Sqlite];
}

await using var servers = new BenchServers();
var run = new Run(smoke, stores, servers);
foreach (var name in wanted)
{
    var clock = Stopwatch.StartNew();
    try
    {
        await scenarios[name](run);
    }
    catch (Exception e)
    {
        // The other scenarios still run: one broken figure should not cost the rest of a long evening.
        run.Fail(name, e);
    }

    Console.Error.WriteLine($"{name}: {clock.Elapsed.TotalSeconds:0.0} s");
}

run.Print();
return run.Failed ? 1 : 0;

int Usage(string reason)
{
    Console.Error.WriteLine(reason);
    Console.Error.WriteLine($"Usage: [{string.Join('|', scenarios.Keys)}|all|smoke] [--store sqlite|postgres|both]");
    return 2;
}
