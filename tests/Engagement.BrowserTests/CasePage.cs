using System.Text.Json;
using System.Text.RegularExpressions;
using Engagement.Tests.Photos;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Engagement.BrowserTests;

/// <summary>What a person does on a case's page.</summary>
public static class CasePage
{
    public static Task ResolveAsync(IPage page, string said) => ActAsync(page, "办结", async dialog =>
    {
        await dialog.GetByLabel("处理情况").FillAsync(said);
        var chooser = await page.RunAndWaitForFileChooserAsync(() => dialog.GetByRole(AriaRole.Button, new() { Name = "添加照片" }).ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "after.png", MimeType = "image/png", Buffer = TestPhotos.Png(640, 480, shade: 200) });
        await Expect(dialog.GetByRole(AriaRole.Img, new() { Name = "照片 1" })).ToBeVisibleAsync();
    });

    public static async Task SignInAgainAsync(IPage page, string userName)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await Expect(page.Locator("input[name=username]")).ToBeVisibleAsync();
        await DemoTownship.SignInAsync(page, userName);
    }

    public static async Task<JsonElement> DetailAsync(IPage page, Guid id) => (await (await page.APIRequest.GetAsync($"/api/cases/{id}")).JsonAsync())!.Value;

    public static ILocator Panel(IPage page, string title) => page.Locator("section.panel").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex($"^{title}") }) });

    public static ILocator Dialog(IPage page, string title) =>
        page.Locator(".t-dialog").Filter(new() { Has = page.Locator(".t-dialog__header").GetByText(title, new() { Exact = true }) });

    public static async Task RareAsync(IPage page, string action, Func<ILocator, Task> fill)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "更多操作" }).ClickAsync();
        await page.Locator(".t-dropdown__item").GetByText(action, new() { Exact = true }).ClickAsync();
        await SendAsync(page, action, fill);
    }

    public static async Task ActAsync(IPage page, string action, Func<ILocator, Task> fill)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).First.ClickAsync();
        await SendAsync(page, action, fill);
    }

    public static async Task SendAsync(IPage page, string action, Func<ILocator, Task> fill)
    {
        var dialog = Dialog(page, action);
        await fill(dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
        await Expect(page.GetByText($"{action}成功")).ToBeVisibleAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
