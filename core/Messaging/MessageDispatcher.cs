using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engagement.Core.Messaging;

/// <summary>Takes due messages from the outbox in small batches and records how each fared.</summary>
public sealed class MessageDispatcher(EngagementDbContext db, IMessageSender sender, TimeProvider clock, ILogger<MessageDispatcher> log)
{
    private const int BatchSize = 50;

    /// <summary>A claimed message is nobody else's for this long. A sender that dies gives it back by waiting.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Sends one batch. Safe to run twice, late, or half: a message is claimed by a conditional update before it is sent.</summary>
    /// <returns>How many messages were taken in hand; zero when nothing is due.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var due = await db.Set<OutboxMessage>().AsNoTracking()
            .Where(x => x.Status == MessageStatus.Pending && x.DueAt <= now)
            .OrderBy(x => x.DueAt).Take(BatchSize).Select(x => new { x.Id, x.DueAt }).ToListAsync(cancel);
        var taken = 0;
        foreach (var candidate in due)
        {
            var leased = clock.UtcNow() + Lease;
            var claimed = await db.Set<OutboxMessage>()
                .Where(x => x.Id == candidate.Id && x.Status == MessageStatus.Pending && x.DueAt == candidate.DueAt)
                .ExecuteUpdateAsync(x => x.SetProperty(m => m.DueAt, leased), cancel);
            if (claimed == 0) continue;
            taken++;
            await SendAsync(candidate.Id, cancel);
        }

        return taken;
    }

    private async Task SendAsync(Guid id, CancellationToken cancel)
    {
        var message = await db.Set<OutboxMessage>().SingleAsync(x => x.Id == id, cancel);
        var outcome = await sender.SendAsync(message, cancel);
        message.Record(outcome, clock.UtcNow());
        if (outcome.Result is SendResult.Refused || message.Status == MessageStatus.Dead)
            log.LogWarning("Message {Id} ({Event}) was given up: {Reason}", message.Id, message.Event, outcome.Reason);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
