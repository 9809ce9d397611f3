using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Posts;
using Engagement.Core.Shared;

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
        var asked = AskCheckScope(actor);
        await db.AskAsync(cancel, asked.Questions);
        return asked.Answer();
    }

    /// <summary>The same, to be asked together with other questions.</summary>
    internal CheckScopeQuestion AskCheckScope(Actor actor) =>
        new(actor, actor.PersonId is { } person ? posts.AskWorkedBy(person, ChinaTime.Today(clock)) : null);
}

/// <summary>What must be known to say where an actor may check.</summary>
internal sealed class CheckScopeQuestion(Actor actor, Question<(DutyHolder Post, Guid? Household)>? worked)
{
    public IReadOnlyList<Question> Questions => worked is null ? [] : [worked];

    public CheckScope Answer()
    {
        var found = (worked?.Rows ?? []).Where(x => x.Post.OnDutyId == actor.PersonId
            && x.Post.Kind is DutyPostKind.AlleyChief or DutyPostKind.GridOfficer or DutyPostKind.EnvironmentSupervisor or DutyPostKind.PartyMemberLiaison).ToList();
        return new CheckScope(actor, [.. found.Where(x => x.Household is null).Select(x => (x.Post.RegionCode, x.Post.Alley))], found.Select(x => x.Household).OfType<Guid>().ToHashSet(),
            [.. found.Select(x => x.Post.RegionCode).Distinct()]);
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
