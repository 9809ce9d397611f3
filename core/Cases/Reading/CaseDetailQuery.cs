using Engagement.Core.Cases.Requests;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Reading;

/// <summary>The page of one case for staff.</summary>
public sealed class CaseDetailQuery(
    EngagementDbContext db, CaseNames names, CaseTimelineReader timeline, StaffDirectory staff, RequestQueries requests, FieldCipher cipher, TimeProvider clock)
{
    /// <summary>Null when absent or not the actor's to see.</summary>
    public async Task<CaseDetail?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var it = await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (it is null || !CaseAccess.CanSee(actor, it)) return null;
        var owner = await db.Set<Office>().AsNoTracking().SingleAsync(x => x.Id == it.OwnerOfficeId, cancel);
        var history = await timeline.ReadAsync(it, CaseAudience.Staff, cancel);
        var reporter = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == it.ReporterId, cancel);
        var merged = await db.Set<Case>().AsNoTracking().Where(x => x.MergedIntoId == id).OrderBy(x => x.FiledAt)
            .Select(x => new CaseReference(x.Id, x.Number)).ToListAsync(cancel);
        var more = await requests.OfAsync(it, cancel);
        var works = CaseAccess.CanWork(actor, it, owner);
        // Those who work the case need to know whom to call on; everybody else reads 张*.
        var reporterName = works ? reporter?.Name : Person.Mask(reporter?.Name);
        var phone = reporter?.Phone is { } sealedPhone ? Person.MaskPhone(cipher.Decrypt(sealedPhone)) : null;
        var filer = it.FiledOnBehalfBy is { } by ? (await staff.NamesAsync([by], cancel)).GetValueOrDefault(by) : null;
        var summary = await db.Set<Case>().AsNoTracking().Where(x => x.Id == id).Select(CaseQueries.ToItem(clock.UtcNow())).SingleAsync(cancel);
        return new CaseDetail(
            (await names.FillAsync([summary], cancel))[0], it.Latitude, it.Longitude, it.Accuracy, reporterName, phone, filer,
            it.HiddenFromCommittee, it.AcceptedAt, it.ResolvedAt, it.ClosedAt, it.CloseReason, more.Clock, more.Truth,
            more.Requests, more.Supervisions, it.Moderation, history.Photos, history.Timeline, history.Rating, history.MergedInto, merged,
            CaseRights.Allowed(actor, it, owner, phone is not null, more.PendingRequestBy == actor.AccountId, more.Supervisions.Any(x => x.RepliedAt is null), clock.UtcNow()))
        { AboutCommittee = it.AboutCommittee };
    }
}
