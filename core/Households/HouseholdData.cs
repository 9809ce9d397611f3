using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households;

/// <summary>Where a person lived, asked to live, and whom they act for; under their own id and those of the register that became one with it.</summary>
public sealed class HouseholdData(EngagementDbContext db, TimeProvider clock) : IPersonalData
{
    public string Section => "households";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel)
    {
        var ids = await IdsAsync(personId, cancel);
        var lines = await (from line in db.Set<Membership>().AsNoTracking()
                           join it in db.Set<Household>() on line.HouseholdId equals it.Id
                           where ids.Contains(line.PersonId)
                           orderby line.CreatedAt
                           select new { it.Code, it.DoorPlate, line.Status, line.Role, line.IsAdult, line.Relation, line.CreatedAt, line.Since, line.Until, line.Reason }).ToListAsync(cancel);
        var actsFor = await (from proxy in db.Set<Proxy>().AsNoTracking()
                             join it in db.Set<Household>() on proxy.HouseholdId equals it.Id
                             where ids.Contains(proxy.PersonId)
                             orderby proxy.Since
                             select new { it.Code, proxy.Kind, proxy.Since, proxy.Until }).ToListAsync(cancel);
        var registered = await db.Set<Person>().AsNoTracking().Where(x => x.MergedInto == personId).Select(x => new { x.Name, x.CreatedAt }).ToListAsync(cancel);
        return lines.Count + actsFor.Count + registered.Count == 0 ? null : new { Memberships = lines, ActsFor = actsFor, RegisteredAs = registered };
    }

    /// <summary>The person leaves the register: an open line ends now. The household's history keeps that somebody lived here, under an id that exists nowhere else.</summary>
    public async Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var ids = await IdsAsync(personId, cancel);
        var lines = db.Set<Membership>().Where(x => ids.Contains(x.PersonId));
        var left = await lines.Where(x => x.Status == MembershipStatus.Active).Select(x => x.HouseholdId).ToListAsync(cancel);
        await lines.Where(x => x.Status == MembershipStatus.Active || x.Status == MembershipStatus.Requested).ExecuteUpdateAsync(x => x
            .SetProperty(m => m.Until, m => m.Status == MembershipStatus.Active ? now : m.Until)
            .SetProperty(m => m.Status, MembershipStatus.Ended).SetProperty(m => m.Version, m => m.Version + 1), cancel);
        await db.Set<Household>().Where(x => left.Contains(x.Id)).ExecuteUpdateAsync(x => x.SetProperty(h => h.Version, h => h.Version + 1), cancel);
        await lines.ExecuteUpdateAsync(x => x.SetProperty(m => m.PersonId, standIn).SetProperty(m => m.Relation, (string?)null), cancel);
        await db.Set<Proxy>().Where(x => ids.Contains(x.PersonId) && x.Until == null).ExecuteUpdateAsync(x => x.SetProperty(p => p.Until, now), cancel);
        await db.Set<Proxy>().Where(x => ids.Contains(x.PersonId)).ExecuteUpdateAsync(x => x.SetProperty(p => p.PersonId, standIn), cancel);
        await db.Set<HouseholdEvent>().Where(x => x.ActorId == personId).ExecuteUpdateAsync(x => x.SetProperty(e => e.ActorId, (Guid?)null), cancel);
        foreach (var registered in await db.Set<Person>().Where(x => x.MergedInto == personId).ToListAsync(cancel)) registered.Erase(now);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whom they act for. Where they lived stays under the id it was written with and is found through the pointer; a household they
    /// both act for keeps the one proxy.</summary>
    public Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel) => db.Set<Proxy>()
        .Where(x => x.PersonId == fromId && !db.Set<Proxy>().Any(p => p.PersonId == intoId && p.HouseholdId == x.HouseholdId && p.Until == null))
        .ExecuteUpdateAsync(x => x.SetProperty(p => p.PersonId, intoId), cancel);

    private async Task<List<Guid>> IdsAsync(Guid personId, CancellationToken cancel) =>
        [personId, .. await db.Set<Person>().Where(x => x.MergedInto == personId).Select(x => x.Id).ToListAsync(cancel)];
}
