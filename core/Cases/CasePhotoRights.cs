using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases;

/// <summary>Who may see the photos of a case: whoever may see the case, but pictures on internal lines are for staff, and others see only
/// those that staff have taken or read.</summary>
public sealed class CasePhotoRights(EngagementDbContext db, CaseLoader loader)
{
    public async Task<bool> MaySeeAsync(Actor actor, Guid caseId, Guid photoId, CancellationToken cancel)
    {
        if (await loader.ForVillagerAsync(actor, caseId, cancel) is not { } it) return false;
        if (actor.IsStaff) return true;
        var mine = it.ReporterId == actor.PersonId;
        return await db.Set<CasePhoto>().AnyAsync(x => x.CaseId == caseId && x.PhotoId == photoId && db.Set<CaseEvent>().Any(
            e => e.Id == x.EventId && !e.IsInternal && (mine || CaseEvent.PublicTypes.Contains(e.Type))), cancel);
    }
}
