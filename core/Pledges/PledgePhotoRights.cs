using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges;

/// <summary>Signatures, sheets, frontages and pictures of checks are for the household itself and for staff of its village; neighbours see none of them.</summary>
public sealed class PledgePhotoRights(EngagementDbContext db, HouseholdAccess households)
{
    public async Task<bool> MaySeeAsync(Actor actor, string ownerKind, Guid ownerId, CancellationToken cancel)
    {
        var of = ownerKind switch
        {
            PledgeService.PhotoOwner => await db.Set<Pledge>().AsNoTracking().Where(x => x.Id == ownerId).Select(x => new { x.HouseholdId, x.RegionCode, Checker = (Guid?)null }).FirstOrDefaultAsync(cancel),
            PledgeService.FrontagePhotoOwner => await db.Set<Household>().AsNoTracking().Where(x => x.Id == ownerId).Select(x => new { HouseholdId = x.Id, x.RegionCode, Checker = (Guid?)null }).FirstOrDefaultAsync(cancel),
            CheckBatch.PhotoOwner => await db.Set<PledgeCheck>().AsNoTracking().Where(x => x.Id == ownerId).Select(x => new { x.HouseholdId, x.RegionCode, Checker = (Guid?)x.CheckerId }).FirstOrDefaultAsync(cancel),
            _ => null,
        };
        if (of is null) return false;
        return PledgeAccess.MaySee(actor, of.RegionCode) || (of.Checker is { } checker && checker == actor.AccountId)
            || await households.StandingAsync(actor, of.HouseholdId, cancel) != HouseholdStanding.None;
    }
}
