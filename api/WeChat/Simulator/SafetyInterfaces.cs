using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>Text and media checks, risk.</summary>
internal static class SafetyInterfaces
{
    /// <summary>WeChat's own test text of the first version; here it is what makes a text risky.</summary>
    public const string OfficialRiskyText = "特3456书yuuo莞6543李zxcz蒜7782法fgnv级";

    public const string RiskyMark = "【测试-违规】", ReviewMark = "【测试-复核】";

    public static void MapSafetyInterfaces(this RouteGroupBuilder group)
    {
        group.MapPost(SimulatedInterface.TextCheck, CheckTextAsync);
        group.MapPost(SimulatedInterface.MediaCheck, CheckMediaAsync);
        group.MapPost(SimulatedInterface.Risk, RiskAsync);
    }

    private static Task<IResult> CheckTextAsync(SimulatedCall call)
    {
        if (Refusal(call, [1, 2, 3, 4]) is { } refusal) return Task.FromResult(refusal);
        if (call.Number("version") != 2) return Task.FromResult(SimulatedCall.Error(40097, "invalid args"));
        var content = call.Text("content") ?? "";
        if (content.Length == 0) return Task.FromResult(SimulatedCall.Error(44002));
        if (content.Length > 2500) return Task.FromResult(SimulatedCall.Error(45002));
        var (suggest, label) = Judge(content + call.Text("title") + call.Text("nickname"));
        return Task.FromResult(SimulatedCall.Ok(new JsonObject
        {
            ["trace_id"] = NewTrace(),
            ["result"] = new JsonObject { ["suggest"] = suggest, ["label"] = label },
            ["detail"] = Detail(suggest, label),
        }));
    }

    private static async Task<IResult> CheckMediaAsync(SimulatedCall call)
    {
        if (Refusal(call, [1, 2, 3, 4]) is { } refusal) return refusal;
        if (call.Number("media_type") is not (1 or 2)) return SimulatedCall.Error(40004);
        if (!Uri.TryCreate(call.Text("media_url"), UriKind.Absolute, out var url)) return SimulatedCall.Error(40097, "invalid args");
        var trace = NewTrace();
        var push = PushBodies.MediaCheck(call.State, call.Text("openid")!, trace, Judge(Uri.UnescapeDataString(url.AbsolutePath)), url.AbsolutePath.Contains("broken", StringComparison.Ordinal));
        // A push may overtake the answer; then our own row is not there yet.
        if (call.State.Pushes.Target?.BeforeAnswer == true) await call.State.Pushes.DeliverNowAsync(push);
        else call.State.Pushes.Queue(push, call.State.Options.MediaCheckTakes);
        return SimulatedCall.Ok(new JsonObject { ["trace_id"] = trace });
    }

    private static Task<IResult> RiskAsync(SimulatedCall call)
    {
        if (call.Text("appid") != call.State.App.AppId) return Task.FromResult(SimulatedCall.Error(40013));
        if (Refusal(call, [0, 1, 2]) is { } refusal) return Task.FromResult(refusal);
        return Task.FromResult(SimulatedCall.Json(new JsonObject
        {
            ["errcode"] = 0,
            ["errmsg"] = "getuserriskrank succ",
            ["risk_rank"] = call.State.People.RiskRankOf(call.Text("openid")!),
            ["unoin_id"] = 9_007_199_254_740_993,
        }));
    }

    private static IResult? Refusal(SimulatedCall call, int[] scenes)
    {
        var openId = call.Text("openid");
        if (!SimulatorPeople.IsOpenId(openId)) return SimulatedCall.Error(40003);
        if (!scenes.Contains(call.Number("scene") ?? -1)) return SimulatedCall.Error(40129);
        return call.State.People.IsActive(openId!) ? null : SimulatedCall.Error(61010);
    }

    private static (string Suggest, int Label) Judge(string content)
    {
        bool Has(string mark) => content.Contains(mark, StringComparison.Ordinal);
        if (Has(OfficialRiskyText) || Has(RiskyMark) || Has("risky")) return ("risky", 20006);
        return Has(ReviewMark) || Has("review") ? ("review", 20012) : ("pass", 100);
    }

    internal static JsonArray Detail(string suggest, int label) =>
        [new JsonObject { ["strategy"] = "content_model", ["errcode"] = 0, ["suggest"] = suggest, ["label"] = label, ["prob"] = 90 }];

    private static string NewTrace() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)).Insert(16, "-").Insert(8, "-");
}
