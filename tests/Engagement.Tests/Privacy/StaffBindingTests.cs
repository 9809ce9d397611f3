using System.Net;
using System.Net.Http.Json;
using Engagement.Api.People;
using Engagement.Api.Staff;
using Engagement.Core.Data;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Privacy;

/// <summary>The console shows a code, the phone types it: account and person are one human being.</summary>
public sealed class StaffBindingTests(Villages villages)
{
    [Theory, Stores]
    public async Task From_then_on_nobody_decides_their_own_report(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (clerk, zhang) = (await township.ClerkAsync(), await township.VillagerAsync());
        var filed = await app.Given.ComplaintAsync(zhang);
        var shown = await clerk.Client.DoAsync<WeChatBindingCode>("api/account/wechat/start", new { });
        shown.ExpiresIn.ShouldBe(600);
        shown.QrSvg.ShouldStartWith("<svg");

        var bound = await zhang.Client.DoAsync<WeChatBound>("api/me/staff-binding", new { code = shown.Code.ToLowerInvariant().Insert(4, "-") });
        bound.DisplayName.ShouldNotBeEmpty();
        (await clerk.Client.SeeAsync<Me>("api/me")).PersonId.ShouldBe(zhang.PersonId);
        await clerk.Client.IsRefusedAsync($"api/cases/{filed.Id}/accept", new { version = filed.Version }, HttpStatusCode.Forbidden, "case.concerns_yourself");
        (await app.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.TargetId == clerk.Id && x.ActorId == zhang.PersonId && x.Action == "staff.bind_wechat"))).ShouldBe(1);

        await clerk.Client.IsRefusedAsync("api/account/wechat/start", new { }, HttpStatusCode.Conflict, "account.wechat_bound");
        for (var i = 0; i < 2; i++) (await clerk.Client.DeleteAsync("api/account/wechat")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await clerk.Client.SeeAsync<Me>("api/me")).PersonId.ShouldBeNull();
    }

    [Theory, Stores]
    public async Task A_code_works_once_for_one_person_and_only_the_newest(Store store)
    {
        var (_, township) = await ArrangeAsync(store);
        var clerk = await township.ClerkAsync();
        var older = await clerk.Client.DoAsync<WeChatBindingCode>("api/account/wechat/start", new { });
        var newer = await clerk.Client.DoAsync<WeChatBindingCode>("api/account/wechat/start", new { });
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => township.VillagerAsync($"村民{i}")));
        await people[0].Client.IsRefusedAsync("api/me/staff-binding", new { code = older.Code }, HttpStatusCode.Conflict, "account.binding_code_invalid");

        var answers = await Task.WhenAll(people.Select(x => x.Client.PostAsJsonAsync("api/me/staff-binding", new { code = newer.Code })));
        answers.Count(x => x.IsSuccessStatusCode).ShouldBe(1);
        var winner = people[Array.FindIndex(answers, x => x.IsSuccessStatusCode)];

        var other = await township.CommitteeAsync();
        var second = await other.Client.DoAsync<WeChatBindingCode>("api/account/wechat/start", new { });
        await winner.Client.IsRefusedAsync("api/me/staff-binding", new { code = second.Code }, HttpStatusCode.Conflict, "account.person_taken");
    }

    [Theory, Stores]
    public async Task Nobody_guesses_on_and_on(Store store)
    {
        var (_, township) = await ArrangeAsync(store);
        var zhang = await township.VillagerAsync();
        for (var i = 0; i < StaffBinding.MaxTries; i++)
            await zhang.Client.IsRefusedAsync("api/me/staff-binding", new { code = "ABCDEFGH" }, HttpStatusCode.Conflict, "account.binding_code_invalid");
        await zhang.Client.IsRefusedAsync("api/me/staff-binding", new { code = "ABCDEFGH" }, HttpStatusCode.Conflict, "account.binding_too_many_tries");
    }

    [Theory, Stores]
    public async Task Who_deletes_their_account_leaves_the_work_account_to_the_office(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (clerk, zhang) = (await township.ClerkAsync(), await township.VillagerAsync());
        var shown = await clerk.Client.DoAsync<WeChatBindingCode>("api/account/wechat/start", new { });
        await zhang.Client.DoAsync<WeChatBound>("api/me/staff-binding", new { code = shown.Code });
        await zhang.Client.PostAsJsonAsync("api/me/delete", new { confirm = true });
        (await app.InStoreAsync(db => db.Set<StaffUser>().Where(x => x.Id == clerk.Id).Select(x => x.PersonId).SingleAsync())).ShouldBeNull();
        (await clerk.Client.GetAsync("api/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(VillageApp App, Township Township)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        return (app, await app.Given.TownshipAsync());
    }
}
