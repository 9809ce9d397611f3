using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Engagement.Tests.Photos;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>A complaint on its way from the villager through the console and back, with the executable and the demo data.</summary>
public sealed partial class ComplaintJourneyTests(Browser browser, DemoTownship township) : IClassFixture<DemoTownship>
{
    /// <summary>The promise is 400 KB, in the stricter reading of KB.</summary>
    private const int FirstLoadBytes = 400_000;

    [Fact]
    public Task A_complaint_goes_from_filing_to_rating() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        var (id, number) = await zhang.FileAsync("村口石桥边的路面塌了一块，晚上骑车很危险。");

        await DemoTownship.SignInAsync(page);
        var clerk = (await (await page.APIRequest.GetAsync("/api/me")).JsonAsync())!.Value.GetProperty("name").GetString()!;
        await Expect(View(page, "待处理")).ToHaveAttributeAsync("aria-current", "page");
        await page.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = number })).ToBeVisibleAsync();
        await ExpectStateAsync(page, "待受理");
        await Expect(page.GetByText("村口石桥边的路面塌了一块，晚上骑车很危险。").First).ToBeVisibleAsync();

        await ActAsync(page, "受理", _ => Task.CompletedTask);
        await ExpectStateAsync(page, "已受理");

        await ActAsync(page, "指派", async dialog =>
        {
            await dialog.GetByPlaceholder("选择承办人").ClickAsync();
            await page.GetByText(new Regex($"^{Regex.Escape(clerk)}（乡镇工作人员，在办 \\d+ 件）$")).ClickAsync();
        });
        await Expect(Fact(page, "承办人")).ToHaveTextAsync(clerk);

        await ActAsync(page, "开始办理", _ => Task.CompletedTask);
        await ExpectStateAsync(page, "办理中");

        await ActAsync(page, "办结", async dialog =>
        {
            await dialog.GetByLabel("处理情况").FillAsync("已用水泥补好路面，桥头加了反光牌。");
            var chooser = await page.RunAndWaitForFileChooserAsync(() => dialog.GetByRole(AriaRole.Button, new() { Name = "添加照片" }).ClickAsync());
            await chooser.SetFilesAsync(new FilePayload { Name = "after.png", MimeType = "image/png", Buffer = TestPhotos.Png(640, 480, shade: 200) });
            await Expect(dialog.GetByRole(AriaRole.Img, new() { Name = "照片 1" })).ToBeVisibleAsync();
        });
        await ExpectStateAsync(page, "已办结");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "处理后 照片 1" })).ToBeVisibleAsync();

        var resolved = await zhang.ReadAsync(id);
        resolved.GetProperty("status").GetString().ShouldBe("resolved");
        resolved.GetProperty("timeline").EnumerateArray().ShouldContain(
            x => x.GetProperty("type").GetString() == "resolved" && x.GetProperty("text").GetString() == "已用水泥补好路面，桥头加了反光牌。" && x.GetProperty("photoIds").GetArrayLength() == 1);
        var rated = await zhang.RateAsync(id, solved: true, satisfaction: 5, "修得很快，谢谢。");
        rated.GetProperty("status").GetString().ShouldBe("closed");

        await page.GetByRole(AriaRole.Button, new() { Name = "刷新" }).ClickAsync();
        await ExpectStateAsync(page, "已关闭");
        await ExpectStateAsync(page, "已解决");
        await Expect(Fact(page, "关闭原因")).ToHaveTextAsync("群众确认已解决");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "满意度 5 分（满分 5 分）" })).ToBeVisibleAsync();
        await Expect(page.GetByText("修得很快，谢谢。").First).ToBeVisibleAsync();
        await Expect(page.GetByText("状态变为“已关闭”")).ToBeVisibleAsync();
    }, township.Address);

    [Fact]
    public Task The_filters_of_the_list_survive_reload_and_back() => browser.VisitAsync(async page =>
    {
        await DemoTownship.SignInAsync(page);
        await View(page, "全部").ClickAsync();
        await page.GetByPlaceholder("全部类别").ClickAsync();
        var (category, name) = await CategoryAsync(page);
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasTextRegex = new Regex($"^{name}$") }).ClickAsync();

        async Task ExpectFilteredAsync()
        {
            await Expect(page).ToHaveURLAsync(new Regex($@"/admin/cases\?view=all&category={category}$"));
            await Expect(View(page, "全部")).ToHaveAttributeAsync("aria-current", "page");
            await Expect(page.GetByPlaceholder("全部类别")).ToHaveValueAsync(name);
            // The fifth column is the category; the list is not empty and has nothing else.
            var cells = page.Locator("tbody tr td:nth-child(5)");
            await Expect(cells.Filter(new() { HasTextRegex = new Regex($"^\\s*{name}\\s*$") })).Not.ToHaveCountAsync(0);
            await Expect(cells.Filter(new() { HasNotTextRegex = new Regex($"^\\s*{name}\\s*$") })).ToHaveCountAsync(0);
        }

        await ExpectFilteredAsync();
        await page.ReloadAsync();
        await ExpectFilteredAsync();

        await page.GetByRole(AriaRole.Link, new() { NameRegex = CaseNumber() }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = CaseNumber() })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await ExpectFilteredAsync();

        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/admin/cases\?view=all$"));
        await Expect(page.GetByPlaceholder("全部类别")).ToHaveValueAsync("");
    }, township.Address);

    [Fact]
    public Task Two_cases_are_accepted_at_once() => browser.VisitAsync(async page =>
    {
        using var zhang = await township.ZhangAsync();
        (Guid Id, string Number)[] filed = [await zhang.FileAsync("村东头路灯下有个大坑。"), await zhang.FileAsync("去学校的路被雨水冲断了。")];

        await DemoTownship.SignInAsync(page);
        foreach (var (_, number) in filed)
            await page.GetByRole(AriaRole.Row).Filter(new() { HasText = number }).GetByRole(AriaRole.Checkbox).CheckAsync(new() { Force = true });
        await Expect(page.GetByText("已选 2 件")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "批量受理" }).ClickAsync();
        var dialog = Dialog(page, "批量受理 2 件");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        var results = Dialog(page, "处理结果");
        await Expect(results.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 件全部成功。");
        await results.GetByRole(AriaRole.Button, new() { Name = "关闭", Exact = true }).ClickAsync();

        foreach (var (id, number) in filed)
        {
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = number }).GetByText("已受理")).ToBeVisibleAsync();
            (await zhang.ReadAsync(id)).GetProperty("status").GetString().ShouldBe("accepted");
        }
    }, township.Address);

    /// <summary>
    /// Signing in and the list together, with an empty cache: an upper bound of the list's own first load. A Debug build
    /// stores its assets without squeezing them, so the console's files are compressed here; answers of the API count as sent.
    /// The villagers' photos are not counted: how many there are and how large depends on the cases, and gzip does nothing for them.
    /// </summary>
    [Fact]
    public Task The_first_load_of_the_list_is_small() => browser.VisitAsync(async page =>
    {
        var loads = new ConcurrentBag<Task<(string Path, int Bytes)>>();
        page.RequestFinished += (_, request) => loads.Add(MeasureAsync(request));
        await DemoTownship.SignInAsync(page);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        var all = await Task.WhenAll(loads);
        var (photos, console) = (all.Where(IsPhoto).Sum(x => x.Bytes), all.Where(x => !IsPhoto(x)).Sum(x => x.Bytes));
        var story = $"{console} bytes, and {photos} of photos, in {all.Length} answers\n{string.Join('\n', all.OrderByDescending(x => x.Bytes).Select(x => $"{x.Bytes,8} {x.Path}"))}";
        TestContext.Current.TestOutputHelper?.WriteLine(story);
        foreach (var part in new[] { "/admin/assets/CaseListPage", "/api/cases?", "/api/photos/" })
            all.ShouldContain(x => x.Path.StartsWith(part, StringComparison.Ordinal) && x.Bytes > 1000, story);
        console.ShouldBeLessThan(FirstLoadBytes, story);
    }, township.Address);

    private static bool IsPhoto((string Path, int Bytes) load) => load.Path.StartsWith("/api/photos/", StringComparison.Ordinal);

    private static async Task<(string Path, int Bytes)> MeasureAsync(IRequest request)
    {
        var path = new Uri(request.Url).PathAndQuery;
        var response = (await request.ResponseAsync())!;
        if (!path.StartsWith("/admin", StringComparison.Ordinal) || response.Status != 200) return (path, (await request.SizesAsync()).ResponseBodySize);
        using var squeezed = new MemoryStream();
        await using (var gzip = new GZipStream(squeezed, CompressionLevel.Optimal, leaveOpen: true)) await gzip.WriteAsync(await response.BodyAsync());
        return (path, (int)squeezed.Length);
    }

    /// <summary>Opens an action of the case page, fills its dialog and sends it.</summary>
    private static async Task ActAsync(IPage page, string action, Func<ILocator, Task> fill)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
        var dialog = Dialog(page, action);
        await fill(dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
        await Expect(page.GetByText($"{action}成功")).ToBeVisibleAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>TDesign gives its dialogs no role; the class is all there is.</summary>
    private static ILocator Dialog(IPage page, string title) =>
        page.Locator(".t-dialog").Filter(new() { Has = page.Locator(".t-dialog__header").GetByText(title, new() { Exact = true }) });

    private static ILocator View(IPage page, string name) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "案件列表" }).GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{name}") });

    private static ILocator Fact(IPage page, string name) => page.Locator($"dt:text-is('{name}') + dd");

    /// <summary>The state beside the number of the case.</summary>
    private static Task ExpectStateAsync(IPage page, string state) =>
        Expect(page.Locator("h1 + *")).ToContainTextAsync(state);

    private static async Task<(string Code, string Name)> CategoryAsync(IPage page)
    {
        var answer = (await (await page.APIRequest.GetAsync("/api/categories")).JsonAsync())!.Value;
        var found = answer.GetProperty("items").EnumerateArray().Single(x => x.GetProperty("code").GetString() == Villager.Category);
        return (Villager.Category, found.GetProperty("name").GetString()!);
    }

    [GeneratedRegex(@"GD\d{10,}")]
    private static partial Regex CaseNumber();
}
