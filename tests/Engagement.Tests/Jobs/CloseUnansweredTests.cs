using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Jobs;

/// <summary>Seven days of silence close a case: at 24:00 of the seventh day in China, once, and never against the citizen's word.</summary>
public sealed class CloseUnansweredTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    // 24:00 of 9 March 2026 in China.
    private static readonly DateTime Midnight = new(2026, 3, 9, 16, 0, 0, DateTimeKind.Utc);

    [Theory, Stores]
    public async Task Cases_resolved_on_one_day_close_together_at_the_end_of_the_seventh_day_after(Store store)
    {
        var app = await villages.OnAsync(store);
        var (morning, lastMoment, nextDay) = (Midnight.AddDays(-8), Midnight.AddDays(-7).AddMilliseconds(-1), Midnight.AddDays(-7));
        var ids = await ResolvedAsync(app, morning, lastMoment, nextDay);

        (await CloseAsync(app, Midnight.AddMilliseconds(-1))).ShouldBe(0);
        (await CloseAsync(app, Midnight)).ShouldBe(2);
        (await CloseAsync(app, Midnight)).ShouldBe(0, "a second run finds nothing left");
        var cases = await ReadAsync(app, ids);
        cases.Select(x => x.Status).ShouldBe([CaseStatus.Closed, CaseStatus.Closed, CaseStatus.Resolved]);
        (cases[0].Outcome, cases[0].CloseReason, cases[0].ClosedAt).ShouldBe((CaseOutcome.NoAnswer, CaseCloseReason.Unanswered, Midnight));
        (await ToldAsync(app, ids)).ShouldBe(2);
        (await CloseAsync(app, Midnight.AddDays(1))).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Runs_at_the_same_time_close_each_case_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var ids = await ResolvedAsync(app, [.. Enumerable.Range(0, 30).Select(i => Midnight.AddDays(-9).AddMinutes(i))]);
        var closed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => CloseAsync(app, Midnight))));
        closed.Sum().ShouldBe(30);
        (await ToldAsync(app, ids)).ShouldBe(30);
        (await app.InStoreAsync(db => db.Set<CaseEvent>().CountAsync(x => ids.Contains(x.CaseId) && x.Type == CaseEventType.Closed))).ShouldBe(30);
    }

    [Theory, Stores]
    public async Task More_than_one_batch_is_closed_batch_by_batch(Store store)
    {
        var app = await villages.OnAsync(store);
        await ResolvedAsync(app, [.. Enumerable.Range(0, 203).Select(i => Midnight.AddDays(-9).AddSeconds(i))]);
        (await CloseAsync(app, Midnight)).ShouldBe(200);
        (await CloseAsync(app, Midnight)).ShouldBe(3);
        (await CloseAsync(app, Midnight)).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task The_citizens_word_in_the_same_moment_stands(Store store)
    {
        var app = await villages.OnAsync(store);
        var ids = await ResolvedAsync(app, Midnight.AddDays(-8));
        var reporter = (await ReadAsync(app, ids))[0].ReporterId!.Value;
        var citizen = new Actor(ActorKind.Villager, reporter, reporter, null, [], null);
        // The job has read the case and not saved yet when the message is written: then the citizen answers.
        var between = new Interrupted(() => app.InsideAsync(x => x.GetRequiredService<ComplaintService>().RateAsync(citizen, ids[0], true, 5, "很好", default)).GetAwaiter().GetResult());

        (await CloseAsync(app, Midnight, between)).ShouldBe(0);
        var it = (await ReadAsync(app, ids))[0];
        (it.Status, it.Outcome, it.CloseReason).ShouldBe((CaseStatus.Closed, CaseOutcome.Solved, CaseCloseReason.Confirmed));
        (await ToldAsync(app, ids)).ShouldBe(0, "the message went the way of the change it told of");
    }

    private static Task<int> CloseAsync(VillageApp app, DateTime now, TimeProvider? messageClock = null) => app.InsideAsync(services =>
        ActivatorUtilities.CreateInstance<CaseService>(
            services, new StoppedClock(now), new CaseMessages(services.GetRequiredService<EngagementDbContext>(), messageClock ?? app.Clock)).CloseUnansweredAsync(default));

    private static async Task<List<Guid>> ResolvedAsync(VillageApp app, params DateTime[] moments)
    {
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var filed = await app.Given.ComplaintAsync(zhang);
        return await app.InStoreAsync(async db =>
        {
            var model = await db.Set<Case>().AsNoTracking().SingleAsync(x => x.Id == filed.Id);
            var policy = (await db.Set<Category>().AsNoTracking().SingleAsync(x => x.Code == model.CategoryCode)).Policy;
            var cases = moments.Select((at, i) =>
            {
                var it = Case.File(
                    new CaseFiling(CaseKind.Complaint, model.CategoryCode, policy with { }, "垃圾", CaseVisibility.PublicNamed, false, model.RegionCode, null, null, null, null, zhang.PersonId, null),
                    Guid.CreateVersion7(), $"{township.County}-{i}", model.OwnerOfficeId, WorkingCalendar.Official, Actor.System, at.AddHours(-2));
                it.Accept(Actor.System, at.AddHours(-1));
                it.Resolve(Actor.System, at, "已清运");
                return it;
            }).ToList();
            db.AddRange(cases);
            await db.SaveChangesAsync();
            return cases.ConvertAll(x => x.Id);
        });
    }

    private static Task<List<Case>> ReadAsync(VillageApp app, List<Guid> ids) =>
        app.InStoreAsync(db => db.Set<Case>().AsNoTracking().Where(x => ids.Contains(x.Id)).OrderBy(x => x.ResolvedAt).ToListAsync());

    private static Task<int> ToldAsync(VillageApp app, List<Guid> ids) =>
        app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => ids.Contains(x.SubjectId) && x.Event == CaseMessages.Closed));

    /// <summary>A clock whose first reading is interrupted.</summary>
    private sealed class Interrupted(Action interruption) : TimeProvider
    {
        private int readings;

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Increment(ref readings) == 1) interruption();
            return base.GetUtcNow();
        }
    }
}
