using System.Text.Json;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Statistics;

/// <summary>How often something was written on the timelines, and of how many cases.</summary>
public sealed record HappeningCount(CaseEventType Type, int Times, int Cases)
{
    private const string Prefix = "happened.";

    /// <summary>The word that leads to the cases (<c>figure=</c>).</summary>
    public string Figure => Prefix + JsonNamingPolicy.CamelCase.ConvertName(Type.ToString());

    /// <summary>Null for any other figure.</summary>
    internal static CaseEventType? Read(string figure) =>
        figure.StartsWith(Prefix, StringComparison.Ordinal) && Enum.GetValues<CaseEventType>().Where(x => new HappeningCount(x, 0, 0).Figure == figure).ToList() is [var type] ? type : null;
}

/// <summary>What a month's report is made of. All cases filed in the month, as they stand at <paramref name="AsOf"/>, unless said otherwise.</summary>
/// <param name="Region">The region.</param>
/// <param name="RegionName">Its full name.</param>
/// <param name="Month"><c>2026-03</c>.</param>
/// <param name="AsOf">The moment the figures are of.</param>
/// <param name="Volumes">What came in and went out in the month itself.</param>
/// <param name="Rates">The three rates with the month before, villages of a township, townships of a county or city, or counties of a province ranked.</param>
/// <param name="ByCategory">The three rates by category.</param>
/// <param name="Happenings">What happened to these cases: urged, reopened, paused, extended, returned, supervised … by the word of the timeline.</param>
/// <param name="Overdue">The longest overdue of all open cases of the region that the reader may see, at most 50.</param>
/// <param name="OverdueCount">All overdue cases of the region, whenever they were filed.</param>
public sealed record MonthlyReport(
    string Region, string RegionName, string Month, DateTime AsOf, MonthVolumes Volumes, ThreeRates Rates, IReadOnlyList<RatesView> ByCategory,
    IReadOnlyList<HappeningCount> Happenings, IReadOnlyList<CaseListItem> Overdue, int OverdueCount);

/// <summary>Counts by the day something happened; cases filed on behalf are in them.</summary>
public sealed record MonthVolumes(int Filed, int FiledOnBehalf, int Resolved, int Closed, int OpenAtPresent);

/// <summary>A month's report in one call, for staff.</summary>
public sealed class MonthlyReportQuery(EngagementDbContext db, ThreeRatesQuery rates, CaseNames names)
{
    public const int OverdueShown = 50;

    private static readonly CaseStatus[] OpenStatuses = [CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress];

    /// <exception cref="InvalidInput">No such region.</exception>
    /// <exception cref="NotAllowed">Not staff of the region.</exception>
    public async Task<MonthlyReport> AskAsync(Actor actor, string region, DateOnly month, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.IsStaff) throw StatisticsErrors.NotForVillagers();
        var scope = new RatesScope(region, new DateOnly(month.Year, month.Month, 1), new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1), CaseKind.Complaint);
        var places = region.Length switch { 2 => RatesBy.County, 4 or 6 => RatesBy.Township, 9 => RatesBy.Village, _ => RatesBy.None };
        var main = await rates.AskAsync(actor, scope, places, RatesCompare.Month, cancel);
        var byCategory = await rates.AskAsync(actor, scope, RatesBy.Category, RatesCompare.None, cancel);

        var (from, to, now) = (ChinaTime.ToUtc(scope.From, TimeOnly.MinValue), ChinaTime.ToUtc(scope.To.AddDays(1), TimeOnly.MinValue), main.AsOf);
        var cases = db.Set<Case>().AsNoTracking().Where(CaseAccess.Within(region)).Where(x => x.Kind == scope.Kind);
        var filed = cases.Where(x => x.FiledAt >= from && x.FiledAt < to);
        var happenings = await (from it in filed
                                join line in db.Set<CaseEvent>() on it.Id equals line.CaseId
                                group line by line.Type into lines
                                select new HappeningCount(lines.Key, lines.Count(), lines.Select(x => x.CaseId).Distinct().Count())).ToListAsync(cancel);
        var open = cases.Where(x => OpenStatuses.Contains(x.Status));
        var late = open.Where(x => x.Clock == CaseClock.Running && x.DueAt < now);
        var overdue = await late.Where(CaseAccess.VisibleTo(actor)).OrderBy(x => x.DueAt).ThenBy(x => x.Id).Take(OverdueShown).Select(CaseQueries.ToItem(now)).ToListAsync(cancel);
        var volumes = new MonthVolumes(
            await filed.CountAsync(cancel), await filed.CountAsync(x => x.FiledOnBehalfBy != null, cancel),
            await cases.CountAsync(x => x.ResolvedAt >= from && x.ResolvedAt < to, cancel), await cases.CountAsync(x => x.ClosedAt >= from && x.ClosedAt < to, cancel),
            await open.CountAsync(cancel));
        return new MonthlyReport(region, main.RegionName, $"{month:yyyy-MM}", now, volumes, main, byCategory.Groups,
            [.. happenings.OrderBy(x => x.Type)], await names.FillAsync(overdue, cancel), await late.CountAsync(cancel));
    }
}
