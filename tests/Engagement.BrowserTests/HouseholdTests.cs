using System.Text.Json;
using System.Text.RegularExpressions;
using Engagement.Tests.Households;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>What a village committee does with its register, with the executable and the demo data.</summary>
public sealed class HouseholdTests(Browser browser, DemoTownship township) : IClassFixture<DemoTownship>
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public Task A_messy_file_is_corrected_and_imported_two_members_are_let_in_and_their_family_opened() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "committee");
        await page.GetByRole(AriaRole.Link, new() { Name = "户籍登记" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "导入", Exact = true }).ClickAsync();

        await ChooseAsync(page, Messy(wrong: true));
        await Expect(page.GetByText("有 2 处错误，什么都还没有写入。", new() { Exact = false })).ToBeVisibleAsync();
        var faults = page.GetByRole(AriaRole.List, new() { Name = "错误" }).GetByRole(AriaRole.Listitem);
        await Expect(faults).ToHaveTextAsync([new Regex("第 9 行.*12"), new Regex("第 10 行.*不能是未成年人")]);
        await Expect(page.GetByText("这些列没有读取，也不会保存：身份证号")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^确认导入") })).ToHaveCountAsync(0);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("下载错误清单").ClickAsync());
        (await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Length.ShouldBe(3, "a heading and two errors");

        await ChooseAsync(page, Messy(wrong: false));
        await page.GetByRole(AriaRole.Button, new() { Name = "确认导入 3 户" }).ClickAsync();
        await Expect(page.GetByText("新增 3 户，更新 0 户，0 户没有变化。")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "查看户籍登记" }).ClickAsync();
        await page.GetByPlaceholder("门牌号、户编号或成员姓名").FillAsync("柳树沟");
        await page.GetByRole(AriaRole.Button, new() { Name = "查找" }).ClickAsync();
        await Expect(page.Locator("a.row")).ToHaveCountAsync(3);

        await page.GetByRole(AriaRole.Link, new() { Name = "入户申请" }).ClickAsync();
        var requests = page.Locator(".request");
        await Expect(requests).ToHaveCountAsync(3);
        string[] names = [(await requests.Nth(0).GetAttributeAsync("aria-label"))!, (await requests.Nth(1).GetAttributeAsync("aria-label"))!];
        foreach (var n in new[] { 0, 1 }) await requests.Nth(n).GetByRole(AriaRole.Checkbox).First.CheckAsync(new() { Force = true });
        await page.GetByRole(AriaRole.Button, new() { Name = "批准所选" }).ClickAsync();
        var results = page.Locator(".t-dialog").Filter(new() { HasText = "批准结果" });
        await Expect(results.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 条都已批准。");

        await results.GetByRole(AriaRole.Link, new() { Name = names[0] }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/admin/households/[0-9a-f-]{36}$"));
        foreach (var name in names) await Expect(page.Locator(".members li").Filter(new() { HasText = name })).ToHaveCountAsync(1);
        await Expect(page.Locator(".events").GetByText("成员加入")).ToHaveCountAsync(2);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "门前三包承诺" })).ToBeVisibleAsync();
    }, township.Address);

    [Fact]
    public Task A_family_is_split_and_both_halves_lead_back_to_it() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "committee");
        var list = await JsonAsync(page, "/api/households?village=210283109200&limit=50");
        var family = list.GetProperty("items").EnumerateArray().First(x => x.GetProperty("memberCount").GetInt32() == 3);
        await page.GotoAsync($"/admin/households/{family.GetProperty("id").GetString()}");

        await page.GetByRole(AriaRole.Button, new() { Name = "分户" }).ClickAsync();
        var dialog = page.Locator(".t-dialog").Filter(new() { HasText = "确认后不能撤销" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确认分户" }).ClickAsync();
        await Expect(dialog.GetByText("请为每个新户至少选一位成员")).ToBeVisibleAsync();
        await dialog.Locator(".member").Nth(1).GetByText("新户 2").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确认分户" }).ClickAsync();

        await Expect(page.GetByText("这一户已经分户，登记只供查阅。", new() { Exact = false })).ToBeVisibleAsync();
        await Expect(page.GetByText("现在没有登记成员。")).ToBeVisibleAsync();
        await page.Locator("a.other").Nth(1).ClickAsync();
        await Expect(page.Locator(".members li")).ToHaveCountAsync(1);
        await Expect(page.GetByText("由下列各户分出或并入：", new() { Exact = false }).GetByRole(AriaRole.Link)).ToHaveTextAsync(family.GetProperty("code").GetString()!);
    }, township.Address);

    [Fact]
    public Task An_elder_gets_somebody_of_the_committee_as_proxy_and_the_ground_before_the_door_is_written_down() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page, "committee");
        var list = await JsonAsync(page, "/api/households?village=210283109200&limit=50");
        var home = list.GetProperty("items").EnumerateArray().First(x => x.GetProperty("memberCount").GetInt32() == 1 && x.GetProperty("hasPosition").GetBoolean()).GetProperty("id").GetString();
        await page.GotoAsync($"/admin/households/{home}");

        await page.GetByRole(AriaRole.Button, new() { Name = "指定代办人" }).ClickAsync();
        var naming = page.Locator(".t-dialog").Filter(new() { HasText = "由谁代办" });
        await naming.GetByText("村委会人员").ClickAsync();
        await naming.GetByPlaceholder("输入姓名查找").ClickAsync();
        var colleague = page.Locator(".t-select__dropdown li").Filter(new() { HasText = "村委会" }).First;
        var name = (await colleague.TextContentAsync())!.Split(" · ")[0].Trim();
        await colleague.ClickAsync();
        await naming.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await Expect(page.Locator(".proxies li").Filter(new() { HasText = name })).ToContainTextAsync("村委会人员");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(写明|修改)责任区$") }).ClickAsync();
        var ground = page.Locator(".t-dialog").Filter(new() { HasText = "从哪里到哪里" });
        await ground.GetByPlaceholder("例如 东至路边沟，西至王家院墙，南到大路").FillAsync("东至路边沟，西至老井");
        await ground.GetByText("粘贴 GeoJSON").ClickAsync();
        await ground.GetByLabel("测绘软件导出的一个多边形", new() { Exact = false }).FillAsync("""{"type":"Polygon","coordinates":[[[39.9,122.9],[39.9,122.91],[39.91,122.91],[39.9,122.9]]]}""");
        await ground.GetByRole(AriaRole.Button, new() { Name = "放到图上" }).ClickAsync();
        await Expect(ground.GetByRole(AriaRole.Alert)).ToContainTextAsync("可能把纬度写在了经度前面");
        var map = ground.GetByRole(AriaRole.Img, new() { Name = "门前责任区范围图" });
        foreach (var (x, y) in new[] { (150, 60), (260, 60), (260, 150) }) await map.ClickAsync(new() { Position = new() { X = x, Y = y } });
        await Expect(ground.GetByText("画了 3 个角点")).ToBeVisibleAsync();
        await ground.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.Locator(".boundary")).ToHaveTextAsync("东至路边沟，西至老井");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "门前责任区范围图，画了 3 个角点" })).ToBeVisibleAsync();
    }, township.Address);

    [Fact]
    public Task A_township_brings_in_its_leaders_from_a_workbook() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        await page.GotoAsync("/admin/responsibilities?tab=leaders");
        await page.GetByRole(AriaRole.Button, new() { Name = "导入名单" }).ClickAsync();
        var dialog = page.Locator(".t-dialog").Filter(new() { HasText = "导入包保名单" });
        await LeadersAsync(dialog, new Workbook().Row(1, "级别", "姓名", "职务", "包保村").Row(2, "乡镇", "钱学礼", "副镇长", "没有这个村"));
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("文件里有 1 处错误");
        await LeadersAsync(dialog, new Workbook().Row(1, "仙人洞镇包保名单").Row(2, "级别", "姓名", "职务", "地区代码", "开始日期").Row(3, "乡镇", "钱学礼", "副镇长", 210283109200d, 46082));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "导入 1 处" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "钱学礼" })).ToContainTextAsync("2026-03-01");
    }, township.Address);

    private static Task LeadersAsync(ILocator dialog, Workbook book) =>
        dialog.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "包保名单.xlsx", MimeType = Xlsx, Buffer = book.Bytes() });

    private static Task ChooseAsync(IPage page, byte[] file) =>
        page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "冰峪村户籍表.xlsx", MimeType = Xlsx, Buffer = file });

    /// <summary>A file as a village has it: title rows, merged cells, blank lines, a phone that Excel took for a number, a sum below.</summary>
    /// <param name="wrong">With a phone that is none and a head under age.</param>
    private static byte[] Messy(bool wrong) => new Workbook()
        .Row(1, "冰峪村农户登记表")
        .Row(2, "填表人：李忠诚", null, null, null, "单位：户")
        .Row(4, "户主姓名", "姓名", "与户主关系", "是否成年", "联系电话", "胡同/小组", "门牌号", "身份证号")
        .Row(5, "周兴旺", "周兴旺", "户主", "是", 13804110001d, "柳树沟", "柳树沟1号", "略")
        .Row(6, null, "孙玉芬", "配偶", "是", null, null, null, null)
        .Row(8, "周兴业", "周兴业", "户主", "是", "138-0411-0002", "柳树沟", "柳树沟2号")
        .Row(9, "周兴业", "周小宝", "长子", "否", wrong ? "12" : null, "柳树沟", "柳树沟2号")
        .Row(10, "吴长顺", "吴长顺", "户主", wrong ? "否" : "是", null, "柳树沟", "柳树沟3号")
        .Row(12, "合计", "3 户")
        .Merge("A1:H1").Merge("A5:A6").Merge("F5:F6").Merge("G5:G6")
        .Bytes();

    private static async Task<JsonElement> JsonAsync(IPage page, string path)
    {
        var answer = await page.APIRequest.GetAsync(path);
        answer.Status.ShouldBe(200, path);
        return (await answer.JsonAsync())!.Value;
    }
}
