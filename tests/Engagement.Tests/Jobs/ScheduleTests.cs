using System.Collections.Concurrent;
using System.Diagnostics;
using Engagement.Core.Data;
using Engagement.Jobs;
using Engagement.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Jobs;

/// <summary>The schedule itself, with a job that only says when and where it ran.</summary>
public sealed class ScheduleTests(SharedServers servers)
{
    [Fact]
    public async Task Two_processes_on_one_database_fire_each_time_once_and_one_takes_over_from_the_other()
    {
        var connection = await (await servers.PostgresAsync()).CreateDatabaseAsync("jobs", async template =>
        {
            await using var db = Store.Postgres.Open(template);
            await db.Database.MigrateAsync();
        });
        var log = new RunLog();
        var (first, second) = (Process("first", connection, log), Process("second", connection, log));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        await Task.Delay(TimeSpan.FromSeconds(5));
        await first.StopAsync();
        var whileBoth = log.Runs.ToList();
        var seconds = watch.Elapsed.TotalSeconds;
        for (var i = 0; i < 1200 && !log.Runs.Skip(whileBoth.Count).Any(x => x.Process == "second"); i++) await Task.Delay(100);
        await second.StopAsync();
        var alone = log.Runs.Skip(whileBoth.Count).ToList();
        first.Dispose();
        second.Dispose();

        // Once a second: firing in both processes would make twice as many, however long a busy machine took.
        whileBoth.Count.ShouldBeInRange(3, (int)seconds + 2, $"{seconds:0.0} s: {log}");
        alone.Count(x => x.Process == "second").ShouldBeGreaterThanOrEqualTo(1, log.ToString());
    }

    [Fact]
    public async Task A_job_that_fails_is_run_again_at_its_next_time()
    {
        var folder = Directory.CreateTempSubdirectory("schedule-").FullName;
        var connection = $"Data Source={Path.Combine(folder, "engagement.db")}";
        var log = new RunLog { Fails = true };
        using (var process = Process("only", connection, log))
        {
            await using (var scope = process.Services.CreateAsyncScope())
                await scope.ServiceProvider.GetRequiredService<EngagementDbContext>().Database.MigrateAsync();
            await process.StartAsync();
            for (var i = 0; i < 1000 && log.Runs.Count < 3; i++) await Task.Delay(100);
            await process.StopAsync();
            await using var after = process.Services.CreateAsyncScope();
            var failed = await after.ServiceProvider.GetRequiredService<EngagementDbContext>().Set<JobRun>().CountAsync(x => x.Error != null);
            failed.ShouldBeGreaterThanOrEqualTo(3);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static IHost Process(string name, string connection, RunLog log)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        var rows = new[] { new TimetableRow("Tick", TimeSpan.FromSeconds(1), typeof(Tick), "测试") };
        var settings = JobSettings.Read(new ConfigurationBuilder().Build(), rows);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(log).AddSingleton(new ProcessName(name));
        builder.Services.AddData(connection).AddTimetable(settings).AddJobs(settings, connection, DataExtensions.StoreOf(connection));
        return builder.Build();
    }

    private sealed record ProcessName(string Name);

    private sealed class RunLog
    {
        public bool Fails { get; init; }

        public ConcurrentQueue<(DateTime At, string Process)> Runs { get; } = new();

        public override string ToString() => string.Join("\n", Runs.Select(x => $"{x.At:ss.fff} {x.Process}"));
    }

    private sealed class Tick(RunLog log, ProcessName process) : IBatchJob
    {
        public Task<int> RunBatchAsync(CancellationToken cancel)
        {
            log.Runs.Enqueue((DateTime.UtcNow, process.Name));
            return log.Fails ? throw new InvalidOperationException("as always") : Task.FromResult(0);
        }
    }
}
