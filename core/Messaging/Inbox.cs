using Engagement.Core.Data;
using Engagement.Core.Messaging.Templates;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Messaging;

/// <summary>A line of somebody's inbox. <c>Subject</c> is the kind of thing it is about (<see cref="MessageEvent.Subject"/>); <c>ReadAt</c> is null while unread.</summary>
public sealed record InboxLine(Guid Id, string Event, string Title, string Text, string SubjectKind, Guid SubjectId, DateTime At, DateTime? ReadAt);

/// <summary>The acting account's own messages, whatever became of them on the phone: a villager's as a person, a member of staff's as that work account.</summary>
public sealed class Inbox(EngagementDbContext db, TemplateCatalog templates, TimeProvider clock)
{
    /// <summary>Counting stops here: more says no more than "many".</summary>
    public const int CountedAtMost = 1000;

    /// <summary>Newest first. The sentences are today's wording around the values of then.</summary>
    public async Task<Page<InboxLine>> ListAsync(Actor actor, bool unreadOnly, int limit, string? after, CancellationToken cancel)
    {
        var query = Of(actor).AsNoTracking();
        if (unreadOnly) query = query.Where(x => x.ReadAt == null);
        if (Cursor.Decode(after, 2) is { } values)
        {
            var (at, id) = Cursor.Read(values, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            query = query.Where(x => x.CreatedAt <= at && (x.CreatedAt < at || x.Id < id));
        }

        var rows = await query.OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancel);
        var page = Page<OutboxMessage>.Cut(rows, limit, x => [x.CreatedAt, x.Id]);
        var known = await templates.AllAsync(cancel);
        return new Page<InboxLine>([.. page.Items.Select(x => Show(x, known.GetValueOrDefault(x.Event)))], page.Next);
    }

    /// <summary>Up to <see cref="CountedAtMost"/>.</summary>
    public Task<int> CountUnreadAsync(Actor actor, CancellationToken cancel) =>
        Of(actor).Where(x => x.ReadAt == null).OrderByDescending(x => x.CreatedAt).Take(CountedAtMost).CountAsync(cancel);

    /// <summary>Marks one as read; the first reading counts.</summary>
    /// <returns>False when it is absent or somebody else's.</returns>
    public async Task<bool> ReadAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await MarkAsync(Of(actor).Where(x => x.Id == id && x.ReadAt == null), cancel) > 0) return true;
        return await Of(actor).AnyAsync(x => x.Id == id, cancel);
    }

    /// <summary>Marks what the reader had before their eyes: everything up to a moment, so that what arrives meanwhile stays unread.</summary>
    /// <returns>How many were unread.</returns>
    public Task<int> ReadAllAsync(Actor actor, DateTime upTo, CancellationToken cancel) =>
        MarkAsync(Of(actor).Where(x => x.ReadAt == null && x.CreatedAt <= upTo), cancel);

    /// <summary>Past the entity: the sending of the same message must not fail over its being read.</summary>
    private Task<int> MarkAsync(IQueryable<OutboxMessage> messages, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        return db.InTransactionAsync(() => messages.ExecuteUpdateAsync(x => x.SetProperty(m => m.ReadAt, now), cancel), cancel);
    }

    private IQueryable<OutboxMessage> Of(Actor actor)
    {
        var (person, staff) = (actor.PersonId, actor.StaffId);
        return staff is not null ? db.Set<OutboxMessage>().Where(x => x.StaffUserId == staff) : db.Set<OutboxMessage>().Where(x => x.PersonId == person);
    }

    private static InboxLine Show(OutboxMessage it, MessageTemplate? template) => new(
        it.Id, it.Event, template?.Title ?? "新消息", template is null ? "您有一条新消息。" : MessageTemplates.Say(template, it.ReadFields()),
        MessageEvents.Find(it.Event)?.Subject ?? "", it.SubjectId, it.CreatedAt, it.ReadAt);
}
