using Engagement.Core.People;

namespace Engagement.Jobs.People;

/// <summary>Deletes sessions that ended long ago.</summary>
public sealed class PruneSessionsJob(SessionService sessions) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => sessions.PruneEndedAsync(cancel);
}
