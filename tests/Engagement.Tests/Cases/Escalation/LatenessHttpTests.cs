using System.Net;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Cases.Reading;
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

/// <summary>What the sweep noticed, as lists and counts through the front door.</summary>
public sealed class LatenessHttpTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    [Theory, Stores]
    public async Task Each_lateness_lists_its_cases_and_the_counts_agree(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var foreign = await (await app.Given.TownshipAsync()).ClerkAsync();
        // Of 24 hours: how many are gone, and whether the office has answered.
        var filed = await FileAsync(app, township, (1, true), (3, false), (13, true), (20, true), (25, false), (37, true), (20, true));
        var (unanswered, near, overdue, long_, done) = (filed[1], filed[3], filed[4], filed[5], filed[6]);
        while (await app.InsideAsync(x => x.GetRequiredService<EscalationSweep>().RunBatchAsync(default)) > 0) { }
        await app.InStoreAsync(async db =>
        {
            (await db.Set<Case>().SingleAsync(x => x.Id == done)).Resolve(Actor.System, app.Clock.UtcNow(), "已清运");
            return await db.SaveChangesAsync();
        });

        (await ListAsync(clerk.Client, township, "dueSoon")).ShouldBe([near]);
        (await ListAsync(clerk.Client, township, "overdue")).ShouldBe([overdue, long_], ignoreOrder: true);
        (await ListAsync(clerk.Client, township, "longOverdue")).ShouldBe([long_]);
        (await ListAsync(clerk.Client, township, "responseOverdue")).ShouldBe([unanswered, overdue], ignoreOrder: true);
        (await ListAsync(clerk.Client, township, "dueSoon&view=overdue")).ShouldBeEmpty();
        (await clerk.Client.SeeAsync<CaseCounts>($"api/cases/counts?region={township.Code}"))
            .ShouldBe(new CaseCounts(Mine: 0, Unassigned: 6, Overdue: 2, Open: 6, DueSoon: 1, LongOverdue: 1, ResponseOverdue: 2));
        foreach (var lateness in new[] { "dueSoon", "overdue", "longOverdue", "responseOverdue" })
        {
            (await ListAsync(foreign.Client, township, lateness)).ShouldBeEmpty(lateness);
            (await ListAsync(clerk.Client, township, lateness + "&limit=1")).Count.ShouldBe(1);
        }

        (await clerk.Client.GetAsync("api/cases?escalation=soon")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<IReadOnlyList<Guid>> ListAsync(HttpClient by, Township township, string lateness) =>
        [.. (await by.SeeAsync<Page<CaseListItem>>($"api/cases?region={township.Code}&escalation={lateness}")).Items.Select(x => x.Id)];

    private static async Task<IReadOnlyList<Guid>> FileAsync(VillageApp app, Township township, params (int HoursAgo, bool Answered)[] wanted)
    {
        var office = await app.InsideAsync(x => x.GetRequiredService<Offices>().AnsweringForAsync(township.Code, default));
        var now = app.Clock.UtcNow();
        var cases = wanted.Select((x, i) =>
        {
            var policy = new DeadlinePolicy(new TimeAllowance(2, DeadlineUnit.ClockHours), new TimeAllowance(24, DeadlineUnit.ClockHours));
            var it = Case.File(
                new CaseFiling(CaseKind.Complaint, "rubbish", policy, "垃圾", CaseVisibility.PublicNamed, false, township.Village, null, null, null, null, Guid.NewGuid(), null),
                Guid.CreateVersion7(), $"{township.County}-late-{i}", office.Id, WorkingCalendar.Official, Actor.System, now.AddHours(-x.HoursAgo));
            if (x.Answered) it.Accept(Actor.System, now.AddHours(-x.HoursAgo).AddMinutes(5));
            return it;
        }).ToList();
        await app.InStoreAsync(db =>
        {
            db.AddRange(cases);
            return db.SaveChangesAsync();
        });
        return cases.ConvertAll(x => x.Id);
    }
}
