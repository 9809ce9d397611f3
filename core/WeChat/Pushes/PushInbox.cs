using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat.Pushes;

/// <summary>What became of a push at our door.</summary>
public enum PushReceipt
{
    /// <summary>Stored; a job will deal with it.</summary>
    Stored,

    /// <summary>It came before.</summary>
    Known,

    /// <summary>Nothing here follows from such a message, so nothing of it is kept.</summary>
    Ignored,
}

/// <summary>A push that failed, as administrators see it. Never its content.</summary>
public sealed record TroubledPush(Guid Id, string Event, PushStatus Status, DateTime ReceivedAt, int Attempts, DateTime DueAt, string? LastError);

/// <summary>Takes pushes in, each once, and lets administrators see those that fail.</summary>
public sealed class PushInbox(EngagementDbContext db, IOptions<WeChatOptions> options, TimeProvider clock)
{
    /// <summary>Rows are kept for this long after receipt, whatever became of them. WeChat resends within seconds.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const int PruneBatch = 500;

    /// <summary>Stores the push durably, once. Quick: WeChat waits five seconds and then sends it again.</summary>
    public async Task<PushReceipt> ReceiveAsync(WeChatPush push, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(push);
        if (!PushHandler.Handles(push.Event)) return PushReceipt.Ignored;
        if (await db.Set<ReceivedPush>().AnyAsync(x => x.DedupeKey == push.DedupeKey, cancel)) return PushReceipt.Known;
        db.Add(new ReceivedPush(clock.NewId(), push, await PersonAsync(push, cancel), clock.UtcNow()));
        try
        {
            await db.SaveChangesAsync(cancel);
            return PushReceipt.Stored;
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            // Another door took the same push in at the same moment.
            db.ChangeTracker.Clear();
            return PushReceipt.Known;
        }
    }

    /// <summary>Pushes that failed at least once and are not dealt with, newest first.</summary>
    /// <exception cref="NotAllowed">The actor is no administrator.</exception>
    public async Task<Page<TroubledPush>> ListTroubledAsync(Actor actor, int limit, string? after, CancellationToken cancel)
    {
        Demand(actor);
        var query = db.Set<ReceivedPush>().AsNoTracking().Where(x => x.Status == PushStatus.Dead || (x.Status == PushStatus.Pending && x.LastError != null));
        if (Cursor.Decode(after, 1) is { } cursor)
        {
            var id = Cursor.Read(cursor, x => x[0].GetGuid());
            query = query.Where(x => x.Id < id);
        }

        var rows = await query.OrderByDescending(x => x.Id).Take(limit + 1)
            .Select(x => new TroubledPush(x.Id, x.Event, x.Status, x.ReceivedAt, x.Attempts, x.DueAt, x.LastError)).ToListAsync(cancel);
        return Page<TroubledPush>.Cut(rows, limit, x => [x.Id]);
    }

    /// <summary>Has a dead push tried again. Null when it is not dead.</summary>
    /// <exception cref="NotAllowed">The actor is no administrator.</exception>
    public async Task<ReceivedPush?> RetryAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        Demand(actor);
        if (await db.Set<ReceivedPush>().FirstOrDefaultAsync(x => x.Id == id && x.Status == PushStatus.Dead, cancel) is not { } push) return null;
        push.Retry(clock.UtcNow());
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "wechat.retry_push", "push", id));
        await db.SaveChangesAsync(cancel);
        return push;
    }

    /// <summary>Deletes one batch of old rows. Ids are ordered by time, so the oldest are the first of the key.</summary>
    /// <returns>How many went; zero when none is left.</returns>
    public async Task<int> PruneAsync(CancellationToken cancel)
    {
        var before = clock.UtcNow() - KeptFor;
        var oldest = await db.Set<ReceivedPush>().AsNoTracking().OrderBy(x => x.Id).Take(PruneBatch).Select(x => new { x.Id, x.ReceivedAt }).ToListAsync(cancel);
        var ids = oldest.Where(x => x.ReceivedAt < before).Select(x => x.Id).ToList();
        return ids.Count == 0 ? 0 : await db.InTransactionAsync(() => db.Set<ReceivedPush>().Where(x => ids.Contains(x.Id)).ExecuteDeleteAsync(cancel), cancel);
    }

    /// <summary>The person behind the openid, or null.</summary>
    internal Task<Guid?> PersonAsync(WeChatPush push, CancellationToken cancel)
    {
        var app = options.Value.AppId;
        return db.Set<WeChatAccount>().AsNoTracking().Where(x => x.AppId == app && x.OpenId == push.From).Select(x => (Guid?)x.PersonId).FirstOrDefaultAsync(cancel);
    }

    private static void Demand(Actor actor)
    {
        if (!actor.HoldsAny(Role.Administrator)) throw new NotAllowed("只有系统管理员可以查看微信推送。");
    }
}
