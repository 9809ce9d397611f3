using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>
/// Signatures and encryption of the message push: SHA-1 over sorted parts, AES-256-CBC with padding to 32 bytes. Every refusal looks the
/// same from outside.
/// </summary>
/// <remarks>Source: framework/server-ability/message-push.</remarks>
public sealed class WeChatPushCrypto
{
    /// <summary>Largest ciphertext accepted, in base64 characters; WeChat's own pushes are a few hundred bytes.</summary>
    public const int MaxEncryptedLength = 64 * 1024;

    // WeChat pads to 32 although AES works in blocks of 16; .NET's own PKCS7 refuses such pads.
    private const int PadBlock = 32;
    private const int RandomLength = 16;
    private const int HeaderLength = RandomLength + sizeof(int);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _token;
    private readonly byte[] _key;
    private readonly byte[] _appId;

    public WeChatPushCrypto(IOptions<WeChatOptions> options)
        : this(options.Value.AppId, options.Value.PushToken, options.Value.EncodingAesKey)
    {
    }

    public WeChatPushCrypto(string appId, string token, string encodingAesKey)
    {
        _token = token;
        _key = Convert.FromBase64String(encodingAesKey + "=");
        if (_key.Length != 32) throw new ArgumentException("The key must have 43 characters.", nameof(encodingAesKey));
        _appId = Encoding.UTF8.GetBytes(appId);
    }

    /// <summary>True when the plain signature fits: GET verification and plain pushes.</summary>
    public bool IsSigned(string? signature, string? timestamp, string? nonce) => Same(signature, Sign(_token, timestamp ?? "", nonce ?? ""));

    /// <summary>Checks <c>msg_signature</c>, decrypts and checks that the push is for this app. False for anything else, with no reason given.</summary>
    public bool TryDecrypt(string? msgSignature, string? timestamp, string? nonce, string? encrypted, [NotNullWhen(true)] out string? message)
    {
        message = null;
        if (encrypted is null or { Length: 0 or > MaxEncryptedLength }) return false;
        if (!Same(msgSignature, Sign(_token, timestamp ?? "", nonce ?? "", encrypted))) return false;
        try
        {
            message = Open(Convert.FromBase64String(encrypted));
            return message is not null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException or DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Encrypts a message and signs it with <paramref name="timestamp"/> (unix seconds) and <paramref name="nonce"/>.</summary>
    public WeChatEncrypted Encrypt(string message, string timestamp, string nonce) =>
        Encrypt(message, timestamp, nonce, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomLength / 2))));

    /// <summary>The plain signature, for those who push.</summary>
    public string Sign(string timestamp, string nonce) => Sign(_token, timestamp, nonce);

    internal WeChatEncrypted Encrypt(string message, string timestamp, string nonce, byte[] random)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var length = HeaderLength + text.Length + _appId.Length;
        var pad = PadBlock - (length % PadBlock);
        var plain = new byte[length + pad];
        random.AsSpan(0, RandomLength).CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomLength), text.Length);
        text.CopyTo(plain, HeaderLength);
        _appId.CopyTo(plain, HeaderLength + text.Length);
        plain.AsSpan(length).Fill((byte)pad);

        using var aes = Aes.Create();
        aes.Key = _key;
        var encrypted = Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, 16), PaddingMode.None));
        return new WeChatEncrypted(encrypted, Sign(_token, timestamp, nonce, encrypted), timestamp, nonce);
    }

    private string? Open(byte[] cipher)
    {
        if (cipher.Length == 0 || cipher.Length % 16 != 0) return null;
        using var aes = Aes.Create();
        aes.Key = _key;
        ReadOnlySpan<byte> plain = aes.DecryptCbc(cipher, _key.AsSpan(0, 16), PaddingMode.None);
        var pad = plain[^1];
        if (pad is 0 or > PadBlock || pad > plain.Length || plain[^pad..].ContainsAnyExcept(pad)) return null;
        plain = plain[..^pad];
        if (plain.Length < HeaderLength) return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(plain[RandomLength..]);
        var rest = plain[HeaderLength..];
        if (length < 0 || length > rest.Length || !rest[length..].SequenceEqual(_appId)) return null;
        return StrictUtf8.GetString(rest[..length]);
    }

    // WeChat's rule: byte order of the parts, whatever they mean.
    private static string Sign(params string[] parts)
    {
        Array.Sort(parts, StringComparer.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(parts));
#pragma warning disable CA5350 // The push protocol prescribes SHA-1.
        return Convert.ToHexStringLower(SHA1.HashData(bytes));
#pragma warning restore CA5350
    }

    private static bool Same(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.ASCII.GetBytes(expected));
}

/// <summary>An encrypted message with its signature, as it goes over the wire in either direction.</summary>
public sealed record WeChatEncrypted(string Encrypt, string MsgSignature, string TimeStamp, string Nonce);
