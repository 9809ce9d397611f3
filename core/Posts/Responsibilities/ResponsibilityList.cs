using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts.Responsibilities;

public sealed record PlaceView(string Code, string Name);

/// <summary>A leader with their places.</summary>
public sealed record ResponsibilityView(
    Guid Id, LeaderLevel Level, string LevelName, Guid PersonId, string? Name, string Title, Guid? StaffId, string? AreaName, IReadOnlyList<PlaceView> Places,
    DateOnly From, DateOnly? To, bool MayEdit, int Version);

/// <summary>The register of responsibilities for staff. Who answers for a place is no secret among them.</summary>
public sealed class ResponsibilityList(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    /// <summary>Those that touch a region on a day (today when null): inside it, or above it.</summary>
    public async Task<Page<ResponsibilityView>> ReadAsync(Actor actor, string regionCode, DateOnly? on, int limit, string? after, CancellationToken cancel)
    {
        if (on is { } given) DutyPostService.DemandDay(given, "on");
        var day = on ?? ChinaTime.Today(clock);
        var above = Region.PathOf(regionCode);
        var end = Region.EndOf(regionCode);
        var query = db.Set<Responsibility>().AsNoTracking().Where(x => x.From <= day && (x.To == null || x.To >= day) && x.Places.Any(p =>
            above.Contains(p.RegionCode) || (string.Compare(p.RegionCode, regionCode) >= 0 && string.Compare(p.RegionCode, end) < 0)));
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (code, id) = Cursor.Read(cursor, x => (x[0].GetString() ?? "", x[1].GetGuid()));
            query = query.Where(x => string.Compare(x.RegionCode, code) > 0 || (x.RegionCode == code && x.Id > id));
        }

        var rows = await query.OrderBy(x => x.RegionCode).ThenBy(x => x.Id).Take(limit + 1).Include(x => x.Places).ToListAsync(cancel);
        var page = Page<Responsibility>.Cut(rows, limit, x => [x.RegionCode, x.Id]);
        return new Page<ResponsibilityView>(await ShowAsync(actor, page.Items, cancel), page.Next);
    }

    /// <summary>Names to the ids and codes.</summary>
    public async Task<IReadOnlyList<ResponsibilityView>> ShowAsync(Actor actor, IReadOnlyList<Responsibility> rows, CancellationToken cancel)
    {
        var ids = rows.Select(x => x.PersonId).Distinct().ToList();
        var names = await db.Set<Person>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var places = await regions.NamesAsync([.. rows.SelectMany(x => x.Places.Select(p => p.RegionCode))], cancel, fromLength: 6);
        return [.. rows.Select(x => new ResponsibilityView(x.Id, x.Level, LevelName(x.Level), x.PersonId, names.GetValueOrDefault(x.PersonId), x.Title, x.StaffId, x.AreaName,
            [.. x.Places.Select(p => p.RegionCode).Order(StringComparer.Ordinal).Select(p => new PlaceView(p, places[p]))], x.From, x.To,
            ResponsibilityService.MayEdit(actor, x.Level, x.RegionCode), x.Version))];
    }

    public static string LevelName(LeaderLevel level) => level switch
    {
        LeaderLevel.Municipal => "市领导",
        LeaderLevel.County => "县领导",
        _ => "乡镇领导",
    };
}
