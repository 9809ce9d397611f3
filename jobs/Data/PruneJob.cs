using Engagement.Core.Data;

namespace Engagement.Jobs.Data;

/// <summary>Deletes outlived request keys and old lines about jobs.</summary>
public sealed class PruneJob(Pruning pruning) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => pruning.PruneAsync(cancel);
}
