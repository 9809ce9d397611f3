using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts.Responsibilities;

/// <summary>How much of a county or township is covered.</summary>
/// <param name="Villages">Active regions of kind village.</param>
/// <param name="Covered">Of those, how many have a leader who answers for the village by name.</param>
/// <param name="Leaders">Different leaders who do.</param>
/// <param name="AreaLeaders">Different leaders who answer for an area, township or county in or around it.</param>
/// <param name="Share">Covered ÷ villages, 0 to 1; 1 where there is no village.</param>
/// <param name="Heat">0 (none covered) to 4 (all), for the colour of the cell.</param>
public sealed record CoverageRow(
    string RegionCode, string RegionName, RegionLevel Level, int Villages, int Covered, int Uncovered, int Leaders, int AreaLeaders, double Share, int Heat);

/// <summary>What the figures count, in a sentence, and what they leave out.</summary>
public sealed record CoverageBasis(string Sentence, int Villages, int Communities, int Others);

public sealed record Coverage(DateOnly On, CoverageBasis Basis, CoverageRow Total, IReadOnlyList<CoverageRow> Counties, IReadOnlyList<CoverageRow> Townships);

/// <summary>A village nobody answers for by name.</summary>
public sealed record UncoveredVillage(string RegionCode, string RegionName, bool HasAreaLeader);

/// <summary>Which villages have a leader and which have none.</summary>
public sealed class CoverageQuery(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    private const string Sentence = "只统计区划代码表中类别为“村”的单位（村民委员会），社区居委会和农场等其他单位不计入；与各地上报的行政村数可能不同。有领导直接包到本村才算覆盖，只包到乡镇、片或县的不算。";

    /// <summary>Figures for a region and every county and township in it on a day, today when null.</summary>
    /// <exception cref="InvalidInput">No such region.</exception>
    public async Task<Coverage> ReadAsync(string regionCode, DateOnly? on, CancellationToken cancel)
    {
        var region = await regions.ActiveAsync(regionCode, cancel) ?? throw new InvalidInput("region", "没有找到该地区。");
        var day = Day(on);
        var villages = await db.Set<Region>().AsNoTracking().Under(x => x.Code, regionCode).Where(x => x.Active && x.Level == RegionLevel.Village)
            .Select(x => new { x.Code, x.Kind }).ToListAsync(cancel);
        var upper = await db.Set<Region>().AsNoTracking().Under(x => x.Code, regionCode)
            .Where(x => x.Active && (x.Level == RegionLevel.County || x.Level == RegionLevel.Township)).OrderBy(x => x.Code).ToListAsync(cancel);
        var above = Region.PathOf(regionCode);
        var end = Region.EndOf(regionCode);
        var answered = await (from place in db.Set<ResponsibilityPlace>().AsNoTracking()
                              join it in db.Set<Responsibility>() on place.ResponsibilityId equals it.Id
                              where it.From <= day && (it.To == null || it.To >= day)
                                  && (above.Contains(place.RegionCode) || (string.Compare(place.RegionCode, regionCode) >= 0 && string.Compare(place.RegionCode, end) < 0))
                              select new Answer(place.RegionCode, it.PersonId)).ToListAsync(cancel);
        var counted = villages.Where(x => x.Kind == RegionKind.Village).Select(x => x.Code).ToList();
        var direct = answered.Where(x => x.Place.Length == Region.CodeMaxLength).ToLookup(x => x.Place, x => x.Leader);
        var wide = answered.Where(x => x.Place.Length < Region.CodeMaxLength).ToList();
        CoverageRow Row(Region of, IReadOnlyCollection<string> codes)
        {
            var covered = codes.Count(direct.Contains);
            var share = codes.Count == 0 ? 1 : (double)covered / codes.Count;
            return new CoverageRow(of.Code, of.Name, of.Level, codes.Count, covered, codes.Count - covered, codes.SelectMany(x => direct[x]).Distinct().Count(),
                wide.Where(x => x.Place.StartsWith(of.Code, StringComparison.Ordinal) || of.Code.StartsWith(x.Place, StringComparison.Ordinal)).Select(x => x.Leader).Distinct().Count(),
                Math.Round(share, 4), share >= 1 ? 4 : (int)Math.Ceiling(share * 3));
        }

        var byCounty = counted.ToLookup(x => x[..6]);
        var byTownship = counted.ToLookup(x => x[..9]);
        return new Coverage(day,
            new CoverageBasis(Sentence, counted.Count, villages.Count(x => x.Kind == RegionKind.Community), villages.Count(x => x.Kind is not (RegionKind.Village or RegionKind.Community))),
            Row(region, counted),
            [.. upper.Where(x => x.Level == RegionLevel.County).Select(x => Row(x, [.. byCounty[x.Code]]))],
            [.. upper.Where(x => x.Level == RegionLevel.Township).Select(x => Row(x, [.. byTownship[x.Code]]))]);
    }

    /// <summary>The villages of a region without a leader of their own, by code.</summary>
    public async Task<Page<UncoveredVillage>> UncoveredAsync(string regionCode, DateOnly? on, int limit, string? after, CancellationToken cancel)
    {
        var day = Day(on);
        var query = db.Set<Region>().AsNoTracking().Under(x => x.Code, regionCode).Where(x => x.Active && x.Level == RegionLevel.Village && x.Kind == RegionKind.Village
            && !db.Set<ResponsibilityPlace>().Any(p => p.RegionCode == x.Code
                && db.Set<Responsibility>().Any(r => r.Id == p.ResponsibilityId && r.From <= day && (r.To == null || r.To >= day))));
        if (Cursor.Decode(after, 1) is { } cursor)
        {
            var last = Cursor.Read(cursor, x => x[0].GetString() ?? "");
            query = query.Where(x => string.Compare(x.Code, last) > 0);
        }

        var page = Page<string>.Cut(await query.OrderBy(x => x.Code).Select(x => x.Code).Take(limit + 1).ToListAsync(cancel), limit, x => [x]);
        var names = await regions.NamesAsync(page.Items, cancel, fromLength: 6);
        var above = page.Items.SelectMany(Region.PathOf).Where(x => x.Length is 6 or 9).Distinct().ToList();
        var wide = await db.Set<ResponsibilityPlace>().AsNoTracking().Where(p => above.Contains(p.RegionCode)
            && db.Set<Responsibility>().Any(r => r.Id == p.ResponsibilityId && r.From <= day && (r.To == null || r.To >= day))).Select(x => x.RegionCode).Distinct().ToListAsync(cancel);
        return new Page<UncoveredVillage>([.. page.Items.Select(x => new UncoveredVillage(x, names[x], wide.Exists(w => x.StartsWith(w, StringComparison.Ordinal))))], page.Next);
    }

    private DateOnly Day(DateOnly? on)
    {
        if (on is { } day) DutyPostService.DemandDay(day, "on");
        return on ?? ChinaTime.Today(clock);
    }

    private sealed record Answer(string Place, Guid Leader);
}
