using System.Globalization;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Statistics;

/// <summary>Counts the figures with one statement off one index (<see cref="FateColumns"/>), on both stores.</summary>
public sealed class TallyQuery(EngagementDbContext db)
{
    private static readonly string Counts = string.Join(", ", Figure.All.Select(x => x.Role == FigureRole.Filed ? "COUNT(*)" : $"COUNT(*) FILTER (WHERE {x.Sql})"));

    /// <summary>One tally per group that has cases.</summary>
    /// <param name="scope">Which cases.</param>
    /// <param name="by">The groups; <see cref="RatesBy.Priority"/> is counted by category, for the caller to add up.</param>
    /// <param name="onBehalf">Those staff filed for somebody, or those citizens filed.</param>
    /// <param name="now">The moment that decides what is overdue.</param>
    /// <param name="cancel">Cancels the query.</param>
    public Task<List<Tally>> CountAsync(RatesScope scope, RatesBy by, bool onBehalf, DateTime now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (sql, parameters) = Statement(scope, by, onBehalf, now);
        return db.RowsAsync(sql, parameters, row =>
        {
            var counts = new int[Figure.All.Count];
            for (var i = 0; i < counts.Length; i++) counts[i] = (int)row.GetInt64(i + 1);
            return new Tally(by == RatesBy.Owner ? row.GetGuid(0).ToString() : row.GetString(0), counts);
        }, cancel);
    }

    /// <summary>The statement itself; a benchmark measures it bare.</summary>
    public static (string Sql, IReadOnlyDictionary<string, object> Parameters) Statement(RatesScope scope, RatesBy by, bool onBehalf, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var parameters = new Dictionary<string, object> { ["now"] = now, ["kind"] = scope.Kind.ToString(), ["onbehalf"] = onBehalf ? 1 : 0 };
        var place = Place(scope.Region, parameters);
        if (by == RatesBy.Month)
            return (string.Join(" UNION ALL ", Months(scope.From, scope.To).Select((x, i) =>
                $"SELECT '{x.From.ToString("yyyy-MM", CultureInfo.InvariantCulture)}', {Counts} FROM cases WHERE {place} AND {Span(x.From, x.To, i, parameters)} HAVING COUNT(*) > 0")), parameters);
        var key = by switch
        {
            RatesBy.Village => "region_code",
            RatesBy.Township => "township_code",
            RatesBy.Category or RatesBy.Priority => "category_code",
            RatesBy.Owner => "owner_office_id",
            _ => null,
        };
        var span = Span(scope.From, scope.To, 0, parameters);
        return key is null
            ? ($"SELECT '', {Counts} FROM cases WHERE {place} AND {span}", parameters)
            : ($"SELECT {key}, {Counts} FROM cases WHERE {place} AND {span} GROUP BY {key}", parameters);
    }

    /// <summary>The calendar months that a span touches, each cut to it.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To)> Months(DateOnly from, DateOnly to)
    {
        for (var first = from; first <= to; first = new DateOnly(first.Year, first.Month, 1).AddMonths(1))
        {
            var last = new DateOnly(first.Year, first.Month, 1).AddMonths(1).AddDays(-1);
            yield return (first, last < to ? last : to);
        }
    }

    /// <summary>A township's cases are one stretch of the index; a county's are one per township.</summary>
    private static string Place(string region, Dictionary<string, object> parameters)
    {
        var rest = "kind = @kind AND on_behalf = @onbehalf";
        if (region.Length >= 9)
        {
            parameters["township"] = region[..9];
            if (region.Length == 9) return $"township_code = @township AND {rest}";
            parameters["region"] = region;
            return $"township_code = @township AND {rest} AND region_code = @region";
        }

        parameters["start"] = region;
        parameters["stop"] = Region.EndOf(region);
        return $"township_code IN (SELECT code FROM region WHERE level = 'Township' AND code >= @start AND code < @stop) AND {rest}";
    }

    private static string Span(DateOnly from, DateOnly to, int number, Dictionary<string, object> parameters)
    {
        parameters[$"from{number}"] = ChinaTime.ToUtc(from, TimeOnly.MinValue);
        parameters[$"to{number}"] = ChinaTime.ToUtc(to.AddDays(1), TimeOnly.MinValue);
        return $"filed_at >= @from{number} AND filed_at < @to{number}";
    }
}
