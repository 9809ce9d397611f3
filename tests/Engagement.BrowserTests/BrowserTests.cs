using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Engagement.BrowserTests;

/// <summary>The browser itself: that it speaks Chinese, and that it sees what a page must not do.</summary>
public sealed class BrowserTests(Browser browser)
{
    [Fact]
    public Task Visit_SeesChineseAtTheOfficesScreenSize() => browser.VisitAsync(async page =>
    {
        await page.SetContentAsync("<p>门前三包</p>");
        (await page.EvaluateAsync<string>("navigator.language")).ShouldBe("zh-CN");
        (await page.EvaluateAsync<int>("innerWidth")).ShouldBe(1366);
        await Assertions.Expect(page.GetByText("门前三包")).ToBeVisibleAsync();
    });

    [Theory]
    [InlineData("<script>console.error('broken promise')</script>", "broken promise")]
    [InlineData("<script>throw new Error('thrown away')</script>", "thrown away")]
    [InlineData("<img src='http://stranger.example/pixel.png'>", "asked a stranger: GET http://stranger.example/pixel.png")]
    public async Task Visit_WhenThePageMisbehaves_Fails(string html, string said)
    {
        var failure = await Should.ThrowAsync<UncleanPageException>(
            () => browser.VisitAsync(page => page.SetContentAsync(html)));
        failure.Message.ShouldContain(said);
    }
}
