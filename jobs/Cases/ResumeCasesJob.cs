using Engagement.Core.Cases.Requests;

namespace Engagement.Jobs.Cases;

/// <summary>Lets clocks go on whose pause is over, and calls for reviews of deferrals.</summary>
public sealed class ResumeCasesJob(ClockService cases) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => cases.ResumeOverdueAsync(cancel);
}
