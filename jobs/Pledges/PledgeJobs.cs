using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Microsoft.Extensions.Logging;

namespace Engagement.Jobs.Pledges;

/// <summary>What was not put right in time becomes a finding.</summary>
public sealed class ReferChecksJob(CheckFindings findings) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => findings.ReferOverdueAsync(cancel);
}

/// <summary>Reminds households to sign for the next term.</summary>
public sealed class RemindPledgesJob(PledgeReminders reminders) : IBatchJob
{
    public Task<int> RunBatchAsync(CancellationToken cancel) => reminders.RemindAsync(cancel);
}

/// <summary>Proves the counts of pledges equal to a recount.</summary>
public sealed partial class ReconcilePledgesJob(PledgeCounts counts, ILogger<ReconcilePledgesJob> log) : IBatchJob
{
    public async Task<int> RunBatchAsync(CancellationToken cancel)
    {
        foreach (var fault in await counts.ReconcileAsync(cancel)) Righted(fault);
        return 0;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A pledge count was wrong and has been righted: {Fault}")]
    private partial void Righted(PledgeCountFault fault);
}
