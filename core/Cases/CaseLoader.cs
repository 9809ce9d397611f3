using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases;

/// <summary>Gets a case for somebody who wants to act on it: absent or not theirs to see is null, stale is refused.</summary>
public sealed class CaseLoader(EngagementDbContext db)
{
    /// <summary>A villager sees their own and public cases; staff who speak for somebody see what staff see.</summary>
    public async Task<Case?> ForVillagerAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var it = await db.Set<Case>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (it is null) return null;
        var visible = actor.IsStaff ? CaseAccess.CanSee(actor, it) : it.IsPublic || it.ReporterId == actor.PersonId;
        return visible ? it : null;
    }

    /// <summary>The case and its owner for a member of staff.</summary>
    /// <param name="actor">Staff.</param>
    /// <param name="id">The case.</param>
    /// <param name="version">The version the actor looked at; null where the intention does not depend on it.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <exception cref="StaleVersion">Somebody saved since.</exception>
    public async Task<(Case Case, Office Owner)?> ForStaffAsync(Actor actor, Guid id, int? version, CancellationToken cancel)
    {
        var it = await db.Set<Case>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (it is null || !CaseAccess.CanSee(actor, it)) return null;
        if (version is not null && it.Version != version) throw new StaleVersion();
        return (it, await db.Set<Office>().AsNoTracking().SingleAsync(x => x.Id == it.OwnerOfficeId, cancel));
    }

    /// <summary>Hangs attached photos on a line of the timeline.</summary>
    public void Show(Case it, CaseEvent line, IReadOnlyList<Photo> attached, PhotoStage stage, DateTime now)
    {
        it.ShowPhotos([.. attached.Select(x => x.Id)], stage);
        for (var i = 0; i < attached.Count; i++) db.Add(new CasePhoto(it.Id, attached[i].Id, line.Id, stage, i, now));
    }

    /// <summary>Tries an intention that does not depend on what somebody looked at again when another save came in between.</summary>
    public async Task<T> AgainWhenStaleAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (StaleVersion) when (attempt < 4 && db.Database.CurrentTransaction is null)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
