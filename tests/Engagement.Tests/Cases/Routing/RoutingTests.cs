using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Api.Cases.Routing;
using Engagement.Api.Posts;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Messaging;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Routing;

/// <summary>Who gets a complaint, and why.</summary>
public sealed class RoutingTests(Villages villages)
{
    [Fact]
    public void The_most_specific_rule_comes_first_whatever_its_priority()
    {
        var target = new RoutingTarget(RoutingTargetKind.Township);
        RuleLine Rule(string region, string? category, int priority) => new(Guid.NewGuid(), region, category, target, priority);
        var (county, town, townAny, village, villageAny, second) = (Rule("210283", "lamp", 0), Rule("210283109", "lamp", 9), Rule("210283109", null, 0),
            Rule("210283109201", "lamp", 99), Rule("210283109201", null, 0), Rule("210283109201", "lamp", 100));
        RuleLine.InOrder([county, second, villageAny, town, townAny, village, Rule("210283110", "lamp", 0), Rule("210283109201", "road", 0)], "210283109201", "lamp")
            .ShouldBe([village, second, villageAny, town, townAny, county]);
    }

    [Theory, Stores]
    public async Task A_complaint_goes_to_the_chief_of_the_alley_who_works_it_with_a_phone(Store store)
    {
        var (app, township, clerk, chief) = await VillageAsync(store);
        await RuleAsync(clerk, township.Village, "rubbish", new { kind = "postKind", postKind = "alleyChief" });
        var reporter = await township.VillagerAsync("刘翠花");
        var it = await reporter.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", description = "垃圾满了", address = "东街12号", visibility = "publicNamed" });
        var seen = await clerk.Client.SeeAsync<CaseBody>($"api/cases/{it.Id}");
        (seen.AssigneeId, seen.AssigneeName).ShouldBe((null, "东街胡同长"));
        seen.Timeline.Select(x => x.Type).ShouldBe([CaseEventType.Filed, CaseEventType.Assigned]);
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.PersonId == chief.PersonId && x.Event == CaseMessages.GivenToPost && x.SubjectId == it.Id))).ShouldBe(1);

        var text = await chief.Client.GetStringAsync("api/duty/cases");
        text.ShouldContain(it.Number);
        text.ShouldNotContain("翠花");
        (await chief.Client.SeeAsync<DutyCaseBody>($"api/duty/cases/{it.Id}")).Case.CanStart.ShouldBeFalse("its office has not accepted it");
        await chief.Client.IsRefusedAsync($"api/duty/cases/{it.Id}/start", new { version = it.Version }, HttpStatusCode.Conflict, "case.not_accepted");
        (await reporter.Client.GetAsync($"api/duty/cases/{it.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        it = await clerk.Client.OnCaseAsync(it, "accept");
        it = await chief.Client.DoAsync<CaseReceipt>($"api/duty/cases/{it.Id}/start", new { version = it.Version });
        await chief.Client.IsRefusedAsync($"api/duty/cases/{it.Id}/resolve", new { version = it.Version, text = "清走了" }, HttpStatusCode.Conflict, "case.after_photo_required");
        var photo = await app.Given.PhotoAsync(chief.Client);
        it = await chief.Client.DoAsync<CaseReceipt>($"api/duty/cases/{it.Id}/resolve", new { version = it.Version, text = "张家门口清走了", photoIds = new[] { photo } });
        it.Status.ShouldBe(CaseStatus.Resolved);
        var history = (await clerk.Client.SeeAsync<CaseBody>($"api/cases/{it.Id}")).Timeline[^1];
        (history.ActorName, history.ActorRole, history.Text).ShouldBe(("东街胡同长", "dutyPost", "张家门口清走了"));
        (await reporter.Client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var neighbour = await township.VillagerAsync("邻居");
        (await neighbour.Client.GetStringAsync($"api/complaints/{it.Id}")).ShouldNotContain("张家门口", Shouldly.Case.Sensitive, "no member of staff has read the neighbour's words");
        (await neighbour.Client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await chief.Client.PostAsJsonAsync("api/me/delete", new { confirm = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.InStoreAsync(db => db.Set<CaseEvent>().CountAsync(x => x.ActorId == chief.PersonId))).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task Hidden_complaints_and_those_about_the_committee_reach_neither_it_nor_its_posts(Store store)
    {
        var (app, township, clerk, _) = await VillageAsync(store);
        var committee = await township.CommitteeAsync();
        await app.InStoreAsync(async db =>
        {
            db.Add(new Office(Guid.NewGuid(), OfficeKind.VillageCommittee, "柳树村委会", township.Village));
            return await db.SaveChangesAsync();
        });
        await RuleAsync(clerk, township.Village, "rubbish", new { kind = "postKind", postKind = "alleyChief" });
        await RuleAsync(clerk, township.Code, null, new { kind = "committee" });
        var reporter = await township.VillagerAsync();
        foreach (var (hidden, about) in new[] { (true, false), (false, true) })
        {
            var preview = await clerk.Client.DoAsync<RoutingPreview>("api/routing/preview", new { regionCode = township.Village, category = "rubbish", hiddenFromCommittee = hidden, aboutCommittee = about, address = "东街" });
            (preview.PostId, preview.RuleId, preview.OfficeName).ShouldBe((null, null, "柳树镇人民政府"));
            preview.Steps.Select(x => x.Verdict).ShouldBe([RoutingVerdict.KeptFromCommittee, RoutingVerdict.KeptFromCommittee]);
            var it = await reporter.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", description = "村干部的事", address = "东街", hiddenFromCommittee = hidden, aboutCommittee = about });
            var row = await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().SingleAsync(x => x.Id == it.Id));
            row.AssigneePostId.ShouldBeNull();
            (await app.InStoreAsync(db => db.Set<Office>().SingleAsync(x => x.Id == row.OwnerOfficeId))).Kind.ShouldBe(OfficeKind.Township);
            it = await clerk.Client.OnCaseAsync(it, "accept");
            await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/assign", new { version = it.Version, assigneeId = committee.Id }, HttpStatusCode.Conflict, "case.committee_stays_out");
            (await clerk.Client.SeeAsync<Page<AssignablePost>>($"api/cases/{it.Id}/posts")).Items.ShouldBeEmpty();
        }

        var plain = await clerk.Client.DoAsync<RoutingPreview>("api/routing/preview", new { regionCode = township.Village, category = "lamp" });
        plain.OfficeName.ShouldBe("柳树村委会");
    }

    [Theory, Stores]
    public async Task The_preview_says_why_each_rule_did_not_decide_and_the_township_is_the_last(Store store)
    {
        var (app, township, clerk, chief) = await VillageAsync(store);
        var committee = await township.CommitteeAsync();
        await committee.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, alley = "西街", holder = new { name = "西街长" }, from = "2026-03-01" });
        await RuleAsync(clerk, township.Village, "rubbish", new { kind = "postKind", postKind = "alleyChief" });
        await RuleAsync(clerk, township.Village, null, new { kind = "postKind", postKind = "gridOfficer" });
        RoutingPreview preview = await PreviewAsync(clerk, township, "村口");
        preview.Steps.Select(x => x.Verdict).ShouldBe([RoutingVerdict.AlleyUnclear, RoutingVerdict.NobodyOnDuty]);
        preview.Reason.ShouldContain("今天都不能执行");
        preview = await PreviewAsync(clerk, township, "西街3号");
        (preview.PostTitle, preview.AssigneeName).ShouldBe(("西街胡同长", "西街长"));
        preview.Steps.Select(x => x.Verdict).ShouldBe([RoutingVerdict.Decided, RoutingVerdict.NotReached]);
        preview.Steps[1].Reason.ShouldContain("类别");
        // Nobody gets their own complaint.
        var own = await chief.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", description = "我家门口", address = "东街1号" });
        (await app.InStoreAsync(db => db.Set<Case>().SingleAsync(x => x.Id == own.Id))).AssigneePostId.ShouldBeNull();
        (await PreviewAsync(clerk, township with { }, "西街", region: township.Code)).Steps.ShouldBeEmpty("rules of one village say nothing of the township");
    }

    [Theory, Stores]
    public async Task A_rule_change_that_breaks_an_example_needs_a_confirmation_and_is_remembered(Store store)
    {
        var (app, township, clerk, _) = await VillageAsync(store);
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var foreign = await (await app.Given.TownshipAsync()).ClerkAsync();
        var rule = await RuleAsync(clerk, township.Village, "rubbish", new { kind = "postKind", postKind = "alleyChief" });
        var input = new { regionCode = township.Village, category = "rubbish", address = "东街" };
        var example = await clerk.Client.DoAsync<RoutingExampleView>("api/routing/examples", new { name = "东街垃圾归胡同长", input, expected = new { kind = "postKind", postKind = "alleyChief" } });
        (await clerk.Client.DoAsync<ExampleRun>("api/routing/examples/run", new { region = township.Code })).Passed.ShouldBe(1);

        var change = new { version = rule.Version, target = new { kind = "township" }, priority = 0 };
        using (var refused = await clerk.Client.PutAsJsonAsync($"api/routing/rules/{rule.Id}", change))
            (await refused.Content.ReadAsStringAsync()).ShouldContain("routing.breaks_examples");
        var shift = (await clerk.Client.DoAsync<Page<ExampleShift>>("api/routing/rules/try", new { regionCode = township.Village, category = "rubbish", target = new { kind = "township" }, ruleId = rule.Id })).Items.ShouldHaveSingleItem();
        (shift.PassedBefore, shift.PassesAfter).ShouldBe((true, false));
        using (var refused = await clerk.Client.PostAsJsonAsync($"api/routing/rules/{rule.Id}/end", new { version = rule.Version }))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var problem = await refused.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
            problem.GetProperty("code").GetString().ShouldBe("routing.breaks_examples");
            problem.GetProperty("detail").GetString()!.ShouldSatisfyAllConditions(
                x => x.ShouldStartWith($"停用规则“{rule.Says}”后"), x => x.ShouldContain($"“{example.Name}”将分派给{shift.After}，预期是本村胡同长"));
        }

        (await foreign.Client.PutAsJsonAsync($"api/routing/rules/{rule.Id}", change)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await clerk.Client.IsRefusedAsync("api/routing/rules", new { regionCode = township.County, category = "lamp", target = new { kind = "township" } }, HttpStatusCode.Forbidden, "not_allowed");
        await county.Client.IsRefusedAsync("api/routing/rules", new { regionCode = township.County, category = "lamp", target = new { kind = "post" } }, HttpStatusCode.BadRequest, "invalid");

        using (var confirmed = await county.Client.PutAsJsonAsync($"api/routing/rules/{rule.Id}", new { version = rule.Version, target = new { kind = "township" }, priority = 0, confirm = true }))
            confirmed.StatusCode.ShouldBe(HttpStatusCode.OK, await confirmed.Content.ReadAsStringAsync());
        var run = await clerk.Client.DoAsync<ExampleRun>("api/routing/examples/run", new { region = township.Code });
        run.Results.ShouldHaveSingleItem().Passed.ShouldBeFalse();
        var history = (await clerk.Client.SeeAsync<Page<RoutingChangeView>>($"api/routing/history?region={township.Code}")).Items;
        history.Select(x => (x.Kind, x.BrokenExamples)).ShouldBe([(RoutingChangeKind.Changed, $"“{example.Name}”将分派给{shift.After}，预期是本村胡同长"), (RoutingChangeKind.Created, null)]);
        (await clerk.Client.PostAsJsonAsync($"api/routing/rules/{rule.Id}/end", new { version = rule.Version + 1 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await clerk.Client.SeeAsync<Page<RoutingRuleView>>($"api/routing/rules?region={township.Code}")).Items.ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Taking_a_case_from_somebody_needs_a_reason_and_the_workload_adds_up(Store store)
    {
        var (app, township, clerk, chief) = await VillageAsync(store);
        var committee = await township.CommitteeAsync();
        var reporter = await township.VillagerAsync("上报人");
        var post = (await chief.Client.SeeAsync<Page<HeldPost>>("api/posts/held")).Items.ShouldHaveSingleItem();
        var it = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(reporter), "accept");
        (await clerk.Client.SeeAsync<Page<AssignablePost>>($"api/cases/{it.Id}/posts")).Items.ShouldHaveSingleItem().Id.ShouldBe(post.Id);
        it = await clerk.Client.OnCaseAsync(it, "assign", new { assigneeId = committee.Id });
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/assign", new { version = it.Version, assigneePostId = post.Id }, HttpStatusCode.Conflict, "case.reassign_reason");
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/assign", new { version = it.Version }, HttpStatusCode.BadRequest, "invalid");
        it = await clerk.Client.OnCaseAsync(it, "assign", new { assigneePostId = post.Id, note = "就在他那条胡同" });
        (await app.InStoreAsync(db => db.Set<Case>().SingleAsync(x => x.Id == it.Id))).AssigneeId.ShouldBeNull();
        await app.Given.ComplaintAsync(reporter);
        var load = await clerk.Client.SeeAsync<Workload>($"api/cases/workload?region={township.Code}");
        (load.Total.Open, load.Unassigned.Open, load.Posts.ShouldHaveSingleItem().Open, load.Assignees.Count, load.Offices.Sum(x => x.Open)).ShouldBe((2, 1, 1, 0, 2));
        load.Posts[0].Name.ShouldBe("东街胡同长");
    }

    private static async Task<RoutingPreview> PreviewAsync(StaffMemberClient clerk, Township township, string address, string? region = null) =>
        await clerk.Client.DoAsync<RoutingPreview>("api/routing/preview", new { regionCode = region ?? township.Village, category = "rubbish", address });

    private static Task<RoutingRuleView> RuleAsync(StaffMemberClient by, string region, string? category, object target) =>
        by.Client.DoAsync<RoutingRuleView>("api/routing/rules", new { regionCode = region, category, target, priority = 10 });

    /// <summary>A township whose first village has an alley chief for 东街.</summary>
    private async Task<(VillageApp App, Township Township, StaffMemberClient Clerk, Villager Chief)> VillageAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var chief = await township.VillagerAsync("张胡同");
        await clerk.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, alley = "东街", holder = new { personId = chief.PersonId }, from = "2026-03-01" });
        return (app, township, clerk, chief);
    }
}
