using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Privacy;

/// <summary>Deletes what has outlived its period in <see cref="RetentionTable"/> and has no other keeper.</summary>
public sealed class Retention(EngagementDbContext db, TimeProvider clock)
{
    private const int Batch = 500;

    /// <summary>One bounded batch of each kind, so that no other writer waits long. Safe to run twice, late, or half.</summary>
    /// <returns>How many rows went; zero when nothing is left.</returns>
    public async Task<int> EnforceAsync(CancellationToken cancel) =>
        await EnforceMessagesAsync(cancel) + await EnforceAuditTrailAsync(cancel) + await EnforceDetachedPersonsAsync(cancel) + await EnforceFormerMembersAsync(cancel);

    /// <summary>Ids are ordered by time, so the oldest rows are the first of the key: no index is needed and no table is searched to its end.</summary>
    private async Task<int> EnforceMessagesAsync(CancellationToken cancel)
    {
        var before = clock.UtcNow() - RetentionTable.Messages;
        var oldest = await db.Set<OutboxMessage>().AsNoTracking().OrderBy(x => x.Id).Take(Batch).Select(x => new { x.Id, x.CreatedAt }).ToListAsync(cancel);
        var ids = oldest.Where(x => x.CreatedAt < before).Select(x => x.Id).ToList();
        return ids.Count == 0 ? 0 : await db.InTransactionAsync(() => db.Set<OutboxMessage>().Where(x => ids.Contains(x.Id)).ExecuteDeleteAsync(cancel), cancel);
    }

    private async Task<int> EnforceAuditTrailAsync(CancellationToken cancel)
    {
        var before = clock.UtcNow() - RetentionTable.AuditTrail;
        var oldest = await db.Set<AuditLine>().AsNoTracking().OrderBy(x => x.Id).Take(Batch).Select(x => new { x.Id, x.At }).ToListAsync(cancel);
        var ids = oldest.Where(x => x.At < before).Select(x => x.Id).ToList();
        return ids.Count == 0 ? 0 : await db.InTransactionAsync(() => db.Set<AuditLine>().Where(x => ids.Contains(x.Id)).ExecuteDeleteAsync(cancel), cancel);
    }

    private async Task<int> EnforceDetachedPersonsAsync(CancellationToken cancel)
    {
        var before = clock.UtcNow() - RetentionTable.DetachedPersons;
        var ids = await db.Set<Person>().AsNoTracking().Where(x => x.DeletedAt < before).OrderBy(x => x.DeletedAt).Take(Batch).Select(x => x.Id).ToListAsync(cancel);
        if (ids.Count == 0) return 0;
        return await db.InTransactionAsync(async () =>
        {
            await db.Set<PrivacyConsent>().Where(x => ids.Contains(x.PersonId)).ExecuteDeleteAsync(cancel);
            return await db.Set<Person>().Where(x => ids.Contains(x.Id)).ExecuteDeleteAsync(cancel);
        }, cancel);
    }

    /// <summary>Who stood in the register without ever signing in, and has lived nowhere here for the period: name and number go, the household's history stays.</summary>
    private async Task<int> EnforceFormerMembersAsync(CancellationToken cancel)
    {
        var (now, before) = (clock.UtcNow(), clock.UtcNow() - RetentionTable.FormerMembers);
        var lines = db.Set<Membership>();
        var ids = await (from line in lines
                         join person in db.Set<Person>() on line.PersonId equals person.Id
                         where line.Until < before && person.DeletedAt == null && person.MergedInto == null && !db.Set<WeChatAccount>().Any(x => x.PersonId == person.Id)
                             && !lines.Any(x => x.PersonId == person.Id && (x.Status == MembershipStatus.Active || x.Until >= before))
                         select person.Id).Distinct().OrderBy(x => x).Take(Batch).ToListAsync(cancel);
        return ids.Count == 0 ? 0 : await db.InTransactionAsync(() => db.Set<Person>().Where(x => ids.Contains(x.Id)).ExecuteUpdateAsync(x => x
            .SetProperty(p => p.Name, (string?)null).SetProperty(p => p.RegionCode, (string?)null).SetProperty(p => p.ContactPhone, (byte[]?)null)
            .SetProperty(p => p.DeletedAt, now).SetProperty(p => p.Version, p => p.Version + 1), cancel), cancel);
    }
}
