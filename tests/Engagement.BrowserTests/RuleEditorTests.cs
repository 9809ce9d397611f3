using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>Who changes how the work runs: deadlines, days off, routing, leaders. With the executable and the demo data.</summary>
public sealed class RuleEditorTests(Browser browser, DemoTownship township) : IClassFixture<DemoTownship>
{
    [Fact]
    public Task A_changed_deadline_says_what_it_means_asks_about_running_cases_and_stands_in_the_history() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "county");
        await page.GetByRole(AriaRole.Link, new() { Name = "时限与日历" }).ClickAsync();
        // The list of cases, where the sign-in ends, stands until the page is there.
        await Expect(page.GetByText("系统默认").First).ToBeVisibleAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "生活垃圾堆放" });
        await Expect(row).ToContainTextAsync("系统默认");
        await row.GetByText("修改", new() { Exact = true }).ClickAsync();

        var dialog = page.Locator(".t-dialog").Filter(new() { HasText = "生活垃圾堆放 · 庄河市" });
        await Expect(dialog.GetByText("2 个工作小时内响应，7 个工作日内办结")).ToBeVisibleAsync();
        await dialog.GetByPlaceholder("数量").Nth(1).FillAsync("5");
        await Expect(dialog.GetByText("2 个工作小时内响应，5 个工作日内办结")).ToBeVisibleAsync();
        await dialog.GetByLabel("修改原因").FillAsync("秋收集中整治");
        await dialog.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex(@"^同时调整本地区在办的 \d+ 件案件$") }).CheckAsync(new() { Force = true });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();

        var question = page.Locator(".t-dialog").Filter(new() { HasText = "同时调整在办案件？" }).Last;
        await Expect(question).ToContainTextAsync("5 个工作日内办结");
        await question.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(@"^调整 \d+ 件$") }).ClickAsync();
        await Expect(page.GetByText(new Regex(@"^已保存，正在调整 \d+ 件在办案件$"))).ToBeVisibleAsync();

        await Expect(row).ToContainTextAsync("本地区规定");
        await Expect(row).ToContainTextAsync("5 个工作日");
        var change = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "生活垃圾堆放 · 庄河市" });
        await Expect(change).ToContainTextAsync("2 个工作小时内响应，5 个工作日内办结");
        await Expect(change).ToContainTextAsync("原因：秋收集中整治");
    }, township.Address);

    [Fact]
    public Task A_year_is_entered_and_no_longer_warned_about() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "admin");
        var missing = (await JsonAsync(page, "/api/calendar")).GetProperty("years").EnumerateArray().Max(x => x.GetInt32()) + 1;
        await page.GotoAsync($"/admin/calendar?year={missing}");
        await Expect(page.GetByText($"{missing} 年的放假安排还没有录入", new() { Exact = false })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "导入", Exact = true }).ClickAsync();
        var dialog = page.Locator(".t-dialog").Filter(new() { HasText = "导入放假安排" });
        await dialog.GetByLabel("内容").FillAsync($$$"""{"{{{missing}}}": {"holidays": {"{{{missing}}}-01-01": "元旦"}, "makeUpWorkdays": []}}""");
        await Expect(dialog.GetByText($"{missing} 年：放假 1 天，调休上班 0 天")).ToBeVisibleAsync();
        await dialog.GetByLabel("依据").FillAsync("国务院办公厅通知");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "导入", Exact = true }).ClickAsync();
        await Expect(page.GetByText("已导入 1 年")).ToBeVisibleAsync();
        await Expect(page.GetByText($"{missing} 年的放假安排还没有录入", new() { Exact = false })).ToHaveCountAsync(0);
        await Expect(page.Locator($"[aria-label='{missing}-01-01 元旦']")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = $"{missing} 年日历" })).ToContainTextAsync("依据：国务院办公厅通知");
    }, township.Address);

    [Fact]
    public Task A_routing_rule_that_breaks_an_example_is_saved_only_when_confirmed() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "分派规则" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "路灯不亮" });
        await row.GetByText("修改", new() { Exact = true }).ClickAsync();
        var dialog = page.Locator(".t-dialog").Filter(new() { HasText = "修改规则" });
        await dialog.Locator(".kind").ClickAsync();
        await page.Locator(".t-select-option").Filter(new() { HasText = "乡镇（街道）" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(dialog.GetByText("这样修改会使下面的示例与预期不符")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("路灯归村镇建设办公室")).ToBeVisibleAsync();
        (await TargetAsync(page)).ShouldBe("office", "nothing is saved before somebody confirms");

        await dialog.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(dialog.GetByText("请先核对示例，勾选后再保存")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Checkbox, new() { Name = "我已核对，仍要保存" }).CheckAsync(new() { Force = true });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        (await TargetAsync(page)).ShouldBe("township");

        await page.GetByRole(AriaRole.Link, new() { Name = "修改记录" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("确认了示例不符：“路灯归村镇建设办公室”将分派给仙人洞镇人民政府，预期是仙人洞镇村镇建设办公室");
        await page.GetByRole(AriaRole.Link, new() { Name = "示例", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "全部核对" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "路灯归村镇建设办公室" })).ToContainTextAsync("不符");
    }, township.Address);

    [Fact]
    public Task A_list_of_leaders_with_a_fault_names_row_and_reason_and_imports_nothing() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "包保责任" }).ClickAsync();
        var before = await LeadersAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "导入名单" }).ClickAsync();
        var dialog = page.Locator(".t-dialog").Filter(new() { HasText = "导入包保名单" });
        await ChooseAsync(dialog, "级别,姓名,职务,包保地区\n乡镇,王新民,副镇长,冰峪村\n乡镇,李正,副镇长,没有这个村\n");
        var fault = dialog.GetByRole(AriaRole.Row).Filter(new() { HasText = "没有这个村" });
        await Expect(fault).ToContainTextAsync("3");
        await Expect(fault).ToContainTextAsync("没有找到这个包保地区");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^导入") })).ToBeDisabledAsync();
        (await LeadersAsync(page)).ShouldBe(before, "one fault stops all");

        await ChooseAsync(dialog, "级别,姓名,职务,包保地区\n乡镇,王新民,副镇长,冰峪村\n");
        await Expect(dialog.GetByText("没有错误。将新增 1 处包保", new() { Exact = false })).ToBeVisibleAsync();
        (await LeadersAsync(page)).ShouldBe(before, "looked at, not yet done");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "导入 1 处" }).ClickAsync();
        await Expect(page.GetByText("已导入，新增 1 处包保")).ToBeVisibleAsync();
        (await LeadersAsync(page)).ShouldBe(before + 1);
        await page.GetByRole(AriaRole.Link, new() { Name = "包保领导" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "王新民" })).ToContainTextAsync("副镇长");
    }, township.Address);

    [Fact]
    public Task A_vacated_post_is_marked_until_somebody_takes_it_over() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "村级岗位" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "东街胡同长" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "卸任" }).ClickAsync();
        var dialog = page.Locator(".t-dialog");
        await dialog.GetByLabel("原因").FillAsync("外出务工");
        await dialog.Locator(".t-date-picker input").FillAsync(DateTime.UtcNow.AddHours(8).AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.Keyboard.PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await Expect(page.GetByText("已卸任")).ToBeVisibleAsync();
        await Expect(page.GetByText("空缺", new() { Exact = true })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "交接" }).ClickAsync();
        await dialog.GetByText("其他人员").ClickAsync();
        await dialog.GetByPlaceholder("姓名", new() { Exact = true }).FillAsync("赵守田");
        await dialog.GetByLabel("原因").FillAsync("村民推选");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await Expect(page.GetByText("已交接")).ToBeVisibleAsync();
        await Expect(page.GetByText("空缺", new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("赵守田");
    }, township.Address);

    private static Task ChooseAsync(ILocator dialog, string csv) =>
        dialog.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "leaders.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });

    private static async Task<int> LeadersAsync(IPage page) =>
        (await JsonAsync(page, "/api/responsibilities?region=210283109&limit=200")).GetProperty("items").GetArrayLength();

    private static async Task<string> TargetAsync(IPage page) => (await JsonAsync(page, "/api/routing/rules?region=210283109")).GetProperty("items").EnumerateArray()
        .Single(x => x.GetProperty("categoryCode").GetString() == "lamp").GetProperty("target").GetProperty("kind").GetString()!;

    private static async Task<JsonElement> JsonAsync(IPage page, string path)
    {
        var answer = await page.APIRequest.GetAsync(path);
        answer.Status.ShouldBe(200, path);
        return (await answer.JsonAsync())!.Value;
    }
}
