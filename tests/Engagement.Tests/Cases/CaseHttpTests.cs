using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases;

/// <summary>What staff do with cases, through the front door, on both stores.</summary>
public sealed class CaseHttpTests(Villages villages)
{
    [Theory, Stores]
    public async Task Resolve_WithoutAnAfterPhoto_IsRefused(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var it = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(await township.VillagerAsync()), "accept");
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/resolve", new { version = it.Version, text = "好了" }, HttpStatusCode.Conflict, "case.after_photo_required");
    }

    [Theory, Stores]
    public async Task A_stale_edit_is_refused_and_overwrites_nothing(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (first, second) = (await township.ClerkAsync(), await township.ClerkAsync());
        var filed = await app.Given.ComplaintAsync(await township.VillagerAsync());
        await first.Client.OnCaseAsync(filed, "accept");
        await second.Client.IsRefusedAsync($"api/cases/{filed.Id}/reject", new { version = filed.Version, reason = "不属于本镇" }, HttpStatusCode.Conflict, "stale");
        (await first.Client.SeeAsync<CaseListItem>($"api/cases/{filed.Id}")).Status.ShouldBe(CaseStatus.Accepted);
    }

    [Theory, Stores]
    public async Task Two_clerks_at_the_same_moment_accept_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerks = new[] { await township.ClerkAsync(), await township.ClerkAsync(), await township.ClerkAsync() };
        var filed = await app.Given.ComplaintAsync(await township.VillagerAsync());
        var answers = await Task.WhenAll(clerks.Select(x => x.Client.PostAsJsonAsync($"api/cases/{filed.Id}/accept", new { version = filed.Version })));
        answers.Count(x => x.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(x => x.StatusCode == HttpStatusCode.Conflict).ShouldBe(2);
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.SubjectId == filed.Id && x.Event == CaseMessages.Accepted))).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Merge_tells_each_reporter_the_new_number_and_nothing_about_the_other(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var (zhang, li, wang) = (await township.VillagerAsync("张桂兰"), await township.VillagerAsync("李铁柱"), await township.VillagerAsync("王秀英"));
        var (first, second, third) = (await app.Given.ComplaintAsync(zhang), await app.Given.ComplaintAsync(li), await app.Given.ComplaintAsync(wang));
        await clerk.Client.OnCaseAsync(first, "merge", new { intoNumber = second.Number });
        // Merging what others were merged into carries them along: chains never form.
        second = second with { Version = (await clerk.Client.SeeAsync<CaseListItem>($"api/cases/{second.Id}")).Version };
        await clerk.Client.OnCaseAsync(second, "merge", new { intoNumber = third.Number });

        var followed = await app.InStoreAsync(db => db.Set<Case>().Where(x => x.MergedIntoId == third.Id).CountAsync());
        followed.ShouldBe(2);
        var detail = await zhang.Client.SeeAsync<MergedView>($"api/complaints/{first.Id}");
        detail.MergedInto!.Number.ShouldBe(third.Number);
        var text = await zhang.Client.GetStringAsync($"api/complaints/{first.Id}");
        text.ShouldNotContain("铁柱");
        var told = await app.InStoreAsync(db => db.Set<OutboxMessage>().Where(x => x.PersonId == zhang.PersonId && x.Event == CaseMessages.Merged).Select(x => x.Fields).ToListAsync());
        told.Count.ShouldBe(2, "told of the first merge and of the second");
        told[0].ShouldContain(second.Number);

        // Whoever was merged hears of the end of the other case.
        var target = third with { Version = (await clerk.Client.SeeAsync<CaseListItem>($"api/cases/{third.Id}")).Version };
        target = await clerk.Client.OnCaseAsync(target, "accept");
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.SubjectId == third.Id && x.Event == CaseMessages.Accepted))).ShouldBe(3);
    }

    private sealed record MergedView(CaseReference? MergedInto);

    [Theory, Stores]
    public async Task From_the_second_reopening_the_county_owns_the_case(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var clerk = await township.ClerkAsync();
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var it = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        for (var round = 1; round <= 2; round++)
        {
            it = await clerk.Client.OnCaseAsync(it, "resolve", new { text = "好了", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client) } });
            it = await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/rating", new { solved = false, satisfaction = 1 });
            var owner = await app.InStoreAsync(db => db.Set<Office>().SingleAsync(o => db.Set<Case>().Any(c => c.Id == it.Id && c.OwnerOfficeId == o.Id)));
            owner.Kind.ShouldBe(round == 1 ? OfficeKind.Township : OfficeKind.County);
        }

        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/start", new { version = it.Version }, HttpStatusCode.Forbidden, "not_allowed");
        (await county.Client.OnCaseAsync(it, "start")).Status.ShouldBe(CaseStatus.InProgress);
    }

    [Theory, Stores]
    public async Task Bulk_accept_does_what_it_can_and_says_why_not_the_rest(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var elsewhere = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var zhang = await township.VillagerAsync();
        var (fresh, done, stale, foreign) = (await app.Given.ComplaintAsync(zhang), await app.Given.ComplaintAsync(zhang), await app.Given.ComplaintAsync(zhang),
            await app.Given.ComplaintAsync(await elsewhere.VillagerAsync()));
        done = await clerk.Client.OnCaseAsync(done, "accept");
        var receipt = await clerk.Client.DoAsync<BulkReceipt>("api/cases/bulk/accept", new
        {
            items = new[] { new { id = fresh.Id, version = fresh.Version }, new { id = done.Id, version = done.Version }, new { id = stale.Id, version = 9 }, new { id = foreign.Id, version = 1 } },
        });
        receipt.Results.Select(x => x.Code).ShouldBe([null, "case.already_accepted", "stale", "not_found"]);
        receipt.Results[0].Ok.ShouldBeTrue();
        receipt.Results[3].Number.ShouldBeNull("a case of another township is not even named");
    }

    [Theory, Stores]
    public async Task Assign_goes_only_to_somebody_who_works_there(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var elsewhere = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var stranger = await elsewhere.CommitteeAsync();
        var it = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(await township.VillagerAsync()), "accept");
        await clerk.Client.IsRefusedAsync($"api/cases/{it.Id}/assign", new { version = it.Version, assigneeId = stranger.Id }, HttpStatusCode.BadRequest, "invalid");
        var candidates = await clerk.Client.SeeAsync<Page<AssigneeBody>>($"api/cases/{it.Id}/assignees");
        candidates.Items.Select(x => x.Id).ShouldNotContain(stranger.Id);
        candidates.Items.Select(x => x.Id).ShouldContain(clerk.Id);
    }

    [Theory, Stores]
    public async Task Keyset_pages_show_every_case_once_in_both_orders(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var zhang = await township.VillagerAsync();
        var filed = new List<Guid>();
        for (var i = 0; i < 11; i++) filed.Add((await app.Given.ComplaintAsync(zhang)).Id);
        foreach (var order in new[] { "sort=filedAt&order=asc", "sort=filedAt&order=desc", "sort=dueAt&order=asc", "sort=dueAt&order=desc" })
        {
            var seen = new List<Guid>();
            string? after = null;
            do
            {
                var page = await clerk.Client.SeeAsync<Page<CaseListItem>>($"api/cases?region={township.Code}&limit=4&{order}&after={after}");
                seen.AddRange(page.Items.Select(x => x.Id));
                after = page.Next;
            }
            while (after is not null);
            seen.Count.ShouldBe(11, order);
            seen.ShouldBe(order.EndsWith("filedAt&order=asc", StringComparison.Ordinal) ? filed : seen.Distinct(), order);
            seen.Order().ShouldBe(filed.Order());
        }
    }

    [Theory, Stores]
    public async Task Free_text_search_requires_a_region_and_dates(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var clerk = await township.ClerkAsync();
        var it = await app.Given.ComplaintAsync(await township.VillagerAsync(), description: "桥头路灯坏了三天，老人摔了一跤");
        (await clerk.Client.GetAsync("api/cases?text=路灯")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var found = await clerk.Client.SeeAsync<Page<CaseListItem>>($"api/cases?text=路灯&region={township.Code}&from=2020-01-01&to=2150-01-01");
        found.Items.ShouldHaveSingleItem().Id.ShouldBe(it.Id);
    }
}
