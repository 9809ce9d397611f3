using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Regions;

/// <summary>A region with the names above it, for a list or a picker.</summary>
public sealed record RegionView(
    string Code, string Name, RegionLevel Level, RegionKind? Kind, string? Parent, string FullName, bool Active);

/// <summary>One step on the way from the province to a place.</summary>
public sealed record RegionStep(string Code, string Name, RegionLevel Level);

/// <summary>A region with its way down from the top.</summary>
public sealed record RegionDetail(
    string Code, string Name, RegionLevel Level, RegionKind? Kind, string? Parent, string FullName, bool Active,
    IReadOnlyList<RegionStep> Path, string? SupersededBy);

/// <summary>Reads of the region tree.</summary>
public sealed class RegionQueries(EngagementDbContext db)
{
    /// <summary>Children of <paramref name="parent"/> (the top when null), or everything below it whose name contains <paramref name="search"/>.</summary>
    public async Task<Page<RegionView>> ListAsync(string? parent, string? search, int limit, string? after, CancellationToken cancel)
    {
        var query = db.Set<Region>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            query = query.Where(x => x.Active && x.Name.Contains(search.Trim()));
            if (parent is not null) query = query.Under(x => x.Code, parent);
        }
        else
        {
            query = query.Where(x => x.Parent == parent && x.Active);
        }

        if (Cursor.Decode(after, 1) is { } cursor)
        {
            var last = Cursor.Read(cursor, x => x[0].GetString() ?? "");
            query = query.Where(x => string.Compare(x.Code, last) > 0);
        }

        var rows = await query.OrderBy(x => x.Code).Take(limit + 1).ToListAsync(cancel);
        var names = await NamesAsync([.. rows.Select(x => x.Code)], cancel);
        return Page<RegionView>.Cut(
            [.. rows.Select(x => new RegionView(x.Code, x.Name, x.Level, x.Kind, x.Parent, names[x.Code], x.Active))], limit, x => [x.Code]);
    }

    public async Task<RegionDetail?> FindAsync(string code, CancellationToken cancel)
    {
        var path = Region.PathOf(code);
        var steps = await db.Set<Region>().AsNoTracking().Where(x => path.Contains(x.Code)).OrderBy(x => x.Code).ToListAsync(cancel);
        if (steps.LastOrDefault() is not { } region || region.Code != code) return null;
        return new RegionDetail(region.Code, region.Name, region.Level, region.Kind, region.Parent,
            string.Concat(steps.Select(x => x.Name)), region.Active,
            [.. steps.Select(x => new RegionStep(x.Code, x.Name, x.Level))], region.SupersededBy);
    }

    /// <summary>What the empty code, the scope of everything, is called.</summary>
    public const string Everywhere = "全部地区";

    /// <summary>Full names (province down to the place) of many codes with one query; an unknown code gives itself.</summary>
    /// <param name="codes">Codes of any level.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <param name="fromLength">Leaves out the levels whose codes are shorter: 9 gives township and village only.</param>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(
        IReadOnlyCollection<string> codes, CancellationToken cancel, int fromLength = 2)
    {
        var wanted = codes.Distinct().ToDictionary(x => x, x => Region.PathOf(x).Where(y => y.Length >= fromLength).ToList());
        var all = wanted.Values.SelectMany(x => x).Distinct().ToList();
        var names = await db.Set<Region>().AsNoTracking().Where(x => all.Contains(x.Code))
            .Select(x => new { x.Code, x.Name }).ToDictionaryAsync(x => x.Code, x => x.Name, cancel);
        return wanted.ToDictionary(x => x.Key, x => string.Concat(x.Value.Select(y => names.GetValueOrDefault(y)))
            is { Length: > 0 } name ? name : x.Key.Length == 0 ? Everywhere : x.Key);
    }

    /// <summary>The region when it exists and is in use; null otherwise.</summary>
    public Task<Region?> ActiveAsync(string code, CancellationToken cancel) =>
        db.Set<Region>().AsNoTracking().FirstOrDefaultAsync(x => x.Code == code && x.Active, cancel);
}
