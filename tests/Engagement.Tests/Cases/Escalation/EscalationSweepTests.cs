using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Escalation;

/// <summary>The sweep in the store: late, half, twice, by several at once, after a night down.</summary>
public sealed class EscalationSweepTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    // Monday 16 November 2026, 10:00 in China.
    private static readonly DateTime Start = new(2026, 11, 16, 2, 0, 0, DateTimeKind.Utc);

    [Theory, Stores]
    public async Task What_the_sweep_writes_is_what_the_case_itself_would_say(Store store)
    {
        var app = await villages.OnAsync(store);
        var place = await PlaceAsync(app);
        var cases = await FileAsync(app, place, 40);
        var now = Start.AddHours(20);
        (await SweepAllAsync(app, now)).ShouldBe(40);

        var stored = await ReadAsync(app, cases);
        foreach (var (expected, it) in cases.Zip(stored))
        {
            expected.Escalate(now, WorkingCalendar.Official);
            (it.EscalationStep, it.NextStepAt, it.ResponseOverdueAt, it.EventCount, it.DueAt, it.Version).ShouldBe(
                (expected.EscalationStep, expected.NextStepAt, expected.ResponseOverdueAt, expected.EventCount, expected.DueAt, expected.Version));
            it.Timeline.OrderBy(x => x.Sequence).Select(x => (x.Sequence, x.Type, x.At, x.Text, x.IsInternal, x.ToStatus, x.ActorKind)).ShouldBe(
                expected.Timeline.Select(x => (x.Sequence, x.Type, x.At, x.Text, x.IsInternal, x.ToStatus, x.ActorKind)));
        }

        (await SweepAllAsync(app, now)).ShouldBe(0, "a second run finds nothing");
    }

    [Theory, Stores]
    public async Task After_a_night_down_every_step_is_on_the_timeline_and_one_message_goes_out(Store store)
    {
        var app = await villages.OnAsync(store);
        var place = await PlaceAsync(app);
        var it = (await FileAsync(app, place, 1)).Single();
        await SweepAllAsync(app, Start.AddHours(40));
        (await LinesAsync(app, it.Id)).ShouldBe(
            [CaseEventType.Filed, CaseEventType.ResponseOverdue, CaseEventType.Escalated, CaseEventType.DueSoon, CaseEventType.Overdue, CaseEventType.Escalated]);
        var told = await MessagesAsync(app, it.Id);
        told.ShouldAllBe(x => x.Event == MessageEvents.CaseEscalated);
        told.Select(x => x.StaffUserId ?? x.PersonId).ShouldBe([place.ClerkAccount, place.CountyAccount, place.Leader], ignoreOrder: true);
        told[0].ReadFields()["text"].ShouldBe(CaseStep.LongOverdue.Sentence());
    }

    [Theory, Stores]
    public async Task Half_time_is_for_those_who_work_the_case_a_near_end_for_their_leader_too(Store store)
    {
        var app = await villages.OnAsync(store);
        var place = await PlaceAsync(app);
        var it = (await FileAsync(app, place, 1, accepted: true)).Single();
        await SweepAllAsync(app, Start.AddHours(12));
        (await MessagesAsync(app, it.Id)).Select(x => (x.StaffUserId, x.Event)).ShouldBe([(place.ClerkAccount, MessageEvents.CaseEscalated)]);
        await app.InStoreAsync(async db =>
        {
            var assigned = await db.Set<Case>().SingleAsync(x => x.Id == it.Id);
            assigned.Assign(Actor.System, Start.AddHours(13), place.AssigneeAccount);
            return await db.SaveChangesAsync();
        });
        await SweepAllAsync(app, Start.AddHours(20));
        (await MessagesAsync(app, it.Id)).Where(x => x.Event == MessageEvents.CaseDueSoon).Select(x => x.StaffUserId).ShouldBe([place.AssigneeAccount, place.CountyAccount], ignoreOrder: true);
    }

    [Theory, Stores]
    public async Task Sweepers_at_the_same_time_pass_each_step_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var place = await PlaceAsync(app);
        var cases = await FileAsync(app, place, EscalationSweep.BatchSize + 7);
        var now = Start.AddHours(15);
        var passed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => SweepAllAsync(app, now))));
        // A sweeper that finds everything in others' hands goes home early; the next run finds what a dead one left.
        (passed.Sum() + await SweepAllAsync(app, now)).ShouldBe(cases.Count);
        var ids = cases.ConvertAll(x => x.Id);
        var lines = await app.InStoreAsync(db => db.Set<CaseEvent>().Where(x => ids.Contains(x.CaseId)).GroupBy(x => x.Type).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count));
        lines.ShouldBe(new Dictionary<CaseEventType, int> { [CaseEventType.Filed] = cases.Count, [CaseEventType.ResponseOverdue] = cases.Count, [CaseEventType.Escalated] = cases.Count }, ignoreOrder: true);
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => ids.Contains(x.SubjectId)))).ShouldBe(cases.Count * 2, "clerk and county, once each");
    }

    [Theory, Stores]
    public async Task A_batch_that_dies_leaves_all_of_it_due(Store store)
    {
        var app = await villages.OnAsync(store);
        var place = await PlaceAsync(app);
        var cases = await FileAsync(app, place, 20);
        var now = Start.AddHours(15);
        await Should.ThrowAsync<InvalidOperationException>(() => app.InsideAsync(async services =>
        {
            // Everything is written when the process dies: the last thing before the commit.
            var db = services.GetRequiredService<EngagementDbContext>();
            return await db.InTransactionAsync<int>(async () =>
            {
                (await Sweep(services, now).RunBatchAsync(default)).ShouldBe(20);
                throw new InvalidOperationException("killed");
            }, default);
        }));
        foreach (var it in await ReadAsync(app, cases)) (it.EventCount, it.EscalationStep, it.Timeline.Count).ShouldBe((1, 0, 1));
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.SubjectId == cases[0].Id))).ShouldBe(0);
        (await SweepAllAsync(app, now)).ShouldBe(20);
    }

    [Theory, Stores]
    public async Task A_case_that_somebody_resolves_in_the_same_moment_is_either_late_or_done_never_both_halves(Store store)
    {
        var app = await villages.OnAsync(store);
        var place = await PlaceAsync(app);
        var cases = await FileAsync(app, place, 60, accepted: true);
        var now = Start.AddHours(25);
        var sweep = Task.Run(() => SweepAllAsync(app, now));
        var stale = 0;
        var clerks = cases.Chunk(15).Select(mine => Task.Run(async () =>
        {
            foreach (var it in mine)
            {
                try
                {
                    await app.InStoreAsync(async db =>
                    {
                        var one = await db.Set<Case>().SingleAsync(x => x.Id == it.Id);
                        one.Resolve(Actor.System, now, "已清运");
                        return await db.SaveChangesAsync();
                    });
                }
                catch (StaleVersion)
                {
                    Interlocked.Increment(ref stale);
                }
            }
        }));
        await Task.WhenAll([.. clerks, sweep]);
        var stored = await ReadAsync(app, cases);
        stored.Count(x => x.Status != CaseStatus.Resolved).ShouldBe(stale, "whoever was not told to look again has resolved it");
        foreach (var it in stored)
        {
            it.Timeline.OrderBy(x => x.Sequence).Select(x => x.Sequence).ShouldBe(Enumerable.Range(1, it.EventCount));
            if (it.Status == CaseStatus.Resolved) it.NextStepAt.ShouldBeNull();
        }

        await SweepAllAsync(app, now);
    }

    [Theory, Stores]
    public async Task The_due_ones_are_read_off_an_index(Store store)
    {
        var app = await villages.OnAsync(store);
        var plan = await app.InStoreAsync(async db =>
        {
            var explain = store == Store.Postgres ? "EXPLAIN" : "EXPLAIN QUERY PLAN";
            List<string> lines = [];
            await db.Database.OpenConnectionAsync();
            foreach (var sql in new[]
            {
                "SET enable_seqscan = off", $"{explain} SELECT * FROM cases WHERE next_step_at <= '2026-01-01 00:00:00' ORDER BY next_step_at LIMIT 10",
                $"{explain} SELECT * FROM cases WHERE status = 'Filed' AND response_overdue_at IS NULL AND respond_by <= '2026-01-01 00:00:00' ORDER BY respond_by LIMIT 10",
            }.Skip(store == Store.Postgres ? 0 : 1))
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // constants
                command.CommandText = sql;
#pragma warning restore CA2100
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync()) lines.Add(reader.GetString(reader.FieldCount - 1));
            }

            return string.Join("\n", lines);
        });
        plan.ShouldContain("IX_cases_next_step_at");
        plan.ShouldContain("IX_cases_status_respond_by");
        plan.ShouldNotContain("Sort");
        plan.ShouldNotContain("TEMP B-TREE");
    }

    private static EscalationSweep Sweep(IServiceProvider services, DateTime now) => ActivatorUtilities.CreateInstance<EscalationSweep>(services, new StoppedClock(now));

    private static async Task<int> SweepAllAsync(VillageApp app, DateTime now)
    {
        var (all, batch) = (0, 0);
        do all += batch = await app.InsideAsync(services => Sweep(services, now).RunBatchAsync(default));
        while (batch > 0);
        return all;
    }

    private static async Task<Place> PlaceAsync(VillageApp app)
    {
        // What earlier tests left is nobody's any more.
        await app.InStoreAsync(db => db.Set<Case>().ExecuteUpdateAsync(x => x.SetProperty(c => c.NextStepAt, (DateTime?)null).SetProperty(c => c.ResponseOverdueAt, Start)));
        var township = await app.Given.TownshipAsync();
        var people = new List<Guid>();
        for (var i = 0; i < 3; i++) people.Add((await township.VillagerAsync($"干部{i}")).PersonId);
        var clerk = await app.Given.StaffAsync(Role.TownshipStaff, township.Code, personId: people[0]);
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var assignee = await app.Given.StaffAsync(Role.VillageCommittee, township.Village, personId: people[1]);
        var day = ChinaTime.DateOf(Start).AddDays(-1000);
        await app.InStoreAsync(db =>
        {
            // The village has its own leader, so the county's is not bothered.
            db.Add(new Responsibility(Guid.CreateVersion7(), LeaderLevel.Township, people[2], "副镇长", null, null, [township.Village], day, null));
            db.Add(new Responsibility(Guid.CreateVersion7(), LeaderLevel.County, people[0], "副县长", null, null, [township.County], day, null));
            return db.SaveChangesAsync();
        });
        var office = await app.InsideAsync(x => x.GetRequiredService<Offices>().AnsweringForAsync(township.Code, default));
        return new Place(township, office.Id, people[0], people[2], clerk.Id, county.Id, assignee.Id);
    }

    private static Task<List<Case>> FileAsync(VillageApp app, Place place, int count, bool accepted = false) => app.InStoreAsync(async db =>
    {
        var policy = new DeadlinePolicy(new TimeAllowance(2, DeadlineUnit.ClockHours), new TimeAllowance(24, DeadlineUnit.ClockHours));
        List<Case> cases = [];
        for (var i = 0; i < count; i++)
        {
            var it = Case.File(
                new CaseFiling(CaseKind.Complaint, "rubbish", policy with { }, "垃圾", CaseVisibility.PublicNamed, false, place.Township.Village, null, null, null, null, place.Reporter, null),
                Guid.CreateVersion7(), $"{place.Township.County}-{i}", place.OfficeId, WorkingCalendar.Official, Actor.System, Start.AddSeconds(-i));
            if (accepted) it.Accept(Actor.System, Start);
            cases.Add(it);
        }

        db.AddRange(cases);
        await db.SaveChangesAsync();
        return cases;
    });

    private static async Task<List<Case>> ReadAsync(VillageApp app, List<Case> cases)
    {
        var ids = cases.ConvertAll(x => x.Id);
        var stored = await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().Include(x => x.Timeline).Where(x => ids.Contains(x.Id)).ToListAsync());
        return [.. ids.Select(id => stored.Single(x => x.Id == id))];
    }

    private static Task<List<CaseEventType>> LinesAsync(VillageApp app, Guid id) =>
        app.InStoreAsync(db => db.Set<CaseEvent>().Where(x => x.CaseId == id).OrderBy(x => x.Sequence).Select(x => x.Type).ToListAsync());

    private static Task<List<OutboxMessage>> MessagesAsync(VillageApp app, Guid id) =>
        app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().Where(x => x.SubjectId == id).ToListAsync());

    private sealed record Place(Township Township, Guid OfficeId, Guid Reporter, Guid Leader, Guid ClerkAccount, Guid CountyAccount, Guid AssigneeAccount);
}
