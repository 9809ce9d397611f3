using Engagement.Core.Cases.Deadlines;

namespace Engagement.Jobs.Cases;

/// <summary>Moves running clocks to deadlines that were laid down for them too.</summary>
public sealed class ApplyDeadlinesJob(DeadlineApplication application) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => application.ApplyAsync(cancel);
}
