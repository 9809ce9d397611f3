using System.Linq.Expressions;
using Engagement.Core.Regions;
using Engagement.Core.Shared;

namespace Engagement.Core.Staff;

/// <summary>A grant with the region of the office it is for: an office's rights may reach further than the grant's own region.</summary>
public sealed record HeldGrant(Grant Grant, string? OfficeRegion);

/// <summary>Who may administer whom: an administrator everything within their region, a county office all but administrators and auditors
/// within its county. Nobody reaches beyond their own region, and nobody administers themselves.</summary>
public static class StaffAuthority
{
    /// <summary>Roles that administer staff.</summary>
    private static readonly Role[] Administering = [Role.Administrator, Role.CountyOffice];

    /// <summary>Roles that only administrators give: those who administer and those who audit them.</summary>
    private static bool IsReserved(Role role) => role is Role.Administrator or Role.Auditor;

    /// <summary>May give, and take away, this right.</summary>
    public static bool MayGrant(Actor actor, Role role, string regionCode, string? officeRegion) =>
        Covers(actor, role, regionCode) && (officeRegion is null || Covers(actor, role, officeRegion));

    /// <summary>May set up what belongs to a place: its offices.</summary>
    public static bool MayAdminister(Actor actor, string regionCode) => actor.Holds(regionCode, Administering);

    /// <summary>The grants that make their holders visible to the actor.</summary>
    public static Expression<Func<Grant, bool>> VisibleTo(Actor actor)
    {
        Expression<Func<Grant, bool>> visible = x => false;
        foreach (var code in actor.RegionsOf(Administering)) visible = visible.Or(RegionScope.Within<Grant>(x => x.RegionCode, code));
        return visible;
    }

    /// <summary>True when one of the account's grants, ended ones too, lies in the actor's region.</summary>
    public static bool CanSee(Actor actor, IEnumerable<HeldGrant> held) => held.Any(x => MayAdminister(actor, x.Grant.RegionCode));

    /// <summary>True when every right the account has or will have is the actor's to give: a new password hands all of them over.</summary>
    public static bool CanManage(Actor actor, IEnumerable<HeldGrant> held, DateTime now) =>
        held.Where(x => x.Grant.To is null || x.Grant.To > now).All(x => MayGrant(actor, x.Grant.Role, x.Grant.RegionCode, x.OfficeRegion));

    private static bool Covers(Actor actor, Role role, string regionCode) =>
        actor.Holds(regionCode, Role.Administrator) || (!IsReserved(role) && actor.Holds(regionCode, Role.CountyOffice));
}
