namespace Engagement.Core.Cases;

/// <summary>What the figures need and no other column says.</summary>
public sealed partial class Case
{
    /// <summary>When it was rejected, merged or withdrawn; null otherwise. What was late by then stays late in the figures.</summary>
    public DateTime? SetAsideAt { get; private set; }

    /// <summary>The citizen's latest answer, 1 (very dissatisfied) to 5; the same as that of the latest <see cref="CaseRating"/>.</summary>
    public int? Satisfaction { get; private set; }

    /// <summary>How long the clock stood in pauses and deferrals that are over, in milliseconds; the sum of <see cref="CasePause"/>.</summary>
    public long PausedMs { get; private set; }

    private void Record(CasePause pause)
    {
        pauses.Add(pause);
        PausedMs += Milliseconds(pause.To - pause.From);
    }
}
