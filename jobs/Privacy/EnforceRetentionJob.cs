using Engagement.Core.Cases;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Privacy;

namespace Engagement.Jobs.Privacy;

/// <summary>Deletes what has outlived its period (docs/retention.md).</summary>
public sealed class EnforceRetentionJob(Retention retention, WithheldPhotos photos) : IBatchJob
{
    public async Task<int> RunBatchAsync(CancellationToken cancel) => await retention.EnforceAsync(cancel) + await photos.RemoveAsync(cancel);
}
