using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>A right to be given. Days are Chinese calendar days, both inclusive; from now on and without end when left out.</summary>
public sealed record GrantWish(Role Role, string RegionCode, Guid? OfficeId, DateOnly? From, DateOnly? To);

/// <summary>Checks a wished right against regions, offices and the giver's own rights, and makes the grant.</summary>
public sealed class NewGrants(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    /// <exception cref="InvalidInput">No such region or office, the wrong level for the role, or impossible days.</exception>
    /// <exception cref="NotAllowed">Not the actor's to give.</exception>
    public async Task<Grant> MakeAsync(Actor actor, Guid staffId, GrantWish wish, CancellationToken cancel)
    {
        await CheckRegionAsync(wish, cancel);
        var office = await FindOfficeAsync(wish, cancel);
        if (!StaffAuthority.MayGrant(actor, wish.Role, wish.RegionCode, office?.RegionCode)) throw StaffErrors.OutsideYourRegion();
        var now = clock.UtcNow();
        var from = wish.From is { } first ? Midnight(first, "from") : now;
        // The last day counts whole; kept as its last millisecond, so that a screen showing the day of the moment shows the day that was said.
        DateTime? to = wish.To is { } last ? Midnight(last, "to").AddDays(1).AddMilliseconds(-1) : null;
        if (to is not null && (to <= from || to <= now)) throw StaffErrors.EndsBeforeStart();
        return new Grant(clock.NewId(), staffId, wish.Role, wish.RegionCode, office?.Id, from, to);
    }

    /// <summary>The whole country is the empty code; only those who look or administer may hold it.</summary>
    private async Task CheckRegionAsync(GrantWish wish, CancellationToken cancel)
    {
        if (wish.RegionCode.Length == 0)
        {
            if (wish.Role is not (Role.Administrator or Role.Auditor)) throw StaffErrors.UnknownRegion();
            return;
        }

        var region = await regions.ActiveAsync(wish.RegionCode, cancel) ?? throw StaffErrors.UnknownRegion();
        // An office's people act for every office of their kind under the grant's region: a committee grant on a township would be a
        // grant on each of its villages.
        RegionLevel? needed = wish.Role switch
        {
            Role.VillageCommittee => RegionLevel.Village,
            Role.TownshipStaff => RegionLevel.Township,
            Role.CountyOffice => RegionLevel.County,
            _ => null,
        };
        if (needed is { } level && region.Level != level) throw StaffErrors.RoleNeedsLevel(wish.Role, level.ChineseName());
    }

    private async Task<Office?> FindOfficeAsync(GrantWish wish, CancellationToken cancel)
    {
        if (wish.OfficeId is null) return wish.Role == Role.DepartmentOfficer ? throw StaffErrors.OfficeNeeded() : null;
        var office = await db.Set<Office>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == wish.OfficeId && x.Active, cancel);
        var related = office is not null && (wish.RegionCode.StartsWith(office.RegionCode, StringComparison.Ordinal)
            || office.RegionCode.StartsWith(wish.RegionCode, StringComparison.Ordinal));
        if (!related || (wish.Role == Role.DepartmentOfficer && office!.Kind != OfficeKind.Department)) throw StaffErrors.UnknownOffice();
        return office;
    }

    private static DateTime Midnight(DateOnly day, string field) =>
        day.Year is >= 2000 and < 2100 ? ChinaTime.ToUtc(day, TimeOnly.MinValue) : throw StaffErrors.DayOutOfRange(field);
}
