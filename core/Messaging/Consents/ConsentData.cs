using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Messaging.Consents;

/// <summary>Which messages a person agreed to.</summary>
public sealed class ConsentData(EngagementDbContext db, ConsentBook book) : IPersonalData
{
    public string Section => "messageConsents";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel)
    {
        var balances = await db.Set<ConsentBalance>().AsNoTracking().Where(x => x.PersonId == personId).OrderBy(x => x.TemplateId)
            .Select(x => new { x.TemplateId, x.Remaining, x.Refused, x.LearnedAt }).ToListAsync(cancel);
        return balances.Count == 0 ? null : balances;
    }

    public async Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel)
    {
        await db.Set<ConsentFact>().Where(x => x.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.Set<ConsentBalance>().Where(x => x.PersonId == personId).ExecuteDeleteAsync(cancel);
    }

    public Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel) => book.MergeAsync(fromId, intoId, cancel);
}
