using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Jobs;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Escalation;

/// <summary>kill -9 of a process in the middle of its sweep, while another one sweeps the same cases: the built executable with the job's own timetable,
/// started again afterwards. On SQLite the two share the file.</summary>
public sealed class SweepKillTests(SharedServers servers)
{
    private const int Cases = 12_000, Seed = 20261122;

    [Theory, Stores]
    public async Task A_sweeper_killed_in_mid_sweep_leaves_no_step_missed_or_doubled(Store store)
    {
        await using var app = await VillageApp.StartAsync(servers, store);
        var connection = app.Services.GetRequiredService<IConfiguration>().GetConnectionString("Engagement")!;
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var office = await app.InsideAsync(x => x.GetRequiredService<Offices>().AnsweringForAsync(township.Code, default));
        var byUs = 0;
        using var over = new CancellationTokenSource();
        await using (var victim = await StartAsync(connection))
        {
            await FileAsync(app, township, office.Id, Cases);
            await UntilAsync(async () => await DueAsync(app) <= Cases - EscalationSweep.BatchSize, victim);
            var alive = Task.Run(async () =>
            {
                while (!over.IsCancellationRequested)
                {
                    Interlocked.Add(ref byUs, await app.InsideAsync(x => ActivatorUtilities.CreateInstance<EscalationSweep>(x, TimeProvider.System).RunBatchAsync(default)));
                    // Leaves the others their share.
                    await Task.Delay(250);
                }
            });
            // On SQLite the second one may still be waiting for the file: that, too, is a moment to die in.
            await UntilAsync(async () => await DueAsync(app) <= Cases - 3 * EscalationSweep.BatchSize, victim, alive);
            await Task.Delay(new Random(Seed).Next(0, 50));
            victim.Kill();
            (await DueAsync(app)).ShouldBeGreaterThan(0, $"It was killed when all was done: the test tests nothing.\n{victim.Output}");
            await using var again = await StartAsync(connection);
            await UntilAsync(async () => await DueAsync(app) == 0, again, alive);
            await over.CancelAsync();
            await alive;
            byUs.ShouldBeInRange(1, Cases - EscalationSweep.BatchSize, "both swept");
        }

        await CheckAsync(app, clerk.Id);
    }

    /// <summary>The timetable with nothing but the sweep.</summary>
    private static Task<RunningApi> StartAsync(string connection) => RunningApi.StartAsync(connection, arguments:
    [
        "--Demo=false", "--roles=jobs", "--Jobs:EscalateCases:Every=00:00:01",
        .. Timetable.Rows.Where(x => x.Name != "EscalateCases").Select(x => $"--Jobs:{x.Name}:Enabled=false"),
    ]);

    private static async Task UntilAsync(Func<Task<bool>> reached, RunningApi process, Task? beside = null)
    {
        for (var began = DateTime.UtcNow; !await reached();)
        {
            if (beside is { IsFaulted: true }) await beside;
            if (DateTime.UtcNow > began.AddSeconds(60)) Assert.Fail($"Nothing moves on.\n{process.Output}");
            await Task.Delay(5);
        }
    }

    private static Task<int> DueAsync(VillageApp app) => app.InStoreAsync(db => db.Set<Case>().CountAsync(x => x.NextStepAt != null));

    /// <summary>Every step of them is due; none was told.</summary>
    private static Task<int> FileAsync(VillageApp app, Township township, Guid office, int count) => app.InStoreAsync(db => db.InTransactionAsync(async () =>
    {
        var policy = new DeadlinePolicy(new TimeAllowance(2, DeadlineUnit.ClockHours), new TimeAllowance(24, DeadlineUnit.ClockHours));
        var filed = DateTime.UtcNow.AddDays(-3).WholeMilliseconds();
        var reporter = Guid.NewGuid();
        var cases = Enumerable.Range(0, count).Select(i => Case.File(
            new CaseFiling(CaseKind.Complaint, "rubbish", policy, "垃圾", CaseVisibility.PublicNamed, false, township.Village, null, null, null, null, reporter, null),
            Guid.CreateVersion7(), $"K{i:00000}", office, WorkingCalendar.Official, Actor.System, filed.AddSeconds(i))).ToList();
        await db.InsertManyAsync(cases, default);
        await db.InsertManyAsync([.. cases.SelectMany(x => x.Timeline)], default);
        return count;
    }, default));

    /// <summary>Each case says what it would have said had one sweeper passed it undisturbed, and one message was written to each recipient.</summary>
    private static async Task CheckAsync(VillageApp app, Guid clerk)
    {
        CaseEventType[] expected = [CaseEventType.Filed, CaseEventType.ResponseOverdue, CaseEventType.Escalated, CaseEventType.DueSoon, CaseEventType.Overdue, CaseEventType.Escalated];
        var cases = await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().Include(x => x.Timeline).ToListAsync());
        var messages = (await app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().ToListAsync())).ToLookup(x => x.SubjectId);
        cases.Count.ShouldBe(Cases);
        foreach (var it in cases)
        {
            var lines = it.Timeline.OrderBy(x => x.Sequence).ToList();
            if (!lines.Select(x => x.Type).SequenceEqual(expected)) Assert.Fail($"{it.Number} says {string.Join(", ", lines.Select(x => x.Type))}.");
            if ((it.EscalationStep, it.NextStepAt, it.EventCount, it.ResponseOverdueAt) != (150, null, expected.Length, lines[1].At)) Assert.Fail($"{it.Number} stands at {it.EscalationStep} of {it.EventCount} lines.");
            if (!messages[it.Id].Select(x => x.StaffUserId).SequenceEqual([clerk])) Assert.Fail($"{it.Number} was told {messages[it.Id].Count()} times.");
        }
    }
}
