namespace Engagement.Core.Shared;

/// <summary>Who acts: a villager, a member of staff, or the system itself (jobs).</summary>
public enum ActorKind { Villager, Staff, System }

/// <summary>What a grant lets a member of staff do inside its region.</summary>
public enum Role { VillageCommittee, DepartmentOfficer, TownshipStaff, CountyOffice, Inspector, Auditor, Administrator }

/// <summary>A right in force: a role for everything under a region code, for an office when the role belongs to one.</summary>
public sealed record ActorGrant(Role Role, string RegionCode, Guid? OfficeId);

/// <summary>The person behind a request with the rights they hold at this moment.</summary>
/// <param name="Kind">Villager, staff or system.</param>
/// <param name="AccountId">The staff user's or the person's id; null for the system.</param>
/// <param name="PersonId">The human being; null for staff who live elsewhere and for the system.</param>
/// <param name="SessionId">The session the request came in with.</param>
/// <param name="Grants">Rights in force; empty for villagers, who need none.</param>
/// <param name="Address">Network address the request came from, for the audit trail.</param>
public sealed record Actor(
    ActorKind Kind, Guid? AccountId, Guid? PersonId, Guid? SessionId, IReadOnlyList<ActorGrant> Grants, string? Address)
{
    /// <summary>The jobs' own actor.</summary>
    public static Actor System { get; } = new(ActorKind.System, null, null, null, [], null);

    public bool IsStaff => Kind == ActorKind.Staff;

    public Guid? StaffId => IsStaff ? AccountId : null;

    /// <summary>True when one of the roles is held for a region that contains <paramref name="regionCode"/>.</summary>
    public bool Holds(string regionCode, params ReadOnlySpan<Role> roles)
    {
        foreach (var grant in Grants)
            if (roles.Contains(grant.Role) && regionCode.StartsWith(grant.RegionCode, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>True when one of the roles is held anywhere.</summary>
    public bool HoldsAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var grant in Grants)
            if (roles.Contains(grant.Role))
                return true;
        return false;
    }

    /// <summary>The most local role held over a place: as what staff act there. Null for villagers, the system, and outside one's regions.</summary>
    public Role? RoleFor(string regionCode)
    {
        ActorGrant? best = null;
        foreach (var grant in Grants)
            if (regionCode.StartsWith(grant.RegionCode, StringComparison.Ordinal) && grant.RegionCode.Length > (best?.RegionCode.Length ?? -1))
                best = grant;
        return best?.Role;
    }
}
