using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Statistics;

/// <summary>Counts the figures with one statement off one index (<see cref="FateColumns"/>), on both stores.</summary>
public sealed class TallyQuery(EngagementDbContext db)
{
    private const string Paused = "CAST(COALESCE(SUM(paused_ms), 0) AS BIGINT)";

    private static readonly string Counts =
        string.Join(", ", Figure.All.Select(x => x.Role == FigureRole.Filed ? "COUNT(*)" : $"COUNT(*) FILTER (WHERE {x.Sql})").Append(Paused));

    /// <summary>All that the figures ask of a case, in one whole number: the fates, the answer, the marks, and whether its times have passed.</summary>
    private const string Alike = "response_fate | (resolution_fate << 3) | (COALESCE(satisfaction, 0) << 7) | ((respond_by < @now) << 10) | ((due_at < @now) << 11) | (marks << 12)";

    /// <summary>Takes such numbers apart again, and says of each to which figures its cases belong: one bit for each of <see cref="Figure.All"/>, which are fewer than 63.</summary>
    private static readonly string Belonging =
        $"""
        SELECT alike, {string.Join(" | ", Figure.All.Select((x, i) => $"((({x.Sql}) IS TRUE) << {i})"))}
        FROM (SELECT value AS alike, value & 7 AS response_fate, (value >> 3) & 15 AS resolution_fate, NULLIF((value >> 7) & 7, 0) AS satisfaction,
            CASE (value >> 10) & 1 WHEN 1 THEN '' ELSE @now END AS respond_by, CASE (value >> 11) & 1 WHEN 1 THEN '' ELSE @now END AS due_at, value >> 12 AS marks
            FROM json_each(@numbers))
        """;

    /// <summary>One tally per group that has cases.</summary>
    /// <param name="scope">Which cases.</param>
    /// <param name="by">The groups; <see cref="RatesBy.Priority"/> is counted by category and <see cref="RatesBy.County"/> by township, for the caller to add up.</param>
    /// <param name="onBehalf">Those staff filed for somebody, or those citizens filed.</param>
    /// <param name="now">The moment that decides what is overdue.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<List<Tally>> CountAsync(RatesScope scope, RatesBy by, bool onBehalf, DateTime now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        // Groups that are not in the order of the index SQLite makes by sorting all cases, which takes longer than to add them up here.
        if (db is SqliteEngagementDbContext && by is RatesBy.Village or RatesBy.Category or RatesBy.Priority or RatesBy.Owner) return await AddUpAsync(scope, by, onBehalf, now, cancel);
        var (sql, parameters) = Statement(scope, by, onBehalf, now);
        List<Tally> tallies = [];
        await db.ReadRowsAsync(sql, parameters, row =>
        {
            var counts = new int[Figure.All.Count];
            for (var i = 0; i < counts.Length; i++) counts[i] = (int)row.GetInt64(i + 1);
            tallies.Add(new Tally(by == RatesBy.Owner ? row.GetGuid(0).ToString() : row.GetString(0), counts, row.GetInt64(counts.Length + 1)));
        }, cancel);
        return tallies;
    }

    /// <summary>SQLite: each case costs one small number here instead of thirty conditions there; the conditions are asked once of each number that occurs.</summary>
    private async Task<List<Tally>> AddUpAsync(RatesScope scope, RatesBy by, bool onBehalf, DateTime now, CancellationToken cancel)
    {
        var (where, parameters) = Where(scope, onBehalf, now);
        Dictionary<string, Sum> sums = [];
        await db.ReadRowsAsync($"SELECT {KeyOf(by)}, {Alike}, paused_ms FROM cases WHERE {where}", parameters, row =>
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, row.GetString(0), out _);
            sum ??= new Sum();
            CollectionsMarshal.GetValueRefOrAddDefault(sum.Alike, row.GetInt64(1), out _)++;
            sum.PausedMs += row.GetInt64(2);
        }, cancel);
        Dictionary<long, long> belonging = [];
        var numbers = JsonSerializer.Serialize(sums.Values.SelectMany(x => x.Alike.Keys).Distinct());
        await db.ReadRowsAsync(Belonging, new Dictionary<string, object> { ["numbers"] = numbers, ["now"] = now }, row => belonging[row.GetInt64(0)] = row.GetInt64(1), cancel);
        return [.. sums.Select(x =>
        {
            var counts = new int[Figure.All.Count];
            foreach (var (alike, cases) in x.Value.Alike)
                for (var i = 0; i < counts.Length; i++)
                    if ((belonging[alike] >> i & 1) == 1) counts[i] += cases;
            return new Tally(by == RatesBy.Owner ? Guid.Parse(x.Key).ToString() : x.Key, counts, x.Value.PausedMs);
        })];
    }

    /// <summary>The statement itself; a benchmark measures it bare.</summary>
    public static (string Sql, IReadOnlyDictionary<string, object> Parameters) Statement(RatesScope scope, RatesBy by, bool onBehalf, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (by == RatesBy.Month)
        {
            var parameters = Common(onBehalf, scope, now);
            var place = Place(scope.Region, parameters);
            return (string.Join(" UNION ALL ", Months(scope.From, scope.To).Select((x, i) =>
                $"SELECT '{x.From.ToString("yyyy-MM", CultureInfo.InvariantCulture)}', {Counts} FROM cases WHERE {place} AND {Span(x.From, x.To, i, parameters)} HAVING COUNT(*) > 0")), parameters);
        }

        var (where, all) = Where(scope, onBehalf, now);
        return KeyOf(by) is { } key
            ? ($"SELECT {key}, {Counts} FROM cases WHERE {where} GROUP BY {key}", all)
            : ($"SELECT '', {Counts} FROM cases WHERE {where}", all);
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

    private static string? KeyOf(RatesBy by) => by switch
    {
        RatesBy.Village => "region_code",
        RatesBy.Township or RatesBy.County => "township_code",
        RatesBy.Category or RatesBy.Priority => "category_code",
        RatesBy.Owner => "owner_office_id",
        _ => null,
    };

    private static (string Where, Dictionary<string, object> Parameters) Where(RatesScope scope, bool onBehalf, DateTime now)
    {
        var parameters = Common(onBehalf, scope, now);
        return ($"{Place(scope.Region, parameters)} AND {Span(scope.From, scope.To, 0, parameters)}", parameters);
    }

    private static Dictionary<string, object> Common(bool onBehalf, RatesScope scope, DateTime now) =>
        new() { ["now"] = now, ["kind"] = scope.Kind.ToString(), ["onbehalf"] = onBehalf ? 1 : 0 };

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

    /// <summary>Of one group: how many cases are alike.</summary>
    private sealed class Sum
    {
        public Dictionary<long, int> Alike { get; } = [];
        public long PausedMs { get; set; }
    }
}
