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

    /// <summary>The drawn signature is the person's alone and goes; that the household pledged, and how it was checked, stays.</summary>
    public async Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel)
    {
        await db.Set<Photos.Photo>().Where(x => x.UploadedBy == personId && x.OwnerKind == PledgeService.PhotoOwner)
            .ExecuteUpdateAsync(x => x.SetProperty(p => p.OwnerKind, (string?)null).SetProperty(p => p.OwnerId, (Guid?)null), cancel);
        await db.Set<Pledge>().Where(x => x.SignedBy == personId).ExecuteUpdateAsync(x => x.SetProperty(p => p.SignedBy, (Guid?)null), cancel);
        await db.Set<PledgeObjection>().Where(x => x.By == personId).ExecuteUpdateAsync(x => x.SetProperty(o => o.By, (Guid?)null), cancel);
        await db.Set<PledgeCheck>().Where(x => x.CheckerId == personId).ExecuteUpdateAsync(x => x.SetProperty(c => c.CheckerId, standIn), cancel);
        await db.Set<PledgeRound>().Where(x => x.WalkerId == personId).ExecuteUpdateAsync(x => x.SetProperty(r => r.WalkerId, (Guid?)null), cancel);
    }
}
