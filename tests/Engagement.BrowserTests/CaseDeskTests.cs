using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Engagement.BrowserTests.CasePage;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>The daily work on cases: the clock, the level above, the keys, the filters one keeps. With the executable and the demo data.</summary>
public sealed partial class CaseDeskTests(Browser browser, DemoTownship township) : IClassFixture<DemoTownship>
{
    [GeneratedRegex(@"^GD\d+$")]
    private static partial Regex CaseNumber();

    [Fact]
    public Task A_case_is_paused_resumed_extended_by_the_county_and_resolved() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (id, number) = await zhang.FileAsync("桥头的路灯杆歪了，怕倒下来砸到人。");
        await DemoTownship.SignInAsync(page);
        await page.GotoAsync($"/admin/cases/{id}");
        await ActAsync(page, "受理", _ => Task.CompletedTask);
        await ActAsync(page, "开始办理", _ => Task.CompletedTask);

        await RareAsync(page, "暂停计时", async dialog =>
        {
            await dialog.GetByText("天气原因").ClickAsync();
            await dialog.GetByRole(AriaRole.Button, new() { Name = "3 天后" }).ClickAsync();
            await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^常用语") }).ClickAsync();
            await dialog.GetByRole(AriaRole.Button, new() { Name = "因连日下雨无法施工，天晴后立即处理。" }).ClickAsync();
            await Expect(dialog.GetByLabel("暂停的具体原因")).ToHaveValueAsync("因连日下雨无法施工，天晴后立即处理。");
        });
        var clock = Panel(page, "时限与审批");
        await Expect(clock).ToContainTextAsync(new Regex("暂停计时，最晚到 .* 23:59"));
        await Expect(clock).ToContainTextAsync("天气原因");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "办结", Exact = true })).ToHaveCountAsync(0);
        await ActAsync(page, "恢复计时", _ => Task.CompletedTask);
        await Expect(clock).ToContainTextAsync("计时中");

        var before = (await DetailAsync(page, id)).GetProperty("dueAt").GetDateTime();
        await RareAsync(page, "申请延期", async dialog =>
        {
            await dialog.GetByLabel("延长多久").FillAsync("3");
            await dialog.GetByLabel("延期理由").FillAsync("新灯杆三天后到货。");
        });
        await Expect(clock).ToContainTextAsync("待审批");

        await SignInAgainAsync(page, "county");
        await page.GetByRole(AriaRole.Link, new() { Name = "我的一天" }).ClickAsync();
        await page.Locator("#day-requests").GetByRole(AriaRole.Link).Filter(new() { HasText = number }).ClickAsync();
        await ActAsync(page, "审批申请", async dialog =>
        {
            await Expect(dialog).ToContainTextAsync("新灯杆三天后到货。");
            await dialog.GetByText("同意", new() { Exact = true }).ClickAsync();
        });
        await Expect(clock).ToContainTextAsync("已同意");
        (await DetailAsync(page, id)).GetProperty("dueAt").GetDateTime().ShouldBeGreaterThan(before);

        await SignInAgainAsync(page, "township");
        await page.GotoAsync($"/admin/cases/{id}");
        await ActAsync(page, "给群众留言", dialog => dialog.GetByLabel("留言内容").FillAsync("灯杆已换好，请您看看。"));
        await Expect(Panel(page, "与群众的留言")).ToContainTextAsync("灯杆已换好，请您看看。");
        await ResolveAsync(page, "换了新灯杆。");
        await Expect(page.GetByText("处理前后相隔")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "打印" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "案件办理单" })).ToBeVisibleAsync();
        await Expect(page.GetByText("因连日下雨无法施工")).ToBeVisibleAsync();
        await Expect(page.GetByText("申请延期")).ToHaveCountAsync(0);
    }, township.Address);

    [Fact]
    public Task Words_typed_when_the_session_ends_are_there_after_signing_in_again() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (id, _) = await zhang.FileAsync("河边的护栏松了。");
        await DemoTownship.SignInAsync(page);
        await page.GotoAsync($"/admin/cases/{id}");
        await ActAsync(page, "受理", _ => Task.CompletedTask);
        await page.GetByRole(AriaRole.Button, new() { Name = "更多操作" }).ClickAsync();
        await page.Locator(".t-dropdown__item").GetByText("申请挂账", new() { Exact = true }).ClickAsync();
        var dialog = Dialog(page, "申请挂账");
        await dialog.GetByLabel("解决计划").FillAsync("等水利部门明年统一更换。");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "90 天后" }).ClickAsync();
        await page.Context.ClearCookiesAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "申请挂账", Exact = true }).ClickAsync();

        await page.Locator("input[name=username]").FillAsync("township");
        await page.Locator("input[name=password]").FillAsync("Village-2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Expect(dialog.GetByText("已恢复上次未提交的内容。")).ToBeVisibleAsync();
        await Expect(dialog.GetByLabel("解决计划")).ToHaveValueAsync("等水利部门明年统一更换。");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "申请挂账", Exact = true }).ClickAsync();
        await Expect(page.GetByText("申请挂账成功")).ToBeVisibleAsync();
        (await DetailAsync(page, id)).GetProperty("requests").GetArrayLength().ShouldBe(1);
    }, township.Address);

    [Fact]
    public Task Keys_walk_the_list_accept_and_go_on_to_the_next_case() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (_, older) = await zhang.FileAsync("水渠堵了。");
        var (newestId, newest) = await zhang.FileAsync("井盖响。");
        await DemoTownship.SignInAsync(page);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = newest })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("j");
        var lit = page.Locator("tr.at-cursor");
        await Expect(lit).ToContainTextAsync(newest);
        await page.Keyboard.PressAsync("a");
        await Expect(page.GetByText($"{newest} 已受理")).ToBeVisibleAsync();
        await Expect(lit).ToContainTextAsync("已受理");
        (await zhang.ReadAsync(newestId)).GetProperty("status").GetString().ShouldBe("accepted");
        await page.Keyboard.PressAsync("j");
        await Expect(lit).ToContainTextAsync(older);
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = newest })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = older })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(Dialog(page, "受理")).ToBeVisibleAsync();
        await Dialog(page, "受理").GetByRole(AriaRole.Textbox).PressAsync("Control+Enter");
        await Expect(page.GetByText("受理成功")).ToBeVisibleAsync();

        // Past the end of the page the next one is fetched: the walk is not tied to what was on screen.
        for (var n = 0; n < 21; n++)
        {
            var place = await page.GetByText(new Regex(@"^第 \d+ 件，共")).TextContentAsync();
            await page.Keyboard.PressAsync("j");
            await Expect(page.GetByText(new Regex(@"^第 \d+ 件，共"))).Not.ToHaveTextAsync(place!);
            await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = CaseNumber() })).ToBeVisibleAsync();
        }

        await Expect(page.GetByText(new Regex("^第 23 件，共"))).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Shift+?");
        await Expect(Dialog(page, "键盘快捷键")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("u");
        await Expect(page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }, township.Address);

    [Fact]
    public async Task A_kept_filter_is_one_click_away_on_another_computer_too_and_the_list_leaves_as_a_workbook()
    {
        await browser.VisitAsync(async page =>
        {
            await DemoTownship.SignInAsync(page);
            await page.GotoAsync("/admin/cases?view=overdue&sort=dueAt&order=asc");
            await page.GetByRole(AriaRole.Button, new() { Name = "保存当前筛选" }).ClickAsync();
            await page.GetByLabel("名称").FillAsync("最久的超期");
            await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
            await Expect(page.GetByText("已保存筛选")).ToBeVisibleAsync();
        }, township.Address);
        await browser.VisitAsync(UseItAsync, township.Address);
    }

    private static async Task UseItAsync(IPage page)
    {
        await DemoTownship.SignInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "最久的超期", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"view=overdue"));
        await Expect(page).ToHaveURLAsync(new Regex(@"sort=dueAt"));

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "导出台账" }).ClickAsync());
        download.SuggestedFilename.ShouldMatch(@"^整改台账\d{8}\.xlsx$");

        await page.GetByRole(AriaRole.Button, new() { Name = "删除常用筛选：最久的超期" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "最久的超期", Exact = true })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "看板" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "办理中" }).GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "办理中" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = CaseNumber() })).ToBeVisibleAsync();
    }
}
