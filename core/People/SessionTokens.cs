using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Engagement.Core.People;

/// <summary>What a sign-in or refresh answers (RFC 6749 §5.1 in camelCase). Times in seconds.</summary>
public sealed record SessionTokens(string AccessToken, string RefreshToken, int ExpiresIn, string TokenType);

/// <summary>Opaque tokens: session id, kind, generation, key version and a keyed hash over them. Nothing a thief of the database could
/// use is stored, and a refresh repeated after a lost answer gives the very same tokens.</summary>
public sealed class TokenFactory(KeyRing keys)
{
    private const int BodyBytes = 22, MacBytes = 32;
    private const string Purpose = "session.token";

    public enum TokenKind : byte { Access = 1, Refresh = 2 }

    public SessionTokens For(Session session) => new(
        Make(session, TokenKind.Access), Make(session, TokenKind.Refresh), (int)Session.AccessLifetime.TotalSeconds, "Bearer");

    public string Make(Session session, TokenKind kind)
    {
        Span<byte> token = stackalloc byte[BodyBytes + MacBytes];
        token[0] = (byte)keys.Current;
        token[1] = (byte)kind;
        session.Id.TryWriteBytes(token[2..18], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(token[18..22], session.Generation);
        HMACSHA256.HashData(keys.Derive(Purpose, keys.Current)!, token[..BodyBytes], token[BodyBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The session and generation a token names, or null for anything we did not make.</summary>
    public (Guid SessionId, int Generation)? Read(string text, TokenKind kind)
    {
        Span<byte> token = stackalloc byte[BodyBytes + MacBytes];
        if (text.Length > 100 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, token, out var length) || length != token.Length) return null;
        if (keys.Derive(Purpose, token[0]) is not { } key || token[1] != (byte)kind) return null;
        Span<byte> mac = stackalloc byte[MacBytes];
        HMACSHA256.HashData(key, token[..BodyBytes], mac);
        return CryptographicOperations.FixedTimeEquals(mac, token[BodyBytes..])
            ? (new Guid(token[2..18], bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(token[18..22]))
            : null;
    }
}
