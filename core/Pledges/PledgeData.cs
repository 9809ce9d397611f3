using Engagement.Core.Data;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges;

/// <summary>What a person signed, checked and objected to. What a household signed and how it kept it stays with the household.</summary>
public sealed class PledgeData(EngagementDbContext db) : IPersonalData
{
    public string Section => "pledges";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel)
    {
        var signed = await db.Set<Pledge>().AsNoTracking().Where(x => x.SignedBy == personId).OrderBy(x => x.SignedAt)
            .Select(x => new { x.Id, x.RegionCode, x.TermCode, x.Means, x.SignedAt, x.TextHash, x.WithdrawnAt }).ToListAsync(cancel);
        var objections = await db.Set<PledgeObjection>().AsNoTracking().Where(x => x.By == personId).OrderBy(x => x.At)
            .Select(x => new { x.CheckId, x.At, x.Reason, x.State, x.Answer }).ToListAsync(cancel);
        var visits = await db.Set<PledgeCheck>().AsNoTracking().CountAsync(x => x.CheckerId == personId, cancel);
        var rounds = await db.Set<PledgeRound>().AsNoTracking().CountAsync(x => x.WalkerId == personId, cancel);
        return signed.Count + objections.Count + visits + rounds == 0 ? null : new { Signed = signed, Objections = objections, Visits = visits, Rounds = rounds };
    }

    /// <summary>The drawn signature is the person's alone and goes with the next sweep of pictures that hang on nothing; that the household pledged, and how it
    /// was checked, stays. Found by the pledge, not by who sent the picture: that may be forgotten already.</summary>
    public async Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel)
    {
        var drawn = db.Set<Pledge>().Where(x => x.Means == PledgeMeans.MiniProgram && (x.EnteredBy == personId || (x.EnteredBy == null && x.SignedBy == personId)));
        await db.Set<Photos.Photo>().Where(x => x.OwnerKind == PledgeService.PhotoOwner && drawn.Any(p => p.Id == x.OwnerId))
            .ExecuteUpdateAsync(x => x.SetProperty(p => p.OwnerKind, (string?)null).SetProperty(p => p.OwnerId, (Guid?)null), cancel);
        await db.Set<Pledge>().Where(x => x.SignedBy == personId).ExecuteUpdateAsync(x => x.SetProperty(p => p.SignedBy, (Guid?)null), cancel);
        await db.Set<Pledge>().Where(x => x.EnteredBy == personId).ExecuteUpdateAsync(x => x.SetProperty(p => p.EnteredBy, (Guid?)standIn), cancel);
        await db.Set<PledgeObjection>().Where(x => x.By == personId).ExecuteUpdateAsync(x => x.SetProperty(o => o.By, (Guid?)null), cancel);
        await db.Set<PledgeCheck>().Where(x => x.CheckerId == personId).ExecuteUpdateAsync(x => x.SetProperty(c => c.CheckerId, standIn), cancel);
        await db.Set<PledgeRound>().Where(x => x.WalkerId == personId).ExecuteUpdateAsync(x => x.SetProperty(r => r.WalkerId, (Guid?)null), cancel);
    }

    /// <summary>What the register's person signed on paper, walked and objected to is the person's who signs in.</summary>
    public async Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel)
    {
        await db.Set<Pledge>().Where(x => x.SignedBy == fromId).ExecuteUpdateAsync(x => x.SetProperty(p => p.SignedBy, (Guid?)intoId), cancel);
        await db.Set<Pledge>().Where(x => x.EnteredBy == fromId).ExecuteUpdateAsync(x => x.SetProperty(p => p.EnteredBy, (Guid?)intoId), cancel);
        await db.Set<PledgeObjection>().Where(x => x.By == fromId).ExecuteUpdateAsync(x => x.SetProperty(o => o.By, (Guid?)intoId), cancel);
        await db.Set<PledgeCheck>().Where(x => x.CheckerId == fromId).ExecuteUpdateAsync(x => x.SetProperty(c => c.CheckerId, intoId), cancel);
        await db.Set<PledgeRound>().Where(x => x.WalkerId == fromId).ExecuteUpdateAsync(x => x.SetProperty(r => r.WalkerId, (Guid?)intoId), cancel);
    }
}
