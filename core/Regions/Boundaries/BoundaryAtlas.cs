using System.Text.Json;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Regions.Boundaries;

/// <summary>What an import changes (preview) or changed, or why nothing was.</summary>
public sealed record BoundaryImport(bool Preview, int Added, int Redrawn, IReadOnlyList<BoundaryError> Errors);

/// <summary>A region with its outline.</summary>
/// <param name="Polygons">Polygons of rings of WGS-84 [longitude, latitude], as in a GeoJSON MultiPolygon.</param>
public sealed record BoundaryView(string Code, string Name, double[][][][] Polygons);

/// <summary>Outlines of regions: brought in by an administrator from what the office has, shown under figures by place.</summary>
public sealed class BoundaryAtlas(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>All or nothing; with any fault nothing is taken and all are reported. Outlines of other regions stay.</summary>
    /// <exception cref="NotAllowed">The actor is neither an administrator of everything nor the command line.</exception>
    public async Task<BoundaryImport> ImportAsync(Actor actor, Stream file, bool preview, CancellationToken cancel)
    {
        if (actor.Kind != ActorKind.System && !actor.Holds("", Role.Administrator)) throw new NotAllowed("只有系统管理员可以导入边界。");
        if (file.Length > BoundaryFile.MaxBytes) return new BoundaryImport(preview, 0, 0, [new BoundaryError(0, null, $"文件超过 {BoundaryFile.MaxBytes / 1024 / 1024} MB，请先简化边界或分县导入。")]);
        var (drafts, faults) = BoundaryFile.Parse(file);
        var codes = drafts.Select(x => x.Code).Distinct().ToList();
        var known = await db.Set<Region>().AsNoTracking().Where(x => codes.Contains(x.Code) && x.Active).Select(x => x.Code).ToHashSetAsync(cancel);
        List<BoundaryError> errors = [.. faults, .. drafts.Where(x => !known.Contains(x.Code)).Select(x => new BoundaryError(x.Feature, x.Code, "系统里没有这个区划代码。"))];
        errors.AddRange(drafts.GroupBy(x => x.Code).SelectMany(x => x.Skip(1), (x, again) => new BoundaryError(again.Feature, x.Key, $"与第 {x.First().Feature} 个是同一个地区。")));
        if (errors.Count > 0) return new BoundaryImport(preview, 0, 0, [.. errors.OrderBy(x => x.Feature)]);
        var drawn = await db.Set<RegionBoundary>().Where(x => codes.Contains(x.Code)).ToDictionaryAsync(x => x.Code, cancel);
        var import = new BoundaryImport(preview, drafts.Count - drawn.Count, drawn.Count, []);
        if (preview) return import;
        var now = clock.UtcNow();
        foreach (var draft in drafts)
        {
            var polygons = JsonSerializer.Serialize(draft.Polygons);
            if (drawn.TryGetValue(draft.Code, out var it)) it.Draw(polygons, now);
            else db.Add(new RegionBoundary(draft.Code, polygons, now));
        }

        db.Add(AuditLine.Of(actor, now, "region.import_boundaries", "region", null, $"+{import.Added} ~{import.Redrawn}"));
        await db.SaveChangesAsync(cancel);
        return import;
    }

    /// <summary>Those of the places directly below a region that have one.</summary>
    public async Task<IReadOnlyList<BoundaryView>> UnderAsync(string parent, CancellationToken cancel)
    {
        var rows = await (from region in db.Set<Region>().AsNoTracking()
                          join it in db.Set<RegionBoundary>() on region.Code equals it.Code
                          where region.Parent == parent && region.Active
                          orderby region.Code
                          select new { region.Code, region.Name, it.Polygons }).ToListAsync(cancel);
        return [.. rows.Select(x => new BoundaryView(x.Code, x.Name, JsonSerializer.Deserialize<double[][][][]>(x.Polygons)!))];
    }
}
