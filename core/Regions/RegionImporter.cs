using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Regions;

/// <summary>What an import changed, or why nothing was.</summary>
public sealed record RegionImport(int Added, int Renamed, int Deactivated, IReadOnlyList<RegionRowError> Errors);

/// <summary>Loads a region list: all or nothing.</summary>
public sealed class RegionImporter(EngagementDbContext db)
{
    /// <summary>Adds new codes, renames known ones, deactivates those that vanished under the lowest common ancestor of the file's leaves.
    /// With any bad row nothing is imported and all of them are reported.</summary>
    public async Task<RegionImport> ImportAsync(Stream csv, CancellationToken cancel)
    {
        var known = await db.Set<Region>().ToDictionaryAsync(x => x.Code, cancel);
        var file = RegionCsv.Parse(csv, known.Keys.ToHashSet());
        if (file.Errors.Count > 0) return new RegionImport(0, 0, 0, file.Errors);

        int added = 0, renamed = 0, deactivated = 0;
        foreach (var row in file.Rows)
        {
            if (!known.TryGetValue(row.Code, out var region))
            {
                db.Add(new Region(row.Code, row.Name, row.Level, row.Parent,
                    row.Level == RegionLevel.Village ? RegionKinds.GuessKind(row.Name) : null));
                added++;
                continue;
            }

            if (region.Name != row.Name) renamed++;
            region.Confirm(row.Name);
        }

        var present = file.Rows.Select(x => x.Code).ToHashSet();
        var scope = CommonAncestor(file.Rows);
        foreach (var region in known.Values.Where(x => x.Active && x.Code.StartsWith(scope, StringComparison.Ordinal) && !present.Contains(x.Code)))
        {
            region.Deactivate();
            deactivated++;
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return new RegionImport(added, renamed, deactivated, []);
    }

    /// <summary>The longest code that all leaves lie under. A list of one county must not switch off the next one.</summary>
    internal static string CommonAncestor(IReadOnlyList<RegionRow> rows)
    {
        var parents = rows.Select(x => x.Parent).ToHashSet();
        IReadOnlyList<string>? common = null;
        foreach (var leaf in rows.Where(x => !parents.Contains(x.Code)))
        {
            var path = Region.PathOf(leaf.Code);
            common = common is null ? path : [.. common.Zip(path).TakeWhile(x => x.First == x.Second).Select(x => x.First)];
        }

        // Nothing in common but the country itself: then nothing may be switched off.
        return common is { Count: > 0 } ? common[^1] : "\uffff";
    }
}
