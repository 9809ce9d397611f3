using System.Security.Cryptography;
using System.Text;
using Engagement.Core.Data.SharedState;

namespace Engagement.Core.WeChat;

public sealed partial class WeChatClient
{
    private static readonly TimeSpan SendLockLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Sends one subscription message. Sends to one person go one after the other over all nodes; who waits longer than five seconds gets
    /// <see cref="WeChatErrorKind.ParallelSend"/> with nothing sent. After a silence the outcome is
    /// <see cref="WeChatErrorKind.OutcomeUnknown"/> and is not repeated: the message may be on the phone.
    /// </summary>
    /// <remarks>Source: mp-message-management/subscribe-message/sendMessage. Value limits: shared by template field type.</remarks>
    public async Task<WeChatResult<WeChatSent>> SendAsync(SubscribeMessage message, CancellationToken cancellation = default)
    {
        // The openid is personal: its hash is enough to tell people apart in the shared store.
        var key = $"wx:{Settings.AppId}:send:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.ToOpenId)))[..32]}";
        if (await WaitForTurnAsync(key, cancellation) is not { } turn)
            return WeChatErrors.From(WeChatErrors.NotSent, "Another message to this person is being sent.");
        try
        {
            var body = new SendRequest(
                message.ToOpenId, message.TemplateId, message.Page, Settings.Release, "zh_CN",
                message.Data.ToDictionary(d => d.Key, d => new SendValue(d.Value)));
            return Read<SendAnswer>(await CallAsync(WeChatApi.Send, Json(body), cancellation))
                .Then<WeChatSent>(a => new WeChatSent(string.IsNullOrEmpty(a.Msgid) ? null : a.Msgid));
        }
        finally
        {
            await state.ReleaseLockAsync(key, turn, CancellationToken.None);
        }
    }

    private async Task<string?> WaitForTurnAsync(string key, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            if (await state.TryAcquireLockAsync(key, SendLockLifetime, cancellation) is { } turn) return turn;
            if (clock.GetElapsedTime(began) > SendPatience) return null;
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellation);
        }
    }

    private sealed record SendRequest(
        string Touser, string TemplateId, string? Page, string MiniprogramState, string Lang, Dictionary<string, SendValue> Data);

    private sealed record SendValue(string Value);

    private sealed record SendAnswer(string? Msgid);
}

/// <summary>A subscription message as WeChat wants it.</summary>
/// <param name="Data">Template field such as <c>thing1</c> → value within the field's limit.</param>
/// <param name="Page">Page of the mini-program it opens, without a leading slash; may carry a query.</param>
public sealed record SubscribeMessage(string ToOpenId, string TemplateId, IReadOnlyDictionary<string, string> Data, string? Page = null);

/// <param name="MessageId">WeChat's id, which some accounts get; it comes back in the sent event.</param>
public sealed record WeChatSent(string? MessageId);
