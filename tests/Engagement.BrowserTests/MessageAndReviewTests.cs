using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>What staff do beside the cases: let content through, send messages again, read their own. With the executable and the demo data.</summary>
public sealed class MessageAndReviewTests(Browser browser, DemoTownship township) : IClassFixture<DemoTownship>
{
    [Fact]
    public Task A_waiting_item_is_passed_and_another_held() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        var before = await ItemsAsync(page, "/api/reviews?kind=text");
        before.Count.ShouldBeGreaterThan(1, "the demo has words that nobody has checked");
        string[] numbers = [.. before.Take(2).Select(x => x.GetProperty("number").GetString()!)];

        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^内容审核") }).ClickAsync();
        await page.GetByText("文字", new() { Exact = true }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/admin/reviews\\?kind=text$"));
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = numbers[0] }).GetByRole(AriaRole.Button, new() { Name = "公开", Exact = true }).ClickAsync();
        await Expect(page.GetByText($"{numbers[0]} 已公开")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = numbers[0] })).ToHaveCountAsync(0);

        // The next one has moved up and is lit: a key is enough.
        await page.Keyboard.PressAsync("h");
        var dialog = page.Locator(".t-dialog").Filter(new() { HasText = "不公开这项内容" });
        await dialog.GetByLabel("原因").FillAsync("内容里有他人的电话。");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "不公开", Exact = true }).ClickAsync();
        await Expect(page.GetByText($"{numbers[1]} 不公开，已告知上报人")).ToBeVisibleAsync();

        var left = await ItemsAsync(page, "/api/reviews?kind=text");
        left.ShouldAllBe(x => !numbers.Contains(x.GetProperty("number").GetString()));
    }, township.Address);

    [Fact]
    public Task Messages_that_did_not_arrive_are_sent_again() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "admin");
        (await ItemsAsync(page, "/api/messages/dead-letters")).Count.ShouldBeGreaterThan(2, "villagers of the demo without WeChat cannot be reached");

        await page.GetByRole(AriaRole.Link, new() { Name = "未送达消息" }).ClickAsync();
        var letters = page.Locator(".letter");
        await Expect(letters.First).ToContainTextAsync("没有微信账号");
        await letters.First.GetByRole(AriaRole.Button, new() { Name = "重发" }).ClickAsync();
        await Expect(page.GetByText("已重新排队发送")).ToBeVisibleAsync();

        // The list is read again after a retry.
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        foreach (var letter in new[] { letters.Nth(0), letters.Nth(1) })
        {
            await letter.Locator(".t-checkbox").ClickAsync();
            await Expect(letter.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "重发所选" }).ClickAsync();
        var results = page.Locator(".t-dialog").Filter(new() { HasText = "重发结果" });
        await Expect(results.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 条都已重新排队发送。");
        await Expect(results.GetByText("已排队")).ToHaveCountAsync(2);
        await results.GetByRole(AriaRole.Button, new() { Name = "关闭", Exact = true }).ClickAsync();
    }, township.Address);

    [Fact]
    public Task A_new_case_rings_the_bell_and_opens_from_the_inbox() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (_, first) = await zhang.FileAsync("村口石桥的栏杆断了一截。");
        var (_, second) = await zhang.FileAsync("去学校的路被雨水冲断了。");

        await DemoTownship.SignInAsync(page);
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(@"^消息，\d+ 条未读$") }).ClickAsync();
        await Expect(page.GetByText("还没有绑定微信，提醒只能在工作台里看到。")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button).Filter(new() { HasText = first }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = first })).ToBeVisibleAsync();

        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = first }).GetByLabel("未读")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = second }).GetByLabel("未读")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "全部标为已读" }).ClickAsync();
        await Expect(page.GetByText("已全部标为已读")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "消息", Exact = true })).ToBeVisibleAsync();
        (await JsonAsync(page, "/api/inbox/unread-count")).GetProperty("count").GetInt32().ShouldBe(0);
    }, township.Address);

    private static async Task<List<JsonElement>> ItemsAsync(IPage page, string path) => [.. (await JsonAsync(page, path)).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> JsonAsync(IPage page, string path)
    {
        var answer = await page.APIRequest.GetAsync(path);
        answer.Status.ShouldBe(200, path);
        return (await answer.JsonAsync())!.Value;
    }
}
