using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Api.Cases;
using Shouldly;

namespace Engagement.Tests.Village;

/// <summary>Short ways through the front door.</summary>
public static class Doors
{
    /// <summary>Posts and demands success.</summary>
    public static async Task<T> DoAsync<T>(this HttpClient by, string path, object body)
    {
        using var answer = await by.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<T>(VillageApp.JsonOptions))!;
    }

    /// <summary>A staff verb on a case, with the version of the last receipt.</summary>
    public static Task<CaseReceipt> OnCaseAsync(this HttpClient by, CaseReceipt it, string verb, object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["version"] = it.Version;
        return by.DoAsync<CaseReceipt>($"api/cases/{it.Id}/{verb}", body);
    }

    public static async Task<T> SeeAsync<T>(this HttpClient by, string path)
    {
        using var answer = await by.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<T>(VillageApp.JsonOptions))!;
    }

    /// <summary>Posts and demands a refusal with this status and code.</summary>
    public static async Task<string> IsRefusedAsync(this HttpClient by, string path, object body, HttpStatusCode status, string code)
    {
        using var answer = await by.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        var problem = JsonDocument.Parse(text).RootElement;
        problem.GetProperty("code").GetString().ShouldBe(code);
        return problem.GetProperty("detail").GetString()!;
    }
}
