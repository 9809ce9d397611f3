using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>A right as it is shown. <c>To</c> is the first moment it is gone, null while open-ended.</summary>
public sealed record StaffGrantView(
    Guid Id, Role Role, string RoleName, string RegionCode, string RegionName, Guid? OfficeId, string? OfficeName, DateTime From, DateTime? To);

/// <summary>An account as its administrators see it.</summary>
public sealed record StaffView(
    Guid Id, string UserName, string DisplayName, bool Active, bool LockedOut, bool OneTimeCodeEnabled, IReadOnlyList<StaffGrantView> Grants,
    DateTime CreatedAt, DateTime? LastSignInAt, int Version);

/// <summary>Reads of accounts for those who administer them.</summary>
public sealed class StaffQueries(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    /// <summary>Accounts with a grant, ended ones too, in the actor's region, by user name.</summary>
    /// <param name="actor">Administrator or county office.</param>
    /// <param name="search">Part of the user name or shown name.</param>
    /// <param name="region">Only those with a grant under this region.</param>
    /// <param name="limit">Rows per page.</param>
    /// <param name="after">The page before's cursor.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<Page<StaffView>> ListAsync(Actor actor, string? search, string? region, int limit, string? after, CancellationToken cancel)
    {
        var visible = StaffAuthority.VisibleTo(actor);
        if (!string.IsNullOrEmpty(region)) visible = visible.And(RegionScope.Within<Grant>(x => x.RegionCode, region));
        var grants = db.Set<Grant>().Where(visible);
        var query = db.Set<StaffUser>().AsNoTracking().Where(x => grants.Any(g => g.StaffUserId == x.Id));
        if (!string.IsNullOrWhiteSpace(search))
        {
            var text = search.Trim();
            var upper = text.ToUpperInvariant();
            query = query.Where(x => x.DisplayName.Contains(text) || x.NormalizedUserName!.Contains(upper));
        }

        if (Cursor.Decode(after, 1) is { } cursor)
        {
            var last = Cursor.Read(cursor, x => x[0].GetString() ?? "");
            query = query.Where(x => string.Compare(x.NormalizedUserName, last) > 0);
        }

        var rows = await query.OrderBy(x => x.NormalizedUserName).Take(limit + 1).ToListAsync(cancel);
        var page = Page<StaffUser>.Cut(rows, limit, x => [x.NormalizedUserName!]);
        return new Page<StaffView>(await ShowAsync(page.Items, cancel), page.Next);
    }

    /// <summary>Null when absent or not the actor's to see.</summary>
    public async Task<StaffView?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var grants = db.Set<Grant>().Where(StaffAuthority.VisibleTo(actor));
        var user = await db.Set<StaffUser>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id && grants.Any(g => g.StaffUserId == x.Id), cancel);
        return user is null ? null : (await ShowAsync([user], cancel))[0];
    }

    public async Task<StaffGrantView> ShowAsync(Grant grant, CancellationToken cancel) => (await ShowAsync([grant], cancel))[0];

    private async Task<IReadOnlyList<StaffView>> ShowAsync(IReadOnlyList<StaffUser> users, CancellationToken cancel)
    {
        var ids = users.Select(x => x.Id).ToList();
        var grants = await db.Set<Grant>().AsNoTracking().Where(x => ids.Contains(x.StaffUserId)).OrderBy(x => x.Id).ToListAsync(cancel);
        var views = (await ShowAsync(grants, cancel)).Zip(grants).ToLookup(x => x.Second.StaffUserId, x => x.First);
        var now = clock.GetUtcNow();
        return [.. users.Select(x => new StaffView(x.Id, x.UserName!, x.DisplayName, x.LeftAt is null, x.LockoutEnd > now, x.TwoFactorEnabled,
            [.. views[x.Id]], x.CreatedAt, x.LastSignInAt, x.Version))];
    }

    private async Task<IReadOnlyList<StaffGrantView>> ShowAsync(IReadOnlyList<Grant> grants, CancellationToken cancel)
    {
        var names = await regions.NamesAsync([.. grants.Select(x => x.RegionCode)], cancel);
        var officeIds = grants.Where(x => x.OfficeId is not null).Select(x => x.OfficeId!.Value).Distinct().ToList();
        var offices = officeIds.Count == 0 ? [] : await db.Set<Office>().AsNoTracking().Where(x => officeIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        return [.. grants.Select(x => new StaffGrantView(x.Id, x.Role, RoleNames.Of(x.Role), x.RegionCode, names[x.RegionCode],
            x.OfficeId, x.OfficeId is { } office ? offices.GetValueOrDefault(office) : null, x.From, x.To))];
    }
}
