using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Engagement.BrowserTests.CasePage;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>A case goes through several hands: given back, put off by the level above, supervised, looked at by somebody else. With the executable and the demo data.</summary>
public sealed class CaseHandsTests(Browser browser, DemoTownship township) : IClassFixture<DemoTownship>
{
    [Fact]
    public Task A_returned_case_is_put_off_by_its_new_owner_when_the_level_above_agrees() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (id, number) = await zhang.FileAsync("石桥两头的路基塌了一块。");
        await DemoTownship.SignInAsync(page);
        await page.GotoAsync($"/admin/cases/{id}");
        await ActAsync(page, "受理", _ => Task.CompletedTask);
        var committee = "";
        await RareAsync(page, "退单", async dialog =>
        {
            await dialog.Locator(".office input").ClickAsync();
            var offered = page.Locator(".t-select-option:visible").Filter(new() { HasText = "村委会" });
            committee = (await offered.First.TextContentAsync())!.Trim();
            await offered.First.ClickAsync();
            await dialog.GetByLabel("退单理由").FillAsync("这段路归村里管护。");
        });
        await Expect(Panel(page, "办理过程")).ToContainTextAsync("这段路归村里管护。");
        await Expect(Panel(page, "基本情况")).ToContainTextAsync(committee);
        await Expect(Panel(page, "时限与审批")).ToContainTextAsync("0 次 / 1 次");

        await SignInAgainAsync(page, "committee");
        await page.GotoAsync($"/admin/cases/{id}");
        await RareAsync(page, "申请挂账", async dialog =>
        {
            await dialog.GetByLabel("解决计划").FillAsync("列入明年一事一议项目，汛期前修好。");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "90 天后" }).ClickAsync();
        });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "去审批" })).ToHaveCountAsync(0);

        await SignInAgainAsync(page, "township");
        await page.GetByRole(AriaRole.Link, new() { Name = "我的一天" }).ClickAsync();
        await page.Locator("#day-requests").GetByRole(AriaRole.Link).Filter(new() { HasText = number }).ClickAsync();
        await ActAsync(page, "审批申请", async dialog =>
        {
            await Expect(dialog).ToContainTextAsync("列入明年一事一议项目，汛期前修好。");
            await dialog.GetByText("同意", new() { Exact = true }).ClickAsync();
        });
        await Expect(Panel(page, "时限与审批")).ToContainTextAsync(new Regex("挂账，复核日期"));
        (await DetailAsync(page, id)).GetProperty("clock").GetString().ShouldBe("deferred");
    }, township.Address);

    [Fact]
    public Task Several_cases_are_supervised_at_once_and_the_township_answers() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (_, older) = await zhang.FileAsync("排水沟盖板缺了三块。");
        var (id, newer) = await zhang.FileAsync("路口的减速带翘起来了。");
        await DemoTownship.SignInAsync(page, "county");
        foreach (var number in new[] { newer, older })
            await page.GetByRole(AriaRole.Row).Filter(new() { HasText = number }).Locator(".t-checkbox").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "批量督办" }).ClickAsync();
        var dialog = Dialog(page, "批量督办 2 件");
        await dialog.GetByLabel("督办要求").FillAsync("请一周内办结，并说明办法。");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        var results = Dialog(page, "处理结果");
        await Expect(results.GetByText("2 件全部成功。")).ToBeVisibleAsync();
        await Expect(results.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await results.GetByRole(AriaRole.Button, new() { Name = "关闭" }).Last.ClickAsync();

        await SignInAgainAsync(page, "township");
        await page.GetByRole(AriaRole.Link, new() { Name = "我的一天" }).ClickAsync();
        await page.Locator("#day-supervised").GetByRole(AriaRole.Link).Filter(new() { HasText = newer }).ClickAsync();
        await ActAsync(page, "回复督办", answer => answer.GetByLabel("回复内容").FillAsync("明天更换减速带。"));
        await Expect(Panel(page, "时限与审批")).ToContainTextAsync("明天更换减速带。");
        (await DetailAsync(page, id)).GetProperty("supervisions").GetArrayLength().ShouldBe(1);
    }, township.Address);

    [Fact]
    public Task Where_a_category_asks_for_it_somebody_else_than_the_fixer_verifies() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "admin");
        await page.GotoAsync("/admin/categories");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "道路破损" }).GetByText("修改", new() { Exact = true }).ClickAsync();
        var category = page.Locator(".t-dialog").Filter(new() { HasText = "道路破损" });
        await category.Locator(".t-checkbox").Filter(new() { HasText = "核验" }).ClickAsync();
        await category.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(category).ToHaveCountAsync(0);

        using var zhang = await township.ZhangAsync();
        var (id, number) = await zhang.FileAsync("村口的路面坑了。");
        await SignInAgainAsync(page, "township");
        await page.GotoAsync($"/admin/cases/{id}");
        await ActAsync(page, "受理", _ => Task.CompletedTask);
        await ActAsync(page, "开始办理", _ => Task.CompletedTask);
        await ResolveAsync(page, "用沥青补平了。");
        await Expect(page.GetByText("需要办理人以外的人核验，还没有核验")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "核验", Exact = true })).ToHaveCountAsync(0);

        await SignInAgainAsync(page, "county");
        await page.GetByRole(AriaRole.Link, new() { Name = "我的一天" }).ClickAsync();
        await page.Locator("#day-toVerify").GetByRole(AriaRole.Link).Filter(new() { HasText = number }).ClickAsync();
        await ActAsync(page, "核验", dialog => dialog.GetByText("通过", new() { Exact = true }).ClickAsync());
        await Expect(page.GetByText(new Regex("核验通过")).First).ToBeVisibleAsync();
        (await zhang.ReadAsync(id)).GetProperty("canRate").GetBoolean().ShouldBeTrue();
    }, township.Address);

    [Fact]
    public Task A_figure_of_the_workload_leads_to_its_cases() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        await page.GotoAsync("/admin/statistics/workload");
        var figure = page.Locator("section.panel").Filter(new() { HasText = "按人员" }).GetByRole(AriaRole.Link).First;
        var count = int.Parse((await figure.TextContentAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        await figure.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"待处理{count}", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator("tbody").GetByRole(AriaRole.Link).Filter(new() { HasText = "GD" })).ToHaveCountAsync(Math.Min(count, 20));
    }, township.Address);

    [Fact]
    public Task At_a_phones_width_a_case_is_found_and_accepted_and_no_page_is_wider_than_the_screen() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (_, number) = await zhang.FileAsync("胡同口的窨井盖没了。");
        await DemoTownship.SignInAsync(page);
        await page.SetViewportSizeAsync(390, 844);
        foreach (var (path, heading) in new[] { ("/admin/day", "我的一天"), ("/admin/board", "看板"), ("/admin/statistics/workload", "工作量"), ("/admin/replies", "常用语") })
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 })).ToBeVisibleAsync();
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, path);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "菜单" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "案件列表" }).ClickAsync();
        await page.GetByRole(AriaRole.Link).Filter(new() { HasText = number }).ClickAsync();
        await ActAsync(page, "受理", _ => Task.CompletedTask);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await Expect(page.GetByText("已受理").First).ToBeVisibleAsync();
    }, township.Address);

    [Fact]
    public Task Words_kept_by_the_township_are_offered_in_its_villages() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (id, _) = await zhang.FileAsync("水泥路裂了一道缝。");
        await DemoTownship.SignInAsync(page);
        await page.GotoAsync($"/admin/cases/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "备注", Exact = true }).First.ClickAsync();
        var note = Dialog(page, "备注");
        await note.GetByLabel("备注内容").FillAsync("已联系施工队，周五前到场。");
        await note.GetByRole(AriaRole.Button, new() { Name = "把现在的文字存为本单位常用语" }).ClickAsync();
        await Expect(page.GetByText("已存为本单位常用语")).ToBeVisibleAsync();

        await note.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await SignInAgainAsync(page, "committee");
        await page.GotoAsync($"/admin/cases/{id}");
        await ActAsync(page, "备注", async dialog =>
        {
            await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^常用语") }).ClickAsync();
            await dialog.GetByRole(AriaRole.Button, new() { Name = "已联系施工队，周五前到场。" }).ClickAsync();
            await Expect(dialog.GetByLabel("备注内容")).ToHaveValueAsync("已联系施工队，周五前到场。");
        });
        await Expect(Panel(page, "办理过程")).ToContainTextAsync("已联系施工队，周五前到场。");
    }, township.Address);
}
