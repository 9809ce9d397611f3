using System.Net;
using System.Net.Http.Json;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Staff;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.People;

/// <summary>Signing in, staying signed in, and being signed out.</summary>
public sealed class SignInTests(Villages villages)
{
    private const string Header = "X-Engagement";

    [Theory, Stores]
    public async Task The_console_uses_a_cookie_that_another_site_cannot_use(Store store)
    {
        var app = await villages.OnAsync(store);
        var account = await app.AccountAsync(Role.TownshipStaff, (await app.Given.TownshipAsync()).Code);
        var browser = app.Client(null);
        using (var entered = await browser.PostAsJsonAsync("api/auth/staff", new { userName = account.UserName, password = Accounts.Password, mode = "cookie" }))
        {
            entered.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            var cookie = entered.Headers.GetValues("Set-Cookie").Single();
            cookie.ShouldContain("samesite=strict", Case.Insensitive);
            cookie.ShouldContain("httponly", Case.Insensitive);
            // The cookie's token is no bearer token: a script that could read it gains nothing.
            await app.Client(cookie.Split('=', 2)[1].Split(';')[0]).GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        }

        await browser.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);
        (await browser.PostAsync("api/auth/sign-out").RefusalAsync()).ShouldBe("auth.required");
        await browser.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);
        browser.DefaultRequestHeaders.Add(Header, "console");
        await browser.PostAsync("api/auth/sign-out").ShouldAnswerAsync(HttpStatusCode.NoContent);
        await browser.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
    }

    [Theory, Stores]
    public async Task Signing_out_ends_the_bearer_session_at_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var account = await app.AccountAsync(Role.TownshipStaff, (await app.Given.TownshipAsync()).Code);
        var tokens = await app.SignInAsync(account.UserName);
        var tool = app.Client(tokens.AccessToken);
        await tool.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);
        await tool.PostAsync("api/auth/sign-out").ShouldAnswerAsync(HttpStatusCode.NoContent);
        await tool.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        (await RefreshAsync(app, tokens).RefusalAsync()).ShouldBe("auth.session_over");
    }

    [Theory, Stores]
    public async Task A_refresh_whose_answer_was_lost_gives_the_same_tokens_for_a_minute(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var account = await app.AccountAsync(Role.TownshipStaff, (await app.Given.TownshipAsync()).Code);
        var first = await app.SignInAsync(account.UserName);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        var second = await RefreshAsync(app, first).ReadAsync<SessionTokens>();
        second.RefreshToken.ShouldNotBe(first.RefreshToken);
        app.Clock.Advance(TimeSpan.FromSeconds(50));
        (await RefreshAsync(app, first).ReadAsync<SessionTokens>()).ShouldBe(second);
        await app.Client(first.AccessToken).GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(11));
        await RefreshAsync(app, first).ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        await app.Client(first.AccessToken).GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        await app.Client(second.AccessToken).GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);

        app.Clock.Advance(Session.AccessLifetime);
        await app.Client(second.AccessToken).GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RefreshAsync(app, second).ReadAsync<SessionTokens>()));
        answers.Distinct().Count().ShouldBe(1);
        app.Clock.Advance(Session.StaffLifetime);
        await RefreshAsync(app, answers[0]).ShouldAnswerAsync(HttpStatusCode.Unauthorized);
    }

    [Theory, Stores]
    public async Task Sessions_are_listed_and_ended_by_their_owner_only(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var account = await app.AccountAsync(Role.TownshipStaff, township.Code);
        var here = await app.EnterAsync(account.UserName);
        var there = await app.EnterAsync(account.UserName);
        var sessions = (await here.GetFromJsonAsync<Page<SessionView>>("api/sessions", VillageApp.JsonOptions))!.Items;
        sessions.Count.ShouldBe(2);
        var other = sessions.Single(x => !x.Current);

        await (await township.ClerkAsync()).Client.DeleteAsync($"api/sessions/{other.Id}").ShouldAnswerAsync(HttpStatusCode.NotFound);
        await there.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);
        await here.DeleteAsync($"api/sessions/{other.Id}").ShouldAnswerAsync(HttpStatusCode.NoContent);
        await there.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.Unauthorized);
        await here.GetAsync("api/me").ShouldAnswerAsync(HttpStatusCode.OK);
    }

    [Theory, Stores]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var account = await app.AccountAsync(Role.TownshipStaff, (await app.Given.TownshipAsync()).Code);
        for (var i = 0; i < 4; i++) (await app.TrySignInAsync(account.UserName, "wrong-password-1").RefusalAsync()).ShouldBe("auth.invalid_credentials");
        await app.SignInAsync(account.UserName);
        for (var i = 0; i < 4; i++) (await app.TrySignInAsync(account.UserName, "wrong-password-1").RefusalAsync()).ShouldBe("auth.invalid_credentials");
        (await app.TrySignInAsync(account.UserName, "wrong-password-1").RefusalAsync()).ShouldBe("auth.locked_out");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        using (var locked = await app.TrySignInAsync(account.UserName))
        {
            locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            locked.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(240, 300);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(5.1));
        await app.SignInAsync(account.UserName);
    }

    [Theory, Stores]
    public async Task Guesses_sent_at_once_get_no_more_answers_than_guesses_sent_one_by_one(Store store)
    {
        var app = await villages.OnAsync(store);
        var account = await app.AccountAsync(Role.TownshipStaff, (await app.Given.TownshipAsync()).Code);
        var answers = await Task.WhenAll(Enumerable.Range(0, 18).Select(i => app.TrySignInAsync(account.UserName, $"wrong-password-{i}").RefusalAsync()));
        answers.Count(x => x == "auth.invalid_credentials").ShouldBe(4);
        answers.Count(x => x == "auth.locked_out").ShouldBe(14);
    }

    [Fact]
    public async Task Too_many_attempts_at_one_name_are_refused_whether_it_exists_or_not()
    {
        var app = await villages.OnAsync(Store.Sqlite);
        var name = $"nobody{Guid.NewGuid():N}"[..20];
        for (var i = 0; i < 20; i++) (await app.TrySignInAsync(i % 2 == 0 ? name : name.ToUpperInvariant()).RefusalAsync()).ShouldBe("auth.invalid_credentials");
        using var refused = await app.TrySignInAsync(name);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
    }

    private static Task<HttpResponseMessage> RefreshAsync(VillageApp app, SessionTokens tokens) =>
        app.Anonymous.PostAsJsonAsync("api/auth/refresh", new { tokens.RefreshToken });
}
