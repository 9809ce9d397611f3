using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Safety;

namespace Engagement.Jobs.Safety;

/// <summary>Has pictures of public complaints checked, and opens the complaints whose pictures have passed.</summary>
public sealed class SubmitPhotosJob(PhotoSafety photos, CaseOpening opening) : IBatchJob
{
    public async Task<int> RunBatchAsync(CancellationToken cancel) =>
        await photos.SubmitDueAsync(cancel) + await opening.OpenCheckedAsync(null, cancel);
}
