using System.Text.Json.Serialization;

namespace Engagement.Core.WeChat;

public sealed partial class WeChatClient
{
    /// <summary>WeChat checks at most this many characters per call.</summary>
    public const int MaxCheckedTextLength = 2500;

    /// <summary>Checks a text others will see. Needs the author's activity within two hours, else <see cref="WeChatErrorKind.NotActive"/>.</summary>
    /// <remarks>Source: sec-center/sec-check/msgSecCheck, version 2.</remarks>
    public async Task<WeChatResult<ContentVerdict>> CheckTextAsync(TextCheck text, CancellationToken cancellation = default)
    {
        if (text.Content.Length > MaxCheckedTextLength) throw new ArgumentException($"At most {MaxCheckedTextLength} characters.", nameof(text));
        var body = new TextCheckRequest(2, text.OpenId, (int)text.Scene, text.Content, text.Title, text.Nickname);
        return Read<CheckAnswer>(await CallAsync(WeChatApi.TextCheck, Json(body), cancellation)).Then<ContentVerdict>(a => Verdict(a.Result, a.TraceId));
    }

    /// <summary>Has a picture or sound checked. WeChat fetches it from <paramref name="url"/> and pushes the verdict within 30 minutes under the returned trace id.</summary>
    /// <remarks>Source: sec-center/sec-check/mediaCheckAsync, version 2.</remarks>
    public async Task<WeChatResult<string>> CheckMediaAsync(
        Uri url, string openId, MediaKind kind = MediaKind.Image, CheckScene scene = CheckScene.Forum, CancellationToken cancellation = default)
    {
        var body = new MediaCheckRequest(url.AbsoluteUri, (int)kind, 2, (int)scene, openId);
        return Read<MediaAnswer>(await CallAsync(WeChatApi.MediaCheck, Json(body), cancellation)).Then<string>(a => a.TraceId is { Length: > 0 }
            ? a.TraceId
            : WeChatErrors.From(WeChatErrors.Unreachable, "The answer has no trace id."));
    }

    /// <summary>How risky WeChat holds a person to be, 0 (not) to 4.</summary>
    /// <remarks>Source: sec-center/safety-control-capability/getUserRiskRank. Must be granted to the account, else <see cref="WeChatErrorKind.NotGranted"/>.</remarks>
    public async Task<WeChatResult<int>> GetRiskRankAsync(string openId, RiskScene scene, string clientIp, CancellationToken cancellation = default)
    {
        var body = new RiskRequest(Settings.AppId, openId, (int)scene, clientIp);
        return Read<RiskAnswer>(await CallAsync(WeChatApi.Risk, Json(body), cancellation)).Then<int>(a => a.RiskRank);
    }

    /// <summary>An advice we do not know asks for a person: never "pass" by accident.</summary>
    internal static ContentVerdict Verdict(CheckResult? result, string? traceId) => new(
        result?.Suggest switch { "pass" => ContentAdvice.Pass, "risky" => ContentAdvice.Risky, _ => ContentAdvice.Review },
        result?.Label ?? 0,
        traceId);

    private sealed record TextCheckRequest(int Version, string Openid, int Scene, string Content, string? Title, string? Nickname);

    private sealed record MediaCheckRequest(string MediaUrl, int MediaType, int Version, int Scene, string Openid);

    private sealed record RiskRequest(string Appid, string Openid, int Scene, string ClientIp);

    private sealed record CheckAnswer(string? TraceId, CheckResult? Result);

    internal sealed record CheckResult(string? Suggest, int Label);

    private sealed record MediaAnswer(string? TraceId);

    private sealed record RiskAnswer([property: JsonRequired] int RiskRank);
}

/// <summary>A text to check and who wrote it.</summary>
public sealed record TextCheck(string OpenId, string Content, CheckScene Scene = CheckScene.Forum, string? Title = null, string? Nickname = null);

/// <summary>Where the content will stand; WeChat's numbers.</summary>
public enum CheckScene
{
    Profile = 1,
    Comment = 2,
    Forum = 3,
    SocialLog = 4,
}

/// <summary>WeChat's numbers.</summary>
public enum MediaKind
{
    Audio = 1,
    Image = 2,
}

/// <summary>WeChat's numbers.</summary>
public enum RiskScene
{
    Registration = 0,
    Marketing = 1,
    Content = 2,
}

public enum ContentAdvice
{
    Pass,
    Review,
    Risky,
}

/// <param name="Label">100 normal, 10001 advertising, 20001 politics, 20002 pornography, 20003 abuse, 20006 crime, 20008 fraud, 20012 vulgar, 20013 copyright, 21000 other; 0 unknown.</param>
public sealed record ContentVerdict(ContentAdvice Advice, int Label, string? TraceId);
