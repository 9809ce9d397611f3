using System.Linq.Expressions;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Statistics;

/// <summary>The cases of one group: the key as <see cref="RatesView.Key"/> has it.</summary>
public sealed record RatesGroup(RatesBy By, string Key);

/// <summary>The cases behind a figure.</summary>
/// <param name="Items">Those the reader may see, newest first.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="Count">How many the figure counts.</param>
/// <param name="NotListed">How many of them the reader may not see: counted, but not shown.</param>
/// <param name="Name">What the figure is called.</param>
/// <param name="GroupName">What the group is called; the region when none was asked for.</param>
public sealed record FigureCases(IReadOnlyList<CaseListItem> Items, string? Next, int Count, int NotListed, string Name, string GroupName);

/// <summary>From each figure to its cases, for staff.</summary>
public sealed class FigureCasesQuery(EngagementDbContext db, ThreeRatesQuery rates, CategoryCatalog categories, RegionQueries regions, CaseNames names, TimeProvider clock)
{
    /// <param name="actor">Staff of the region.</param>
    /// <param name="scope">As for the figures.</param>
    /// <param name="group">One group of the breakdown, or the whole.</param>
    /// <param name="onBehalf">Of those staff filed for somebody, or of those citizens filed; null for what the figure counts: citizens' cases in the
    /// rates, all in a report's happenings.</param>
    /// <param name="figure">Key of a <see cref="Figure"/>, a rate and <c>missed</c> or <c>denominator</c>, or a <see cref="HappeningCount.Figure"/>.</param>
    /// <param name="limit">Rows per page.</param>
    /// <param name="after">Cursor.</param>
    /// <param name="cancel">Cancels the queries.</param>
    /// <exception cref="InvalidInput">No such figure, group, region, period or cursor.</exception>
    /// <exception cref="NotAllowed">The region is not the actor's.</exception>
    public async Task<FigureCases> ListAsync(
        Actor actor, RatesScope scope, RatesGroup? group, bool? onBehalf, string figure, int limit, string? after, CancellationToken cancel)
    {
        if (!actor.IsStaff) throw StatisticsErrors.NotForVillagers();
        await rates.DemandAsync(actor, scope, cancel);
        var now = clock.UtcNow();
        var counted = await InGroupAsync(OfScope(scope, onBehalf ?? (HappeningCount.Read(figure) is null ? false : (bool?)null)).Where(ConditionOf(figure, now)), group, cancel);
        var seen = counted.Where(CaseAccess.VisibleTo(actor));
        var page = seen;
        if (Cursor.Decode(after, 2) is { } values)
        {
            var (at, id) = Cursor.Read(values, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            page = page.Where(x => x.FiledAt <= at && (x.FiledAt < at || x.Id < id));
        }

        var rows = await page.OrderByDescending(x => x.FiledAt).ThenByDescending(x => x.Id).Take(limit + 1).Select(CaseQueries.ToItem(now)).ToListAsync(cancel);
        var cut = Page<CaseListItem>.Cut(rows, limit, x => [x.FiledAt, x.Id]);
        var count = await counted.CountAsync(cancel);
        var place = group is null ? (await regions.NamesAsync([scope.Region], cancel))[scope.Region]
            : (await rates.NamesAsync(group.By, scope, [group.Key], cancel)).GetValueOrDefault(group.Key, group.Key);
        return new FigureCases(await names.FillAsync(cut.Items, cancel), cut.Next, count, count - await seen.CountAsync(cancel), NameOf(figure), place);
    }

    private static string NameOf(string figure) => Figure.Find(figure)?.Name ?? figure switch
    {
        "response.denominator" => "计入响应率的案件",
        "resolution.denominator" => "计入解决率的案件",
        "resolution.missed" => "未解决",
        _ => "有评价的案件",
    };

    /// <summary>A figure, or the sum of a rate's parts.</summary>
    private static Expression<Func<Case, bool>> ConditionOf(string figure, DateTime now)
    {
        if (Figure.Find(figure) is { } one) return one.Where(now);
        if (HappeningCount.Read(figure) is { } type) return x => x.Timeline.Any(line => line.Type == type);
        var parts = Figure.All.Where(x => figure switch
        {
            "response.denominator" => x is { Kind: RateKind.Response, Role: FigureRole.Numerator or FigureRole.Missed },
            "resolution.denominator" => x is { Kind: RateKind.Resolution, Role: FigureRole.Numerator or FigureRole.Missed },
            "resolution.missed" => x is { Kind: RateKind.Resolution, Role: FigureRole.Missed },
            "satisfaction.denominator" => x is { Kind: RateKind.Satisfaction, Role: FigureRole.Numerator or FigureRole.Missed },
            _ => false,
        }).Select(x => x.Where(now)).ToList();
        return parts.Count == 0 ? throw StatisticsErrors.NoFigure() : parts.Aggregate((all, x) => all.Or(x));
    }

    private IQueryable<Case> OfScope(RatesScope scope, bool? onBehalf)
    {
        var (from, to) = (ChinaTime.ToUtc(scope.From, TimeOnly.MinValue), ChinaTime.ToUtc(scope.To.AddDays(1), TimeOnly.MinValue));
        var cases = db.Set<Case>().AsNoTracking().Where(CaseAccess.Within(scope.Region)).Where(x => x.Kind == scope.Kind && x.FiledAt >= from && x.FiledAt < to);
        if (onBehalf is null) return cases;
        var flag = onBehalf.Value ? 1 : 0;
        return cases.Where(x => EF.Property<int>(x, FateColumns.OnBehalf) == flag);
    }

    private async Task<IQueryable<Case>> InGroupAsync(IQueryable<Case> cases, RatesGroup? group, CancellationToken cancel)
    {
        switch (group?.By)
        {
            case null or RatesBy.None:
                return cases;
            case RatesBy.Village:
                return cases.Where(x => x.RegionCode == group.Key);
            case RatesBy.Township:
                return cases.Where(x => x.TownshipCode == group.Key);
            case RatesBy.County:
                return cases.Where(x => x.CountyCode == group.Key);
            case RatesBy.Category:
                return cases.Where(x => x.CategoryCode == group.Key);
            case RatesBy.Owner:
                return Guid.TryParse(group.Key, out var owner) ? cases.Where(x => x.OwnerOfficeId == owner) : throw NoGroup();
            case RatesBy.Priority:
                var all = await categories.ListAsync(cancel);
                var codes = all.Where(x => RatesMapping.Word(x.Priority) == group.Key).Select(x => x.Code).ToList();
                if (group.Key != RatesMapping.Word(default)) return cases.Where(x => codes.Contains(x.CategoryCode));
                // A category that is no longer known counts as normal.
                var others = all.Select(x => x.Code).Except(codes).ToList();
                return cases.Where(x => !others.Contains(x.CategoryCode));
            default:
                if (!DateOnly.TryParseExact(group.Key + "-01", "yyyy-MM-dd", out var first) || first.Year < 2000) throw NoGroup();
                var (start, end) = (ChinaTime.ToUtc(first, TimeOnly.MinValue), ChinaTime.ToUtc(first.AddMonths(1), TimeOnly.MinValue));
                return cases.Where(x => x.FiledAt >= start && x.FiledAt < end);
        }
    }

    private static InvalidInput NoGroup() => new("group", "没有这个分组。");
}
