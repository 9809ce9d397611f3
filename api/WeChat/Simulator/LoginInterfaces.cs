using System.Text.Json.Nodes;
using Engagement.Core.WeChat;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>Sign-in, tokens and phone.</summary>
internal static class LoginInterfaces
{
    public static void MapLoginInterfaces(this RouteGroupBuilder group)
    {
        group.MapGet(SimulatedInterface.Login, LoginAsync);
        group.MapGet(SimulatedInterface.PlainToken, PlainTokenAsync);
        group.MapPost(SimulatedInterface.StableToken, StableTokenAsync);
        group.MapGet(SimulatedInterface.CheckSession, CheckSessionAsync);
        group.MapPost(SimulatedInterface.Phone, PhoneAsync);
    }

    private static Task<IResult> LoginAsync(SimulatedCall call)
    {
        if (WrongApp(call.State, call.Query("appid"), call.Query("secret")) is not 0 and var wrong) return Task.FromResult(SimulatedCall.Error(wrong));
        if (call.Query("grant_type") != "authorization_code") return Task.FromResult(SimulatedCall.Error(40002, "invalid grant_type"));
        var code = call.Query("js_code") ?? "";
        if (call.State.Rates.IsOverForPerson(SimulatedInterface.Login.Path, code)) return Task.FromResult(SimulatedCall.Error(45011));
        var (errcode, openId, sessionKey) = call.State.People.Login(code);
        return Task.FromResult(errcode != 0
            ? SimulatedCall.Error(errcode)
            // The real one also answers JSON as plain text, and without an errcode.
            : SimulatedCall.Json(new JsonObject { ["session_key"] = sessionKey, ["openid"] = openId }, "text/plain"));
    }

    private static Task<IResult> PlainTokenAsync(SimulatedCall call)
    {
        if (call.Query("grant_type") != "client_credential") return Task.FromResult(SimulatedCall.Error(40002, "invalid grant_type"));
        if (WrongApp(call.State, call.Query("appid"), call.Query("secret")) is not 0 and var wrong) return Task.FromResult(SimulatedCall.Error(wrong));
        var (token, expiresIn) = call.State.Tokens.Plain();
        return Task.FromResult(SimulatedCall.Json(new JsonObject { ["access_token"] = token, ["expires_in"] = expiresIn }));
    }

    private static Task<IResult> StableTokenAsync(SimulatedCall call)
    {
        if (call.Text("grant_type") != "client_credential") return Task.FromResult(SimulatedCall.Error(40002, "invalid grant_type"));
        if (WrongApp(call.State, call.Text("appid"), call.Text("secret")) is not 0 and var wrong) return Task.FromResult(SimulatedCall.Error(wrong));
        return Task.FromResult(call.State.Tokens.Stable(call.Text("force_refresh") == "true") is var (token, expiresIn)
            ? SimulatedCall.Json(new JsonObject { ["access_token"] = token, ["expires_in"] = expiresIn })
            : SimulatedCall.Error(45009));
    }

    private static Task<IResult> CheckSessionAsync(SimulatedCall call)
    {
        var key = call.State.People.SessionKeyOf(call.Query("openid") ?? "");
        var fits = key is not null && call.Query("sig_method") == "hmac_sha256" && call.Query("signature") == WeChatClient.SignEmpty(key);
        return Task.FromResult(fits ? SimulatedCall.Ok() : SimulatedCall.Error(87009));
    }

    private static Task<IResult> PhoneAsync(SimulatedCall call)
    {
        var (errcode, number) = call.State.People.Phone(call.Text("code") ?? "");
        if (errcode != 0) return Task.FromResult(SimulatedCall.Error(errcode));
        return Task.FromResult(SimulatedCall.Ok(new JsonObject
        {
            ["phone_info"] = new JsonObject
            {
                ["phoneNumber"] = number,
                ["purePhoneNumber"] = number,
                // Documented as text, shown as a number: the number is the harder case.
                ["countryCode"] = 86,
                ["watermark"] = new JsonObject { ["timestamp"] = call.State.Clock.GetUtcNow().ToUnixTimeSeconds(), ["appid"] = call.State.App.AppId },
            },
        }));
    }

    private static int WrongApp(SimulatorState state, string? appId, string? secret) =>
        string.IsNullOrEmpty(appId) ? 41002
        : appId != state.App.AppId ? 40013
        : string.IsNullOrEmpty(secret) ? 41004
        : secret != state.App.AppSecret ? 40125
        : 0;
}
