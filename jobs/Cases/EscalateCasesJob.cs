using Engagement.Core.Cases.Escalation;

namespace Engagement.Jobs.Cases;

/// <summary>Passes the steps of cases whose time runs out.</summary>
public sealed class EscalateCasesJob(EscalationSweep sweep) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => sweep.RunBatchAsync(cancel);
}
