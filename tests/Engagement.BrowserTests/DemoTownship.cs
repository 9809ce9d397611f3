using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Core.People;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Photos;
using Microsoft.Playwright;
using Xunit;

namespace Engagement.BrowserTests;

/// <summary>The real executable with its demo township, started once for the tests of a class.</summary>
public sealed class DemoTownship : IAsyncLifetime
{
    private RunningApi? api;

    public Uri Address => api!.Address;

    public async ValueTask InitializeAsync()
    {
        // A busy machine may be slow; a page that never gets there still fails.
        Assertions.SetDefaultExpectTimeout(15_000);
        api = await RunningApi.StartAsync(arguments: ["--Demo=true"], readyWithin: TimeSpan.FromMinutes(4));
    }

    public async ValueTask DisposeAsync()
    {
        if (api is not null) await api.DisposeAsync();
    }

    /// <summary>Zhang of the demo, signed in through the simulated WeChat as the mini program does it.</summary>
    public async Task<Villager> ZhangAsync()
    {
        var client = new HttpClient { BaseAddress = Address };
        using var answer = await client.PostAsJsonAsync("api/auth/wechat", new { code = "sim:zhang" });
        var tokens = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<SessionTokens>())!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return new Villager(client);
    }

    /// <summary>Signs one of the demo's staff in on the console's own page, the township's clerk unless another is named; it then shows the case list.</summary>
    public static async Task SignInAsync(IPage page, string userName = "township")
    {
        await page.GotoAsync("/admin");
        await page.Locator("input[name=username]").FillAsync(userName);
        await page.Locator("input[name=password]").FillAsync("Village-2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }
}

/// <summary>A signed-in villager who talks to the API over HTTP.</summary>
public sealed class Villager(HttpClient client) : IDisposable
{
    public const string Category = "road";

    /// <summary>Files a complaint about a road, with a photo and its small version.</summary>
    /// <returns>Id and number of the case.</returns>
    public async Task<(Guid Id, string Number)> FileAsync(string description)
    {
        var photo = (await SendAsync("api/photos", new MultipartFormDataContent
        {
            { Picture(TestPhotos.Png(640, 480)), "file", "road.png" },
            { Picture(TestPhotos.Jpeg(64, 48)), "thumbnail", "small.jpg" },
        })).GetProperty("id").GetGuid();
        var filed = await SendAsync("api/complaints", JsonContent.Create(
            new { category = Category, description, photoIds = new[] { photo }, address = "村口石桥旁", visibility = "publicNamed" }));
        return (filed.GetProperty("id").GetGuid(), filed.GetProperty("number").GetString()!);
    }

    /// <summary>The complaint as its author sees it.</summary>
    public Task<JsonElement> ReadAsync(Guid id) => client.GetFromJsonAsync<JsonElement>($"api/complaints/{id}");

    public Task<JsonElement> RateAsync(Guid id, bool solved, int satisfaction, string comment) =>
        SendAsync($"api/complaints/{id}/rating", JsonContent.Create(new { solved, satisfaction, comment }));

    /// <summary>Door plate and alley of the villager's home.</summary>
    public async Task<(string Door, string Alley)> HomeAsync()
    {
        var home = (await client.GetFromJsonAsync<JsonElement>("api/me/household")).GetProperty("household");
        return (home.GetProperty("doorPlate").GetString()!, home.GetProperty("groupName").GetString()!);
    }

    /// <summary>The household objects to a check of its frontage.</summary>
    public Task<JsonElement> ObjectAsync(Guid checkId, string reason) =>
        SendAsync($"api/pledge-checks/{checkId}/objection", JsonContent.Create(new { reason }));

    public void Dispose() => client.Dispose();

    private async Task<JsonElement> SendAsync(string path, HttpContent content)
    {
        using var answer = await client.PostAsync(path, content);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"POST {path} answered {(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private static ByteArrayContent Picture(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(bytes[0] == 0xFF ? "image/jpeg" : "image/png") } };
}
