using System.Security.Cryptography;

namespace Engagement.Core.WeChat;

public sealed partial class WeChatClient
{
    /// <summary>Turns the code of <c>wx.login</c> (five minutes, once) into who it is. Never repeated with the same code once it left this machine.</summary>
    /// <remarks>Source: user-login/code2Session.</remarks>
    public async Task<WeChatResult<WeChatSession>> LoginAsync(string code, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        var query = $"appid={Settings.AppId}&secret={Uri.EscapeDataString(Settings.AppSecret)}&js_code={Uri.EscapeDataString(code)}&grant_type=authorization_code";
        var answer = Read<LoginAnswer>(await transport.CallAsync(WeChatApi.Login, query, json: null, cancellation));
        return answer.Then<WeChatSession>(a => string.IsNullOrEmpty(a.Openid) || string.IsNullOrEmpty(a.SessionKey)
            ? WeChatErrors.From(WeChatErrors.OutcomeUnknown, "The answer names nobody.")
            : new WeChatSession(a.Openid, a.SessionKey, string.IsNullOrEmpty(a.Unionid) ? null : a.Unionid));
    }

    /// <summary>Whether the session key is still the person's present one; <see cref="WeChatErrorKind.SessionKeyInvalid"/> when not.</summary>
    /// <remarks>Source: user-login/checkSessionKey.</remarks>
    public async Task<WeChatResult<WeChatDone>> CheckSessionAsync(string openId, string sessionKey, CancellationToken cancellation = default)
    {
        var signature = SignEmpty(sessionKey);
        var query = $"&openid={Uri.EscapeDataString(openId)}&signature={signature}&sig_method=hmac_sha256";
        var answer = await CallAsync(WeChatApi.CheckSession, json: null, cancellation, query);
        return answer.Then<WeChatDone>(_ => default(WeChatDone));
    }

    /// <summary>Turns the code of the phone button (not the login code; five minutes, once) into the number.</summary>
    /// <param name="openId">When given, WeChat refuses the code of another person.</param>
    /// <remarks>Source: user-info/phone-number/getPhoneNumber. A number issued to another app is refused here.</remarks>
    public async Task<WeChatResult<WeChatPhone>> GetPhoneAsync(string code, string? openId = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        var answer = Read<PhoneAnswer>(await CallAsync(WeChatApi.Phone, Json(new PhoneRequest(code, openId)), cancellation));
        return answer.Then<WeChatPhone>(a => a.PhoneInfo is { PurePhoneNumber.Length: > 0 } phone && phone.Watermark?.Appid == Settings.AppId
            ? new WeChatPhone(phone.PurePhoneNumber, string.IsNullOrEmpty(phone.CountryCode) ? "86" : phone.CountryCode)
            : WeChatErrors.From(40029, "The code belongs to another app."));
    }

    /// <summary>HMAC-SHA256 of nothing under the session key, as checksession wants it: lower-case hex.</summary>
    public static string SignEmpty(string sessionKey) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sessionKey), Array.Empty<byte>()));

    private sealed record LoginAnswer(string? Openid, string? SessionKey, string? Unionid);

    private sealed record PhoneRequest(string Code, string? Openid);

    private sealed record PhoneAnswer(PhoneInfo? PhoneInfo);

    private sealed record PhoneInfo(
        [property: System.Text.Json.Serialization.JsonPropertyName("purePhoneNumber")] string? PurePhoneNumber,
        [property: System.Text.Json.Serialization.JsonPropertyName("countryCode")] string? CountryCode,
        Watermark? Watermark);

    private sealed record Watermark(string? Appid);
}

/// <summary>Who signed in. The session key stays on this server.</summary>
public sealed record WeChatSession(string OpenId, string SessionKey, string? UnionId)
{
    /// <summary>Says nothing: records print themselves into logs.</summary>
    public override string ToString() => nameof(WeChatSession);
}

/// <summary>A verified phone number: digits without the country code, and the country code such as <c>86</c>.</summary>
public sealed record WeChatPhone(string Number, string CountryCode)
{
    /// <summary>Says nothing: records print themselves into logs.</summary>
    public override string ToString() => nameof(WeChatPhone);
}
