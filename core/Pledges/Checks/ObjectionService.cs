using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Checks;

/// <summary>Households contest checks; somebody else than the checker decides.</summary>
public sealed class ObjectionService(
    EngagementDbContext db, HouseholdAccess households, PledgeCounts counts, CheckFindings findings, TimeProvider clock)
{
    /// <summary>A member or proxy objects, once per check, to 24:00 of the third day.</summary>
    /// <returns>Null when the check is not the actor's household's.</returns>
    /// <exception cref="RuleViolation">Too late, objected already, or nothing failed.</exception>
    public async Task<PledgeObjection?> ObjectAsync(Actor actor, Guid checkId, string reason, CancellationToken cancel)
    {
        var check = await db.Set<PledgeCheck>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == checkId, cancel);
        if (check is null || !await households.MayActForAsync(actor, check.HouseholdId, cancel)) return null;
        var now = clock.UtcNow();
        var objection = new PledgeObjection(clock.NewId(), check, actor.AccountId, reason.Trim(), now);
        db.Add(objection);
        db.Add(AuditLine.Of(actor, now, "pledge_check.object", CheckBatch.PhotoOwner, checkId));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw PledgeErrors.AlreadyObjected();
        }

        return objection;
    }

    /// <summary>Upheld, the check counts nowhere any more, and a finding it became is closed; refused, it stands. The household hears either way.</summary>
    /// <exception cref="NotAllowed">The actor checked it, or lives in the household, or the village is not theirs.</exception>
    public async Task<PledgeObjection?> DecideAsync(Actor actor, Guid checkId, int version, bool upheld, string answer, CancellationToken cancel)
    {
        var objection = await db.Set<PledgeObjection>().FirstOrDefaultAsync(x => x.CheckId == checkId, cancel);
        if (objection is null || !PledgeAccess.MaySee(actor, objection.RegionCode)) return null;
        PledgeAccess.DemandRun(actor, objection.RegionCode);
        var check = await db.Set<PledgeCheck>().SingleAsync(x => x.Id == checkId, cancel);
        if (check.CheckerId == actor.AccountId || check.CheckerId == actor.PersonId) throw PledgeErrors.DecideOwnCheck();
        await households.DemandNotOwnAsync(actor, cancel, objection.HouseholdId);
        if (objection.Version != version) throw new StaleVersion();
        var now = clock.UtcNow();
        return await db.InTransactionAsync(async () =>
        {
            objection.Decide(actor.AccountId, upheld, answer.Trim(), now);
            if (upheld)
            {
                await findings.DropAsync(actor, check, now, cancel);
                check.Overturn(now);
                if (!check.IsSecondVisit) await counts.AddAsync(check.RegionCode, check.TermCode, 0, -1, 0, cancel);
            }

            db.Add(AuditLine.Of(actor, now, upheld ? "pledge_check.uphold" : "pledge_check.refuse", CheckBatch.PhotoOwner, checkId));
            if (objection.By is { } by && await db.Set<Membership>().AnyAsync(x => x.PersonId == by, cancel))
                db.Add(PledgeMessages.ObjectionDecided(clock.NewId(), objection, by, now));
            await db.SaveChangesAsync(cancel);
            return objection;
        }, cancel);
    }
}
