using System.Linq.Expressions;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Core.Cases;

/// <summary>Who may see and who may work a case. The same rule once as a query and once for a loaded case; a test holds them equal.</summary>
public static class CaseAccess
{
    /// <summary>Roles that see every case of their region.</summary>
    private static readonly Role[] Overseers = [Role.TownshipStaff, Role.CountyOffice, Role.Inspector, Role.Auditor, Role.Administrator];

    /// <summary>The cases a member of staff may see.</summary>
    public static Expression<Func<Case, bool>> VisibleTo(Actor actor) => RulesFor(actor, Within).Aggregate((all, rule) => all.Or(rule));

    /// <summary>The cases of <see cref="VisibleTo"/>, of one region or all, in parts that do not overlap. A list is read off one index per part,
    /// in its order; over the whole, whose rules name different columns, no index is in that order.</summary>
    /// <param name="actor">Staff.</param>
    /// <param name="region">Null for all.</param>
    /// <param name="ofFew">The list is narrowed to the few cases of one person or post: places are compared as ranges, of which a store without
    /// statistics expects more rows than of an equality, so that it reads the index of the person and not the place's whole history.</param>
    public static IReadOnlyList<Expression<Func<Case, bool>>> PartsVisibleTo(Actor actor, string? region, bool ofFew = false)
    {
        Func<string, Expression<Func<Case, bool>>> within = ofFew ? code => RegionScope.Within<Case>(x => x.RegionCode, code) : Within;
        // The usual case: everything in the region is theirs to see, and further rules add nothing.
        if (region is not null && actor.Holds(region, Overseers)) return [within(region)];
        List<Expression<Func<Case, bool>>> parts = [];
        Expression<Func<Case, bool>>? earlier = null;
        foreach (var rule in RulesFor(actor, within))
        {
            var part = earlier is null ? rule : rule.And(earlier.Not());
            parts.Add(region is null ? part : part.And(within(region)));
            earlier = earlier is null ? rule : earlier.Or(rule);
        }

        return parts;
    }

    private static IEnumerable<Expression<Func<Case, bool>>> RulesFor(Actor actor, Func<string, Expression<Func<Case, bool>>> within)
    {
        if (!actor.IsStaff)
        {
            yield return x => false;
            yield break;
        }

        foreach (var code in actor.RegionsOf(Overseers)) yield return within(code);
        foreach (var code in actor.RegionsOf(Role.VillageCommittee)) yield return within(code).And(x => !x.HiddenFromCommittee);
        foreach (var office in actor.Grants.Where(x => x.Role == Role.DepartmentOfficer && x.OfficeId != null).Select(x => x.OfficeId!.Value))
            yield return x => x.OwnerOfficeId == office;
        yield return x => x.AssigneeId == actor.AccountId;
    }

    /// <summary>The cases of a region, by the index that fits the length of its code.</summary>
    public static Expression<Func<Case, bool>> Within(string code) => code.Length switch
    {
        6 => x => x.CountyCode == code,
        9 => x => x.TownshipCode == code,
        12 => x => x.RegionCode == code,
        _ => RegionScope.Within<Case>(x => x.RegionCode, code),
    };

    public static bool CanSee(Actor actor, Case it) =>
        actor.IsStaff && (it.AssigneeId == actor.AccountId || actor.Holds(it.RegionCode, Overseers)
            || (actor.Holds(it.RegionCode, Role.VillageCommittee) && !it.HiddenFromCommittee)
            || actor.Grants.Any(x => x.Role == Role.DepartmentOfficer && x.OfficeId == it.OwnerOfficeId));

    /// <summary>The owner's people and the assignee work the case; nobody works their own.</summary>
    public static bool CanWork(Actor actor, Case it, Office owner) =>
        actor.IsStaff && !ConcernsSelf(actor, it) && (it.AssigneeId == actor.AccountId || IsOwner(actor, it, owner));

    /// <summary>Accepting, rejecting, assigning, merging and closing are the owner's; an assignee starts, resolves and notes.</summary>
    public static bool CanDecide(Actor actor, Case it, Office owner) =>
        actor.IsStaff && !ConcernsSelf(actor, it) && IsOwner(actor, it, owner);

    /// <summary>The level above the owner: consents to more time and deferral, and looks into what goes badly. Above a village committee and a
    /// township's own department stands the township, above these the county; in a county office it is a colleague.</summary>
    public static bool IsAbove(Actor actor, Case it, Office owner) =>
        actor.IsStaff && !ConcernsSelf(actor, it) && (actor.Holds(owner.RegionCode, Role.CountyOffice)
            || (owner.Kind is OfficeKind.VillageCommittee or OfficeKind.Department && owner.RegionCode.Length >= 9 && actor.Holds(owner.RegionCode, Role.TownshipStaff)));

    /// <summary>Township and county say whose a case is; what the county owns, only the county gives away.</summary>
    public static bool CanTransfer(Actor actor, Case it, Office owner) =>
        actor.IsStaff && !ConcernsSelf(actor, it)
            && (actor.Holds(it.RegionCode, Role.CountyOffice) || (owner.Kind != OfficeKind.County && actor.Holds(it.TownshipCode, Role.TownshipStaff)));

    /// <summary>Whoever may look at the work of others here; that it is others', the case itself demands.</summary>
    public static bool CanVerify(Actor actor, Case it, Office owner) =>
        actor.IsStaff && !ConcernsSelf(actor, it)
            && (IsOwner(actor, it, owner) || actor.Holds(it.RegionCode, Role.TownshipStaff, Role.CountyOffice, Role.Inspector));

    /// <summary>Offices that may be given a case: those whose place holds it; a county's only by the county, a committee's not where it shall not know.</summary>
    public static bool MayOwn(Office office, Case it, bool byCounty) =>
        office.Active && office.Id != it.OwnerOfficeId && it.RegionCode.StartsWith(office.RegionCode, StringComparison.Ordinal)
            && (office.Kind != OfficeKind.County || byCounty) && !(office.Kind == OfficeKind.VillageCommittee && it.HiddenFromCommittee);

    /// <summary>Whoever sees the case may leave an internal line; an auditor or inspector reads only.</summary>
    public static bool CanNote(Actor actor, Case it) =>
        actor.Holds(it.RegionCode, Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice, Role.Administrator);

    /// <summary>True when the reporter is the actor: nobody approves what concerns themselves.</summary>
    public static bool ConcernsSelf(Actor actor, Case it) => actor.PersonId is { } person && person == it.ReporterId;

    /// <summary>Villager who reported it, or staff who speak for a reporter without a phone – but never the one who fixes it.</summary>
    public static bool CanSpeakForReporter(Actor actor, Case it) =>
        actor.Kind == ActorKind.Villager
            ? it.ReporterId is not null && it.ReporterId == actor.PersonId
            : actor.IsStaff && it.FiledOnBehalfBy is not null && it.AssigneeId != actor.AccountId
              && (it.FiledOnBehalfBy == actor.AccountId || actor.Holds(it.RegionCode, Role.VillageCommittee, Role.TownshipStaff));

    /// <summary>Who may file for somebody without a phone.</summary>
    public static bool CanFileOnBehalf(Actor actor, string regionCode) =>
        actor.Holds(regionCode, Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice);

    private static bool IsOwner(Actor actor, Case it, Office owner) => owner.Kind switch
    {
        OfficeKind.Township => actor.Holds(owner.RegionCode, Role.TownshipStaff),
        OfficeKind.County => actor.Holds(owner.RegionCode, Role.CountyOffice),
        OfficeKind.VillageCommittee => !it.HiddenFromCommittee && !it.AboutCommittee && actor.Holds(owner.RegionCode, Role.VillageCommittee),
        _ => actor.Grants.Any(x => x.Role == Role.DepartmentOfficer && x.OfficeId == owner.Id),
    };
}
