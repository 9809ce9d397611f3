using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Api.Cases;
using Engagement.Api.People;
using Engagement.Core.Cases;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Tests.Api;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Privacy;

/// <summary>A villager takes a copy of everything, and leaves.</summary>
public sealed class AccountDeletionTests(Villages villages)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory, Stores]
    public async Task The_export_contains_all_we_hold(Store store)
    {
        var it = await LifeAsync(await villages.OnAsync(store));
        var export = await it.Zhang.Client.SeeAsync<JsonElement>("api/me/export");
        var text = export.GetRawText();
        var json = JsonSerializer.Serialize(export, Plain);
        foreach (var word in new[] { it.Name, it.Phone, it.OpenId, "2026-01", it.Own.Number, "村口垃圾堆了一周", "又多了一车", "清运完毕", "谢谢", it.Supported.Number, it.Photo.ToString(), "complaint.accepted", "person.introduce" })
            json.ShouldContain(word, Shouldly.Case.Sensitive, text);
        var sections = export.GetProperty("sections");
        sections.EnumerateObject().Select(x => x.Name).ShouldBe(["person", "complaints", "photos", "messages", "actions", "staffAccounts"], ignoreOrder: true);
        sections.GetProperty("person").GetProperty("sessions").GetArrayLength().ShouldBe(1);
        json.ShouldNotContain("内部核实", Shouldly.Case.Sensitive, "internal lines are the staff's");
    }

    [Theory, Stores]
    public async Task After_the_deletion_nothing_leads_to_the_person_and_the_cases_stay(Store store)
    {
        var app = await villages.OnAsync(store);
        var it = await LifeAsync(app);
        await it.Zhang.Client.IsRefusedAsync("api/me/delete", new { confirm = false }, HttpStatusCode.BadRequest, "invalid");
        (await it.Zhang.Client.PostAsJsonAsync("api/me/delete", new { confirm = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await it.Zhang.Client.GetAsync("api/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var word in new[] { it.Name, it.Phone, it.OpenId })
            (await app.InStoreAsync(db => StoredText.WhereAsync(db, word))).ShouldBeEmpty(word);
        await app.InStoreAsync(async db =>
        {
            var id = it.Zhang.PersonId;
            var person = await db.Set<Person>().SingleAsync(x => x.Id == id);
            (person.Name, person.RegionCode, person.ContactPhone, person.VerifiedPhone).ShouldBe((null, null, null, null));
            person.DeletedAt.ShouldNotBeNull();
            (await db.Set<WeChatAccount>().CountAsync(x => x.PersonId == id)).ShouldBe(0);
            (await db.Set<PhoneKey>().CountAsync(x => x.PersonId == id)).ShouldBe(0);
            (await db.Set<Session>().CountAsync(x => x.AccountId == id && (x.RevokedAt == null || x.Client != null || x.Address != null))).ShouldBe(0);
            (await db.Set<OutboxMessage>().CountAsync(x => x.PersonId == id)).ShouldBe(0);
            (await db.Set<Core.Cases.Case>().CountAsync(x => x.ReporterId == id)).ShouldBe(0);
            (await db.Set<CaseEvent>().CountAsync(x => x.ActorId == id || x.OnBehalfOf == id)).ShouldBe(0);
            (await db.Set<CaseSupport>().CountAsync(x => x.PersonId == id)).ShouldBe(0);
            (await db.Set<CaseSupport>().CountAsync(x => x.CaseId == it.Supported.Id)).ShouldBe(1, "the count of neighbours stays right");
            (await db.Set<CaseRating>().CountAsync(x => x.CaseId == it.Own.Id)).ShouldBe(1, "the figures keep the answer");
            (await db.Set<AuditLine>().CountAsync(x => x.TargetId == id && x.Action == "person.delete")).ShouldBe(1);
            return 0;
        });

        var seen = await it.Neighbour.Client.SeeAsync<ComplaintBody>($"api/complaints/{it.Own.Id}");
        seen.ReporterName.ShouldBeNull();
        var staff = await it.Clerk.Client.SeeAsync<CaseBody>($"api/cases/{it.Own.Id}");
        (staff.ReporterName, staff.ReporterPhoneMasked).ShouldBe((null, null));
        (await it.Clerk.Client.GetAsync($"api/photos/{it.Photo}")).StatusCode.ShouldBe(HttpStatusCode.OK, "the proof stays");
    }

    [Theory, Stores]
    public async Task Deleting_twice_changes_nothing_and_the_same_WeChat_is_a_new_person(Store store)
    {
        var app = await villages.OnAsync(store);
        var login = $"回头客-{Guid.NewGuid():N}";
        var first = await app.SignInVillagerAsync(login);
        var old = (await first.SeeAsync<Me>("api/me")).AccountId;
        await first.PostAsJsonAsync("api/me/delete", new { confirm = true });
        await app.InsideAsync(async services =>
        {
            await services.GetRequiredService<Core.Privacy.PersonalData>().DeleteAsync(new Actor(ActorKind.Villager, old, old, null, [], null), true, default);
            return 0;
        });
        (await app.InStoreAsync(db => db.Set<AuditLine>().CountAsync(x => x.TargetId == old && x.Action == "person.delete"))).ShouldBe(1);
        var me = await (await app.SignInVillagerAsync(login)).SeeAsync<Me>("api/me");
        me.AccountId.ShouldNotBe(old);
        me.Name.ShouldBeNull();
    }

    [Theory, Stores]
    public async Task Signing_in_while_the_account_is_deleted_leaves_no_session_behind(Store store)
    {
        var app = await villages.OnAsync(store);
        for (var round = 0; round < 5; round++)
        {
            var login = $"同时-{Guid.NewGuid():N}";
            var first = await app.SignInVillagerAsync(login);
            var old = (await first.SeeAsync<Me>("api/me")).AccountId;
            var others = Enumerable.Range(0, 4).Select(_ => app.SignInVillagerAsync(login)).ToList();
            await Task.WhenAll([first.PostAsJsonAsync("api/me/delete", new { confirm = true }), .. others]);
            foreach (var other in others)
            {
                using var answer = await (await other).GetAsync("api/me");
                if (answer.IsSuccessStatusCode) (await answer.Content.ReadFromJsonAsync<Me>(VillageApp.JsonOptions))!.AccountId.ShouldNotBe(old);
                else answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            }
        }
    }

    [Theory, Stores]
    public async Task A_consent_is_kept_with_its_version_and_can_be_withdrawn(Store store)
    {
        var app = await villages.OnAsync(store);
        var zhang = await (await app.Given.TownshipAsync()).VillagerAsync();
        foreach (var version in new[] { "2026-01", "2026-01", "2026-06" })
            (await zhang.Client.PostAsJsonAsync("api/me/privacy-consent", new { version })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await zhang.Client.SeeAsync<Me>("api/me")).PrivacyPolicyVersion.ShouldBe("2026-06");
        for (var i = 0; i < 2; i++) (await zhang.Client.DeleteAsync("api/me/privacy-consent")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await zhang.Client.SeeAsync<Me>("api/me")).PrivacyPolicyVersion.ShouldBeNull();
        var kept = await app.InStoreAsync(db => db.Set<PrivacyConsent>().Where(x => x.PersonId == zhang.PersonId).OrderBy(x => x.GivenAt).ToListAsync());
        kept.Select(x => (x.PolicyVersion, x.EndedAt is null)).ShouldBe([("2026-01", false), ("2026-06", false)]);
    }

    private sealed record Life(Villager Zhang, Villager Neighbour, StaffMemberClient Clerk, string Name, string Phone, string OpenId, CaseReceipt Own, CaseReceipt Supported, Guid Photo);

    /// <summary>Half a year of a villager in one minute: reports, adds, rates, supports, binds, agrees.</summary>
    private static async Task<Life> LifeAsync(VillageApp app)
    {
        var township = await app.Given.TownshipAsync();
        // No other test's text may contain it.
        var name = $"慕容{Guid.NewGuid():N}"[..12];
        var (zhang, neighbour, clerk) = (await township.VillagerAsync(name), await township.VillagerAsync("李大妈"), await township.ClerkAsync());
        var phone = PhoneTests.NewNumber();
        await PhoneTests.BindAsync(zhang.Client, phone);
        await zhang.Client.PostAsJsonAsync("api/me/privacy-consent", new { version = "2026-01" });
        var photo = await app.Given.PhotoAsync(zhang.Client);
        var own = await zhang.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", description = "村口垃圾堆了一周", visibility = "publicNamed", photoIds = new[] { photo } });
        own = await clerk.Client.OnCaseAsync(own, "accept");
        await clerk.Client.DoAsync<CaseReceipt>($"api/cases/{own.Id}/note", new { text = "内部核实情况" });
        own = await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{own.Id}/additions", new { text = "又多了一车" });
        own = await clerk.Client.OnCaseAsync(own, "resolve", new { text = "清运完毕", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client) } });
        own = await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{own.Id}/rating", new { solved = true, satisfaction = 5, comment = "谢谢" });
        var supported = await app.Given.ComplaintAsync(neighbour);
        await clerk.Client.OnCaseAsync(supported, "accept");
        (await zhang.Client.PostAsync($"api/complaints/{supported.Id}/support", null)).EnsureSuccessStatusCode();
        var openId = await app.InStoreAsync(db => db.Set<WeChatAccount>().Where(x => x.PersonId == zhang.PersonId).Select(x => x.OpenId).SingleAsync());
        return new Life(zhang, neighbour, clerk, name, phone, openId, own, supported, photo);
    }
}
