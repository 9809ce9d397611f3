using System.Text.Json;

namespace Engagement.Tests.Api;

/// <summary>A "no" as the API promises it.</summary>
public sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>Null when the answer is no problem+json with a stable code and a Chinese sentence.</summary>
    public static async Task<Problem?> ReadAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType is not { MediaType: "application/problem+json" }) return null;
        try
        {
            var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
            var problem = new Problem(body.GetProperty("status").GetInt32(), body.GetProperty("code").GetString()!, body.GetProperty("detail").GetString()!);
            return problem.Status == (int)answer.StatusCode && problem.Code.Length > 0 && problem.Detail.Any(x => x is >= '\u4e00' and <= '\u9fff') ? problem : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
