using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>How a leader reads the figures: from a rate to its reasons, to its cases and back, and the month on paper. With the executable and the demo data.</summary>
public sealed class StatisticsJourneyTests(Browser browser, DemoTownship township) : IClassFixture<DemoTownship>
{
    [Fact]
    public Task A_leader_follows_a_figure_to_its_cases_and_opens_the_monthly_report() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "county");
        await page.GetByRole(AriaRole.Link, new() { Name = "统计分析" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "三率统计" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "本年", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/admin/statistics\?.*period=year"));
        await Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex("^近 12 个月响应率") }).Locator("svg")).ToBeVisibleAsync();

        // From the county to the township, where villages stand beside each other.
        await page.GetByRole(AriaRole.Button, new() { Name = "仙人洞镇", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "明细 · 按村" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "冰峪村委会" })).ToBeVisibleAsync();

        var card = page.Locator(".card").Filter(new() { HasText = "解决率" });
        await card.GetByRole(AriaRole.Button, new() { Name = "为什么是这个数？" }).ClickAsync();
        var why = page.GetByRole(AriaRole.Region, new() { Name = "解决率 为什么是这个数？" });
        await Expect(why).ToContainTextAsync("解决率＝群众确认已解决÷");
        var overdue = why.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^逾期仍在办理") });
        var count = int.Parse(Regex.Match(await overdue.InnerTextAsync(), @"\d+").Value);
        count.ShouldBeGreaterThan(0, "the demo has overdue cases");
        var figures = page.Url;
        await overdue.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "逾期仍在办理" })).ToBeVisibleAsync();
        await Expect(page.GetByText($"共 {count} 件")).ToBeVisibleAsync();
        var rows = page.Locator("a.row");
        await Expect(rows).ToHaveCountAsync(Math.Min(count, 20));
        var number = await rows.First.Locator("b").InnerTextAsync();
        await rows.First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = number })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(rows).ToHaveCountAsync(Math.Min(count, 20));
        await page.GetByRole(AriaRole.Button, new() { Name = "返回三率统计" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(figures);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "明细 · 按村" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "月报", Exact = true }).ClickAsync();
        var sheet = page.GetByRole(AriaRole.Article);
        await Expect(sheet.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("仙人洞镇 .*月群众反映办理月报$") })).ToBeVisibleAsync();
        await Expect(sheet.Locator("svg")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "打印月报" })).ToBeEnabledAsync();

        // On paper stands the report and nothing of the console.
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(sheet).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "菜单" })).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "打印月报" })).ToBeHiddenAsync();
    }, township.Address);

    [Fact]
    public Task The_table_is_taken_along_as_a_file() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        await page.GotoAsync("/admin/statistics?period=year");
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "冰峪村委会" })).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "导出表格" }).ClickAsync());
        download.SuggestedFilename.ShouldMatch(@"^三率统计_.*仙人洞镇_\d{4}-01-01_\d{4}-\d\d-\d\d\.csv$");
        await using var stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        var content = bytes.ToArray();
        content[..3].ShouldBe([0xEF, 0xBB, 0xBF], "Excel needs the mark to read Chinese");
        var text = System.Text.Encoding.UTF8.GetString(content);
        text.ShouldContain("村（社区）,上报总数,响应率,分子,分母");
        text.ShouldContain("冰峪村委会");
    }, township.Address);

    [Fact]
    public Task An_administrator_finds_who_touched_a_case() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "admin");
        await page.GetByRole(AriaRole.Link, new() { Name = "操作记录" }).ClickAsync();
        var entries = page.Locator(".entry");
        // One's own sign-in is the newest line.
        await Expect(entries.First).ToContainTextAsync("系统管理员");
        await Expect(entries.First).ToContainTextAsync("登录");

        await page.GotoAsync("/admin/audit?action=case");
        var link = entries.GetByRole(AriaRole.Link).First;
        var number = await link.InnerTextAsync();
        await page.GetByPlaceholder("案件编号或对象编号").FillAsync(number);
        await page.GetByRole(AriaRole.Button, new() { Name = "查找" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"target={number}"));
        await Expect(entries.Filter(new() { HasText = number })).Not.ToHaveCountAsync(0);
        await Expect(entries.Filter(new() { HasNotText = number })).ToHaveCountAsync(0);
    }, township.Address);
}
