using System.Data.Common;
using System.Diagnostics;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engagement.Benchmarks.Cases;

/// <summary>The three rates of a county's year of 200,000 cases, out of three years, through the query the API uses: rights, names,
/// the cases staff filed apart, ranks. The floor is the bare statement of the same groups on an open connection.</summary>
public static class ThreeRatesScenario
{
    private const string Name = "three-rates";
    private const int Year = 200_000, Years = 3;

    public static async Task RunAsync(Run run)
    {
        foreach (var kind in run.Stores)
        {
            await using var store = await BenchStore.CreateAsync(run, kind);
            var county = CaseFill.Township[..6];
            var fill = new CaseFill(run.Scaled(Year * Years)) { Counties = [county], Lives = true };
            await fill.RunAsync(store);
            var (actor, _) = await store.StaffAsync(Role.CountyOffice, county);
            var to = ChinaTime.Today(TimeProvider.System).AddDays(-365);
            var scope = new RatesScope(county, to.AddDays(-364), to, CaseKind.Complaint);
            await using DbConnection bare = kind == StoreKind.Postgres ? new NpgsqlConnection(store.ConnectionString) : new SqliteConnection(store.ConnectionString);
            await bare.OpenAsync();
            if (bare is SqliteConnection) await ExecuteAsync(bare, "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY"); // as the application has it
            foreach (var by in Enum.GetValues<RatesBy>())
            {
                List<double> floor = [], subject = [];
                for (var i = 0; i < (run.Smoke ? 1 : 15); i++)
                {
                    var (rows, bareTime) = await TimeAsync(() => BareAsync(bare, scope, by));
                    var (answer, time) = await TimeAsync(() => store.InsideAsync(services =>
                        services.GetRequiredService<ThreeRatesQuery>().AskAsync(actor, scope, by, RatesCompare.None, CancellationToken.None)));
                    Run.Demand(rows == answer.Total.Filed, $"{rows} cases by the bare statement, {answer.Total.Filed} by the query.");
                    Run.Demand(rows > run.Scaled(Year) * 0.9, $"Only {rows} cases in the year.");
                    if (i == 0 && !run.Smoke) continue;
                    floor.Add(bareTime);
                    subject.Add(time);
                }

                run.AtMost(Name, kind, $"p50, county-year of {run.Scaled(Year):#,0}, by {by}", Load.Median(subject), 300, "ms");
                run.AtMost(Name, kind, $"time : bare statement, by {by}", Load.Median(subject) / Load.Median(floor), 1.5);
            }

            run.Note(Name, kind, "plan", await PlanAsync(bare, scope));
        }
    }

    private static async Task<(T Value, double Milliseconds)> TimeAsync<T>(Func<Task<T>> work)
    {
        var start = Stopwatch.GetTimestamp();
        var value = await work();
        return (value, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<int> BareAsync(DbConnection connection, RatesScope scope, RatesBy by)
    {
        await using var command = Command(connection, scope, by, "");
        await using var reader = await command.ExecuteReaderAsync();
        var filed = 0L;
        while (await reader.ReadAsync()) filed += reader.GetInt64(1);
        return (int)filed;
    }

    private static async Task<string> PlanAsync(DbConnection connection, RatesScope scope)
    {
        await using var command = Command(connection, scope, RatesBy.None, connection is NpgsqlConnection ? "EXPLAIN " : "EXPLAIN QUERY PLAN ");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync()) lines.Add(reader.GetValue(reader.FieldCount - 1).ToString()!.Trim());
        return string.Join("; ", lines).Replace('|', '/');
    }

    private static DbCommand Command(DbConnection connection, RatesScope scope, RatesBy by, string before)
    {
        var (sql, parameters) = TallyQuery.Statement(scope, by, onBehalf: false, DateTime.UtcNow);
        var command = connection.CreateCommand();
        command.CommandText = before + sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
