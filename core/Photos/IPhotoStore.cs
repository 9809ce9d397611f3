namespace Engagement.Core.Photos;

/// <summary>
/// Where the bytes of photos lie. Knows nothing of who may see them; a key names one unchanging content.
/// Every method throws <see cref="ArgumentException"/> on a key that <see cref="PhotoKey.IsValid"/> refuses:
/// keys are made by us, so a bad one is a programmer's error.
/// </summary>
public interface IPhotoStore
{
    /// <summary>Stores <paramref name="bytes"/> under <paramref name="key"/>, whole and durable when it returns, or not at all. Replaces what was there.</summary>
    /// <exception cref="IOException">The store is full or out of reach.</exception>
    Task SaveAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default);

    /// <summary>A stream over the stored bytes, at their beginning, for the caller to dispose; null when nothing is stored under <paramref name="key"/>.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellation = default);

    /// <summary>Removes what is stored under <paramref name="key"/>; nothing there is fine.</summary>
    Task DeleteAsync(string key, CancellationToken cancellation = default);
}

/// <summary>The rule for keys, the same in every store.</summary>
public static class PhotoKey
{
    /// <summary>Shortest key; shorter ones could be names that Windows reserves.</summary>
    public const int MinLength = 8;

    /// <summary>Longest key.</summary>
    public const int MaxLength = 100;

    /// <summary>
    /// True for lower-case ASCII letters, digits, '-' and '_' only: no dot, no slash, so a key can never lead out of its folder,
    /// and two keys never differ only in case, which some file systems ignore.
    /// </summary>
    public static bool IsValid(string? key) =>
        key is { Length: >= MinLength and <= MaxLength } && key.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '_');

    internal static void Check(string? key)
    {
        if (!IsValid(key))
            throw new ArgumentException($"A photo's key has {MinLength} to {MaxLength} characters of a-z, 0-9, '-' and '_'.", nameof(key));
    }
}
