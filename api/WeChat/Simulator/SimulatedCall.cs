using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>One call of a simulated interface with what the handlers need of it.</summary>
public sealed record SimulatedCall(HttpContext Http, SimulatorState State, JsonObject Body)
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<int, string> Texts = new()
    {
        [-1] = "system error",
        [40001] = "invalid credential, access_token is invalid or not latest",
        [40003] = "invalid openid",
        [40004] = "invalid media type",
        [40013] = "invalid appid",
        [40014] = "invalid access_token",
        [40029] = "invalid code",
        [40037] = "invalid template_id",
        [40125] = "invalid appsecret",
        [40129] = "invalid scene",
        [40163] = "code been used",
        [40165] = "invalid weapp pagepath",
        [40169] = "invalid length for scene, or the data is not json string",
        [40212] = "invalid query",
        [40226] = "code blocked",
        [41001] = "access_token missing",
        [41030] = "invalid page",
        [42001] = "access_token expired",
        [43101] = "user refuse to accept the msg",
        [43107] = "subscription message capability is banned",
        [43108] = "concurrent sending to one user",
        [44002] = "empty post data",
        [44990] = "api freq out of limit per second",
        [44991] = "api freq out of limit per minute",
        [45002] = "content size out of limit",
        [45009] = "reach max api daily quota limit",
        [45011] = "api minute-quota reach limit",
        [45168] = "hit sensitive word",
        [47001] = "data format error",
        [61010] = "code is expired",
        [85401] = "invalid expire time",
        [85402] = "invalid env_version",
        [87009] = "invalid signature",
        [87020] = "repeat request too much",
    };

    public static IResult Json(JsonObject body, string contentType = "application/json; charset=utf-8") =>
        Results.Text(body.ToJsonString(Raw), contentType);

    public static IResult Ok(JsonObject? more = null)
    {
        var body = new JsonObject { ["errcode"] = 0, ["errmsg"] = "ok" };
        foreach (var (name, value) in more ?? []) body[name] = value?.DeepClone();
        return Json(body);
    }

    /// <summary>WeChat's form of "no": HTTP 200, code, text and request id.</summary>
    public static IResult Error(int code, string? text = null)
    {
        var rid = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)).Insert(16, "-").Insert(8, "-");
        return Json(new JsonObject { ["errcode"] = code, ["errmsg"] = $"{text ?? Texts.GetValueOrDefault(code, "error")} rid: {rid}" });
    }

    public string? Query(string name) => Http.Request.Query[name].FirstOrDefault();

    /// <summary>A text member of the body; numbers as text, null when absent.</summary>
    public string? Text(string name) => Body[name] is JsonValue value ? value.ToString() : null;

    public int? Number(string name) => int.TryParse(Text(name), out var number) ? number : null;
}
