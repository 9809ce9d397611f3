using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>The staff account a person bound to their WeChat.</summary>
public sealed class StaffData(EngagementDbContext db) : IPersonalData
{
    public string Section => "staffAccounts";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel) =>
        await db.Set<StaffUser>().AsNoTracking().Where(x => x.PersonId == personId).Select(x => new { x.UserName, x.DisplayName, x.CreatedAt }).ToListAsync(cancel);

    /// <summary>The work account is the office's and stays; it is no longer this person's.</summary>
    public Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel) =>
        db.Set<StaffUser>().Where(x => x.PersonId == personId).ExecuteUpdateAsync(x => x.SetProperty(u => u.PersonId, (Guid?)null), cancel);

    /// <summary>A work account leads to one person and a person to one account: where both have one, each keeps it.</summary>
    public Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel) =>
        db.Set<StaffUser>().Where(x => x.PersonId == fromId && !db.Set<StaffUser>().Any(u => u.PersonId == intoId))
            .ExecuteUpdateAsync(x => x.SetProperty(u => u.PersonId, (Guid?)intoId), cancel);
}
