using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Photos;

/// <summary>The photos a person sent.</summary>
public sealed class PhotoData(EngagementDbContext db) : IPersonalData
{
    public string Section => "photos";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel) =>
        await db.Set<Photo>().AsNoTracking().Where(x => x.UploadedBy == personId).OrderBy(x => x.CreatedAt)
            .Select(x => new { x.Id, x.CreatedAt, x.TakenAt, x.Latitude, x.Longitude, x.OwnerKind, x.OwnerId }).ToListAsync(cancel);

    /// <summary>A photo that proves something stays with what it proves; one that hangs on nothing is swept within a day.</summary>
    public Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel) =>
        db.Set<Photo>().Where(x => x.UploadedBy == personId).ExecuteUpdateAsync(x => x.SetProperty(p => p.UploadedBy, standIn), cancel);

    public Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel) =>
        db.Set<Photo>().Where(x => x.UploadedBy == fromId).ExecuteUpdateAsync(x => x.SetProperty(p => p.UploadedBy, intoId), cancel);
}
