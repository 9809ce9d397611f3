using Engagement.Core.Privacy;

namespace Engagement.Jobs.Privacy;

/// <summary>Deletes what has outlived its period (docs/retention.md).</summary>
public sealed class EnforceRetentionJob(Retention retention) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => retention.EnforceAsync(cancel);
}
