using System.Security.Cryptography;
using System.Text;

namespace Engagement.Core.People;

/// <summary>Configured secrets, section <c>Keys</c>: <c>Keys:0:Version</c>, <c>Keys:0:Secret</c> and so on. The highest version writes, all versions read.</summary>
public sealed class KeyOptions
{
    public int Version { get; set; }

    /// <summary>At least 32 bytes, base64.</summary>
    public string Secret { get; set; } = "";
}

/// <summary>The secrets from which every other key is derived (HKDF, RFC 5869), one purpose each, versioned for rotation.</summary>
public sealed class KeyRing
{
    private const int KeyBytes = 32;
    private readonly SortedDictionary<int, byte[]> secrets = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(string, int), byte[]> derived = new();

    /// <exception cref="ArgumentException">No key, a short key, or a version twice; the message names the configuration key.</exception>
    public KeyRing(IEnumerable<KeyOptions> keys)
    {
        foreach (var key in keys)
        {
            var buffer = new byte[key.Secret.Length];
            if (!Convert.TryFromBase64String(key.Secret, buffer, out var length) || length < KeyBytes)
                throw new ArgumentException($"Keys: the secret of version {key.Version} must be base64 of at least {KeyBytes} bytes (for example from \"openssl rand -base64 32\").");
            if (key.Version is < 1 or > 255 || !secrets.TryAdd(key.Version, buffer[..length]))
                throw new ArgumentException($"Keys: version {key.Version} is not between 1 and 255 or stands there twice.");
        }

        if (secrets.Count == 0)
            throw new ArgumentException("Keys is empty: set Keys__0__Version=1 and Keys__0__Secret to base64 of 32 random bytes.");
        Current = secrets.Keys.Max();
    }

    /// <summary>The version that writes.</summary>
    public int Current { get; }

    /// <summary>All versions, newest first.</summary>
    public IEnumerable<int> Versions => secrets.Keys.Reverse();

    /// <summary>A 32-byte key for one purpose, or null when the version is gone.</summary>
    public byte[]? Derive(string purpose, int version) =>
        secrets.TryGetValue(version, out var secret)
            ? derived.GetOrAdd((purpose, version), _ =>
                HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: Encoding.UTF8.GetBytes(purpose)))
            : null;
}

/// <summary>Encrypts personal fields at rest (AES-256-GCM) and makes the keyed hash they are looked up by.</summary>
public sealed class FieldCipher(KeyRing keys)
{
    private const string EncryptPurpose = "people.encrypt", LookUpPurpose = "people.look-up";

    /// <summary>version(1) ‖ nonce(12) ‖ tag(16) ‖ ciphertext.</summary>
    public byte[] Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[29 + plain.Length];
        sealedText[0] = (byte)keys.Current;
        RandomNumberGenerator.Fill(sealedText.AsSpan(1, 12));
        using var aes = new AesGcm(keys.Derive(EncryptPurpose, keys.Current)!, 16);
        aes.Encrypt(sealedText.AsSpan(1, 12), plain, sealedText.AsSpan(29), sealedText.AsSpan(13, 16));
        return sealedText;
    }

    /// <exception cref="CryptographicException">The text was altered, or its key version is no longer configured.</exception>
    public string Decrypt(byte[] sealedText)
    {
        if (sealedText.Length < 29 || keys.Derive(EncryptPurpose, sealedText[0]) is not { } key)
            throw new CryptographicException($"Key version {(sealedText.Length > 0 ? sealedText[0] : 0)} is not configured.");
        var plain = new byte[sealedText.Length - 29];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(sealedText.AsSpan(1, 12), sealedText.AsSpan(29), sealedText.AsSpan(13, 16), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>The hash under the writing key.</summary>
    public byte[] Hash(string text) => HMACSHA256.HashData(keys.Derive(LookUpPurpose, keys.Current)!, Encoding.UTF8.GetBytes(text));

    /// <summary>The hashes under every configured key, to find rows written before a rotation.</summary>
    public IReadOnlyList<byte[]> Hashes(string text) =>
        [.. keys.Versions.Select(v => HMACSHA256.HashData(keys.Derive(LookUpPurpose, v)!, Encoding.UTF8.GetBytes(text)))];
}
