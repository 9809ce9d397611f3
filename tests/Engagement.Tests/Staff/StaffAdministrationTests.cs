using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Api.People;
using Engagement.Api.Staff;
using Engagement.Core.Cases;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Messaging;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Staff;

/// <summary>Accounts from their opening to their owner's leaving.</summary>
public sealed class StaffAdministrationTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_new_account_changes_its_temporary_password_before_anything_else(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var admin = await app.Given.StaffAsync(Role.Administrator, township.County);
        var made = await OpenAsync(admin.Client, Role.TownshipStaff, township.Code);
        var clerk = await app.EnterAsync(made.UserName, made.TemporaryPassword);
        (await clerk.GetAsync("api/cases").RefusalAsync()).ShouldBe("auth.must_change_password");
        (await clerk.GetAsync("api/offices").RefusalAsync()).ShouldBe("auth.must_change_password");
        (await clerk.GetFromJsonAsync<Me>("api/me", VillageApp.JsonOptions))!.MustChangePassword.ShouldBeTrue();
        await clerk.GetAsync("api/regions").ShouldAnswerAsync(HttpStatusCode.OK);

        await ChangeAsync(clerk, "not-the-password-1", "willow-trees-7").ShouldAnswerAsync(HttpStatusCode.BadRequest);
        await ChangeAsync(clerk, made.TemporaryPassword, "short-1").ShouldAnswerAsync(HttpStatusCode.BadRequest);
        await ChangeAsync(clerk, made.TemporaryPassword, made.TemporaryPassword).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        var elsewhere = await app.EnterAsync(made.UserName, made.TemporaryPassword);
        await ChangeAsync(clerk, made.TemporaryPassword, "willow-trees-7").ShouldAnswerAsync(HttpStatusCode.NoContent);
        await clerk.GetAsync("api/cases").ShouldAnswerAsync(HttpStatusCode.OK);
        await elsewhere.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        await app.TrySignInAsync(made.UserName, made.TemporaryPassword).ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        await app.SignInAsync(made.UserName, "willow-trees-7");

        (await AuditAsync(app, made.Id)).ShouldBe(["staff.create", "staff.sign_in", "account.wrong_password", "staff.sign_in", "account.change_password", "staff.sign_in_failed", "staff.sign_in"]);
        (await admin.Client.PostAsync("api/staff", NewStaff(made.UserName.ToUpperInvariant(), Role.TownshipStaff, township.Code)).RefusalAsync()).ShouldBe("staff.user_name_taken");
    }

    [Theory, Stores]
    public async Task A_reset_signs_out_unlocks_and_takes_a_lost_phone_off(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        var account = await app.AccountAsync(Role.TownshipStaff, township.Code);
        var clerk = await app.EnterAsync(account.UserName);
        await app.EnrolAsync(clerk);
        for (var i = 0; i < 5; i++) (await app.TrySignInAsync(account.UserName, "wrong-password-1")).Dispose();
        (await FindAsync(county.Client, account.Id)).ShouldSatisfyAllConditions(x => x.LockedOut.ShouldBeTrue(), x => x.OneTimeCodeEnabled.ShouldBeTrue());
        await county.Client.PostAsync($"api/staff/{account.Id}/unlock").ShouldAnswerAsync(HttpStatusCode.NoContent);
        (await app.TrySignInAsync(account.UserName).RefusalAsync()).ShouldBe("auth.one_time_code_required");

        await clerk.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);
        await county.Client.PostAsync($"api/staff/{account.Id}/reset-one-time-code").ShouldAnswerAsync(HttpStatusCode.NoContent);
        await clerk.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        clerk = await app.EnterAsync(account.UserName);

        var reset = await county.Client.PostAsync($"api/staff/{account.Id}/reset-password").ReadAsync<PasswordReset>();
        await clerk.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        await app.TrySignInAsync(account.UserName).ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        clerk = await app.EnterAsync(account.UserName, reset.TemporaryPassword);
        (await clerk.GetAsync("api/cases").RefusalAsync()).ShouldBe("auth.must_change_password");
    }

    [Theory, Stores]
    public async Task Who_leaves_hands_everything_over_and_cannot_come_back(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var admin = await app.Given.StaffAsync(Role.Administrator, township.County);
        var clerk = await township.ClerkAsync();
        var account = await app.AccountAsync(Role.VillageCommittee, township.Village);
        var leaver = await app.EnterAsync(account.UserName);
        var successor = await township.CommitteeAsync();
        var stranger = await app.Given.StaffAsync(Role.VillageCommittee, township.NextVillage);
        var filed = await app.Given.ComplaintAsync(await township.VillagerAsync());
        var accepted = await clerk.Client.PostAsync($"api/cases/{filed.Id}/accept", new { filed.Version }).ReadAsync<CaseReceipt>();
        await clerk.Client.PostAsync($"api/cases/{filed.Id}/assign", new { accepted.Version, assigneeId = account.Id }).ShouldAnswerAsync(HttpStatusCode.OK);
        var second = await app.Given.ComplaintAsync(await township.VillagerAsync());
        await clerk.Client.OnCaseAsync(await clerk.Client.OnCaseAsync(second, "accept"), "assign", new { assigneeId = account.Id });
        (await FindAsync(admin.Client, account.Id)).OpenCaseCount.ShouldBe(2);

        foreach (var nobody in new[] { stranger.Id, account.Id, Guid.NewGuid() })
            await LeaveAsync(admin.Client, account.Id, nobody).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        await leaver.GetAsync("api/cases").ShouldAnswerAsync(HttpStatusCode.OK);
        (await FindAsync(admin.Client, account.Id)).Active.ShouldBeTrue();

        (await LeaveAsync(admin.Client, account.Id, successor.Id).ReadAsync<LeaveReceipt>()).HandedOver.ShouldBe(2);
        await leaver.GetAsync("api/cases").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        await app.TrySignInAsync(account.UserName).ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        var handed = await app.InStoreAsync(db => db.Set<Core.Cases.Case>().AsNoTracking().Include(x => x.Timeline).SingleAsync(x => x.Id == filed.Id));
        handed.AssigneeId.ShouldBe(successor.Id);
        handed.Timeline.MaxBy(x => x.Sequence)!.Type.ShouldBe(CaseEventType.HandedOver);
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.SubjectId == filed.Id && x.StaffUserId == successor.Id))).ShouldBe(0);
        (await InboxTests.InboxAsync(successor.Client)).Items.ShouldHaveSingleItem("once, however many cases there are").ShouldSatisfyAllConditions(
            x => x.Event.ShouldBe(MessageEvents.CasesHandedOver), x => x.Text.ShouldStartWith("2件"));
        var gone = await FindAsync(admin.Client, account.Id);
        gone.Active.ShouldBeFalse();
        gone.Grants.ShouldAllBe(x => x.To != null);
        (await LeaveAsync(admin.Client, account.Id, successor.Id).RefusalAsync()).ShouldBe("staff.has_left");
    }

    [Theory, Stores]
    public async Task A_right_holds_from_its_first_day_to_its_last(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var township = await app.Given.TownshipAsync();
        var account = await app.AccountAsync(Role.Inspector, township.County);
        var admin = await app.Given.StaffAsync(Role.Administrator, township.County);
        var today = ChinaTime.Today(app.Clock);
        object Wish(int from, int to) => new { role = "townshipStaff", regionCode = township.Code, from = today.AddDays(from), to = today.AddDays(to) };
        await admin.Client.PostAsync($"api/staff/{account.Id}/grants", Wish(2, 1)).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        await admin.Client.PostAsync($"api/staff/{account.Id}/grants", Wish(-9, -1)).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        await admin.Client.PostAsync($"api/staff/{account.Id}/grants", new { role = "townshipStaff", regionCode = township.Code, to = "9999-12-31" }).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        var grant = await admin.Client.PostAsync($"api/staff/{account.Id}/grants", Wish(2, 3)).ReadAsync<StaffGrantView>();
        ChinaTime.DateOf(grant.To!.Value).ShouldBe(today.AddDays(3));
        (await admin.Client.PostAsync($"api/staff/{account.Id}/grants", Wish(0, 9)).RefusalAsync()).ShouldBe("staff.grant_exists");

        var held = new List<bool>();
        foreach (var day in Enumerable.Range(0, 5))
        {
            // Noon of each day in the village; the session is a new one because it ends after a working day.
            app.Clock.Advance(ChinaTime.ToUtc(today.AddDays(day), new TimeOnly(12, 0)) - app.Clock.UtcNow());
            var me = await (await app.EnterAsync(account.UserName)).GetFromJsonAsync<Me>("api/me", VillageApp.JsonOptions);
            held.Add(me!.Grants.Any(x => x.Role == Role.TownshipStaff));
        }

        held.ShouldBe([false, false, true, true, false]);
    }

    [Theory, Stores]
    public async Task Ending_the_last_right_takes_effect_at_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var admin = await app.Given.StaffAsync(Role.Administrator, township.Code);
        var clerk = await township.ClerkAsync();
        var grants = (await FindAsync(admin.Client, clerk.Id)).Grants;
        var second = await admin.Client.PostAsync($"api/staff/{clerk.Id}/grants", new { role = "inspector", regionCode = township.Code }).ReadAsync<StaffGrantView>();
        await clerk.Client.GetAsync($"api/cases/assignees?region={township.Village}").ShouldAnswerAsync(HttpStatusCode.OK);
        await admin.Client.PostAsync($"api/staff/{clerk.Id}/grants/{grants[0].Id}/end").ShouldAnswerAsync(HttpStatusCode.NoContent);
        await clerk.Client.GetAsync($"api/cases/assignees?region={township.Village}").ShouldAnswerAsync(HttpStatusCode.Forbidden);
        (await admin.Client.PostAsync($"api/staff/{clerk.Id}/grants/{grants[0].Id}/end").RefusalAsync()).ShouldBe("staff.grant_ended");
        await admin.Client.PostAsync($"api/staff/{clerk.Id}/grants/{Guid.NewGuid()}/end").ShouldAnswerAsync(HttpStatusCode.NotFound);
        await admin.Client.PostAsync($"api/staff/{clerk.Id}/grants/{second.Id}/end").ShouldAnswerAsync(HttpStatusCode.NoContent);
        await clerk.Client.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
    }

    [Theory, Stores]
    public async Task The_list_is_paged_searched_and_ends_at_the_region(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var other = await app.Given.TownshipAsync();
        var admin = await app.Given.StaffAsync(Role.Administrator, township.County);
        var clerks = new List<Guid>();
        for (var i = 0; i < 5; i++) clerks.Add((await township.ClerkAsync()).Id);
        var committee = await township.CommitteeAsync();
        await other.ClerkAsync();

        List<StaffListItem> seen = [];
        string? next = null;
        do
        {
            var page = await PageAsync(admin.Client, $"?limit=2&after={next}");
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        seen.Select(x => x.Id).ShouldBe([admin.Id, committee.Id, .. clerks], ignoreOrder: true);
        (await PageAsync(admin.Client, $"?region={township.Village}")).Items.Single().Id.ShouldBe(committee.Id);
        (await PageAsync(admin.Client, $"?search={committee.UserName[^12..].ToUpperInvariant()}")).Items.Single().Id.ShouldBe(committee.Id);
        (await PageAsync(admin.Client, "?search=%E5%B0%8F%E6%9D%8E")).Items.Count.ShouldBe(7);
        (await PageAsync(admin.Client, $"?region={other.Code}")).Items.ShouldBeEmpty();
        await admin.Client.GetAsync("api/staff?after=nonsense").ShouldAnswerAsync(HttpStatusCode.BadRequest);
    }

    [Theory, Stores]
    public async Task An_account_without_grants_names_or_sense_is_the_inputs_fault(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var admin = await app.Given.StaffAsync(Role.Administrator, township.County);
        object fine = new { role = "townshipStaff", regionCode = township.Code };
        object[] bodies =
        [
            new { userName = "xiaozhao", displayName = "小赵" },
            new { userName = "xiaozhao", displayName = "小赵", grants = Array.Empty<object>() },
            new { userName = "xiaozhao", displayName = "小赵", grants = new object?[] { null } },
            new { userName = "xiaozhao", displayName = "小赵", grants = new[] { new { regionCode = township.Code } } },
            new { userName = "xiaozhao", displayName = "小赵", grants = new[] { new { role = "townshipStaff" } } },
            new { userName = "小赵", displayName = "小赵", grants = new[] { fine } },
            new { userName = "xiao zhao", displayName = "小赵", grants = new[] { fine } },
            new { userName = "xiaozhao", displayName = " ", grants = new[] { fine } },
        ];
        foreach (var body in bodies) await admin.Client.PostAsync("api/staff", body).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        await admin.Client.PostAsync("api/cases/bulk/accept", new { items = new object?[] { null } }).ShouldAnswerAsync(HttpStatusCode.BadRequest);
    }

    internal static object NewStaff(string userName, Role role, string region) =>
        new { userName, displayName = "新来的小赵", grants = new[] { new { role = $"{char.ToLowerInvariant(role.ToString()[0])}{role.ToString()[1..]}", regionCode = region } } };

    internal static Task<NewAccount> OpenAsync(HttpClient by, Role role, string region) =>
        by.PostAsync("api/staff", NewStaff($"n{Guid.NewGuid():N}"[..20], role, region)).ReadAsync<NewAccount>();

    private static async Task<StaffDetail> FindAsync(HttpClient by, Guid id) => (await by.GetFromJsonAsync<StaffDetail>($"api/staff/{id}", VillageApp.JsonOptions))!;

    private static async Task<Page<StaffListItem>> PageAsync(HttpClient by, string query) => (await by.GetFromJsonAsync<Page<StaffListItem>>("api/staff" + query, VillageApp.JsonOptions))!;

    private static Task<HttpResponseMessage> LeaveAsync(HttpClient by, Guid id, Guid successor) => by.PostAsync($"api/staff/{id}/leave", new { handoverToId = successor });

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient by, string current, string password) =>
        by.PostAsync("api/account/password", new { currentPassword = current, newPassword = password });

    private static Task<List<string>> AuditAsync(VillageApp app, Guid id) =>
        app.InStoreAsync(db => db.Set<AuditLine>().Where(x => x.TargetId == id).OrderBy(x => x.At).ThenBy(x => x.Id).Select(x => x.Action).ToListAsync());
}
