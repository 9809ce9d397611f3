namespace Engagement.Core.Safety;

/// <summary>Has words that others will see checked while their writer waits. Without anybody to check, everything waits for a person.</summary>
public sealed class TextSafety(TimeProvider clock, IContentCheck? check = null)
{
    /// <summary>Characters per check (WeChat, msgSecCheck).</summary>
    public const int MaxPiece = 2500;

    /// <summary>Pieces share so many characters, so that no word falls between two.</summary>
    private const int Overlap = 40;

    /// <summary>Nobody waits longer at the form; what is not known by then, a person reads.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The worst that any piece of the text got. Not to be called inside a transaction: it waits for another server.</summary>
    public async Task<SafetyVerdict> CheckAsync(Guid personId, string text, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text)) return SafetyVerdict.Pass;
        if (check is null) return SafetyVerdict.Unknown;
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        var worst = SafetyVerdict.Pass;
        try
        {
            foreach (var piece in Pieces(text))
            {
                worst = Worse(worst, await check.CheckTextAsync(personId, piece, either.Token));
                if (worst == SafetyVerdict.Risky) break;
            }

            return worst;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Worse(worst, SafetyVerdict.Unknown);
        }
    }

    internal static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; ;)
        {
            var end = Math.Min(start + MaxPiece, text.Length);
            // A pair of surrogates is one character and stays whole.
            if (end < text.Length && char.IsHighSurrogate(text[end - 1])) end--;
            yield return text[start..end];
            if (end == text.Length) yield break;
            start = end - Overlap;
            if (char.IsLowSurrogate(text[start])) start--;
        }
    }

    private static SafetyVerdict Worse(SafetyVerdict one, SafetyVerdict other) => Rank(one) >= Rank(other) ? one : other;

    private static int Rank(SafetyVerdict verdict) => verdict switch
    {
        SafetyVerdict.Pass => 0,
        SafetyVerdict.Unknown => 1,
        SafetyVerdict.Review => 2,
        _ => 3,
    };
}
