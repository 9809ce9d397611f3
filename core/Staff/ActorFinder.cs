using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>What an account's owner must do before anything else.</summary>
public enum AccountDuty { None, ChangePassword, EnrolOneTimeCode }

/// <summary>From a session to the person behind it with the rights they hold now.</summary>
public sealed class ActorFinder(EngagementDbContext db, StaffDirectory directory)
{
    /// <summary>Null when the account is gone.</summary>
    public async Task<(Actor Actor, AccountDuty Duty)?> FindAsync(Session session, string? address, CancellationToken cancel)
    {
        if (session.Kind == ActorKind.Villager)
            return (new Actor(ActorKind.Villager, session.AccountId, session.AccountId, session.Id, [], address), AccountDuty.None);
        var user = await db.Set<StaffUser>().AsNoTracking().Where(x => x.Id == session.AccountId && x.LeftAt == null)
            .Select(x => new { x.PersonId, x.MustChangePassword, x.TwoFactorEnabled, x.IsDemo }).FirstOrDefaultAsync(cancel);
        if (user is null) return null;
        var actor = new Actor(ActorKind.Staff, session.AccountId, user.PersonId, session.Id, await directory.GrantsInForceAsync(session.AccountId, cancel), address);
        var duty = user.MustChangePassword ? AccountDuty.ChangePassword
            : OneTimeCodes.AreMissing(user.TwoFactorEnabled, user.IsDemo, actor) ? AccountDuty.EnrolOneTimeCode : AccountDuty.None;
        return (actor, duty);
    }
}
