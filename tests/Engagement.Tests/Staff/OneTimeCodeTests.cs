using System.Net;
using System.Net.Http.Json;
using Engagement.Api.People;
using Engagement.Api.Staff;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Staff;

/// <summary>The second factor: who must have it, what it opens, and that it opens once.</summary>
public sealed class OneTimeCodeTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_code_opens_once_and_a_recovery_code_once_more(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var township = await app.Given.TownshipAsync();
        var account = await app.AccountAsync(Role.TownshipStaff, township.Code);
        var (secret, recovery) = await app.EnrolAsync(await app.EnterAsync(account.UserName));
        recovery.Count.ShouldBe(10);

        (await app.TrySignInAsync(account.UserName).RefusalAsync()).ShouldBe("auth.one_time_code_required");
        (await app.TrySignInAsync(account.UserName, code: "000000x").RefusalAsync()).ShouldBe("auth.one_time_code_wrong");
        // Used up by the enrolment.
        (await app.TrySignInAsync(account.UserName, code: Accounts.CodeOf(secret, app.Clock.GetUtcNow())).RefusalAsync()).ShouldBe("auth.one_time_code_wrong");

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = Accounts.CodeOf(secret, app.Clock.GetUtcNow());
        await app.SignInAsync(account.UserName, code: code);
        (await app.TrySignInAsync(account.UserName, code: code).RefusalAsync()).ShouldBe("auth.one_time_code_wrong");

        // The count of wrong codes starts again, so that those sent at once do not lock the account.
        await app.SignInAsync(account.UserName, code: recovery[3]);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        code = Accounts.CodeOf(secret, app.Clock.GetUtcNow());
        (await AtOnceAsync(app, account, code, 4)).ShouldBe(1);
        await app.SignInAsync(account.UserName, code: recovery[2]);
        (await AtOnceAsync(app, account, recovery[0].ToLowerInvariant(), 4)).ShouldBe(1);
        (await app.TrySignInAsync(account.UserName, code: recovery[0]).RefusalAsync()).ShouldBe("auth.one_time_code_wrong");
        await app.SignInAsync(account.UserName, code: recovery[1]);
    }

    [Theory, Stores]
    public async Task The_secret_and_the_recovery_codes_are_not_in_the_store_in_clear(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var account = await app.AccountAsync(Role.TownshipStaff, township.Code);
        var (secret, recovery) = await app.EnrolAsync(await app.EnterAsync(account.UserName));
        var kept = await app.InStoreAsync(db => db.Set<IdentityUserToken<Guid>>().Where(x => x.UserId == account.Id).Select(x => x.Value!).ToListAsync());
        kept.Count.ShouldBe(3);
        kept.ShouldAllBe(x => !x.Contains(secret) && !recovery.Any(x.Contains));
    }

    [Theory, Stores]
    public async Task Administrators_enrol_before_anything_else(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var account = await app.AccountAsync(Role.Administrator, township.County, demo: false);
        var admin = await app.EnterAsync(account.UserName);
        (await admin.GetAsync("api/staff").RefusalAsync()).ShouldBe("auth.must_enrol_one_time_code");
        (await admin.GetAsync("api/cases").RefusalAsync()).ShouldBe("auth.must_enrol_one_time_code");
        (await admin.GetFromJsonAsync<Me>("api/me", VillageApp.JsonOptions))!.MustEnrolOneTimeCode.ShouldBeTrue();

        (await admin.PostAsync("api/account/one-time-code/confirm", new { code = "123456" }).RefusalAsync()).ShouldBe("account.enrol_first");
        var enrolment = await admin.PostAsync("api/account/one-time-code").ReadAsync<OneTimeCodeEnrolment>();
        enrolment.Uri.ShouldStartWith("otpauth://totp/%E6%9D%91%E5%BA%84%E7%8E%AF%E5%A2%83%E6%B2%BB%E7%90%86:" + account.UserName + "?secret=" + enrolment.Secret);
        enrolment.QrSvg.ShouldStartWith("<svg");
        enrolment.QrSvg.ShouldNotContain("style");
        enrolment.QrSvg.ShouldNotContain("script");
        await admin.PostAsync("api/account/one-time-code/confirm", new { code = "12345" }).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        await admin.GetAsync("api/staff").ShouldAnswerAsync(HttpStatusCode.Forbidden);
        await app.EnrolAsync(admin);
        await admin.GetAsync("api/staff").ShouldAnswerAsync(HttpStatusCode.OK);
        (await admin.PostAsync("api/account/one-time-code").RefusalAsync()).ShouldBe("account.one_time_code_on");

        await admin.PostAsync("api/account/one-time-code/disable", new { password = "wrong-password-1" }).ShouldAnswerAsync(HttpStatusCode.BadRequest);
        await admin.GetAsync("api/staff").ShouldAnswerAsync(HttpStatusCode.OK);
        await admin.PostAsync("api/account/one-time-code/disable", new { password = Accounts.Password }).ShouldAnswerAsync(HttpStatusCode.NoContent);
        (await admin.GetAsync("api/staff").RefusalAsync()).ShouldBe("auth.must_enrol_one_time_code");
    }

    [Theory, Stores]
    public async Task A_right_password_does_not_wash_wrong_codes_away(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var account = await app.AccountAsync(Role.TownshipStaff, township.Code);
        await app.EnrolAsync(await app.EnterAsync(account.UserName));
        for (var i = 0; i < 4; i++)
        {
            (await app.TrySignInAsync(account.UserName, code: "bad").RefusalAsync()).ShouldBe("auth.one_time_code_wrong");
            (await app.TrySignInAsync(account.UserName).RefusalAsync()).ShouldBe("auth.one_time_code_required");
        }

        (await app.TrySignInAsync(account.UserName, code: "bad").RefusalAsync()).ShouldBe("auth.locked_out");
        (await app.TrySignInAsync(account.UserName).RefusalAsync()).ShouldBe("auth.locked_out");
    }

    private static async Task<int> AtOnceAsync(VillageApp app, Account account, string code, int times)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => app.TrySignInAsync(account.UserName, code: code)));
        answers.ShouldAllBe(x => x.StatusCode == HttpStatusCode.OK || x.StatusCode == HttpStatusCode.Unauthorized);
        return answers.Count(x => x.StatusCode == HttpStatusCode.OK);
    }
}
