using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>From a session to the person behind it with the rights they hold now.</summary>
public sealed class ActorFinder(EngagementDbContext db, StaffDirectory directory)
{
    /// <summary>Null when the account is gone.</summary>
    public async Task<Actor?> FindAsync(Session session, string? address, CancellationToken cancel)
    {
        if (session.Kind == ActorKind.Villager)
            return new Actor(ActorKind.Villager, session.AccountId, session.AccountId, session.Id, [], address);
        var user = await db.Set<StaffUser>().AsNoTracking().Where(x => x.Id == session.AccountId && x.LeftAt == null)
            .Select(x => new { x.PersonId }).FirstOrDefaultAsync(cancel);
        return user is null ? null
            : new Actor(ActorKind.Staff, session.AccountId, user.PersonId, session.Id, await directory.GrantsInForceAsync(session.AccountId, cancel), address);
    }
}
