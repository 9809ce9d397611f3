using Engagement.Core.Households.Register;

namespace Engagement.Jobs.Households;

/// <summary>Proves the counted households equal to a recount.</summary>
public sealed class ReconcileHouseholdsJob(HouseholdCounts counts) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => counts.ReconcileAsync(cancel);
}
