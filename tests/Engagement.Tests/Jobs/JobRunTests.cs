using Engagement.Core.Data;
using Engagement.Jobs;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Jobs;

/// <summary>A run goes from batch to batch, survives its failures, and is written down.</summary>
public sealed class JobRunTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    [Theory, Stores]
    public async Task A_run_works_until_nothing_is_left_and_says_how_much(Store store)
    {
        var app = await villages.OnAsync(store);
        var job = new Batches(50, 50, 7, 0, 99);
        var run = (await RunAsync(app, job)).ShouldHaveSingleItem();
        (run.Handled, run.Error).ShouldBe((107, null));
        run.EndedAt.ShouldBeGreaterThanOrEqualTo(run.StartedAt);
        job.Calls.ShouldBe(4);
    }

    [Theory, Stores]
    public async Task A_failure_is_recorded_with_what_was_done_before_it(Store store)
    {
        var app = await villages.OnAsync(store);
        var run = (await RunAsync(app, new Batches(50, -1))).ShouldHaveSingleItem();
        run.Handled.ShouldBe(50);
        run.Error.ShouldNotBeNull().ShouldStartWith("InvalidOperationException: the store is on fire");
        var name = run.Job;
        var history = await app.InsideAsync(x => x.GetRequiredService<JobRuns>().HistoryAsync(name, default));
        history.Failures.ShouldBe(1);
        history.LastFailure!.Id.ShouldBe(run.Id);
    }

    [Theory, Stores]
    public async Task Runs_without_work_share_one_line_that_moves_on(Store store)
    {
        var app = await villages.OnAsync(store);
        var name = Guid.NewGuid().ToString("N");
        var first = (await RunAsync(app, new Batches(0), name)).ShouldHaveSingleItem();
        (await RunAsync(app, new Batches(0), name)).ShouldHaveSingleItem().EndedAt.ShouldBe(first.EndedAt, "not each time");
        app.Clock.Advance(JobRuns.IdleResolution);
        var moved = (await RunAsync(app, new Batches(0), name)).ShouldHaveSingleItem();
        moved.EndedAt.ShouldBeGreaterThan(first.EndedAt);
        moved.StartedAt.ShouldBeGreaterThan(first.EndedAt);
        (await RunAsync(app, new Batches(-1), name)).Count.ShouldBe(2);
        (await RunAsync(app, new Batches(0), name)).Count.ShouldBe(3, "a failure keeps its place between the quiet runs");
        (await RunAsync(app, new Batches(1, 0), name)).Count.ShouldBe(4);
    }

    private static async Task<List<JobRun>> RunAsync(VillageApp app, Batches job, string? name = null)
    {
        name ??= Guid.NewGuid().ToString("N");
        var scheduled = new ScheduledJob(new TimetableRow(name, TimeSpan.FromSeconds(2), typeof(Batches), "测试"), true, TimeSpan.FromSeconds(2));
        var scopes = new ScopesWith<Batches>(app.Services.GetRequiredService<IServiceScopeFactory>(), job);
        await new TimetableRun(app.Services.GetRequiredService<JobSettings>(), scopes, app.Clock, NullLogger<TimetableRun>.Instance).RunAsync(scheduled, default);
        return await app.InStoreAsync(db => db.Set<JobRun>().AsNoTracking().Where(x => x.Job == name).OrderBy(x => x.StartedAt).ToListAsync());
    }

    /// <summary>Answers one number after the other; fails at a negative one.</summary>
    private sealed class Batches(params int[] batches) : IBatchJob
    {
        public int Calls { get; private set; }

        public Task<int> RunBatchAsync(CancellationToken cancel) =>
            batches[Calls++] is >= 0 and var batch ? Task.FromResult(batch) : throw new InvalidOperationException("the store is on fire");
    }
}
