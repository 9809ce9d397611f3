using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Engagement.Tests.Photos;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>A round from its plan to its end, the objection it brings, and the figures above it. With the executable and the demo data.</summary>
public sealed class PledgeRoundTests(Browser browser, DemoTownship township) : IClassFixture<DemoTownship>
{
    [Fact]
    public Task A_round_is_planned_entered_from_paper_and_closed_and_somebody_else_decides_the_objection() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (door, alley) = await zhang.HomeAsync();
        await DemoTownship.SignInAsync(page, "committee");
        await page.GetByRole(AriaRole.Link, new() { Name = "门前三包", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "检查安排" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "安排检查" }).ClickAsync();
        var plan = page.Locator(".t-dialog").Filter(new() { HasText = "安排一轮检查" });
        await plan.GetByText(new Regex($"^{alley}（")).ClickAsync();
        await plan.GetByLabel("备注").FillAsync("查完把表交到村部");
        await plan.GetByRole(AriaRole.Button, new() { Name = "安排", Exact = true }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/admin/pledges/rounds/[0-9a-f-]{36}$"));
        var round = page.Url.Split('/')[^1];
        await Expect(page.GetByText("查完把表交到村部")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "打印检查表" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync(door);
        await page.GetByRole(AriaRole.Button, new() { Name = "返回" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "补录检查结果" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Group, new() { Name = $"{door}的检查结果" });
        await MarkAsync(row, "包卫生", "不合格");
        await MarkAsync(row, "包秩序", "合格");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交 1 户" }).ClickAsync();
        await Expect(row.GetByRole(AriaRole.Alert)).ToHaveTextAsync("请把三项都勾选好");
        await MarkAsync(row, "包绿化", "合格");
        await Expect(row.GetByRole(AriaRole.Alert)).ToHaveTextAsync("请上传照片：包卫生");
        await page.RunAndWaitForResponseAsync(
            () => row.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "door.png", MimeType = "image/png", Buffer = TestPhotos.Png(320, 240) }),
            x => x.Request.Method == "POST" && x.Url.EndsWith("/api/photos", StringComparison.Ordinal));
        await Expect(row.GetByRole(AriaRole.Img).First).ToBeVisibleAsync();
        // What was copied from the sheet survives a reload.
        await page.ReloadAsync();
        await Expect(page.GetByText("已恢复上次没有提交的内容。")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(@"^其余 \d+ 户都记为三项合格$") }).ClickAsync();
        await page.Locator(".t-popconfirm").GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(@"^提交 \d+ 户$") }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Article).Filter(new() { HasText = door })).ToContainTextAsync("不合格：包卫生");
        await Expect(page.GetByRole(AriaRole.Article).GetByRole(AriaRole.Img).First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "结束检查" }).ClickAsync();
        await page.Locator(".t-popconfirm").GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await Expect(page.GetByText(new Regex("^已于 .* 结束$"))).ToBeVisibleAsync();
        var sheet = await JsonAsync(page, $"/api/pledge-rounds/{round}");
        sheet.GetProperty("round").GetProperty("closedAt").ValueKind.ShouldBe(JsonValueKind.String);
        var check = sheet.GetProperty("doors").EnumerateArray().Single(x => x.GetProperty("doorPlate").GetString() == door).GetProperty("visitedId").GetGuid();

        await zhang.ObjectAsync(check, "那堆垃圾是收废品的人掉的。");
        await page.GotoAsync("/admin/pledges/checks?show=objected");
        // Who checked does not decide.
        var contested = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "那堆垃圾是收废品的人掉的。" });
        await Expect(contested).ToContainTextAsync(door);
        await Expect(contested).ToContainTextAsync("由检查人、该户以外的");
        await Expect(contested.GetByRole(AriaRole.Button, new() { Name = "处理异议" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await Expect(page.Locator("input[name=username]")).ToBeVisibleAsync();

        await DemoTownship.SignInAsync(page);
        await page.GotoAsync("/admin/pledges/checks?show=objected");
        await contested.GetByRole(AriaRole.Button, new() { Name = "处理异议" }).ClickAsync();
        var decide = page.Locator(".t-dialog").Filter(new() { HasText = $"处理异议：{door}" });
        await decide.GetByRole(AriaRole.Button, new() { Name = "确定处理" }).ClickAsync();
        await Expect(decide.GetByText("请选择处理结果。")).ToBeVisibleAsync();
        await decide.GetByText("异议成立", new() { Exact = true }).ClickAsync();
        await decide.GetByLabel("答复该户").FillAsync("核对了照片，垃圾不是您家的。");
        await decide.GetByRole(AriaRole.Button, new() { Name = "确定处理" }).ClickAsync();
        await Expect(page.GetByText("异议已处理，已告知该户")).ToBeVisibleAsync();
        await Expect(contested).ToHaveCountAsync(0);
        (await JsonAsync(page, $"/api/pledge-checks/{check}")).GetProperty("state").GetString().ShouldBe("overturned");
    }, township.Address);

    [Fact]
    public Task Coverage_leads_from_the_township_down_to_the_doors_that_have_not_signed() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "门前三包", Exact = true }).First.ClickAsync();
        var table = page.GetByRole(AriaRole.Table);
        await Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(13);
        await Expect(page.GetByText("签订率 =")).ToBeVisibleAsync();
        await table.GetByRole(AriaRole.Link, new() { Name = "冰峪村委会" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "胡同（小组）" })).ToBeVisibleAsync();

        var report = await JsonAsync(page, "/api/statistics/pledges?region=210283109200");
        var total = report.GetProperty("total");
        var (households, signed) = (total.GetProperty("households").GetInt32(), total.GetProperty("signed").GetInt32());
        signed.ShouldBeInRange(1, households - 1, "the demo has doors that signed and doors that have not");
        await Expect(table.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{signed} / {households} 户"));
        var alley = report.GetProperty("rows").EnumerateArray().First(x => x.GetProperty("signed").GetInt32() < x.GetProperty("households").GetInt32());
        var unsigned = alley.GetProperty("households").GetInt32() - alley.GetProperty("signed").GetInt32();
        await table.GetByRole(AriaRole.Row).Filter(new() { HasText = alley.GetProperty("name").GetString() }).GetByRole(AriaRole.Link, new() { Name = "看未签户" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("show=unsigned"));
        await Expect(page.GetByText("登记纸质", new() { Exact = true })).ToHaveCountAsync(unsigned);

        await page.GoBackAsync();
        await page.GoBackAsync();
        await Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(13);
    }, township.Address);

    private static Task MarkAsync(ILocator row, string guarantee, string mark) =>
        row.GetByRole(AriaRole.Radiogroup, new() { Name = guarantee }).GetByRole(AriaRole.Radio, new() { Name = mark, Exact = true }).ClickAsync();

    private static async Task<JsonElement> JsonAsync(IPage page, string path)
    {
        var answer = await page.APIRequest.GetAsync(path);
        answer.Status.ShouldBe(200, path);
        return (await answer.JsonAsync())!.Value;
    }
}
