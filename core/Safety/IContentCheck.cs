namespace Engagement.Core.Safety;

/// <summary>What an automatic check thinks of a text or picture that others would see. <c>Unknown</c>: it could not say, so a person looks.</summary>
public enum SafetyVerdict { Unknown, Pass, Review, Risky }

/// <summary>What became of a picture handed in for checking.</summary>
/// <param name="TraceId">The result will come under this id; null when it was not taken.</param>
/// <param name="TryLater">Not taken, but passing trouble: the same may succeed in a minute.</param>
public readonly record struct PhotoSubmission(string? TraceId, bool TryLater = false);

/// <summary>The boundary to whoever checks content (WeChat).</summary>
public interface IContentCheck
{
    /// <summary>Checks a text of at most <see cref="TextSafety.MaxPiece"/> characters; trouble is <see cref="SafetyVerdict.Unknown"/>, not an exception.</summary>
    Task<SafetyVerdict> CheckTextAsync(Guid personId, string text, CancellationToken cancel);

    /// <summary>Hands in a picture that can be fetched at <paramref name="link"/>; the verdict comes later. Trouble is an outcome, not an exception.</summary>
    Task<PhotoSubmission> SubmitPhotoAsync(Guid personId, Uri link, CancellationToken cancel);
}
