using Engagement.Core.Cases.Routing;
using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Evidence;

/// <summary>Who may see the photos of a case: whoever may see the case, but pictures on internal lines are for staff, and others see only
/// those that staff have taken or read, or that passed the check.</summary>
public sealed class CasePhotoRights(EngagementDbContext db, CaseLoader loader, DutyCases duty)
{
    public async Task<bool> MaySeeAsync(Actor actor, Guid caseId, Guid photoId, CancellationToken cancel)
    {
        var it = await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == caseId, cancel);
        if (it is null) return false;
        var seen = await loader.ForVillagerAsync(actor, caseId, cancel) is not null;
        if (seen && actor.IsStaff) return true;
        // Whoever works the case sees what its reporter sees.
        var works = await duty.IsOnDutyForAsync(actor, it, cancel);
        if (!seen && !works) return false;
        var shown = await (from x in db.Set<CasePhoto>().AsNoTracking()
                           join line in db.Set<CaseEvent>() on x.EventId equals line.Id
                           join photo in db.Set<Photo>() on x.PhotoId equals photo.Id
                           where x.CaseId == caseId && x.PhotoId == photoId && !line.IsInternal
                           select new { line.Type, line.ActorKind, line.PostId, photo.Safety }).FirstOrDefaultAsync(cancel);
        if (shown is null) return false;
        return works || it.ReporterId == actor.PersonId
            || (CaseEvent.PublicTypes.Contains(shown.Type) && !CaseEvent.IsUnread(shown.PostId, shown.ActorKind) && MayOthersSee(shown.Safety, shown.ActorKind == ActorKind.Staff || it.AcceptedAt is not null));
    }

    /// <summary>Whether others may see a picture of a line they may see.</summary>
    /// <param name="safety">How far its check has come.</param>
    /// <param name="seenByStaff">Staff took it, or accepted the case and so have seen the pictures of its filing.</param>
    public static bool MayOthersSee(PhotoSafetyState safety, bool seenByStaff) => safety switch
    {
        PhotoSafetyState.Passed => true,
        PhotoSafetyState.Risky or PhotoSafetyState.Withheld => false,
        _ => seenByStaff,
    };

    /// <summary>Of these cases, those whose picture in lists the villager may see, because it is their own or others may: the same rule as a query.</summary>
    public async Task<IReadOnlySet<Guid>> WithThumbnailForAsync(Actor actor, IReadOnlyCollection<Guid> cases, CancellationToken cancel)
    {
        if (cases.Count == 0) return new HashSet<Guid>();
        var person = actor.PersonId ?? Guid.Empty;
        return await (from it in db.Set<Case>().AsNoTracking()
                      join photo in db.Set<Photo>() on it.ThumbnailPhotoId equals photo.Id
                      where cases.Contains(it.Id) && (it.ReporterId == person || photo.Safety == PhotoSafetyState.Passed
                          || ((it.AcceptedAt != null || it.FiledOnBehalfBy != null) && photo.Safety != PhotoSafetyState.Risky && photo.Safety != PhotoSafetyState.Withheld))
                      select it.Id).ToHashSetAsync(cancel);
    }
}
