using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Register;

/// <summary>Gets a household for a keeper of its village who wants to change it: absent or not theirs to see is null, not theirs to keep and stale are refused.</summary>
public sealed class HouseholdLoader(EngagementDbContext db, TimeProvider clock)
{
    /// <param name="actor">Staff.</param>
    /// <param name="id">The household.</param>
    /// <param name="version">The version the actor looked at; null where the intention does not depend on it.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<Household?> ForKeeperAsync(Actor actor, Guid id, int? version, CancellationToken cancel)
    {
        var it = await db.Set<Household>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (it is null || !HouseholdAccess.MayRead(actor, it.RegionCode)) return null;
        HouseholdAccess.DemandKeeper(actor, it.RegionCode);
        if (version is not null && it.Version != version) throw new StaleVersion();
        return it;
    }

    public Task<List<Membership>> MembersAsync(Guid householdId, CancellationToken cancel) =>
        db.Set<Membership>().Where(x => x.HouseholdId == householdId && x.Status == MembershipStatus.Active).OrderBy(x => x.Since).ThenBy(x => x.Id).ToListAsync(cancel);

    /// <summary>Writes down what happened, for the household and for the audit trail. Saved with the change.</summary>
    public void Note(Actor actor, Household it, HouseholdEventType type, string action, DateTime now, string? text = null, Guid? subjectId = null)
    {
        db.Add(new HouseholdEvent(clock.NewId(), it.Id, type, actor, text, subjectId, now));
        db.Add(AuditLine.Of(actor, now, action, "household", it.Id, text));
    }

    /// <summary>Every change of who lives where raises the household's version, so that of two clerks at once the second is told.</summary>
    public void Touch(Household it) => db.Entry(it).Property(x => x.Version).IsModified = true;
}
