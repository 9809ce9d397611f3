using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>An office as lists show it.</summary>
public sealed record OfficeView(Guid Id, OfficeKind Kind, string Name, string RegionCode, string RegionName, bool Active);

/// <summary>The list of offices, and setting up those that do not come of themselves (<see cref="Offices"/>): departments and village committees.</summary>
public sealed class OfficeRegister(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    /// <summary>Offices at and under a region, from the top down. What offices there are is no secret.</summary>
    public async Task<Page<OfficeView>> ListAsync(string? region, int limit, string? after, CancellationToken cancel)
    {
        var query = db.Set<Office>().AsNoTracking();
        if (!string.IsNullOrEmpty(region)) query = query.Under(x => x.RegionCode, region);
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (code, id) = Cursor.Read(cursor, x => (x[0].GetString() ?? "", x[1].GetGuid()));
            query = query.Where(x => string.Compare(x.RegionCode, code) > 0 || (x.RegionCode == code && x.Id > id));
        }

        var rows = await query.OrderBy(x => x.RegionCode).ThenBy(x => x.Id).Take(limit + 1).ToListAsync(cancel);
        var page = Page<Office>.Cut(rows, limit, x => [x.RegionCode, x.Id]);
        var names = await regions.NamesAsync([.. page.Items.Select(x => x.RegionCode)], cancel);
        return new Page<OfficeView>([.. page.Items.Select(x => Show(x, names[x.RegionCode]))], page.Next);
    }

    /// <exception cref="InvalidInput">No such region, or the wrong level for this kind.</exception>
    /// <exception cref="NotAllowed">Outside the actor's region.</exception>
    /// <exception cref="RuleViolation">The place has this office, or already its one office of this kind.</exception>
    public async Task<OfficeView> CreateAsync(Actor actor, OfficeKind kind, string name, string regionCode, CancellationToken cancel)
    {
        var region = await regions.ActiveAsync(regionCode, cancel) ?? throw StaffErrors.UnknownRegion();
        RegionLevel? needed = kind switch
        {
            OfficeKind.VillageCommittee => RegionLevel.Village,
            OfficeKind.Township => RegionLevel.Township,
            OfficeKind.County => RegionLevel.County,
            _ => null,
        };
        if (needed is { } level && region.Level != level) throw StaffErrors.OfficeNeedsLevel(level.ChineseName());
        if (!StaffAuthority.MayAdminister(actor, regionCode)) throw StaffErrors.OutsideYourRegion();
        name = name.Trim();
        // A place has many departments but one township, county or committee office: the one that answers for it.
        if (await db.Set<Office>().AnyAsync(x => x.RegionCode == regionCode && x.Kind == kind && (x.Name == name || kind != OfficeKind.Department), cancel))
            throw StaffErrors.OfficeExists();
        var office = new Office(clock.NewId(), kind, name, regionCode);
        db.Add(office);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "office.create", "office", office.Id, $"{kind} {regionCode}"));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw StaffErrors.OfficeExists();
        }

        return Show(office, (await regions.NamesAsync([regionCode], cancel))[regionCode]);
    }

    private static OfficeView Show(Office office, string regionName) =>
        new(office.Id, office.Kind, office.Name, office.RegionCode, regionName, office.Active);
}
