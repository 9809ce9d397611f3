using Engagement.Core.Photos;

namespace Engagement.Jobs.Photos;

/// <summary>Deletes uploads that nothing was done with.</summary>
public sealed class SweepPhotosJob(PhotoService photos) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => photos.SweepAsync(cancel);
}
