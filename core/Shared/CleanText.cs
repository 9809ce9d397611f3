namespace Engagement.Core.Shared;

/// <summary>Text that both stores can keep: SQLite would store NUL and half characters, PostgreSQL throws.</summary>
public static class CleanText
{
    /// <summary>True without NUL and without lone surrogates.</summary>
    public static bool IsClean(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return false;
        }

        return true;
    }

    /// <summary>At most <paramref name="max"/> UTF-16 units, never half a character.</summary>
    public static string? Cut(string? text, int max) =>
        text is null || text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>Foreign words (another server's answer, an exception) as both stores can keep them: without NUL, U+FFFD for half a character,
    /// at most <paramref name="max"/> UTF-16 units.</summary>
    public static string? Mend(string? text, int max) =>
        text is null || IsClean(text) ? Cut(text, max) : Cut(string.Concat(text.EnumerateRunes().Where(x => x.Value != 0)), max);
}
