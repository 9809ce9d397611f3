using System.Net;
using System.Net.Http.Json;
using Engagement.Core.Data;
using Engagement.Core.Messaging.Consents;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Engagement.Core.WeChat;
using Engagement.Core.WeChat.Pushes;
using Engagement.Tests.Api;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>What follows from a stored push: once, in any order, also when the worker dies or two work at once.</summary>
public sealed class PushHandlingTests(PushVillages villages) : IClassFixture<PushVillages>
{
    [Theory, Stores]
    public async Task Consents_are_counted_from_pushes_in_any_order_and_once(Store store)
    {
        var app = await CleanAsync(store);
        var (person, openId, _) = await app.SomebodyAsync();
        var now = Now(app) - 100;
        await app.TakenMessageAsync(person, "m2");
        string[] pushes =
        [
            PushTools.Popup(openId, "T", true, now), PushTools.Popup(openId, "T", true, now + 1), PushTools.Popup(openId, "T", false, now + 2),
            PushTools.Sent(openId, "T", "m1", now + 3), PushTools.Sent(openId, "T", "m2", now + 3, errcode: "20002"),
        ];
        foreach (var push in pushes.Reverse()) await app.TakesAsync(push);
        foreach (var push in pushes) await app.TakesAsync(push, xml: true);
        (await app.HandleAsync()).ShouldBe(pushes.Length);
        (await app.BalanceAsync(person, "T"))!.Remaining.ShouldBe(1);

        await app.TakesAsync(PushTools.Change(openId, "T", false, now + 5));
        await app.HandleAsync();
        var balance = await app.BalanceAsync(person, "T");
        (balance!.Remaining, balance.Refused).ShouldBe((0, true));
        (await app.InsideAsync(x => x.GetRequiredService<ConsentBook>().NothingLeftAsync(person, "T", default))).ShouldBeTrue();

        await app.TakesAsync(PushTools.Change(openId, "T", true, now + 6));
        await app.HandleAsync();
        balance = await app.BalanceAsync(person, "T");
        (balance!.Remaining, balance.Refused).ShouldBe(((int?)null, false), "what became of the old consents nobody says, so it is worth a try");
        (await app.PushesAsync()).ShouldAllBe(x => x.Status == PushStatus.Handled && x.Content == null && x.PersonId == null && x.Claim == null);
    }

    [Theory, Stores]
    public async Task A_long_term_consent_is_not_used_up(Store store)
    {
        var app = await CleanAsync(store);
        var (person, openId, _) = await app.SomebodyAsync();
        var now = Now(app) - 100;
        await app.TakesAsync(PushTools.Popup(openId, "long-term", true, now));
        for (var i = 0; i < 3; i++) await app.TakesAsync(PushTools.Sent(openId, "long-term", $"l{i}", now + 1 + i));
        await app.HandleAsync();
        (await app.BalanceAsync(person, "long-term"))!.Remaining.ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Workers_at_once_handle_each_push_once(Store store)
    {
        var app = await CleanAsync(store);
        var now = Now(app) - 200;
        var people = new List<(Guid Id, string OpenId)>();
        for (var i = 0; i < 4; i++) people.Add((await app.SomebodyAsync()) is var (id, openId, _) ? (id, openId) : default);
        for (var i = 0; i < 120; i++) await app.TakesAsync(PushTools.Popup(people[i % 4].OpenId, $"T{i % 3}", true, now + i));
        var handled = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => app.HandleAsync())));
        handled.Sum().ShouldBe(120);
        foreach (var (id, _) in people)
            for (var t = 0; t < 3; t++) (await app.BalanceAsync(id, $"T{t}"))!.Remaining.ShouldBe(10);
        (await app.PushesAsync()).ShouldAllBe(x => x.Status == PushStatus.Handled && x.Attempts == 1);
    }

    [Theory, Stores]
    public async Task A_worker_that_died_after_the_deed_leaves_a_push_that_is_handled_again_without_harm(Store store)
    {
        var app = await CleanAsync(store);
        var (person, openId, _) = await app.SomebodyAsync();
        var push = PushTools.Popup(openId, "T", true, Now(app));
        await app.TakesAsync(push);
        await app.HandleAsync();
        // As the death leaves it: the consent is counted, the push still claimed by the dead one.
        var content = System.Text.Json.JsonSerializer.Serialize(Read(push));
        var lease = app.Clock.UtcNow() + PushHandler.Lease;
        await app.InStoreAsync(db => db.Set<ReceivedPush>().ExecuteUpdateAsync(x => x.SetProperty(p => p.Status, PushStatus.Pending).SetProperty(p => p.Content, content)
            .SetProperty(p => p.Claim, Guid.NewGuid()).SetProperty(p => p.DueAt, lease)));
        (await app.HandleAsync()).ShouldBe(0, "the lease still runs");
        app.Clock.Advance(PushHandler.Lease + TimeSpan.FromSeconds(1));
        (await app.HandleAsync()).ShouldBe(1);
        (await app.BalanceAsync(person, "T"))!.Remaining.ShouldBe(1);
    }

    [Theory, Stores]
    public async Task A_push_that_fails_is_tried_again_then_kept_as_dead_and_can_be_revived(Store store)
    {
        var app = await CleanAsync(store);
        var (person, openId, _) = await app.SomebodyAsync();
        await app.TakesAsync(PushTools.Popup(openId, "T", true, Now(app)));
        var good = (await app.PushesAsync()).Single().Content;
        await app.InStoreAsync(db => db.Set<ReceivedPush>().ExecuteUpdateAsync(x => x.SetProperty(p => p.Content, "{")));
        for (var i = 1; i <= ReceivedPush.MaxAttempts; i++)
        {
            (await app.HandleAsync()).ShouldBe(1);
            (await app.HandleAsync()).ShouldBe(0, "the next attempt waits");
            (await app.PushesAsync()).Single().Attempts.ShouldBe(i);
            app.Clock.Advance(TimeSpan.FromHours(6.1));
        }

        (await app.PushesAsync()).Single().Status.ShouldBe(PushStatus.Dead);
        (await app.HandleAsync()).ShouldBe(0);
        var keeper = await app.Given.StaffAsync(Role.Administrator, "99");
        var dead = (await keeper.Client.SeeAsync<Page<Engagement.Api.WeChat.TroubledPushBody>>("api/wechat/pushes")).Items.ShouldHaveSingleItem();
        (dead.Status, dead.Event, dead.Attempts).ShouldBe((PushStatus.Dead, WeChatPush.PopupEvent, 8));
        dead.LastError.ShouldStartWith("JsonException");
        var county = await app.Given.StaffAsync(Role.CountyOffice, "99");
        (await county.Client.GetAsync("api/wechat/pushes")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await app.InStoreAsync(db => db.Set<ReceivedPush>().ExecuteUpdateAsync(x => x.SetProperty(p => p.Content, good)));
        (await keeper.Client.PostAsync($"api/wechat/pushes/{dead.Id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await keeper.Client.PostAsync($"api/wechat/pushes/{dead.Id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it is no longer dead");
        await app.HandleAsync();
        (await app.BalanceAsync(person, "T"))!.Remaining.ShouldBe(1);
        (await keeper.Client.SeeAsync<Page<Engagement.Api.WeChat.TroubledPushBody>>("api/wechat/pushes")).Items.ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task A_push_about_somebody_who_signs_in_later_is_not_lost_and_one_about_nobody_is_let_go(Store store)
    {
        var app = await CleanAsync(store);
        var (late, never) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        foreach (var name in new[] { late, never }) await app.TakesAsync(PushTools.Popup(Engagement.Api.WeChat.Simulator.SimulatorPeople.OpenIdOf(name), "T", true, Now(app)));
        await app.HandleAsync();
        var client = await app.SignInVillagerAsync(late);
        for (var i = 0; i < ReceivedPush.MaxAttempts; i++)
        {
            app.Clock.Advance(TimeSpan.FromHours(6.1));
            await app.HandleAsync();
        }

        client = await app.SignInVillagerAsync(late);
        (await app.BalanceAsync((await client.SeeAsync<Engagement.Api.People.Me>("api/me")).AccountId, "T"))!.Remaining.ShouldBe(1);
        (await app.PushesAsync()).Select(x => (x.Status, x.Content)).ShouldBe([(PushStatus.Handled, null), (PushStatus.Unclaimed, null)], ignoreOrder: true);
    }

    [Theory, Stores]
    public async Task A_result_that_comes_before_the_submission_waits_for_it(Store store)
    {
        var app = await CleanAsync(store);
        var trace = Guid.NewGuid().ToString("N");
        await app.TakesAsync(PushTools.Checked(trace, "risky", Now(app)));
        (await app.HandleAsync()).ShouldBe(1);
        (await app.InStoreAsync(db => db.Set<EarlyPhotoVerdict>().Where(x => x.TraceId == trace).Select(x => x.Verdict).SingleAsync())).ShouldBe(SafetyVerdict.Risky);
    }

    [Theory, Stores]
    public async Task Who_withdraws_an_authorisation_withdraws_the_consent_and_the_phone_when_named(Store store)
    {
        var app = await CleanAsync(store);
        var (person, openId, client) = await app.SomebodyAsync();
        await client.PostAsJsonAsync("api/me/phone", new { code = $"phone:139{Random.Shared.Next(10000000, 99999999)}" });
        await ConsentAsync(client, "2026-01");
        var now = Now(app);
        await app.TakesAsync(PushTools.Revoke(openId, "14", Now(app)), xml: true);
        await app.HandleAsync();
        (await app.InsideAsync(x => x.GetRequiredService<PrivacyConsents>().InForceAsync(person, default))).ShouldBeNull();
        (await HasPhoneAsync(app, person)).ShouldBeTrue("only pictures were named");
        (await app.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.TargetId == person && x.Action == "person.withdraw_consent" && x.ActorKind == ActorKind.System))).ShouldBe(1);

        await app.TakesAsync(PushTools.Revoke(openId, "8", Now(app)));
        await app.HandleAsync();
        (await HasPhoneAsync(app, person)).ShouldBeFalse();

        // One that arrives late says nothing about what was given since.
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.PostAsJsonAsync("api/me/phone", new { code = $"phone:139{Random.Shared.Next(10000000, 99999999)}" });
        await ConsentAsync(client, "2026-02");
        await app.TakesAsync(PushTools.Revoke(openId, "8,13", now - 3600));
        await app.HandleAsync();
        (await app.InsideAsync(x => x.GetRequiredService<PrivacyConsents>().InForceAsync(person, default))).ShouldBe("2026-02");
        (await HasPhoneAsync(app, person)).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task Who_gives_up_WeChat_is_forgotten_here_too(Store store)
    {
        var app = await CleanAsync(store);
        var (person, openId, client) = await app.SomebodyAsync();
        await client.PostAsJsonAsync("api/me/phone", new { code = $"phone:139{Random.Shared.Next(10000000, 99999999)}" });
        await ConsentAsync(client, "2026-01");
        var waiting = await app.TakenMessageAsync(person, $"{person}");
        var other = await app.SomebodyAsync();
        await app.TakesAsync(PushTools.Cancel(openId, Now(app)), xml: true);
        (await app.HandleAsync()).ShouldBe(1);
        (await client.GetAsync("api/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.InStoreAsync(db => StoredText.WhereAsync(db, openId))).ShouldBeEmpty();
        (await app.InStoreAsync(db => db.Set<Person>().Where(x => x.Id == person).Select(x => x.DeletedAt).SingleAsync())).ShouldNotBeNull();
        (await HasPhoneAsync(app, person)).ShouldBeFalse();
        (await app.InsideAsync(x => x.GetRequiredService<PrivacyConsents>().InForceAsync(person, default))).ShouldBeNull();
        (await app.InStoreAsync(db => db.Set<Core.Messaging.OutboxMessage>().CountAsync(x => x.Id == waiting))).ShouldBe(0);
        (await app.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.TargetId == person && x.Action == "person.delete" && x.ActorKind == ActorKind.System))).ShouldBe(1);
        (await other.Client.GetAsync("api/me")).StatusCode.ShouldBe(HttpStatusCode.OK, "nobody else's account");

        // Again, and of somebody nobody knows: there is nothing to do, and nothing to try again.
        await app.TakesAsync(PushTools.Cancel(openId, Now(app) + 1));
        await app.HandleAsync();
        (await app.PushesAsync()).ShouldHaveSingleItem().Status.ShouldBe(PushStatus.Handled);
    }

    [Theory, Stores]
    public async Task Who_signed_in_since_has_not_given_up_WeChat(Store store)
    {
        var app = await CleanAsync(store);
        var (_, openId, client) = await app.SomebodyAsync();
        await app.TakesAsync(PushTools.Cancel(openId, Now(app) - 3600));
        (await app.HandleAsync()).ShouldBe(1);
        (await client.GetAsync("api/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.PushesAsync()).ShouldHaveSingleItem().Status.ShouldBe(PushStatus.Handled);
    }

    [Theory, Stores]
    public async Task What_did_not_arrive_is_a_dead_letter_also_when_the_report_overtakes_the_sending(Store store)
    {
        var app = await CleanAsync(store);
        var (person, openId, _) = await app.SomebodyAsync();
        var (early, never) = ($"e{Guid.NewGuid():N}", $"n{Guid.NewGuid():N}");
        await app.TakesAsync(PushTools.Sent(openId, "T", early, Now(app), errcode: "43101"));
        await app.TakesAsync(PushTools.Sent(openId, "T", never, Now(app), errcode: "-7"));
        (await app.HandleAsync()).ShouldBe(2);
        (await app.PushesAsync()).ShouldAllBe(x => x.Status == PushStatus.Pending && x.LastError == "No message is known by this id.");
        var id = await app.TakenMessageAsync(person, early);
        for (var i = 0; i < ReceivedPush.MaxAttempts; i++)
        {
            app.Clock.Advance(TimeSpan.FromHours(6.1));
            await app.HandleAsync();
        }

        (await app.PushesAsync()).Select(x => x.Status).ShouldBe([PushStatus.Handled, PushStatus.Unclaimed]);
        var lost = await app.InStoreAsync(db => db.Set<Core.Messaging.OutboxMessage>().AsNoTracking().SingleAsync(x => x.Id == id));
        (lost.Status, lost.SentAt, lost.LastError).ShouldBe((Core.Messaging.MessageStatus.Undeliverable, null, "43101 success"));
        await app.TakesAsync(PushTools.Sent(openId, "T", early, Now(app), errcode: "-9"));
        await app.HandleAsync();
        (await app.InStoreAsync(db => db.Set<Core.Messaging.OutboxMessage>().Where(x => x.Id == id).Select(x => x.LastError).SingleAsync())).ShouldBe("43101 success", "lost once is lost");

        // Sent anew it is another message: what is said of the first copy is no news of it.
        await app.InStoreAsync(async db =>
        {
            (await db.Set<Core.Messaging.OutboxMessage>().SingleAsync(x => x.Id == id)).Retry(app.Clock.UtcNow());
            return await db.SaveChangesAsync();
        });
        await app.TakesAsync(PushTools.Sent(openId, "T", early, Now(app), errcode: "-7"));
        await app.HandleAsync();
        (await app.InStoreAsync(db => db.Set<Core.Messaging.OutboxMessage>().Where(x => x.Id == id).Select(x => x.Status).SingleAsync())).ShouldBe(Core.Messaging.MessageStatus.Pending);
    }

    [Theory, Stores]
    public async Task A_deleted_account_takes_its_pushes_and_balances_along(Store store)
    {
        var app = await CleanAsync(store);
        var (person, openId, client) = await app.SomebodyAsync();
        await app.TakesAsync(PushTools.Popup(openId, "T", true, Now(app)));
        await app.HandleAsync();
        await app.TakesAsync(PushTools.Popup(openId, "T", true, Now(app) + 1));
        var export = await client.SeeAsync<System.Text.Json.JsonElement>("api/me/export");
        export.GetProperty("sections").GetProperty("messageConsents")[0].GetProperty("remaining").GetInt32().ShouldBe(1);

        (await client.PostAsJsonAsync("api/me/delete", new { confirm = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.InStoreAsync(db => StoredText.WhereAsync(db, openId))).ShouldBeEmpty();
        (await app.BalanceAsync(person, "T")).ShouldBeNull();
        (await app.InStoreAsync(db => db.Set<ConsentFact>().CountAsync(x => x.PersonId == person))).ShouldBe(0);
        (await app.HandleAsync()).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task Old_rows_go_and_the_table_of_periods_says_when(Store store)
    {
        var app = await CleanAsync(store);
        Core.Privacy.RetentionTable.Rules.Single(x => x.EnforcedBy == "PushInbox.PruneAsync").Period.ShouldBe(PushInbox.KeptFor);
        await app.TakesAsync(PushTools.Checked(Guid.NewGuid().ToString("N"), "pass", Now(app)));
        await app.HandleAsync();
        app.Clock.Advance(PushInbox.KeptFor - TimeSpan.FromHours(1));
        await app.TakesAsync(PushTools.Checked(Guid.NewGuid().ToString("N"), "pass", Now(app)));
        (await PruneAsync(app)).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromHours(2));
        (await PruneAsync(app)).ShouldBe(1);
        (await PruneAsync(app)).ShouldBe(0);
        (await app.PushesAsync()).ShouldHaveSingleItem().Status.ShouldBe(PushStatus.Pending);
    }

    private async Task<VillageApp> CleanAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        await app.InStoreAsync(db => db.Set<ReceivedPush>().ExecuteDeleteAsync());
        return app;
    }

    private static long Now(VillageApp app) => new DateTimeOffset(app.Clock.UtcNow()).ToUnixTimeSeconds();

    private static WeChatPush Read(string body)
    {
        WeChatPushReader.TryRead(body, out var push).ShouldBeTrue();
        return push!;
    }

    private static Task<int> PruneAsync(VillageApp app) => app.InsideAsync(x => x.GetRequiredService<PushInbox>().PruneAsync(default));

    private static async Task ConsentAsync(HttpClient client, string version) =>
        (await client.PostAsJsonAsync("api/me/privacy-consent", new { version })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    private static Task<bool> HasPhoneAsync(VillageApp app, Guid person) => app.InStoreAsync(db => db.Set<Person>().AnyAsync(x => x.Id == person && x.VerifiedPhone != null));
}
