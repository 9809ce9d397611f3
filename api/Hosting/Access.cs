using System.Security.Claims;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Authorization;

namespace Engagement.Api.Hosting;

/// <summary>Who may knock at a door. What they may do with a particular thing behind it, the capability's service decides.</summary>
public static class Access
{
    public const string KindClaim = "kind";

    public const string SignedIn = "signed-in";
    public const string Villager = "villager";
    public const string Staff = "staff";

    /// <summary>Villagers, and staff who speak for a villager without a phone.</summary>
    public const string Citizen = "citizen";

    /// <summary>Staff who handle cases, not those who only look.</summary>
    public const string CaseWorker = "case-worker";

    /// <summary>Township and county: they decide what the public sees.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Administrators and county offices: staff accounts, offices.</summary>
    public const string StaffAdministration = "staff-administration";

    /// <summary>Administrators: how the system itself fares.</summary>
    public const string Administration = "administration";

    /// <summary>Administrators and auditors: who did what.</summary>
    public const string AuditReader = "audit-reader";

    /// <summary>Those who put codes on walls.</summary>
    public const string CodeManager = "code-manager";

    /// <summary>Those who keep a village's register of households.</summary>
    public const string RegisterKeeper = "register-keeper";

    /// <summary>Township and county: who answers for what, and which case goes to whom.</summary>
    public const string Steward = "steward";

    private static readonly Role[] CaseRoles = [Role.VillageCommittee, Role.DepartmentOfficer, Role.TownshipStaff, Role.CountyOffice, Role.Administrator];

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(SignedIn, x => x.RequireAuthenticatedUser())
            .AddPolicy(Villager, x => x.RequireClaim(KindClaim, nameof(ActorKind.Villager)))
            .AddPolicy(Staff, x => x.RequireClaim(KindClaim, nameof(ActorKind.Staff)))
            .AddPolicy(Citizen, x => x.RequireAssertion(a => IsVillager(a.User) || HasRole(a.User, CaseRoles)))
            .AddPolicy(CaseWorker, x => x.RequireAssertion(a => HasRole(a.User, CaseRoles)))
            .AddPolicy(Reviewer, x => x.RequireAssertion(a => HasRole(a.User, Role.TownshipStaff, Role.CountyOffice)))
            .AddPolicy(Steward, x => x.RequireAssertion(a => HasRole(a.User, Role.TownshipStaff, Role.CountyOffice)))
            .AddPolicy(CodeManager, x => x.RequireAssertion(a => HasRole(a.User, Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice, Role.Administrator)))
            .AddPolicy(RegisterKeeper, x => x.RequireAssertion(a => HasRole(a.User, Role.VillageCommittee, Role.TownshipStaff, Role.Administrator)))
            .AddPolicy(StaffAdministration, x => x.RequireAssertion(a => HasRole(a.User, Role.Administrator, Role.CountyOffice)))
            .AddPolicy(AuditReader, x => x.RequireAssertion(a => HasRole(a.User, Role.Administrator, Role.Auditor)))
            .AddPolicy(Administration, x => x.RequireAssertion(a => HasRole(a.User, Role.Administrator)));
        return services;
    }

    private static bool IsVillager(ClaimsPrincipal user) => user.HasClaim(KindClaim, nameof(ActorKind.Villager));

    private static bool HasRole(ClaimsPrincipal user, params Role[] roles) => roles.Any(x => user.IsInRole(x.ToString()));
}
