using Engagement.Core.Data;
using Engagement.Core.Households.Register;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Members;

/// <summary>Names and ends proxies for households whose people have no phone.</summary>
public sealed class ProxyService(EngagementDbContext db, HouseholdLoader loader, HouseholdAccess access, TimeProvider clock)
{
    /// <param name="personId">Kin: an adult of the register, here or elsewhere. Alley chief: who holds such a post in the village today. Committee: the person behind a staff
    /// account of the village or above it.</param>
    /// <returns>Null when there is no such household.</returns>
    public async Task<Proxy?> NameAsync(Actor actor, Guid householdId, ProxyKind kind, Guid personId, string? note, CancellationToken cancel)
    {
        if (await loader.ForKeeperAsync(actor, householdId, null, cancel) is not { } it) return null;
        it.DemandActive();
        await access.DemandNotOwnAsync(actor, cancel, it.Id);
        if (personId == actor.PersonId) throw HouseholdErrors.OwnHousehold();
        await DemandFitAsync(it, kind, personId, cancel);
        var now = clock.UtcNow();
        var proxy = new Proxy(clock.NewId(), it.Id, kind, personId, actor.StaffId, note, now);
        db.Add(proxy);
        loader.Note(actor, it, HouseholdEventType.ProxyNamed, "household.name_proxy", now, null, proxy.Id);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw HouseholdErrors.ProxyExists();
        }

        return proxy;
    }

    /// <summary>Ends it: the committee, an adult of the household, or the proxy themselves. Doing it again changes nothing.</summary>
    /// <returns>Null when absent or not the actor's to see.</returns>
    public async Task<Proxy?> EndAsync(Actor actor, Guid proxyId, CancellationToken cancel)
    {
        var proxy = await db.Set<Proxy>().FirstOrDefaultAsync(x => x.Id == proxyId, cancel);
        if (proxy is null) return null;
        var it = await db.Set<Household>().SingleAsync(x => x.Id == proxy.HouseholdId, cancel);
        if (!HouseholdAccess.Keeps(actor, it.RegionCode) && proxy.PersonId != actor.PersonId && await access.StandingAsync(actor, it.Id, cancel) != HouseholdStanding.Adult) return null;
        if (proxy.Until is not null) return proxy;
        var now = clock.UtcNow();
        proxy.End(now);
        loader.Note(actor, it, HouseholdEventType.ProxyEnded, "household.end_proxy", now, null, proxy.Id);
        await db.SaveChangesAsync(cancel);
        return proxy;
    }

    private async Task DemandFitAsync(Household it, ProxyKind kind, Guid personId, CancellationToken cancel)
    {
        var adult = await db.Set<Membership>().Where(x => x.PersonId == personId && x.Status == MembershipStatus.Active && x.IsAdult)
            .Select(x => (Guid?)x.HouseholdId).FirstOrDefaultAsync(cancel);
        if (adult == it.Id) throw HouseholdErrors.ProxyIsMember();
        var now = clock.UtcNow();
        var today = ChinaTime.DateOf(now);
        var fits = kind switch
        {
            ProxyKind.Kin => adult is not null,
            ProxyKind.Committee => await db.Set<StaffUser>().AnyAsync(x => x.PersonId == personId && x.LeftAt == null
                && db.Set<Grant>().Any(g => g.StaffUserId == x.Id && g.From <= now && (g.To == null || g.To > now) && it.RegionCode.StartsWith(g.RegionCode)), cancel),
            _ => await db.Set<PostTerm>().AnyAsync(x => x.PersonId == personId && x.From <= today && (x.To == null || x.To >= today)
                && db.Set<DutyPost>().Any(p => p.Id == x.PostId && p.Kind == DutyPostKind.AlleyChief && p.RegionCode == it.RegionCode), cancel),
        };
        if (!fits) throw HouseholdErrors.ProxyUnknown();
    }
}
