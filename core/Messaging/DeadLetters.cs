using Engagement.Core.Data;
using Engagement.Core.Messaging.Templates;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Messaging;

/// <summary>A message that did not reach a phone. The recipient is an id here: names are put to it outside.</summary>
/// <param name="Reason">Why the last attempt failed, WeChat's code first where there is one.</param>
public sealed record DeadLetter(
    Guid Id, string Event, string Title, Guid? PersonId, Guid? StaffUserId, string? Reason, int Attempts, DateTime CreatedAt, DateTime LastAttemptAt, MessageStatus Status);

/// <summary>How one of several retries went; refused with the code and sentence of the rule that said no.</summary>
public sealed record RetryResult(Guid Id, bool Ok, string? Code, string? Message);

/// <summary>What never arrived, for administrators and county offices: to see why, and to send it again when the reason is gone. The inbox has it all the while.</summary>
public sealed class DeadLetters(EngagementDbContext db, TemplateCatalog templates, TimeProvider clock)
{
    private static readonly MessageStatus[] Stuck = [MessageStatus.Dead, MessageStatus.Undeliverable];

    /// <summary>By the last attempt, newest first.</summary>
    public async Task<Page<DeadLetter>> ListAsync(Actor actor, string? eventName, MessageStatus? status, int limit, string? after, CancellationToken cancel)
    {
        Demand(actor);
        var cursor = Cursor.Decode(after, 2) is { } values ? Cursor.Read(values, x => (At: x[0].GetDateTime().ToUniversalTime(), Id: x[1].GetGuid())) : ((DateTime At, Guid Id)?)null;
        var rows = new List<OutboxMessage>();
        // Each state is read off the index by itself: together they would have to be sorted.
        foreach (var one in Stuck.Where(x => status is null || x == status))
        {
            var query = db.Set<OutboxMessage>().AsNoTracking().Where(x => x.Status == one);
            if (eventName is not null) query = query.Where(x => x.Event == eventName);
            if (cursor is { } c) query = query.Where(x => x.DueAt <= c.At && (x.DueAt < c.At || x.Id < c.Id));
            rows.AddRange(await query.OrderByDescending(x => x.DueAt).ThenByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancel));
        }

        // Ids are compared as the stores do, byte by byte.
        List<OutboxMessage> newest = [.. rows.OrderByDescending(x => x.DueAt).ThenByDescending(x => x.Id.ToString(), StringComparer.Ordinal).Take(limit + 1)];
        var page = Page<OutboxMessage>.Cut(newest, limit, x => [x.DueAt, x.Id]);
        var known = await templates.AllAsync(cancel);
        return new Page<DeadLetter>([.. page.Items.Select(x => new DeadLetter(
            x.Id, x.Event, known.GetValueOrDefault(x.Event)?.Title ?? x.Event, x.PersonId, x.StaffUserId, x.LastError, x.Attempts, x.CreatedAt, x.DueAt, x.Status))], page.Next);
    }

    /// <summary>Sends it again, with all attempts before it.</summary>
    /// <returns>False when there is no such message.</returns>
    /// <exception cref="RuleViolation">It is not stuck.</exception>
    public async Task<bool> RetryAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        Demand(actor);
        if (await db.Set<OutboxMessage>().FirstOrDefaultAsync(x => x.Id == id, cancel) is not { } message) return false;
        Retry(actor, message);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Sends several again; what can be done is done, in one save.</summary>
    public async Task<IReadOnlyList<RetryResult>> RetryAsync(Actor actor, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        Demand(actor);
        var found = await db.Set<OutboxMessage>().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancel);
        var results = new List<RetryResult>();
        foreach (var id in ids.Distinct())
        {
            try
            {
                if (found.TryGetValue(id, out var message)) Retry(actor, message);
                results.Add(found.ContainsKey(id) ? new RetryResult(id, true, null, null) : new RetryResult(id, false, "not_found", "没有找到这条消息。"));
            }
            catch (RuleViolation e)
            {
                results.Add(new RetryResult(id, false, e.Code, e.Message));
            }
        }

        await db.SaveChangesAsync(cancel);
        return results;
    }

    private void Retry(Actor actor, OutboxMessage message)
    {
        var now = clock.UtcNow();
        message.Retry(now);
        db.Add(AuditLine.Of(actor, now, "message.retry", "message", message.Id, message.Event));
    }

    private static void Demand(Actor actor)
    {
        if (!actor.HoldsAny(Role.Administrator, Role.CountyOffice)) throw MessagingErrors.NotYours();
    }
}
