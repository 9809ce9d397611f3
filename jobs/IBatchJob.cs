namespace Engagement.Jobs;

/// <summary>Work that is done in small batches. A job may run twice, late, or half; it holds no rule, it calls one method of core.</summary>
public interface IBatchJob
{
    /// <returns>How many things were dealt with; zero when nothing is left to do.</returns>
    Task<int> RunBatchAsync(CancellationToken cancel);
}
