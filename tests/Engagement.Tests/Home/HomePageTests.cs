using System.Net;
using Engagement.Tests.Demo;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Home;

public sealed class HomePageTests(DemoVillages demo)
{
    [Fact]
    public async Task A_newcomer_finds_the_ways_in_and_the_demo_accounts()
    {
        var app = await demo.OnAsync(Store.Sqlite);
        using var answer = await app.Anonymous.GetAsync("/", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        foreach (var link in new[] { "/admin", "/docs", "/simulator", "/healthz" }) page.ShouldContain($"href=\"{link}\"");
        foreach (var account in new[] { "Village-2026", "township", "committee", "county", "admin", "sim:zhang", "sim:li", "sim:wang" }) page.ShouldContain(account);
        page.ShouldNotContain("import-regions");
        page.ShouldNotContain("<!--");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("style=");
        (await app.Anonymous.GetAsync("/home.css", TestContext.Current.CancellationToken)).Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
    }

    [Fact]
    public async Task An_empty_store_says_how_to_begin_and_shows_no_accounts()
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, Store.Sqlite);
        var page = await app.Anonymous.GetStringAsync("/", TestContext.Current.CancellationToken);

        page.ShouldContain("import-regions FILE.csv");
        page.ShouldContain("create-admin NAME");
        page.ShouldNotContain("Village-2026");
        page.ShouldNotContain("sim:zhang");
        page.ShouldNotContain("<!--");

        await app.Given.TownshipAsync();
        page = await app.Anonymous.GetStringAsync("/", TestContext.Current.CancellationToken);
        page.ShouldNotContain("import-regions");
        page.ShouldContain("create-admin NAME", customMessage: "there are regions but nobody who could sign in");
    }
}
