namespace Engagement.Core.WeChat;

/// <summary>An access token of the app.</summary>
/// <param name="Value">Up to 512 characters.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="RefreshAt">UTC; from then on it is renewed in the background while it is still used.</param>
/// <param name="Generation">Grows with every call of stable_token, also when the same token came back: tells what is newer.</param>
public sealed record WeChatToken(string Value, DateTime ExpiresAt, DateTime RefreshAt, long Generation)
{
    /// <summary>Without the token: records print themselves into logs.</summary>
    public override string ToString() => $"WeChatToken {{ Generation = {Generation}, ExpiresAt = {ExpiresAt:u} }}";
}
