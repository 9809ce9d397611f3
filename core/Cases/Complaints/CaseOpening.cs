using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Safety;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Complaints;

/// <summary>Lets others see the public complaints in whose words and pictures the automatic check found nothing.</summary>
public sealed class CaseOpening(EngagementDbContext db)
{
    /// <summary>Opens every case whose last picture has passed since. One statement that leaves the version alone: a clerk who has the case open
    /// loses nothing by it. Safe to run twice, late, or beside an acceptance.</summary>
    /// <param name="only">One case, or all when null.</param>
    /// <param name="cancel">Cancels the statement.</param>
    /// <returns>How many were opened.</returns>
    public Task<int> OpenCheckedAsync(Guid? only, CancellationToken cancel)
    {
        var waiting = db.Set<Case>().Where(x => x.Moderation == CaseModeration.Waiting && x.TextSafety == SafetyVerdict.Pass && x.Visibility != CaseVisibility.StaffOnly);
        if (only is { } id) waiting = waiting.Where(x => x.Id == id);
        return waiting.Where(x => !db.Set<CasePhoto>().Any(c => c.CaseId == x.Id && c.Stage == PhotoStage.Before
                && db.Set<Photo>().Any(p => p.Id == c.PhotoId && p.Safety != PhotoSafetyState.Passed)))
            .ExecuteUpdateAsync(x => x.SetProperty(c => c.Moderation, CaseModeration.Passed), cancel);
    }
}
