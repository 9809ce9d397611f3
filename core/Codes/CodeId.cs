using System.Security.Cryptography;

namespace Engagement.Core.Codes;

/// <summary>Ids short enough for a QR scene and clear enough to be read off a sticker over the phone: 8 of 31 signs, without 0 O 1 I L. Some
/// 850 thousand million of them, so that nobody finds one by trying.</summary>
public static class CodeId
{
    public const int Length = 8;
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As it is stored, from what somebody typed (small letters, blanks, a hyphen); null when it cannot be one.</summary>
    public static string? Normalize(string? text)
    {
        if (text is null || text.Length > 2 * Length) return null;
        var id = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return id.Length == Length && id.All(x => Alphabet.Contains(x, StringComparison.Ordinal)) ? id : null;
    }

    /// <summary>ABCDEFGH → ABCD-EFGH, for people.</summary>
    public static string Show(string id) => $"{id[..4]}-{id[4..]}";
}
