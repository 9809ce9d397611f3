using System.Text.RegularExpressions;

namespace Engagement.Core.WeChat;

public sealed partial class WeChatClient
{
    /// <summary>A mini-program code as a picture (PNG or JPEG).</summary>
    /// <param name="scene">1 to 32 of WeChat's visible ASCII characters; arrives in the page as <c>query.scene</c>.</param>
    /// <param name="page">Without leading slash and query.</param>
    /// <param name="width">Pixels, 280 to 1280.</param>
    /// <remarks>Source: qrcode-link/qr-code/getUnlimitedQRCode. At most 5000 a minute.</remarks>
    public async Task<WeChatResult<byte[]>> GetCodeAsync(string scene, string page, int width = 430, CancellationToken cancellation = default)
    {
        if (!SceneForm().IsMatch(scene)) throw new ArgumentException("The scene must be 1 to 32 of WeChat's visible ASCII characters.", nameof(scene));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 280);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 1280);
        // Pages of a release under review exist only there: only the released version can be checked.
        var body = new CodeRequest(scene, page, Settings.Release == "formal", LinkRelease, width);
        return await CallAsync(WeChatApi.Code, Json(body), cancellation);
    }

    /// <summary>A https link that opens the page from outside WeChat.</summary>
    /// <param name="days">Lifetime, 1 to 30.</param>
    /// <remarks>Source: qrcode-link/url-link/generateUrlLink.</remarks>
    public async Task<WeChatResult<string>> GetLinkAsync(string path, string query, int days = 30, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 30);
        var body = new LinkRequest(path, query, 1, days, LinkRelease);
        return Read<LinkAnswer>(await CallAsync(WeChatApi.Link, Json(body), cancellation)).Then<string>(a => a.UrlLink is { Length: > 0 }
            ? a.UrlLink
            : WeChatErrors.From(WeChatErrors.Unreachable, "The answer has no link."));
    }

    // The same three releases have other names here than in messages.
    private string LinkRelease => Settings.Release switch { "trial" => "trial", "developer" => "develop", _ => "release" };

    [GeneratedRegex(@"\A[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}\z")]
    private static partial Regex SceneForm();

    private sealed record CodeRequest(string Scene, string Page, bool CheckPath, string EnvVersion, int Width);

    private sealed record LinkRequest(string Path, string Query, int ExpireType, int ExpireInterval, string EnvVersion);

    private sealed record LinkAnswer(string? UrlLink);
}
