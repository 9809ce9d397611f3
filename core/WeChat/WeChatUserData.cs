using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Engagement.Core.WeChat;

/// <summary>Data the mini-program hands over signed or encrypted under the session key: the older way, still used by some of its components.</summary>
/// <remarks>Source: framework/open-ability/signature.</remarks>
public static class WeChatUserData
{
    /// <summary>Whether <paramref name="rawData"/>, byte for byte as the client sent it, carries WeChat's signature.</summary>
    public static bool IsSigned(string rawData, string sessionKey, string? signature)
    {
#pragma warning disable CA5350 // WeChat prescribes SHA-1.
        var expected = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(rawData + sessionKey)));
#pragma warning restore CA5350
        return signature is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.ASCII.GetBytes(expected));
    }

    /// <summary>
    /// The JSON inside. False when the key is out of date (ask the client to sign in again), when it was made for another app, or when its
    /// watermark is older than <paramref name="oldest"/> (UTC).
    /// </summary>
    public static bool TryDecrypt(string encryptedData, string iv, string sessionKey, string appId, DateTime oldest, [NotNullWhen(true)] out string? json)
    {
        json = null;
        try
        {
            using var aes = Aes.Create();
            aes.Key = Convert.FromBase64String(sessionKey);
            // Unlike the message push this pads to 16, so the framework's padding is right.
            var text = Encoding.UTF8.GetString(aes.DecryptCbc(Convert.FromBase64String(encryptedData), Convert.FromBase64String(iv), PaddingMode.PKCS7));
            var watermark = JsonSerializer.Deserialize<Data>(text, LenientJson.Options)?.Watermark;
            if (watermark?.Appid != appId || watermark.Timestamp is not (>= 0 and < 253402300800)) return false;
            if (DateTimeOffset.FromUnixTimeSeconds(watermark.Timestamp).UtcDateTime < oldest) return false;
            json = text;
            return true;
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException or ArgumentException)
        {
            return false;
        }
    }

    private sealed record Data(Mark? Watermark);

    private sealed record Mark(string? Appid, long Timestamp);
}
