using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Messaging;

/// <summary>The messages to a person. What a work account was told is the office's.</summary>
public sealed class MessageData(EngagementDbContext db) : IPersonalData
{
    public string Section => "messages";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel) =>
        (await db.Set<OutboxMessage>().AsNoTracking().Where(x => x.PersonId == personId).OrderBy(x => x.CreatedAt).ToListAsync(cancel))
            .ConvertAll(x => new { x.Event, x.SubjectId, Fields = x.ReadFields(), x.CreatedAt, x.Status, x.SentAt, x.ReadAt });

    /// <summary>Sent or not: they were for nobody else.</summary>
    public Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel) =>
        db.Set<OutboxMessage>().Where(x => x.PersonId == personId).ExecuteDeleteAsync(cancel);

    public Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel) =>
        db.Set<OutboxMessage>().Where(x => x.PersonId == fromId).ExecuteUpdateAsync(x => x.SetProperty(m => m.PersonId, (Guid?)intoId), cancel);
}
