using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Messaging;

/// <summary>What the carrier says afterwards of messages it had taken.</summary>
public sealed class DeliveryReports(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>It never arrived: from now on it is among the dead letters, with the reason. Safe to be told twice.</summary>
    /// <param name="carrierId">The carrier's id of the message.</param>
    /// <param name="unreachable">There is no way to the person.</param>
    /// <param name="reason">In words, for staff.</param>
    /// <param name="cancel">Cancels the save.</param>
    /// <returns>False when no message has this id: it is not ours, long deleted, or its sending is not written down yet.</returns>
    public async Task<bool> LoseAsync(string carrierId, bool unreachable, string reason, CancellationToken cancel)
    {
        if (await db.Set<OutboxMessage>().FirstOrDefaultAsync(x => x.CarrierId == carrierId, cancel) is not { } message) return false;
        message.Lose(unreachable, reason, clock.UtcNow());
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
