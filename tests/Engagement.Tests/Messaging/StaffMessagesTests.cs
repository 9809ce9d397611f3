using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Api.Staff;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Cases;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Messaging;

/// <summary>Staff hear of their cases in the inbox of their work account, and on the phone of the person who bound their WeChat to it.</summary>
public sealed class StaffMessagesTests(Villages villages)
{
    [Theory, Stores]
    public async Task Each_step_is_told_to_whoever_has_to_act_next(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk, colleague, committee) = (await township.VillagerAsync(), await township.ClerkAsync(), await township.ClerkAsync(), await township.CommitteeAsync());
        var next = await app.Given.StaffAsync(Role.TownshipStaff, township.County + "999");

        var filed = await app.Given.ComplaintAsync(zhang);
        foreach (var it in new[] { clerk, colleague }) (await EventsAsync(it, filed)).ShouldBe([MessageEvents.CaseFiledToYou]);
        (await EventsAsync(committee, filed)).ShouldBeEmpty("the case is the township's");
        (await EventsAsync(next, filed)).ShouldBeEmpty("another township's case");
        filed = await UrgeAsync(zhang, filed);
        (await EventsAsync(colleague, filed)).ShouldBe([MessageEvents.CaseUrged, MessageEvents.CaseFiledToYou]);

        var assigned = await clerk.Client.OnCaseAsync(await clerk.Client.OnCaseAsync(filed, "accept"), "assign", new { assigneeId = committee.Id, note = "请今天去看看" });
        var line = (await InboxTests.InboxAsync(committee.Client)).Items.ShouldHaveSingleItem();
        line.Event.ShouldBe(MessageEvents.CaseAssignedToYou);
        line.Text.ShouldEndWith("请今天去看看");

        var photo = await app.Given.PhotoAsync(committee.Client);
        await committee.Client.OnCaseAsync(assigned, "resolve", new { text = "已清运", photoIds = new[] { photo } });
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{filed.Id}/rating", new { solved = false, satisfaction = 1, comment = "只清了一半" });
        (await EventsAsync(committee, filed)).ShouldBe([MessageEvents.CaseReopened, MessageEvents.CaseAssignedToYou]);
        (await InboxTests.InboxAsync(committee.Client)).Items[0].Text.ShouldContain("只清了一半");
        (await EventsAsync(clerk, filed)).ShouldNotContain(MessageEvents.CaseReopened, "it is the assignee's to work");
    }

    [Theory, Stores]
    public async Task A_case_handed_up_is_told_to_those_above(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk, county) = (await township.VillagerAsync(), await township.ClerkAsync(), await app.Given.StaffAsync(Role.CountyOffice, township.County));
        var it = await clerk.Client.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        for (var round = 0; round < Engagement.Core.Cases.Case.ReopeningsBeforeNextLevel; round++)
        {
            it = await clerk.Client.OnCaseAsync(it, "resolve", new { text = "好了", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client) } });
            it = await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/reopen", new { reason = "没有好" });
        }

        (await EventsAsync(county, it)).ShouldBe([MessageEvents.CaseReopened]);
    }

    [Theory, Stores]
    public async Task Whoever_did_it_is_not_told(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, colleague) = (await township.ClerkAsync(), await township.ClerkAsync());
        var filed = await clerk.Client.DoAsync<CaseReceipt>("api/complaints/on-behalf", new { category = "rubbish", description = "垃圾", visibility = "staffOnly", regionCode = township.Village, reporterName = "李奶奶" });
        (await EventsAsync(clerk, filed)).ShouldBeEmpty();
        (await EventsAsync(colleague, filed)).ShouldBe([MessageEvents.CaseFiledToYou]);
        await clerk.Client.OnCaseAsync(await clerk.Client.OnCaseAsync(filed, "accept"), "assign", new { assigneeId = clerk.Id });
        (await EventsAsync(clerk, filed)).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Of_a_large_office_those_at_work_are_told(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        var staff = new List<StaffMemberClient>();
        for (var i = 0; i < 30; i++) staff.Add(await township.ClerkAsync());
        var gone = await township.ClerkAsync();
        var now = app.Clock.UtcNow();
        await app.InStoreAsync(async db =>
        {
            for (var i = 0; i < staff.Count; i++)
            {
                var (id, at) = (staff[i].Id, now.AddHours(-i));
                await db.Set<StaffUser>().Where(x => x.Id == id).ExecuteUpdateAsync(x => x.SetProperty(u => u.LastSignInAt, at));
            }

            return await db.Set<StaffUser>().Where(x => x.Id == gone.Id).ExecuteUpdateAsync(x => x.SetProperty(u => u.LastSignInAt, now).SetProperty(u => u.LeftAt, now));
        });

        var filed = await app.Given.ComplaintAsync(zhang);
        var told = await app.InStoreAsync(db => db.Set<OutboxMessage>().Where(x => x.SubjectId == filed.Id && x.StaffUserId != null).Select(x => x.StaffUserId!.Value).ToListAsync());
        told.ShouldBe(staff.Take(StaffMessages.MostPerOffice).Select(x => x.Id), ignoreOrder: true);
    }

    [Theory, Stores]
    public async Task The_phone_of_the_bound_person_rings_one_message_at_a_time(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store, new Dictionary<string, string> { ["WeChat:SimulatorSettings:SendTakes"] = "00:00:00.2" });
        var township = await app.Given.TownshipAsync();
        var (zhang, clerk, unbound) = (await township.VillagerAsync(), await township.ClerkAsync(), await township.ClerkAsync());
        var code = await clerk.Client.DoAsync<WeChatBindingCode>("api/account/wechat/start", new { });
        await zhang.Client.DoAsync<WeChatBound>("api/me/staff-binding", new { code = code.Code });

        // One openid, two lanes: the person's own message and the work account's.
        var filed = await app.Given.ComplaintAsync(zhang, category: "danger");
        await InboxTests.SendDueAsync(app);
        var messages = await app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().Where(x => x.SubjectId == filed.Id).ToListAsync());
        messages.ShouldAllBe(x => x.Urgent, "danger does not wait for the morning");
        messages.Single(x => x.PersonId == zhang.PersonId).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(MessageStatus.Sent), x => x.Attempts.ShouldBe(1));
        messages.Single(x => x.StaffUserId == clerk.Id).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(MessageStatus.Sent), x => x.Attempts.ShouldBe(1));
        messages.Single(x => x.StaffUserId == unbound.Id).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(MessageStatus.InboxOnly), x => x.Attempts.ShouldBe(0));
        app.Services.GetRequiredService<SimulatorState>().Messages.Received().Select(x => x.TemplateId).Order().ShouldBe([MessageEvents.CaseFiledToYou, MessageEvents.ComplaintFiled]);
        (await InboxTests.InboxAsync(clerk.Client)).Items.ShouldHaveSingleItem("the person's own message is not the work account's").Event.ShouldBe(MessageEvents.CaseFiledToYou);
        (await InboxTests.InboxAsync(zhang.Client)).Items.ShouldHaveSingleItem().Event.ShouldBe(MessageEvents.ComplaintFiled);

        await zhang.Client.PostAsJsonAsync("api/me/delete", new { confirm = true });
        (await InboxTests.InboxAsync(clerk.Client)).Items.ShouldHaveSingleItem("what the work account was told is the office's");
    }

    private static Task<CaseReceipt> UrgeAsync(Villager by, CaseReceipt it) => by.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/urge", new { text = "臭得厉害" });

    /// <summary>What the account was told of a case, newest first.</summary>
    private static async Task<IReadOnlyList<string>> EventsAsync(StaffMemberClient by, CaseReceipt it) =>
        [.. (await InboxTests.InboxAsync(by.Client)).Items.Where(x => x.SubjectId == it.Id).Select(x => x.Event)];
}
