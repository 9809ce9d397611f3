namespace Engagement.Core.Cases.Statistics;

/// <summary>Section <c>Statistics</c> of the configuration.</summary>
public sealed record StatisticsOptions
{
    /// <summary>A rate of fewer cases is not ranked, and villagers do not see its numbers; 1 to 1,000.</summary>
    public int MinimumSample { get; init; } = 5;

    /// <exception cref="InvalidOperationException">Out of range; the message names the key.</exception>
    public StatisticsOptions Checked() => MinimumSample is >= 1 and <= 1000 ? this
        : throw new InvalidOperationException("Statistics:MinimumSample must be between 1 and 1000.");
}
