using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Core.Cases;

/// <summary>What every intention of staff on a case has in common: found and theirs to see, not stale, not their own, allowed, audited, saved once.</summary>
public sealed class CaseActs(EngagementDbContext db, CaseLoader loader, TimeProvider clock)
{
    /// <summary>For the owner's people.</summary>
    public Task<Case?> DecideAsync(Actor actor, Guid id, int? version, string action, Func<Case, DateTime, Task> act, CancellationToken cancel) =>
        ActAsync(actor, id, version, action, (it, owner) => CaseAccess.CanDecide(actor, it, owner), act, cancel);

    /// <summary>For the owner's people and the assignee.</summary>
    public Task<Case?> WorkAsync(Actor actor, Guid id, int? version, string action, Func<Case, DateTime, Task> act, CancellationToken cancel) =>
        ActAsync(actor, id, version, action, (it, owner) => CaseAccess.CanWork(actor, it, owner), act, cancel);

    /// <summary>For the level above the owner.</summary>
    public Task<Case?> FromAboveAsync(Actor actor, Guid id, int? version, string action, Func<Case, DateTime, Task> act, CancellationToken cancel) =>
        ActAsync(actor, id, version, action, (it, owner) => CaseAccess.IsAbove(actor, it, owner) ? true : throw CaseErrors.NotAbove(), act, cancel);

    /// <returns>Null when absent or not the actor's to see.</returns>
    public async Task<Case?> ActAsync(
        Actor actor, Guid id, int? version, string action, Func<Case, Office, bool> may, Func<Case, DateTime, Task> act, CancellationToken cancel)
    {
        if (await loader.ForStaffAsync(actor, id, version, cancel) is not var (it, owner)) return null;
        if (CaseAccess.ConcernsSelf(actor, it)) throw CaseErrors.ConcernsYourself();
        if (!may(it, owner)) throw CaseErrors.NotYours();
        var now = clock.UtcNow();
        await act(it, now);
        db.Add(AuditLine.Of(actor, now, action, ComplaintService.PhotoOwner, id));
        await db.SaveChangesAsync(cancel);
        return it;
    }
}
