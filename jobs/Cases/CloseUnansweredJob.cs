using Engagement.Core.Cases;

namespace Engagement.Jobs.Cases;

/// <summary>Closes cases after seven days of silence.</summary>
public sealed class CloseUnansweredJob(CaseService cases) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => cases.CloseUnansweredAsync(cancel);
}
