using System.Net;
using Engagement.Api.Cases;
using Engagement.Api.Posts;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Messaging;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Messaging;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Routing;

/// <summary>A case that a post has: resolved under the same rules as by staff, and whoever is on duty hears what the office hears.</summary>
public sealed class DutyCaseTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    [Theory, Stores]
    public async Task Resolve_for_a_post_writes_the_evidence_down_and_asks_nobody_before_another_has_looked(Store store)
    {
        var (app, township, clerk, chief, reporter, it) = await GivenToPostAsync(store);
        await app.InStoreAsync(db => db.Set<Case>().Where(x => x.Id == it.Id).ExecuteUpdateAsync(x => x.SetProperty(c => c.RequiresVerification, true)));
        it = await chief.Client.DoAsync<CaseReceipt>($"api/duty/cases/{it.Id}/resolve", new { version = it.Version, text = "清走了", photoIds = new[] { await app.Given.PhotoAsync(chief.Client) } });
        var resolved = await RowAsync(app, it);
        (resolved.AwaitsVerification, resolved.AskedAt).ShouldBe((true, null));
        resolved.EvidenceSeconds.ShouldNotBeNull("before and after were photographed");
        (await AskedAsync(app, it)).ShouldBe(0);

        // The chief's own work account is the chief.
        var same = await app.Given.StaffAsync(Role.TownshipStaff, township.Code, personId: chief.PersonId);
        await same.Client.IsRefusedAsync($"api/cases/{it.Id}/verify", new { version = it.Version, passed = true }, HttpStatusCode.Forbidden, "case.own_work");
        it = await clerk.Client.OnCaseAsync(it, "verify", new { passed = true });
        (await AskedAsync(app, it)).ShouldBe(1);
        (await reporter.Client.SeeAsync<ComplaintBody>($"api/complaints/{it.Id}")).CanRate.ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task Resolve_for_a_post_without_verification_asks_the_citizen_at_once(Store store)
    {
        var (app, _, _, chief, _, it) = await GivenToPostAsync(store);
        it = await chief.Client.DoAsync<CaseReceipt>($"api/duty/cases/{it.Id}/resolve", new { version = it.Version, text = "清走了", photoIds = new[] { await app.Given.PhotoAsync(chief.Client) } });
        (await AskedAsync(app, it)).ShouldBe(1);
        (await RowAsync(app, it)).EvidenceSeconds.ShouldNotBeNull();
    }

    [Theory, Stores]
    public async Task Whoever_is_on_duty_hears_what_the_office_hears_and_no_internal_words(Store store)
    {
        var (app, township, clerk, chief, reporter, it) = await GivenToPostAsync(store);
        await reporter.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/urge", new { text = "臭得厉害" });
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        it = await clerk.Client.OnCaseAsync(it, "note", new { text = "内部记录" });
        await county.Client.DoAsync<CaseReceipt>($"api/cases/{it.Id}/supervise", new { instruction = "查一查是谁倒的" });
        var told = (await InboxTests.InboxAsync(chief.Client)).Items.Where(x => x.Event == MessageEvents.DutyCaseReminder).Select(x => x.Text).ToList();
        told.Count.ShouldBe(2);
        told[1].ShouldEndWith("群众催办：臭得厉害");
        told[0].ShouldEndWith("上级督办");
        (await InboxTests.InboxAsync(clerk.Client)).Items.Count(x => x.SubjectId == it.Id && x.Event is MessageEvents.CaseUrged or MessageEvents.CaseSupervised)
            .ShouldBe(2, "the office answers, whoever does the work");

        var due = (await RowAsync(app, it)).DueAt;
        await app.InsideAsync(x => ActivatorUtilities.CreateInstance<EscalationSweep>(x, new StoppedClock(due)).RunBatchAsync(default));
        (await InboxTests.InboxAsync(chief.Client)).Items[0].ShouldSatisfyAllConditions(
            x => x.Event.ShouldBe(MessageEvents.DutyCaseReminder), x => x.Text.ShouldContain(CaseStep.Overdue.Sentence()));
        var late = await app.InStoreAsync(db => db.Set<OutboxMessage>().Where(x => x.SubjectId == it.Id && x.Event == MessageEvents.CaseOverdue).Select(x => x.StaffUserId).ToListAsync());
        late.ShouldContain(clerk.Id);
        late.ShouldContain(county.Id);
    }

    private static Task<Case> RowAsync(VillageApp app, CaseReceipt it) => app.InStoreAsync(db => db.Set<Case>().AsNoTracking().SingleAsync(x => x.Id == it.Id));

    private static Task<int> AskedAsync(VillageApp app, CaseReceipt it) =>
        app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.SubjectId == it.Id && x.Event == CaseMessages.Resolved));

    /// <summary>A photographed complaint, accepted and given to the chief of an alley.</summary>
    private async Task<(VillageApp App, Township Township, StaffMemberClient Clerk, Villager Chief, Villager Reporter, CaseReceipt It)> GivenToPostAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, chief, reporter) = (await township.ClerkAsync(), await township.VillagerAsync("张胡同"), await township.VillagerAsync("刘大娘"));
        await clerk.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, alley = "东街", holder = new { personId = chief.PersonId }, from = "2026-03-01" });
        var post = (await chief.Client.SeeAsync<Page<HeldPost>>("api/posts/held")).Items.ShouldHaveSingleItem();
        var it = await reporter.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", description = "垃圾满了", address = "东街12号", visibility = "publicNamed", photoIds = new[] { await app.Given.PhotoAsync(reporter.Client) } });
        it = await clerk.Client.OnCaseAsync(await clerk.Client.OnCaseAsync(it, "accept"), "assign", new { assigneePostId = post.Id });
        return (app, township, clerk, chief, reporter, it);
    }
}
