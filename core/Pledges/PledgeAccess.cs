using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges;

/// <summary>Who may look at, run and check the pledges of a village.</summary>
public sealed class PledgeAccess(EngagementDbContext db, DutyPostQueries posts, TimeProvider clock)
{
    private static readonly Role[] Readers = Enum.GetValues<Role>();

    /// <summary>Staff who look at a village's pledges and figures.</summary>
    public static bool MaySee(Actor actor, string regionCode) => actor.Holds(regionCode, Readers);

    /// <summary>Staff who enter, withdraw, plan and decide.</summary>
    public static bool MayRun(Actor actor, string regionCode) => actor.Holds(regionCode, Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice);

    /// <exception cref="NotAllowed">The village is not the actor's to run.</exception>
    public static void DemandRun(Actor actor, string regionCode)
    {
        if (!MayRun(actor, regionCode)) throw PledgeErrors.NotYourVillage();
    }

    /// <summary>The parts of villages whose doors the actor may check today.</summary>
    public async Task<CheckScope> CheckScopeAsync(Actor actor, CancellationToken cancel)
    {
        if (actor.PersonId is not { } person) return new CheckScope(actor, [], new HashSet<Guid>(), []);
        var today = ChinaTime.Today(clock);
        var worked = (await posts.WorkedByAsync(person, today, cancel))
            .Where(x => x.Kind is DutyPostKind.AlleyChief or DutyPostKind.GridOfficer or DutyPostKind.EnvironmentSupervisor or DutyPostKind.PartyMemberLiaison).ToList();
        var ids = worked.Select(x => x.PostId).ToList();
        var named = ids.Count == 0 ? [] : await db.Set<PostHousehold>().AsNoTracking().Where(x => ids.Contains(x.PostId)).ToListAsync(cancel);
        var withSet = named.Select(x => x.PostId).ToHashSet();
        return new CheckScope(actor, [.. worked.Where(x => !withSet.Contains(x.PostId)).Select(x => (x.RegionCode, x.Alley))], named.Select(x => x.HouseholdId).ToHashSet(),
            [.. worked.Select(x => x.RegionCode).Distinct()]);
    }
}

/// <summary>Where somebody may check: as staff of the village, or by the posts whose work they do today.</summary>
public sealed class CheckScope(Actor actor, IReadOnlyList<(string RegionCode, string? Alley)> beats, IReadOnlySet<Guid> households, IReadOnlyList<string> villages)
{
    public bool IsEmpty => beats.Count == 0 && households.Count == 0 && !actor.HoldsAny(Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice, Role.Inspector);

    public bool Covers(Guid householdId, string regionCode, string? alley) =>
        actor.Holds(regionCode, Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice, Role.Inspector)
        || households.Contains(householdId)
        || beats.Any(x => x.RegionCode == regionCode && (x.Alley is null || x.Alley == alley));

    /// <summary>Villages in which the actor has a post.</summary>
    public IReadOnlyList<string> Villages => villages;

    /// <summary>True when some of the village's doors are the actor's to check.</summary>
    public bool Touches(string regionCode) =>
        actor.Holds(regionCode, Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice, Role.Inspector) || villages.Contains(regionCode);
}
