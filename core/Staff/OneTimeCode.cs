using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Engagement.Core.Staff;

/// <summary>Time-based one-time codes as every authenticator app makes them: RFC 6238 with HMAC-SHA-1, six digits, 30 seconds.</summary>
public static class OneTimeCode
{
    public const int Digits = 6;

    /// <summary>Seconds one code is shown.</summary>
    public const int StepSeconds = 30;

    /// <summary>How many steps a phone's clock may be off, in either direction (RFC 6238 §5.2 and §6).</summary>
    private const int Drift = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The time step whose code this is, or null when it is the code of none near <paramref name="now"/>.</summary>
    /// <param name="secret">Base32 without padding, as the authenticator app got it.</param>
    /// <param name="code">What the user typed.</param>
    /// <param name="now">The moment of the attempt.</param>
    public static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        if (code.Length != Digits) return null;
        var key = Decode(secret);
        var typed = Encoding.UTF8.GetBytes(code);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - Drift; step <= current + Drift; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(At(key, step)), typed)) found = step;
        return found;
    }

    /// <summary>The address an authenticator app reads from the QR code (the otpauth key URI format).</summary>
    public static string Uri(string issuer, string account, string secret) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(account)}?secret={secret}&issuer={System.Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";

    private static string At(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8], mac = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default and all that common authenticator apps know; HMAC does not rest on collision resistance.
        HMACSHA1.HashData(key, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[19] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>RFC 4648 §6 without padding.</summary>
    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        int buffer = 0, bits = 0;
        foreach (var letter in text)
        {
            buffer = (buffer << 5) | Base32.IndexOf(letter, StringComparison.Ordinal);
            if ((bits += 5) < 8) continue;
            bytes.Add((byte)(buffer >> (bits -= 8)));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
