using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>The query of a push, as it came.</summary>
/// <param name="EncryptType"><c>aes</c> when encrypted.</param>
public sealed record WeChatPushQuery(string? Signature, string? Timestamp, string? Nonce, string? EncryptType, string? MsgSignature);

/// <summary>Lets in only what WeChat pushed to this app: signature, encryption, app and form all fit. It never says why not.</summary>
public sealed class WeChatPushDoor(WeChatPushCrypto crypto, IOptions<WeChatOptions> options)
{
    /// <summary>GET: whether to repeat <c>echostr</c> back.</summary>
    public bool IsVerified(WeChatPushQuery query) => crypto.IsSigned(query.Signature, query.Timestamp, query.Nonce);

    /// <summary>
    /// POST: the message. Unencrypted bodies are let in only with <c>WeChat:AllowPlainPush</c>: their signature does not cover them.
    /// </summary>
    public bool TryOpen(WeChatPushQuery query, string body, [NotNullWhen(true)] out WeChatPush? push)
    {
        push = null;
        if (WeChatPushReader.TryReadEncrypted(body, out var encrypted))
            return crypto.TryDecrypt(query.MsgSignature, query.Timestamp, query.Nonce, encrypted, out var message) && WeChatPushReader.TryRead(message, out push);
        return options.Value.AllowPlainPush
            && string.IsNullOrEmpty(query.EncryptType)
            && crypto.IsSigned(query.Signature, query.Timestamp, query.Nonce)
            && WeChatPushReader.TryRead(body, out push);
    }
}
