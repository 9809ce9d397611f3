using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households;

/// <summary>As what somebody stands to a household.</summary>
public enum HouseholdStanding { None, Minor, Adult, Proxy }

/// <summary>Who may keep a village's register, who acts for a household, and whom a decision would concern.</summary>
public sealed class HouseholdAccess(EngagementDbContext db)
{
    /// <summary>Those who keep the register: the village's committee, and who helps it from above.</summary>
    private static readonly Role[] Keepers = [Role.VillageCommittee, Role.TownshipStaff, Role.Administrator];

    public static bool Keeps(Actor actor, string regionCode) => actor.IsStaff && actor.Holds(regionCode, Keepers);

    /// <summary>All staff of the region may read; names are masked for those who do not keep the register.</summary>
    public static bool MayRead(Actor actor, string regionCode) => actor.IsStaff && actor.Holds(regionCode, Enum.GetValues<Role>());

    /// <exception cref="NotAllowed">The register is not the actor's to keep.</exception>
    public static void DemandKeeper(Actor actor, string regionCode)
    {
        if (!Keeps(actor, regionCode)) throw HouseholdErrors.NotYours();
    }

    /// <summary>What the person behind the actor is to the household now.</summary>
    public async Task<HouseholdStanding> StandingAsync(Actor actor, Guid householdId, CancellationToken cancel)
    {
        if (actor.PersonId is not { } person) return HouseholdStanding.None;
        var member = await db.Set<Membership>().Where(x => x.PersonId == person && x.HouseholdId == householdId && x.Status == MembershipStatus.Active)
            .Select(x => (bool?)x.IsAdult).FirstOrDefaultAsync(cancel);
        if (member == true) return HouseholdStanding.Adult;
        if (await db.Set<Proxy>().AnyAsync(x => x.PersonId == person && x.HouseholdId == householdId && x.Until == null, cancel)) return HouseholdStanding.Proxy;
        return member == false ? HouseholdStanding.Minor : HouseholdStanding.None;
    }

    /// <summary>True for the household's adults and for its proxies in force. What a proxy did is recorded with "on behalf of" the household.</summary>
    public async Task<bool> MayActForAsync(Actor actor, Guid householdId, CancellationToken cancel) =>
        await StandingAsync(actor, householdId, cancel) is HouseholdStanding.Adult or HouseholdStanding.Proxy;

    /// <exception cref="NotAllowed">Neither an adult of the household nor its proxy.</exception>
    public async Task DemandMayActForAsync(Actor actor, Guid householdId, CancellationToken cancel)
    {
        if (!await MayActForAsync(actor, householdId, cancel)) throw HouseholdErrors.NotForHousehold();
    }

    /// <summary>Nobody approves what concerns their own household, nor one they act for.</summary>
    /// <exception cref="NotAllowed">The actor lives in one of them or is its proxy.</exception>
    public async Task DemandNotOwnAsync(Actor actor, CancellationToken cancel, params IReadOnlyCollection<Guid> households)
    {
        foreach (var household in households.Distinct())
            if (await StandingAsync(actor, household, cancel) != HouseholdStanding.None) throw HouseholdErrors.OwnHousehold();
    }

    /// <summary>The household a person lives in; null when in none.</summary>
    public Task<Guid?> HouseholdOfAsync(Guid personId, CancellationToken cancel) =>
        db.Set<Membership>().Where(x => x.PersonId == personId && x.Status == MembershipStatus.Active).Select(x => (Guid?)x.HouseholdId).FirstOrDefaultAsync(cancel);
}
