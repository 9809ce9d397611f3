using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engagement.Core.Messaging;

/// <summary>Takes due messages from the outbox in small batches and records how each fared. Several may run at once, on any number of machines.</summary>
public sealed class MessageDispatcher(EngagementDbContext db, IServiceScopeFactory scopes, QuietTime quiet, TimeProvider clock, ILogger<MessageDispatcher> log)
{
    public const int BatchSize = 50;

    /// <summary>A claimed message is nobody else's for this long. A dispatcher that dies gives it back by waiting; if it died between the other
    /// side's answer and the record, the person gets the message a second time: WeChat knows no idempotency key.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>The longest one send may take, and so the least a lease must have left when a send begins.</summary>
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(90);

    /// <summary>People served at the same time: one whose phone's side is slow does not hold up the others.</summary>
    private const int Lanes = 8;

    /// <summary>Sends one batch. Safe to run twice, late, or half: a message is claimed by a conditional update before it is sent.</summary>
    /// <param name="cancel">Ends the work between two messages; one that is under way is finished and recorded.</param>
    /// <returns>How many messages were taken in hand; zero when nothing is due.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancel)
    {
        var claimed = await ClaimAsync(clock.NewId(), cancel);
        var lanes = new ParallelOptions { MaxDegreeOfParallelism = Lanes };
        await Parallel.ForEachAsync(claimed.GroupBy(x => x.PersonId ?? x.StaffUserId), lanes, async (messages, _) => await SendInOrderAsync([.. messages], cancel));
        return claimed.Count;
    }

    /// <summary>The candidates are named first and claimed under the same condition again: of two dispatchers at once, PostgreSQL makes the second
    /// wait for the first and then look at the rows anew, which a limit inside the update would not.</summary>
    private async Task<List<OutboxMessage>> ClaimAsync(Guid claim, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var until = now + Lease;
        var outbox = db.Set<OutboxMessage>();
        var due = outbox.Where(x => x.Status == MessageStatus.Pending && x.DueAt <= now);
        if (quiet.EndOf(now) is { } morning)
        {
            await LetRestAsync(due.Where(x => !x.Urgent), morning, cancel);
            due = due.Where(x => x.Urgent);
        }

        var ids = await due
            .OrderBy(x => x.DueAt).ThenBy(x => x.Id).Take(BatchSize).Select(x => x.Id).ToListAsync(cancel);
        if (ids.Count == 0) return [];
        await db.InTransactionAsync(() => outbox.Where(x => ids.Contains(x.Id) && x.Status == MessageStatus.Pending && x.DueAt <= now)
            .ExecuteUpdateAsync(x => x.SetProperty(m => m.Claim, claim).SetProperty(m => m.DueAt, until), cancel), cancel);
        return await outbox.AsNoTracking().Where(x => ids.Contains(x.Id) && x.Claim == claim).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancel);
    }

    /// <summary>What is due in the quiet time is due at its end. Moved once, not passed over at every look.</summary>
    private async Task LetRestAsync(IQueryable<OutboxMessage> due, DateTime morning, CancellationToken cancel)
    {
        if (!await due.AnyAsync(cancel)) return;
        await db.InTransactionAsync(() => due.ExecuteUpdateAsync(x => x.SetProperty(m => m.DueAt, morning), cancel), cancel);
    }

    /// <summary>One person's messages, oldest first. When one must wait, the later ones wait with it: nobody reads of the end before the beginning.</summary>
    private async Task SendInOrderAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var lane = scope.ServiceProvider.GetRequiredService<EngagementDbContext>();
        var sender = scope.ServiceProvider.GetRequiredService<IMessageSender>();
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (cancel.IsCancellationRequested)
            {
                await GiveBackAsync(lane, messages.Skip(i), clock.UtcNow());
                return;
            }

            // Not enough of the lease left to be sure that nobody else begins meanwhile: it runs out, and the message comes back by itself.
            if (clock.UtcNow() + SendLimit > message.DueAt) return;
            await SendAsync(lane, sender, message);
            if (message.Status != MessageStatus.Pending) continue;
            await GiveBackAsync(lane, messages.Skip(i + 1), message.DueAt);
            return;
        }
    }

    /// <summary>Neither send nor record can be called off from outside: a message that left must be written down as gone.</summary>
    private async Task SendAsync(EngagementDbContext lane, IMessageSender sender, OutboxMessage message)
    {
        lane.ChangeTracker.Clear();
        lane.Attach(message);
        message.Record(await TrySendAsync(sender, message), clock.UtcNow());
        if (message.Status == MessageStatus.Dead)
            log.LogWarning("Message {Id} ({Event}) was given up after {Attempts} attempts: {Reason}", message.Id, message.Event, message.Attempts, message.LastError);
        try
        {
            await lane.SaveChangesAsync(CancellationToken.None);
        }
        catch (StaleVersion)
        {
            log.LogWarning("Message {Id} ({Event}) outlasted its lease; another dispatcher has it now", message.Id, message.Event);
        }
    }

    /// <summary>A fault of ours on the way counts as an attempt: a message that always fails ends as dead and holds up nobody.</summary>
    private async Task<SendOutcome> TrySendAsync(IMessageSender sender, OutboxMessage message)
    {
        using var limit = new CancellationTokenSource(SendLimit);
        try
        {
            return await sender.SendAsync(message, limit.Token);
        }
        catch (Exception e)
        {
            log.LogError(e, "Sending message {Id} ({Event}) failed", message.Id, message.Event);
            return new SendOutcome(SendResult.TryLater, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static async Task GiveBackAsync(EngagementDbContext lane, IEnumerable<OutboxMessage> messages, DateTime dueAt)
    {
        var rest = messages.ToList();
        if (rest.Count == 0) return;
        var ids = rest.ConvertAll(x => x.Id);
        var claim = rest[0].Claim;
        await lane.InTransactionAsync(() => lane.Set<OutboxMessage>().Where(x => ids.Contains(x.Id) && x.Claim == claim)
            .ExecuteUpdateAsync(x => x.SetProperty(m => m.DueAt, dueAt).SetProperty(m => m.Claim, (Guid?)null), CancellationToken.None), CancellationToken.None);
    }
}
