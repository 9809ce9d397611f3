using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Evidence;

/// <summary>Lets go of pictures that nobody but staff and reporter may see: while the case is worked on they may prove something, afterwards they
/// only wait to fall into wrong hands. The case keeps a note.</summary>
public sealed class WithheldPhotos(EngagementDbContext db, PhotoService photos, TimeProvider clock)
{
    /// <summary>After the case's end.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>On the timeline, for staff.</summary>
    public const string Note = "一张不宜公开的照片在结案九十天后按规定删除。";

    private const int Batch = 50;

    private static readonly PhotoSafetyState[] States = [PhotoSafetyState.Risky, PhotoSafetyState.Withheld];
    private static readonly CaseStatus[] Ended = [CaseStatus.Closed, CaseStatus.Rejected, CaseStatus.Merged];

    /// <summary>Deletes one batch of pictures whose case ended long ago and where no person has done anything since. Safe to run twice, late, or half.</summary>
    /// <returns>How many were deleted; zero when none is left.</returns>
    public async Task<int> RemoveAsync(CancellationToken cancel)
    {
        var before = clock.UtcNow() - KeptFor;
        var due = await (from photo in db.Set<Photo>().AsNoTracking()
                         join it in db.Set<Case>() on photo.OwnerId equals it.Id
                         where photo.OwnerKind == ComplaintService.PhotoOwner && States.Contains(photo.Safety) && photo.RemovedAt == null
                             && Ended.Contains(it.Status) && it.FiledAt < before && (it.ClosedAt == null || it.ClosedAt < before)
                             && !db.Set<CaseEvent>().Any(x => x.CaseId == it.Id && x.At >= before && x.ActorKind != ActorKind.System)
                         orderby photo.Id
                         select new { PhotoId = photo.Id, CaseId = it.Id }).Take(Batch).ToListAsync(cancel);
        var removed = 0;
        foreach (var one in due)
        {
            try
            {
                if (await RemoveAsync(one.PhotoId, one.CaseId, cancel)) removed++;
            }
            catch (StaleVersion)
            {
                // Somebody is at the case after all: next time.
            }

            db.ChangeTracker.Clear();
        }

        return removed;
    }

    private Task<bool> RemoveAsync(Guid photoId, Guid caseId, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        var now = clock.UtcNow();
        var photo = await db.Set<Photo>().FirstOrDefaultAsync(x => x.Id == photoId && States.Contains(x.Safety) && x.RemovedAt == null, cancel);
        if (photo is null) return false;
        var it = await db.Set<Case>().SingleAsync(x => x.Id == caseId, cancel);
        photo.Remove(now);
        it.RemovePhoto(photoId, now, Note);
        await db.SaveChangesAsync(cancel);
        // Before the commit: if it fails, the next run finds the row again and no file, which is fine.
        await photos.DeleteFilesAsync(photo, cancel);
        return true;
    }, cancel);
}
