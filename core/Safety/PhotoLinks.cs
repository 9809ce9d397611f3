using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Engagement.Core.Shared;

namespace Engagement.Core.Safety;

/// <summary>Addresses at which the checker, who has no account here, can fetch one picture for a while. The address carries picture, end
/// and a keyed hash over both, so nothing is stored and nothing can be guessed or prolonged.</summary>
/// <param name="publicBase">Where this server is reached from outside, <c>PublicBaseUrl</c>; null when it cannot be.</param>
/// <param name="key">The 32-byte key of a version for <see cref="Purpose"/>; null when that version is not configured.</param>
/// <param name="currentVersion">The version that signs.</param>
/// <param name="clock">Now.</param>
public sealed class PhotoLinks(Uri? publicBase, Func<int, byte[]?> key, int currentVersion, TimeProvider clock)
{
    /// <summary>What the keys are derived for.</summary>
    public const string Purpose = "photo.link";

    /// <summary>WeChat fetches within 30 minutes.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(40);

    private const int BodyBytes = 25, MacBytes = 32, TokenLength = 76;

    /// <summary>Null when no public address is configured.</summary>
    public Uri? For(Guid photoId) => publicBase is null ? null : new Uri($"{publicBase.AbsoluteUri.TrimEnd('/')}/api/photos/shared/{Sign(photoId)}");

    /// <summary>The photo a token opens now, or null for anything we did not sign and for what is over.</summary>
    public Guid? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[BodyBytes + MacBytes];
        if (token.Length != TokenLength || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != bytes.Length) return null;
        if (key(bytes[0]) is not { } secret) return null;
        Span<byte> mac = stackalloc byte[MacBytes];
        HMACSHA256.HashData(secret, bytes[..BodyBytes], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[BodyBytes..])) return null;
        return BinaryPrimitives.ReadInt64BigEndian(bytes[17..25]) > clock.GetUtcNow().ToUnixTimeSeconds() ? new Guid(bytes[1..17], bigEndian: true) : null;
    }

    private string Sign(Guid photoId)
    {
        Span<byte> bytes = stackalloc byte[BodyBytes + MacBytes];
        bytes[0] = (byte)currentVersion;
        photoId.TryWriteBytes(bytes[1..17], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[17..25], new DateTimeOffset(clock.UtcNow() + Lifetime).ToUnixTimeSeconds());
        HMACSHA256.HashData(key(currentVersion)!, bytes[..BodyBytes], bytes[BodyBytes..]);
        return Base64Url.EncodeToString(bytes);
    }
}
