using Engagement.Core.Codes;

namespace Engagement.Core.WeChat;

/// <summary>Draws mini-program codes: scanned in WeChat, they open the page that resolves the id.</summary>
public sealed class WeChatCodePictures(WeChatClient client) : ICodePictures
{
    /// <summary>Gets <c>scene=ID</c>.</summary>
    public const string Page = "pages/scan/index";

    private const int PrintedWidth = 430;

    public string Variant => "wechat";

    /// <summary>WeChat draws at most 5000 a minute for us.</summary>
    public bool Keep => true;

    public async Task<CodePicture> DrawAsync(string id, CancellationToken cancel)
    {
        var result = await client.GetCodeAsync(id, Page, PrintedWidth, cancel);
        if (!result.Succeeded) throw CodeErrors.PictureUnavailable();
        return CodePicture.Of(result.Value);
    }
}
