using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Messaging;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Messaging;

/// <summary>The inbox is the truth: it has every message at once, whatever becomes of it on the phone, and nobody else's.</summary>
public sealed class InboxTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_reporter_reads_what_became_of_the_report(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var zhang = await township.VillagerAsync();
        var clerk = await township.ClerkAsync();
        var filed = await app.Given.ComplaintAsync(zhang);
        const string Reason = "这里明年统一改造，施工队已经选定，开工以前先由村里每周清理两次，感谢您的反映和监督，有问题随时再联系";
        await clerk.Client.OnCaseAsync(filed, "accept", new { note = Reason });

        var lines = (await InboxAsync(zhang.Client)).Items;
        lines.Select(x => x.Event).ShouldBe([CaseMessages.Accepted, CaseMessages.Filed]);
        var newest = lines[0];
        (newest.Title, newest.SubjectKind, newest.SubjectId, newest.ReadAt).ShouldBe(("您的反映已受理", "case", filed.Id, null));
        newest.Text.ShouldContain(Reason);
        newest.Text.ShouldContain(filed.Number);
        newest.Text.ShouldNotContain("{");
        (await UnreadAsync(zhang.Client)).ShouldBe(2);

        await ReadAsync(zhang.Client, newest.Id, HttpStatusCode.NoContent);
        var read = (await InboxAsync(zhang.Client)).Items[0].ReadAt.ShouldNotBeNull();
        await ReadAsync(zhang.Client, newest.Id, HttpStatusCode.NoContent);
        (await InboxAsync(zhang.Client)).Items[0].ReadAt.ShouldBe(read, "the first reading counts");
        (await InboxAsync(zhang.Client, "?unread=true")).Items.ShouldHaveSingleItem().Event.ShouldBe(CaseMessages.Filed);
        (await UnreadAsync(zhang.Client)).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Nobody_reads_anothers_mail(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var (zhang, wang, clerk) = (await township.VillagerAsync(), await township.VillagerAsync("王大娘"), await township.ClerkAsync());
        await app.Given.ComplaintAsync(zhang);
        var line = (await InboxAsync(zhang.Client)).Items.ShouldHaveSingleItem();
        foreach (var other in new[] { wang.Client, clerk.Client })
        {
            await ReadAsync(other, line.Id, HttpStatusCode.NotFound);
            await other.DoAsync<ReadReceipt>("api/inbox/read-all", new { upTo = app.Clock.GetUtcNow().AddDays(1) });
            (await InboxAsync(other)).Items.ShouldNotContain(x => x.Id == line.Id);
        }

        await ReadAsync(zhang.Client, Guid.NewGuid(), HttpStatusCode.NotFound);
        (await UnreadAsync(zhang.Client)).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task A_long_inbox_comes_in_pages_and_what_arrives_meanwhile_stays_unread(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var zhang = await township.VillagerAsync();
        var now = app.Clock.UtcNow();
        // Three at a time at the same moment: the id decides.
        await WriteAsync(app, [.. Enumerable.Range(0, 12).Select(i => Message(zhang.PersonId, now.AddMinutes(-i / 3)))]);
        var (seen, next) = (new List<InboxLine>(), (string?)null);
        do
        {
            var page = await InboxAsync(zhang.Client, $"?limit=5{(next is null ? "" : $"&after={next}")}");
            seen.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        seen.Count.ShouldBe(12);
        seen.Select(x => x.Id).Distinct().Count().ShouldBe(12);
        seen.Select(x => x.At).ShouldBeInOrder(SortDirection.Descending);

        await WriteAsync(app, Message(zhang.PersonId, now.AddMinutes(1)));
        (await zhang.Client.DoAsync<ReadReceipt>("api/inbox/read-all", new { upTo = seen[0].At })).Read.ShouldBe(12);
        (await UnreadAsync(zhang.Client)).ShouldBe(1);
        (await zhang.Client.DoAsync<ReadReceipt>("api/inbox/read-all", new { upTo = seen[0].At })).Read.ShouldBe(0);
    }

    [Theory, Stores]
    public async Task Reading_does_not_disturb_the_sending(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        await app.Given.ComplaintAsync(zhang);
        (await UnreadAsync(zhang.Client)).ShouldBe(1, "the line is there before anything was sent");
        await ReadAsync(zhang.Client, (await InboxAsync(zhang.Client)).Items[0].Id, HttpStatusCode.NoContent);

        await SendDueAsync(app);
        app.Services.GetRequiredService<SimulatorState>().Messages.Received().ShouldHaveSingleItem().Data["thing5"].ShouldBe("我们会尽快受理，请留意消息");
        var sent = await app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().SingleAsync());
        sent.Status.ShouldBe(MessageStatus.Sent);
        sent.ReadAt.ShouldNotBeNull();
    }

    [Theory, Stores]
    public async Task A_deleted_account_takes_its_inbox_along_and_an_export_has_it(Store store)
    {
        var (app, township) = await ArrangeAsync(store);
        var zhang = await township.VillagerAsync();
        await app.Given.ComplaintAsync(zhang);
        using var export = await zhang.Client.GetAsync("api/me/export");
        (await export.Content.ReadAsStringAsync()).ShouldContain("complaint.filed");
        await zhang.Client.PostAsJsonAsync("api/me/delete", new { confirm = true });
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.PersonId == zhang.PersonId))).ShouldBe(0);
    }

    [Fact]
    public async Task A_demo_villagers_report_ends_on_the_phone_and_in_the_inbox()
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, Store.Sqlite, new Dictionary<string, string> { ["Demo"] = "true" });
        var zhang = await app.SignInVillagerAsync("zhang");
        var before = (await InboxAsync(zhang)).Items;
        before.Count.ShouldBeGreaterThan(5, "half a year has left something");
        before.ShouldContain(x => x.ReadAt != null);

        using var answer = await zhang.PostAsJsonAsync("api/complaints", new { category = "ditch", description = "门前的沟又堵了", visibility = "publicNamed" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        await SendDueAsync(app);
        var newest = (await InboxAsync(zhang)).Items[0];
        newest.Event.ShouldBe(CaseMessages.Filed);
        app.Services.GetRequiredService<SimulatorState>().Messages.Received("zhang").ShouldContain(x => x.Page == $"pages/complaint/detail?id={newest.SubjectId}");

        var staff = await app.Anonymous.DoAsync<Engagement.Core.People.SessionTokens>("api/auth/staff", new { userName = "township", password = Engagement.Api.Demo.DemoPeople.Password });
        (await InboxAsync(app.Client(staff.AccessToken))).Items[0].ShouldSatisfyAllConditions(x => x.Event.ShouldBe(MessageEvents.CaseFiledToYou), x => x.SubjectId.ShouldBe(newest.SubjectId));
    }

    internal static Task<Page<InboxLine>> InboxAsync(HttpClient by, string query = "") => by.SeeAsync<Page<InboxLine>>("api/inbox" + query);

    internal static async Task SendDueAsync(VillageApp app)
    {
        while (await app.InsideAsync(x => x.GetRequiredService<MessageDispatcher>().SendDueAsync(default)) > 0)
        {
        }
    }

    private static async Task<int> UnreadAsync(HttpClient by) => (await by.SeeAsync<UnreadCount>("api/inbox/unread-count")).Count;

    private static async Task ReadAsync(HttpClient by, Guid id, HttpStatusCode expected)
    {
        using var answer = await by.PostAsync($"api/inbox/{id}/read", null);
        answer.StatusCode.ShouldBe(expected);
    }

    private static OutboxMessage Message(Guid person, DateTime at) =>
        new(Guid.CreateVersion7(at), person, MessageEvents.ComplaintAccepted, Guid.NewGuid(), new Dictionary<string, string> { ["number"] = "GD1" }, at);

    private static Task<int> WriteAsync(VillageApp app, params OutboxMessage[] messages) => app.InStoreAsync(db =>
    {
        db.AddRange(messages);
        return db.SaveChangesAsync();
    });

    private async Task<(VillageApp App, Township Township)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        return (app, await app.Given.TownshipAsync());
    }
}
