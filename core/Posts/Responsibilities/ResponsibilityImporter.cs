using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts.Responsibilities;

/// <summary>A line of what an import does: <c>added</c>, <c>unchanged</c>, <c>ended</c>.</summary>
public sealed record ImportedResponsibility(string Change, LeaderLevel Level, string Name, string Title, string? AreaName, IReadOnlyList<PlaceView> Places);

/// <summary>What an import changes (preview) or changed, or why nothing was.</summary>
/// <param name="Rows">The first 200 lines.</param>
public sealed record ResponsibilityImport(
    bool Preview, int Added, int Unchanged, int Ended, IReadOnlyList<ImportedResponsibility> Rows, IReadOnlyList<ImportRowError> Errors);

/// <summary>Loads a list of leaders: all or nothing, and shown before it is done.</summary>
public sealed class ResponsibilityImporter(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    private const int RowsShown = 200;

    /// <summary>Lines that say what already holds change nothing; a second import of the same file is therefore empty.</summary>
    /// <param name="actor">Township for its own leaders, county for all.</param>
    /// <param name="regionCode">County or township the list is of; names are looked up in it.</param>
    /// <param name="file">Seekable; CSV or XLSX.</param>
    /// <param name="endOthers">Whoever answers in the region today at one of the file's levels and is not in it ends on the eve of the file's first day.</param>
    /// <param name="preview">Only say what would change.</param>
    /// <param name="cancel">Cancels the work.</param>
    public async Task<ResponsibilityImport> ImportAsync(Actor actor, string regionCode, Stream file, bool endOthers, bool preview, CancellationToken cancel)
    {
        if (regionCode.Length < 6 || await regions.ActiveAsync(regionCode, cancel) is null) throw new InvalidInput("region", "请选择县（市、区）或乡镇（街道）。");
        if (!actor.Holds(regionCode, Role.TownshipStaff, Role.CountyOffice)) throw PostErrors.OutsideYourRegion();
        var (rows, faults) = ResponsibilityFile.Parse(file);
        var errors = faults.ToList();
        var today = ChinaTime.Today(clock);
        var held = await HeldAsync(regionCode, today, cancel);
        var accounts = await AccountsAsync(rows, cancel);
        var places = await PlacesAsync(regionCode, cancel);
        List<Wanted> wanted = [];
        foreach (var row in rows)
        {
            List<string> codes = [];
            foreach (var word in row.Places)
            {
                var found = places.Of(word, row.Level);
                if (found.Count == 1) codes.Add(found[0]);
                else errors.Add(ResponsibilityFile.Error(row.Line, word, found.Count == 0 ? "unknown_place" : "ambiguous_place",
                    found.Count == 0 ? "在该地区没有找到这个包保地区，请核对名称，或填写地区代码。" : "有不止一个同名地区，请填写地区代码。"));
            }

            Guid? account = null;
            if (row.Account is { } name && !accounts.TryGetValue(name.ToUpperInvariant(), out account)) errors.Add(ResponsibilityFile.Error(row.Line, name, "unknown_account", "没有找到该账号，或已离岗。"));
            if (codes.Count == 0) continue;
            if (!ResponsibilityService.Fits(row.Level, codes)) errors.Add(ResponsibilityFile.Error(row.Line, string.Join('、', row.Places), "wrong_level", PostErrors.WrongPlaceLevel().Message));
            else if (!ResponsibilityService.MayEdit(actor, row.Level, Responsibility.CommonRegion(codes))) errors.Add(ResponsibilityFile.Error(row.Line, string.Join('、', row.Places), "not_allowed", PostErrors.OutsideYourRegion().Message));
            else wanted.Add(new Wanted(row, codes, account));
        }

        if (errors.Count > 0) return new ResponsibilityImport(preview, 0, 0, 0, [], [.. errors.OrderBy(x => x.Line)]);
        return await CarryOutAsync(actor, regionCode, wanted, held, endOthers, preview, today, cancel);
    }

    private async Task<ResponsibilityImport> CarryOutAsync(
        Actor actor, string regionCode, List<Wanted> wanted, List<Held> held, bool endOthers, bool preview, DateOnly today, CancellationToken cancel)
    {
        List<(string Change, LeaderLevel Level, string Name, string Title, string? Area, IReadOnlyList<string> Codes)> shown = [];
        var people = held.GroupBy(x => (x.It.Level, x.Name, x.It.Title)).ToDictionary(x => x.Key, x => x.First().It.PersonId);
        var now = clock.UtcNow();
        var (added, unchanged) = (0, 0);
        foreach (var group in wanted.GroupBy(x => (x.Row.Level, x.Row.Name, x.Row.Title, x.Row.AreaName, x.Row.From, x.Row.To, x.Account)))
        {
            var (level, name, title, area, from, to, account) = group.Key;
            var has = held.Where(x => x.It.Level == level && x.Name == name && x.It.Title == title).SelectMany(x => x.It.Places.Select(p => p.RegionCode)).ToHashSet();
            var codes = group.SelectMany(x => x.Codes).Distinct().ToList();
            var missing = codes.Where(x => !has.Contains(x)).ToList();
            if (codes.Count > missing.Count) shown.Add(("unchanged", level, name, title, area, [.. codes.Except(missing)]));
            unchanged += codes.Count - missing.Count;
            if (missing.Count == 0) continue;
            if (!people.TryGetValue((level, name, title), out var person))
            {
                var leader = new Person(clock.NewId(), name, null, now);
                if (!preview) db.Add(leader);
                people[(level, name, title)] = person = leader.Id;
            }

            added += missing.Count;
            shown.Add(("added", level, name, title, area, missing));
            if (!preview) db.Add(new Responsibility(clock.NewId(), level, person, title, account, area, missing, from ?? today, to));
        }

        var first = wanted.Min(x => x.Row.From ?? today);
        var ended = endOthers ? held.Where(x => x.It.RegionCode.StartsWith(regionCode, StringComparison.Ordinal) && x.It.From < first
            && wanted.Exists(w => w.Row.Level == x.It.Level)
            && !wanted.Exists(w => w.Row.Level == x.It.Level && w.Row.Name == x.Name && w.Row.Title == x.It.Title && w.Codes.Exists(c => x.It.Places.Any(p => p.RegionCode == c)))).ToList() : [];
        foreach (var it in ended)
        {
            shown.Add(("ended", it.It.Level, it.Name ?? "", it.It.Title, it.It.AreaName, [.. it.It.Places.Select(x => x.RegionCode)]));
            if (!preview) it.It.End(first.AddDays(-1));
        }

        if (preview)
        {
            db.ChangeTracker.Clear();
        }
        else
        {
            db.Add(AuditLine.Of(actor, now, "responsibility.import", ResponsibilityService.Target, null, $"{regionCode} +{added} -{ended.Count}"));
            await db.SaveChangesAsync(cancel);
        }

        var names = await regions.NamesAsync([.. shown.Take(RowsShown).SelectMany(x => x.Codes)], cancel, fromLength: 9);
        return new ResponsibilityImport(preview, added, unchanged, ended.Sum(x => x.It.Places.Count),
            [.. shown.Take(RowsShown).Select(x => new ImportedResponsibility(x.Change, x.Level, x.Name, x.Title, x.Area,
                [.. x.Codes.Select(c => new PlaceView(c, names[c] is { Length: > 0 } full ? full : c))]))], []);
    }

    private async Task<List<Held>> HeldAsync(string regionCode, DateOnly day, CancellationToken cancel)
    {
        var above = Region.PathOf(regionCode);
        var end = Region.EndOf(regionCode);
        var found = await db.Set<Responsibility>().Include(x => x.Places).Where(x => (x.To == null || x.To >= day)
            && (above.Contains(x.RegionCode) || (string.Compare(x.RegionCode, regionCode) >= 0 && string.Compare(x.RegionCode, end) < 0))).ToListAsync(cancel);
        var ids = found.Select(x => x.PersonId).Distinct().ToList();
        var names = await db.Set<Person>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        return found.ConvertAll(x => new Held(x, names.GetValueOrDefault(x.PersonId)));
    }

    private async Task<Dictionary<string, Guid?>> AccountsAsync(IReadOnlyList<ResponsibilityRow> rows, CancellationToken cancel)
    {
        var names = rows.Where(x => x.Account is not null).Select(x => x.Account!.ToUpperInvariant()).Distinct().ToList();
        return await db.Set<StaffUser>().AsNoTracking().Where(x => names.Contains(x.NormalizedUserName!) && x.LeftAt == null)
            .ToDictionaryAsync(x => x.NormalizedUserName!, x => (Guid?)x.Id, cancel);
    }

    private async Task<Gazetteer> PlacesAsync(string regionCode, CancellationToken cancel)
    {
        var above = Region.PathOf(regionCode).Where(x => x.Length >= 6).ToList();
        var end = Region.EndOf(regionCode);
        return new Gazetteer(await db.Set<Region>().AsNoTracking().Where(x => x.Active
                && (above.Contains(x.Code) || (string.Compare(x.Code, regionCode) >= 0 && string.Compare(x.Code, end) < 0)))
            .Select(x => new KeyValuePair<string, string>(x.Code, x.Name)).ToListAsync(cancel));
    }

    private sealed record Wanted(ResponsibilityRow Row, List<string> Codes, Guid? Account);

    private sealed record Held(Responsibility It, string? Name);

    /// <summary>Places by code or by name as people write it: with or without 村委会, 镇, 街道.</summary>
    private sealed class Gazetteer(IReadOnlyList<KeyValuePair<string, string>> places)
    {
        private static readonly string[] Endings = ["村民委员会", "居民委员会", "村委会", "居委会", "社区", "村", "街道", "镇", "乡", "县", "市", "区"];

        /// <summary>The endings before this one are a village's.</summary>
        private static readonly int Lower = Array.IndexOf(Endings, "街道");

        private readonly HashSet<string> codes = [.. places.Select(x => x.Key)];
        private readonly ILookup<string, string> exact = places.ToLookup(x => x.Value, x => x.Key);
        private readonly ILookup<string, string> bare = places.ToLookup(x => Bare(x.Value), x => x.Key);

        public List<string> Of(string word, LeaderLevel level)
        {
            if (word.All(char.IsAsciiDigit)) return codes.Contains(word) ? [word] : [];
            bool Right(string code) => level switch { LeaderLevel.Municipal => code.Length == 6, LeaderLevel.County => code.Length is 9 or 12, _ => code.Length == 12 };
            var found = exact[word].Where(Right).ToList();
            // What a word ends in says its level: 柳树镇 is never the village 柳树村.
            if (found.Count == 0) found = [.. bare[Bare(word)].Where(x => Right(x) && (EndingOf(word) is not { } ending || Array.IndexOf(Endings, ending) < Lower == (x.Length == 12)))];
            // 仙人洞 is a township and perhaps a village of it: what the word ends in decides, and else the larger place.
            if (found.Count > 1 && level == LeaderLevel.County && found.Select(x => x.Length).Distinct().Count() > 1)
            {
                var length = word.EndsWith('村') ? 12 : found.Min(x => x.Length);
                found = [.. found.Where(x => x.Length == length)];
            }

            return found;
        }

        private static string? EndingOf(string name) => Array.Find(Endings, x => name.Length > x.Length && name.EndsWith(x, StringComparison.Ordinal));

        private static string Bare(string name) => name[..^(EndingOf(name)?.Length ?? 0)];
    }
}
