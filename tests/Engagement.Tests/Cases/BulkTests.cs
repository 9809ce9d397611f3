using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Api.Posts;
using Engagement.Core.Cases;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases;

/// <summary>One call about many cases says of each how it went, and sent again does nothing twice.</summary>
public sealed class BulkTests(Villages villages)
{
    [Theory, Stores]
    public async Task Supervise_says_of_each_case_how_it_went_and_a_retry_supervises_nobody_twice(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var (clerk, county) = (await township.ClerkAsync(), await app.Given.StaffAsync(Role.CountyOffice, township.County));
        var (open, other, over) = (await app.Given.ComplaintAsync(zhang), await app.Given.ComplaintAsync(zhang), await app.Given.ComplaintAsync(zhang));
        over = await clerk.Client.OnCaseAsync(over, "reject", new { reason = "不归我们管" });
        var foreign = await app.Given.ComplaintAsync(await (await app.Given.TownshipAsync()).VillagerAsync());
        var body = new { items = Items(open, other, over, foreign), instruction = "三天内办好", replyBy = (DateTime?)null };

        var first = await PostAsync(county, "supervise", body, "once");
        var again = await PostAsync(county, "supervise", body, "once");

        first.Select(x => x.Code).ShouldBe([null, null, "case.nothing_to_supervise", "not_found"]);
        first[2].Number.ShouldBe(over.Number);
        again.ShouldBe(first);
        (await SupervisionsAsync(app, open, other)).ShouldBe(2);
        // A retry that reaches further than the lost first try: the rest is done, the done is not done again.
        var third = await app.Given.ComplaintAsync(zhang);
        (await PostAsync(county, "supervise", new { items = Items(open, third), body.instruction, body.replyBy }, "once")).ShouldAllBe(x => x.Ok);
        (await SupervisionsAsync(app, open, other, third)).ShouldBe(3);
        // The same key for other words.
        (await PostAsync(county, "supervise", new { items = Items(open), instruction = "别的话", body.replyBy }, "once")).ShouldHaveSingleItem().Code.ShouldBe("idempotency.key_reused");
        (await PostAsync(county, "supervise", body, "another"))[0].Ok.ShouldBeTrue("a new key is a new instruction");
        (await SupervisionsAsync(app, open)).ShouldBe(2);
        (await PostAsync(clerk, "supervise", body, "mine"))[0].Code.ShouldBe("case.not_above");
    }

    [Theory, Stores]
    public async Task Sent_twice_at_once_each_case_is_done_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var cases = new[] { await app.Given.ComplaintAsync(zhang), await app.Given.ComplaintAsync(zhang), await app.Given.ComplaintAsync(zhang) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(county, "supervise", new { items = Items(cases), instruction = "抓紧" }, "twice")));
        answers.ShouldAllBe(x => x.All(y => y.Ok));
        (await SupervisionsAsync(app, cases)).ShouldBe(3);
    }

    [Theory, Stores]
    public async Task Assign_gives_many_to_a_post_and_refuses_those_of_another_village(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, zhang, chief) = (await township.ClerkAsync(), await township.VillagerAsync(), await township.VillagerAsync("胡同长"));
        await clerk.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, alley = "东街", holder = new { personId = chief.PersonId }, from = "2026-03-01" });
        var post = (await chief.Client.SeeAsync<Page<HeldPost>>("api/posts/held")).Items.ShouldHaveSingleItem();
        var here = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        var there = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(zhang, township.NextVillage), "accept");
        var body = new { items = Items(here, there), assigneePostId = post.Id, note = "请处理" };

        var first = await PostAsync(clerk, "assign", body, "post");
        first.Select(x => x.Ok).ShouldBe([true, false]);
        first[1].Message!.ShouldContain("岗位");
        (await PostAsync(clerk, "assign", body, "post"))[0].ShouldBe(first[0], "the lost answer, not “stale”");
        (await app.InStoreAsync(db => db.Set<Case>().SingleAsync(x => x.Id == here.Id))).AssigneePostId.ShouldBe(post.Id);
        await clerk.Client.IsRefusedAsync("api/cases/bulk/assign", new { items = Items(here) }, HttpStatusCode.BadRequest, "invalid");
        await clerk.Client.IsRefusedAsync("api/cases/bulk/assign", new { items = Items(here), assigneeId = clerk.Id, assigneePostId = post.Id }, HttpStatusCode.BadRequest, "invalid");
    }

    private static object[] Items(params IReadOnlyList<CaseReceipt> cases) => [.. cases.Select(x => (object)new { id = x.Id, version = x.Version })];

    private static async Task<IReadOnlyList<BulkResult>> PostAsync(StaffMemberClient by, string verb, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/cases/bulk/{verb}") { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
        using var answer = await by.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<BulkReceipt>(VillageApp.JsonOptions))!.Results;
    }

    private static Task<int> SupervisionsAsync(VillageApp app, params IReadOnlyList<CaseReceipt> cases)
    {
        var ids = cases.Select(x => x.Id).ToList();
        return app.InStoreAsync(db => db.Set<CaseSupervision>().CountAsync(x => ids.Contains(x.CaseId)));
    }
}
