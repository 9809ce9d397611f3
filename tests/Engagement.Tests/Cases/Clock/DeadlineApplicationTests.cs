using Engagement.Core.Cases;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Data;
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

namespace Engagement.Tests.Cases.Clock;

/// <summary>A rule that is laid down for running clocks too, in the store: what is written is what each case would have done by itself.</summary>
public sealed class DeadlineApplicationTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    private static readonly DeadlinePolicy Policy = new(new TimeAllowance(3, DeadlineUnit.WorkingHours), new TimeAllowance(9, DeadlineUnit.WorkingDays));

    [Theory, Stores]
    public async Task What_is_written_is_what_the_case_itself_would_do(Store store)
    {
        var app = await villages.OnAsync(store);
        var now = app.Clock.UtcNow();
        var (place, lives) = await ArrangeAsync(app, now, 500);
        var ids = lives.Select(x => x.Case.Id).ToList();
        var expected = await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().Include(x => x.Pauses).Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id));
        foreach (var life in lives.Where(x => x.Case.IsOpen))
        {
            var it = expected[life.Case.Id];
            var began = life.Case.Timeline.Where(x => x.Type == CaseEventType.Reopened).Select(x => x.At).DefaultIfEmpty(it.FiledAt).Max();
            it.ApplyPolicy(Actor.System, now, Policy, began, life.Requests.Where(x => x is { Kind: CaseRequestKind.Extension, State: CaseRequestState.Approved } && x.DecidedAt >= began)
                .OrderBy(x => x.DecidedAt).Select(x => new TimeAllowance(x.Amount!.Value, x.Unit!.Value)), WorkingCalendar.Official);
            it.Version++;
        }

        var open = expected.Values.Count(x => x.IsOpen);
        expected.Values.Count(x => x is { IsOpen: true, PauseCount: > 0 }).ShouldBeGreaterThan(5, "the lives prove nothing about pauses");
        expected.Values.Count(x => x is { IsOpen: true, ExtensionCount: > 0 }).ShouldBeGreaterThan(5, "the lives prove nothing about extensions");
        expected.Values.Count(x => x is { IsOpen: true, ReopenCount: > 0 }).ShouldBeGreaterThan(2, "the lives prove nothing about reopening");
        (await ApplyAllAsync(app, now)).ShouldBe(open + 1, "each clock once, and the end of the rule");
        (await ApplyAllAsync(app, now)).ShouldBe(0, "a second run finds nothing");

        await app.InStoreAsync(async db =>
        {
            var properties = db.Model.FindEntityType(typeof(Case))!.GetProperties().Where(x => !x.IsShadowProperty()).ToList();
            foreach (var stored in await db.Set<Case>().AsNoTracking().Include(x => x.Timeline).Where(x => ids.Contains(x.Id)).ToListAsync())
            {
                var should = expected[stored.Id];
                foreach (var property in properties)
                    property.GetGetter().GetClrValue(stored).ShouldBe(property.GetGetter().GetClrValue(should), $"{stored.Number} {property.Name}");
                var lines = stored.Timeline.Where(x => x.Type == CaseEventType.PolicyChanged).ToList();
                lines.Select(x => (x.Sequence, x.At, x.Text, x.IsInternal, x.ToStatus, x.ActorKind)).ShouldBe(should.Timeline.Select(x => (x.Sequence, x.At, x.Text, x.IsInternal, x.ToStatus, x.ActorKind)));
                stored.Timeline.Count.ShouldBe(stored.EventCount);
            }

            return 0;
        });
        var rule = await app.InStoreAsync(db => db.Set<DeadlineRule>().AsNoTracking().SingleAsync(x => x.RegionCode == place.Code));
        (rule.Applying, rule.AppliedTo).ShouldBe((false, open));
    }

    [Theory, Stores]
    public async Task Two_at_once_and_a_clerk_in_between_move_each_clock_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var now = app.Clock.UtcNow();
        var (place, lives) = await ArrangeAsync(app, now, 1500);
        var open = lives.Where(x => x.Case.IsOpen).Select(x => x.Case.Id).ToList();
        var clerk = Task.Run(async () =>
        {
            var (saved, stale) = (0, 0);
            foreach (var id in open.Take(80))
            {
                try
                {
                    await app.InStoreAsync(async db =>
                    {
                        var it = await db.Set<Case>().SingleAsync(x => x.Id == id);
                        it.Note(Actor.System, now, "记一笔");
                        return await db.SaveChangesAsync();
                    });
                    saved++;
                }
                catch (StaleVersion)
                {
                    stale++;
                }
            }

            return (saved, stale);
        });
        await Task.WhenAll(clerk, Task.Run(() => ApplyAllAsync(app, now)), Task.Run(() => ApplyAllAsync(app, now)));
        await ApplyAllAsync(app, now);
        (await clerk).ShouldSatisfyAllConditions(x => (x.saved + x.stale).ShouldBe(80), x => x.saved.ShouldBeGreaterThan(0));
        var lines = await app.InStoreAsync(db => db.Set<CaseEvent>().Where(x => open.Contains(x.CaseId) && x.Type == CaseEventType.PolicyChanged).GroupBy(x => x.CaseId).Select(x => x.Count()).ToListAsync());
        (lines.Count, lines.Sum()).ShouldBe((open.Count, open.Count));
        (await app.InStoreAsync(db => db.Set<Case>().CountAsync(x => open.Contains(x.Id) && x.Policy != Policy))).ShouldBe(0);
        (await app.InStoreAsync(db => db.Set<DeadlineRule>().Where(x => x.RegionCode == place.Code).Select(x => x.AppliedTo).SingleAsync())).ShouldBe(open.Count);
        foreach (var it in await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().Include(x => x.Timeline).Where(x => open.Contains(x.Id)).ToListAsync()))
            it.Timeline.OrderBy(x => x.Sequence).Select(x => x.Sequence).ShouldBe(Enumerable.Range(1, it.EventCount));
    }

    private static async Task<(Township Place, IReadOnlyList<Life> Lives)> ArrangeAsync(VillageApp app, DateTime now, int count)
    {
        var place = await app.Given.TownshipAsync();
        Guid[] offices = [Guid.NewGuid(), Guid.NewGuid()];
        var lives = await app.InsideAsync(async services =>
        {
            var db = services.GetRequiredService<EngagementDbContext>();
            db.AddRange(new Office(offices[0], OfficeKind.Township, "柳树镇人民政府", place.Code), new Office(offices[1], OfficeKind.Department, "环卫所", place.County));
            await db.SaveChangesAsync();
            var rubbish = (await services.GetRequiredService<CategoryCatalog>().FindAsync("rubbish", default))!;
            var made = new RandomLives(20261122, [place.Village, place.NextVillage], [rubbish], offices, now).Live(count);
            await db.InTransactionAsync(async () =>
            {
                await db.InsertAsync([.. made.Select(x => x.Case), .. made.SelectMany(x => x.Case.Timeline), .. made.SelectMany(x => x.Case.Pauses), .. made.SelectMany(x => x.Ratings),
                    .. made.SelectMany(x => x.Requests), .. made.SelectMany(x => x.Supervisions)], default);
                var rule = new DeadlineRule(Guid.CreateVersion7(), "rubbish", place.Code, 1, Policy, now, null, now, "试行");
                rule.ApplyToRunning();
                db.Add(rule);
                return await db.SaveChangesAsync();
            }, default);
            return made;
        });
        return (place, lives);
    }

    private static async Task<int> ApplyAllAsync(VillageApp app, DateTime now)
    {
        var (all, batch) = (0, 0);
        do all += batch = await app.InsideAsync(x => ActivatorUtilities.CreateInstance<DeadlineApplication>(x, new StoppedClock(now)).ApplyAsync(default));
        while (batch > 0);
        return all;
    }
}
