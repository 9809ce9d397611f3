using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Data;

/// <summary>What a person did, as the audit trail has it. The trail outlives the account for as long as the law wants it kept; it holds ids and addresses, no names.</summary>
public sealed class TraceData(EngagementDbContext db) : IPersonalData
{
    public string Section => "actions";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel) =>
        await db.Set<AuditLine>().AsNoTracking().Where(x => x.ActorId == personId).OrderBy(x => x.At)
            .Select(x => new { x.At, x.Action, x.TargetKind, x.TargetId, x.Address }).ToListAsync(cancel);

    /// <summary>The kept answers to retried requests go at once.</summary>
    public Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel) =>
        db.Set<IdempotencyKey>().Where(x => x.ActorId == personId).ExecuteDeleteAsync(cancel);

    /// <summary>Nobody signed in as a person of the register, so there is nothing they did; what was done about them is a fact under the id it had.</summary>
    public Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel) => Task.CompletedTask;
}
