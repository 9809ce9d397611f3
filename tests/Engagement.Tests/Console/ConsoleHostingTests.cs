using System.Net;
using Engagement.Api.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Console;

/// <summary>The console's door alone, without the rest of the house: what a browser is answered under /admin.</summary>
public sealed class ConsoleHostingTests : IAsyncLifetime
{
    private readonly DirectoryInfo _webRoot = Directory.CreateTempSubdirectory("console-");
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { WebRootPath = _webRoot.FullName });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapConsole();
        await _app.StartAsync();
        _browser.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _browser.Dispose();
        _webRoot.Delete(recursive: true);
    }

    private void Build(string page = "<!doctype html><div id=app></div>")
    {
        var folder = _webRoot.CreateSubdirectory("admin");
        File.WriteAllText(Path.Combine(folder.FullName, "index.html"), page);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/")]
    [InlineData("/admin/cases?view=open")]
    [InlineData("/admin/cases/0198c0de-0000-7000-8000-000000000001")]
    public async Task Every_page_of_the_console_is_its_index(string address)
    {
        Build();
        using var answer = await _browser.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("id=app");
        answer.Headers.CacheControl!.NoCache.ShouldBeTrue();
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self';");
        policy.ShouldNotContain("script-src 'self' 'unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Fact]
    public async Task Without_a_built_console_a_sentence_says_what_is_missing()
    {
        using var answer = await _browser.GetAsync("/admin");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Node.js 20.19");
    }

    [Fact]
    public async Task A_missing_asset_is_not_answered_with_the_page()
    {
        Build();
        using var answer = await _browser.GetAsync("/admin/assets/gone-12345678.js");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.CacheControl.ShouldBeNull();
    }

    [Fact]
    public async Task Head_is_answered_without_a_body()
    {
        Build("0123456789");
        using var answer = await _browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/admin"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(10);
    }

    [Fact]
    public async Task Posting_to_a_page_is_refused()
    {
        Build();
        using var answer = await _browser.PostAsync("/admin/cases", new StringContent("x"));
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }
}
