using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>A member of staff with the rights in force now.</summary>
public sealed record StaffMember(Guid Id, string DisplayName, Guid? PersonId, IReadOnlyList<ActorGrant> Grants)
{
    /// <summary>Works in this place, or for the owning office. Auditors and inspectors look, they do not fix.</summary>
    public bool MayBeAssigned(string regionCode, Guid ownerOfficeId) => Grants.Any(x =>
        x.Role is Role.VillageCommittee or Role.TownshipStaff or Role.CountyOffice && regionCode.StartsWith(x.RegionCode, StringComparison.Ordinal)
        || (x.Role == Role.DepartmentOfficer && (x.OfficeId == ownerOfficeId || regionCode.StartsWith(x.RegionCode, StringComparison.Ordinal))));
}

/// <summary>Looks up who works where, as what, right now.</summary>
public sealed class StaffDirectory(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>The member of staff, or null when unknown, gone, or locked for good.</summary>
    public async Task<StaffMember?> FindActiveAsync(Guid id, CancellationToken cancel)
    {
        var user = await db.Set<StaffUser>().AsNoTracking().Where(x => x.Id == id && x.LeftAt == null)
            .Select(x => new { x.Id, x.DisplayName, x.PersonId }).FirstOrDefaultAsync(cancel);
        return user is null ? null : new StaffMember(user.Id, user.DisplayName, user.PersonId, await GrantsInForceAsync(id, cancel));
    }

    public async Task<IReadOnlyList<ActorGrant>> GrantsInForceAsync(Guid staffId, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        return await db.Set<Grant>().AsNoTracking().Where(x => x.StaffUserId == staffId && x.From <= now && (x.To == null || x.To > now))
            .Select(x => new ActorGrant(x.Role, x.RegionCode, x.OfficeId)).ToListAsync(cancel);
    }

    /// <summary>Everybody in post whose grants touch a region: those above it and those inside it.</summary>
    public async Task<IReadOnlyList<StaffMember>> WorkingForAsync(string regionCode, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var above = Region.PathOf(regionCode);
        var end = Region.EndOf(regionCode);
        var rows = await (from grant in db.Set<Grant>().AsNoTracking()
                          join user in db.Set<StaffUser>().AsNoTracking() on grant.StaffUserId equals user.Id
                          where user.LeftAt == null && grant.From <= now && (grant.To == null || grant.To > now)
                              && (above.Contains(grant.RegionCode) || (string.Compare(grant.RegionCode, regionCode) >= 0 && string.Compare(grant.RegionCode, end) < 0))
                          select new { user.Id, user.DisplayName, user.PersonId, grant.Role, grant.RegionCode, grant.OfficeId }).Take(2000).ToListAsync(cancel);
        return [.. rows.GroupBy(x => (x.Id, x.DisplayName, x.PersonId))
            .Select(x => new StaffMember(x.Key.Id, x.Key.DisplayName, x.Key.PersonId, [.. x.Select(g => new ActorGrant(g.Role, g.RegionCode, g.OfficeId))]))
            .OrderBy(x => x.DisplayName, StringComparer.Ordinal)];
    }

    /// <summary>The people known to us as persons who work for exactly this office, in post and with the right in force.</summary>
    public async Task<IReadOnlyList<Guid>> PersonsOfAsync(Office office, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var role = office.Kind switch
        {
            OfficeKind.Township => Role.TownshipStaff,
            OfficeKind.County => Role.CountyOffice,
            OfficeKind.VillageCommittee => Role.VillageCommittee,
            _ => Role.DepartmentOfficer,
        };
        return await (from grant in db.Set<Grant>().AsNoTracking()
                      join user in db.Set<StaffUser>().AsNoTracking() on grant.StaffUserId equals user.Id
                      where user.LeftAt == null && user.PersonId != null && grant.Role == role && grant.From <= now && (grant.To == null || grant.To > now)
                          && (role == Role.DepartmentOfficer ? grant.OfficeId == office.Id : grant.RegionCode == office.RegionCode)
                      select user.PersonId!.Value).Distinct().ToListAsync(cancel);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        ids.Count == 0 ? new Dictionary<Guid, string>()
            : await db.Set<StaffUser>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.DisplayName, cancel);
}
