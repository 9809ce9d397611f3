using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Statistics;

/// <summary>Response, resolution and satisfaction of a region and period, whole and by group, with the earlier period beside. Sealed cases are
/// counted for everybody who may read the figures; their list (<see cref="FigureCasesQuery"/>) shows them to nobody who may not see them.</summary>
public sealed class ThreeRatesQuery(EngagementDbContext db, TallyQuery tallies, CategoryCatalog categories, RegionQueries regions, StatisticsOptions options, TimeProvider clock)
{
    private static readonly RatesBy[] ForVillagers = [RatesBy.None, RatesBy.Village, RatesBy.Category, RatesBy.Month];

    /// <exception cref="InvalidInput">No such region, a period that ends before it begins or is too long, too many groups.</exception>
    /// <exception cref="NotAllowed">The region is not the actor's, or villagers may not ask so.</exception>
    public async Task<ThreeRates> AskAsync(Actor actor, RatesScope scope, RatesBy by, RatesCompare compare, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await DemandAsync(actor, scope, cancel);
        if (!actor.IsStaff && !ForVillagers.Contains(by)) throw StatisticsErrors.NotForVillagers();
        if ((by == RatesBy.Village && scope.Region.Length < 6) || (by == RatesBy.Township && scope.Region.Length < 4)) throw StatisticsErrors.TooManyGroups();
        var now = clock.UtcNow();
        var (total, groups) = await CountAsync(scope, by, now, cancel);
        var apart = await tallies.CountAsync(scope, RatesBy.None, onBehalf: true, now, cancel);
        var earlier = Earlier(scope, compare);
        var (totalBefore, before) = earlier is null ? (null, null) : await CountAsync(earlier, by, now, cancel);
        var names = await NamesAsync(by, scope, [.. groups.Keys], cancel);
        var places = LevelOf(by) is not null;
        if (places)
            foreach (var code in names.Keys) groups.TryAdd(code, Tally.Nothing(code));
        var open = actor.IsStaff;
        var shown = RatesMapping.Rank(
            [.. groups.Values.Select(x => RatesMapping.Show(x, names.GetValueOrDefault(x.Key, x.Key), options.MinimumSample, open) with
            {
                Previous = before is null ? null : RatesMapping.Show(before.GetValueOrDefault(x.Key) ?? Tally.Nothing(x.Key), names.GetValueOrDefault(x.Key, x.Key), options.MinimumSample, open),
            })],
            groups, places, options.MinimumSample);
        var place = (await regions.NamesAsync([scope.Region], cancel))[scope.Region];
        return new ThreeRates(scope.Region, place, scope.From, scope.To, now, by, options.MinimumSample, RatesFormula.Of(options.MinimumSample),
            RatesMapping.Show(total, place, options.MinimumSample, open) with
            {
                Previous = totalBefore is null ? null : RatesMapping.Show(totalBefore, place, options.MinimumSample, open),
            },
            RatesMapping.Show(apart.SingleOrDefault() ?? Tally.Nothing(""), place, options.MinimumSample, open), shown, earlier?.From, earlier?.To);
    }

    /// <summary>Staff by region, villagers for their own village and township.</summary>
    /// <exception cref="InvalidInput">No such region or period.</exception>
    /// <exception cref="NotAllowed">Not theirs.</exception>
    public async Task DemandAsync(Actor actor, RatesScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.To < scope.From || scope.To.DayNumber - scope.From.DayNumber >= StatisticsErrors.MaxDays) throw StatisticsErrors.WrongPeriod();
        if (actor.IsStaff ? !actor.Holds(scope.Region, Enum.GetValues<Role>()) : !await IsHomeAsync(actor, scope.Region, cancel))
            throw actor.IsStaff ? StatisticsErrors.ElsewhereForStaff() : StatisticsErrors.ElsewhereForVillager();
        if (!await db.Set<Region>().AnyAsync(x => x.Code == scope.Region, cancel)) throw StatisticsErrors.NoRegion();
    }

    private async Task<bool> IsHomeAsync(Actor actor, string region, CancellationToken cancel)
    {
        if (region.Length < 9 || actor.PersonId is null) return false;
        var home = await db.Set<Person>().AsNoTracking().Where(x => x.Id == actor.PersonId).Select(x => x.RegionCode).FirstOrDefaultAsync(cancel);
        return home is not null && (home == region || home[..Math.Min(9, home.Length)] == region);
    }

    /// <summary>The whole is the sum of its groups: they are disjoint, so it need not be counted again.</summary>
    private async Task<(Tally Total, Dictionary<string, Tally> Groups)> CountAsync(RatesScope scope, RatesBy by, DateTime now, CancellationToken cancel)
    {
        var counted = await tallies.CountAsync(scope, by, onBehalf: false, now, cancel);
        var total = counted.Aggregate(Tally.Nothing(""), (sum, x) => sum.Plus(x));
        switch (by)
        {
            case RatesBy.None:
                return (total, []);
            case RatesBy.County:
                return (total, AddUp(x => x[..6]));
            case RatesBy.Priority:
                var priorities = (await categories.ListAsync(cancel)).ToDictionary(x => x.Code, x => x.Priority);
                return (total, AddUp(x => RatesMapping.Word(priorities.GetValueOrDefault(x))));
            default:
                return (total, counted.ToDictionary(x => x.Key));
        }

        Dictionary<string, Tally> AddUp(Func<string, string> keyOf) =>
            counted.GroupBy(x => keyOf(x.Key)).ToDictionary(x => x.Key, x => x.Aggregate(Tally.Nothing(x.Key), (sum, y) => sum.Plus(y)));
    }

    /// <summary>Null where the groups are no places. Places are ranked.</summary>
    private static RegionLevel? LevelOf(RatesBy by) => by switch
    {
        RatesBy.County => RegionLevel.County,
        RatesBy.Township => RegionLevel.Township,
        RatesBy.Village => RegionLevel.Village,
        _ => null,
    };

    /// <summary>What the groups are called, by key; a place nothing was filed in has a name, too.</summary>
    internal async Task<Dictionary<string, string>> NamesAsync(RatesBy by, RatesScope scope, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        if (LevelOf(by) is { } level)
        {
            var under = db.Set<Region>().AsNoTracking().Under(x => x.Code, scope.Region).Where(x => x.Level == level && x.Active);
            // Those that hold cases are named even when they are abolished, or lie around the region and not in it.
            return await under.Union(db.Set<Region>().AsNoTracking().Where(x => EF.Parameter(keys).Contains(x.Code))).ToDictionaryAsync(x => x.Code, x => x.Name, cancel);
        }

        switch (by)
        {
            case RatesBy.Category:
                return (await categories.ListAsync(cancel)).ToDictionary(x => x.Code, x => x.Name);
            case RatesBy.Owner:
                var ids = keys.Select(Guid.Parse).ToList();
                return await db.Set<Office>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id.ToString(), x => x.Name, cancel);
            case RatesBy.Month:
                return keys.ToDictionary(x => x, x => $"{x[..4]}年{int.Parse(x[5..])}月");
            case RatesBy.Priority:
                return Enum.GetValues<CasePriority>().ToDictionary(RatesMapping.Word, RatesMapping.Name);
            default:
                return [];
        }
    }

    private static RatesScope? Earlier(RatesScope scope, RatesCompare compare) => compare switch
    {
        RatesCompare.Span => scope with { From = scope.From.AddDays(scope.From.DayNumber - scope.To.DayNumber - 1), To = scope.From.AddDays(-1) },
        // A whole month is compared with the whole month before, however long it was.
        RatesCompare.Month => scope with { From = scope.From.AddMonths(-1), To = IsMonthEnd(scope.To) ? new DateOnly(scope.To.Year, scope.To.Month, 1).AddDays(-1) : scope.To.AddMonths(-1) },
        RatesCompare.Year => scope with { From = scope.From.AddYears(-1), To = IsMonthEnd(scope.To) ? MonthEnd(scope.To.AddYears(-1)) : scope.To.AddYears(-1) },
        _ => null,
    };

    private static bool IsMonthEnd(DateOnly day) => day == MonthEnd(day);

    private static DateOnly MonthEnd(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
