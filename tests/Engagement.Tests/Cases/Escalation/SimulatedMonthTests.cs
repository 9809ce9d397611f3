using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Cases.Statistics;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Escalation;

/// <summary>A month in a township, by a clock that a test moves: cases are filed and worked on at random while two sweepers run, are killed in the middle of a
/// batch, and stay away for nights. At its end every promise the engine makes is checked on every case.</summary>
public sealed class SimulatedMonthTests(SharedServers servers)
{
    // Sunday 1 February 2026, midnight in China: the month holds the Spring Festival and two working Saturdays.
    private static readonly DateTime Begin = new(2026, 1, 31, 16, 0, 0, DateTimeKind.Utc);
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;
    private static readonly Actor Clerk = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.TownshipStaff, "99", null)], null);
    private static readonly Actor Boss = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.CountyOffice, "99", null)], null);

    [Theory, Stores]
    public async Task After_a_month_every_promise_was_kept(Store store)
    {
        await using var app = await VillageApp.StartAsync(servers, store);
        var township = await app.Given.TownshipAsync();
        var reporter = await township.VillagerAsync();
        await township.ClerkAsync();
        await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var office = await app.InsideAsync(x => x.GetRequiredService<Offices>().AnsweringForAsync(township.Code, default));
        var other = new Office(Guid.NewGuid(), OfficeKind.Department, "环卫所", township.County);
        await app.InStoreAsync(db =>
        {
            db.Add(other);
            return db.SaveChangesAsync();
        });
        await app.Given.StaffAsync(Role.DepartmentOfficer, township.County, other.Id);
        Guid[] offices = [office.Id, other.Id];
        var dice = new Random(20260201);
        var count = store == Store.Sqlite ? 5000 : 600;
        List<Guid> ids = [];
        var refused = 0;
        for (var day = 0; day < 28; day++)
        {
            var today = Begin.AddDays(day);
            var filed = Enumerable.Range(0, day < 20 ? count / 20 : 0).Select(i => File(dice, township, office.Id, reporter.PersonId, today.AddSeconds(dice.Next(86_400)), day, i)).ToList();
            await app.InStoreAsync(db =>
            {
                db.AddRange(filed);
                return db.SaveChangesAsync();
            });
            ids.AddRange(filed.Select(x => x.Id));
            // Two nights and a whole weekend nobody sweeps.
            if (day is 5 or 12 or 13) continue;
            for (var part = 1; part <= 2; part++)
            {
                var now = today.AddHours(12 * part);
                // People work while both sweepers are under way; one of the sweepers dies after its batch, before the commit.
                var mine = ids.Where(_ => dice.Next(store == Store.Sqlite ? 12 : 8) == 0).Select(x => (Id: x, Move: dice.Next(16))).ToList();
                var acts = mine.Chunk(mine.Count / 3 + 1).Select(x => Task.Run(() => ActAsync(app, x, now, offices, dice.Next(1000)))).ToList();
                var sweeps = new[] { SweepAsync(app, now, dies: dice.Next(3) == 0), SweepAsync(app, now, dies: false) };
                refused += (await Task.WhenAll(acts)).Sum();
                await Task.WhenAll(sweeps);
                await SweepAsync(app, now, dies: false);
            }
        }

        var end = Begin.AddDays(28);
        await SweepAsync(app, end, dies: false);
        var all = await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().AsSplitQuery().Include(x => x.Timeline).Include(x => x.Pauses).ToListAsync());
        var told = (await app.InStoreAsync(db => db.Set<OutboxMessage>().Select(x => new { x.SubjectId, x.StaffUserId, x.CreatedAt }).ToListAsync())).ToLookup(x => x.SubjectId, x => (x.StaffUserId, x.CreatedAt));
        all.Count.ShouldBe(ids.Count);
        foreach (var it in all) FaultOf(it, offices, [.. told[it.Id]], end).ShouldBeNull();
        all.Count(x => x.OwnerOfficeId == other.Id).ShouldBeGreaterThan(0);
        all.Count(x => x.Timeline.Any(y => y.Type == CaseEventType.Overdue)).ShouldBeGreaterThan(count / 20, "or the month had no troubles");
        all.Count(x => x.ReopenCount > 0).ShouldBeGreaterThan(0);
        all.Count(x => x.PauseCount > 0).ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);
        await RatesAreARecountAsync(app, township, all, end);
    }

    /// <summary>The three rates of the month are what a recount from timelines, answers, requests and pauses says.</summary>
    private static async Task RatesAreARecountAsync(VillageApp app, Township township, List<Case> all, DateTime end)
    {
        var facts = await app.InStoreAsync(async db =>
        {
            var ratings = (await db.Set<CaseRating>().AsNoTracking().ToListAsync()).ToLookup(x => x.CaseId);
            var requests = (await db.Set<CaseRequest>().AsNoTracking().ToListAsync()).ToLookup(x => x.CaseId);
            return all.ConvertAll(x => new Facts(x, x.Timeline, [.. ratings[x.Id]], [.. requests[x.Id]], x.Pauses));
        });
        var county = new Actor(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.CountyOffice, township.County, null)], null);
        var scope = new RatesScope(township.Code, new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28), CaseKind.Complaint);
        var rates = await app.InsideAsync(x => ActivatorUtilities.CreateInstance<ThreeRatesQuery>(x, new StoppedClock(end)).AskAsync(county, scope, RatesBy.Village, RatesCompare.None, default));
        Recount.Compare(rates.Total, [.. facts.Select(x => (Recount.FiguresOf(x, end, Calendar), x))], "the month");
        rates.Total.Resolution.Numerator.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    private static Case File(Random dice, Township township, Guid office, Guid reporter, DateTime at, int day, int i)
    {
        var policy = new DeadlinePolicy(new TimeAllowance(2, DeadlineUnit.WorkingHours), dice.Next(3) switch
        {
            0 => new TimeAllowance(24, DeadlineUnit.ClockHours),
            1 => new TimeAllowance(16, DeadlineUnit.WorkingHours),
            _ => new TimeAllowance(3, DeadlineUnit.WorkingDays),
        });
        return Case.File(
            new CaseFiling(CaseKind.Complaint, "rubbish", policy, "垃圾", CaseVisibility.PublicNamed, false, township.Village, null, null, null, null, reporter, null),
            Guid.CreateVersion7(), $"M{day:00}{i:0000}", office, Calendar, Actor.System, at);
    }

    /// <summary>One person's round over some cases, a few to a save; what is refused is left, and whoever comes too late goes on to the next few.</summary>
    private static async Task<int> ActAsync(VillageApp app, IEnumerable<(Guid Id, int Move)> some, DateTime now, Guid[] offices, int seed)
    {
        var (dice, refused) = (new Random(seed), 0);
        foreach (var few in some.Chunk(4))
        {
            try
            {
                await app.InStoreAsync(async db =>
                {
                    var ids = few.Select(x => x.Id).ToList();
                    var cases = await db.Set<Case>().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id);
                    foreach (var (id, move) in few)
                    {
                        try
                        {
                            if (Act(cases[id], move, now, offices, dice) is { } request) db.Add(request);
                        }
                        catch (RuleViolation)
                        {
                            refused++;
                            db.Entry(cases[id]).State = EntityState.Detached;
                        }
                    }

                    return await db.SaveChangesAsync();
                });
            }
            catch (StaleVersion)
            {
                refused++;
            }
        }

        return refused;
    }

    private static object? Act(Case it, int move, DateTime now, Guid[] offices, Random dice)
    {
        var reporter = new Actor(ActorKind.Villager, it.ReporterId, it.ReporterId, null, [], null);
        var elsewhere = offices.Single(x => x != it.OwnerOfficeId);
        switch (move)
        {
            case 0 or 1 or 2 or 3: it.Accept(Clerk, now); break;
            case 4: it.Start(Clerk, now); break;
            case 5 or 6: it.Resolve(Clerk, now, "已清运"); break;
            case 7: it.Pause(Clerk, now, CasePauseReason.Weather, "大雪", now.AddDays(3), Calendar); break;
            case 8: it.Resume(Clerk, now, null, Calendar); break;
            case 9: it.Reopen(reporter, now, "又堆了", Calendar); break;
            case 10:
                var request = it.AskExtension(Guid.CreateVersion7(), Clerk, now, "工程量大", new TimeAllowance(1, DeadlineUnit.WorkingDays));
                it.Approve(request, Boss, now, null, Calendar);
                return request;
            case 11: return it.Rate(Guid.CreateVersion7(), reporter, now, dice.Next(2) == 0, 3, null, Calendar);
            case 12: it.Note(Clerk, now, "记一笔"); break;
            case 13: it.Return(Clerk, now, elsewhere, "不归我们管"); break;
            case 14: it.Transfer(Boss, now, elsewhere, "由你们办"); break;
            default: it.CloseUnanswered(now); break;
        }

        return null;
    }

    private static async Task SweepAsync(VillageApp app, DateTime now, bool dies)
    {
        for (var batch = 1; batch > 0;)
        {
            try
            {
                batch = await app.InsideAsync(async services =>
                {
                    var sweep = ActivatorUtilities.CreateInstance<EscalationSweep>(services, new StoppedClock(now));
                    if (!dies) return await sweep.RunBatchAsync(default);
                    return await services.GetRequiredService<EngagementDbContext>().InTransactionAsync<int>(async () =>
                    {
                        await sweep.RunBatchAsync(default);
                        throw new OperationCanceledException("killed");
                    }, default);
                });
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Npgsql.PostgresException) when (dies)
            {
                return;
            }
        }
    }

    /// <summary>What is wrong with a case at the end of the month; null when nothing is.</summary>
    private static string? FaultOf(Case it, Guid[] offices, List<(Guid? Staff, DateTime At)> told, DateTime end)
    {
        var lines = it.Timeline.OrderBy(x => x.Sequence).ToList();
        var returns = lines.Count(x => x.Type == CaseEventType.Returned);
        if (it.OwnerOfficeId != offices[(returns + lines.Count(x => x.Type == CaseEventType.Transferred)) % 2]) return $"{it.Number} is not its last owner's.";
        if (returns > Case.MaxReturns || returns != it.ReturnCount) return $"{it.Number} was returned {returns} times.";
        // One message to each, however many steps a sweep passed at once, and none without a line.
        if (told.Distinct().Count() != told.Count) return $"{it.Number} was told twice.";
        var steps = lines.Where(x => x.Type is CaseEventType.ResponseOverdue or CaseEventType.DueSoon or CaseEventType.Overdue or CaseEventType.Escalated).Select(x => x.At);
        if (!steps.ToHashSet().SetEquals(told.Select(x => x.At))) return $"{it.Number} was told of {told.Count} steps.";
        if (!lines.Select(x => x.Sequence).SequenceEqual(Enumerable.Range(1, it.EventCount))) return $"{it.Number} has gaps in its timeline.";
        if (lines.Count(x => x.Type == CaseEventType.ResponseOverdue) != (it.ResponseOverdueAt is null ? 0 : 1)) return $"{it.Number}: the late answer was told {lines.Count(x => x.Type == CaseEventType.ResponseOverdue)} times.";
        if (it.Status == CaseStatus.Filed && it.RespondBy <= end && it.ResponseOverdueAt is null) return $"{it.Number} waits for an answer and nobody noticed.";
        var last = 0;
        foreach (var line in lines)
        {
            if (line.Type == CaseEventType.Reopened) last = 0;
            // Another due time: what lies ahead of it again may be told again, what was told before it may not lie behind it untold.
            if (line.Type == CaseEventType.Extended) last = -1;
            if (line.Type is not (CaseEventType.DueSoon or CaseEventType.Overdue or CaseEventType.Escalated)) continue;
            var step = (int)Enum.GetValues<CaseStep>().Single(x => x.Sentence() == line.Text);
            var expected = last < 0 ? step : Case.EscalationSteps.First(x => x > last);
            if (step != expected) return $"{it.Number}: {step} came after {last}.";
            last = step;
        }

        var runs = it.IsOpen && it.Clock == CaseClock.Running;
        if (last > 0 && last != it.EscalationStep) return $"{it.Number} stands at {it.EscalationStep}, its timeline at {last}.";
        if (runs && Case.EscalationSteps.Any(x => x > it.EscalationStep && it.MomentOfStep(x, Calendar) <= end)) return $"{it.Number} missed a step.";
        var next = Case.EscalationSteps.FirstOrDefault(x => x > it.EscalationStep);
        return it.NextStepAt == (runs && next > 0 ? it.MomentOfStep(next, Calendar) : null) ? null : $"{it.Number} plans {it.NextStepAt:O}.";
    }
}
