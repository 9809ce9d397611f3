using System.Text.Json;

namespace Engagement.Core.Cases.Statistics;

/// <summary>Makes what is shown from what was counted.</summary>
internal static class RatesMapping
{
    /// <param name="tally">The counts.</param>
    /// <param name="name">The group in words.</param>
    /// <param name="minimumSample">Below it a rate is marked.</param>
    /// <param name="open">False for villagers: of so few cases they see no numbers, which would speak of single neighbours.</param>
    public static RatesView Show(Tally tally, string name, int minimumSample, bool open)
    {
        var filed = tally.Of(RateKind.None, FigureRole.Filed);
        var visible = open || filed >= minimumSample;
        return new RatesView(tally.Key, name, visible ? filed : null, Rate(tally, RateKind.Response, minimumSample, open),
            Rate(tally, RateKind.Resolution, minimumSample, open), Rate(tally, RateKind.Satisfaction, minimumSample, open),
            open ? Parts(tally, RateKind.None, FigureRole.Shown) : [])
        {
            PausedMinutes = open ? tally.PausedMs / 60_000 : null,
        };
    }

    /// <summary>Gives every rate its rank and puts the groups in order: best resolution first, of equals the one with more cases, then by code;
    /// those of too small a sample last. What is not ranked keeps the order of its keys.</summary>
    public static IReadOnlyList<RatesView> Rank(IReadOnlyList<RatesView> groups, IReadOnlyDictionary<string, Tally> tallies, bool ranked, int minimumSample)
    {
        var sorted = groups.OrderBy(x => x.Key, StringComparer.Ordinal).ToList();
        if (!ranked) return sorted;
        IReadOnlyList<int?> Places(RateKind kind) =>
            Ranking.Ranks([.. sorted.Select(x => (tallies[x.Key].Of(kind, FigureRole.Numerator), tallies[x.Key].Denominator(kind)))], minimumSample);
        var (response, resolution, satisfaction) = (Places(RateKind.Response), Places(RateKind.Resolution), Places(RateKind.Satisfaction));
        return [.. sorted
            .Select((x, i) => x with
            {
                Response = x.Response with { Rank = response[i] },
                Resolution = x.Resolution with { Rank = resolution[i] },
                Satisfaction = x.Satisfaction with { Rank = satisfaction[i] },
            })
            .OrderBy(x => x.Resolution.Rank ?? int.MaxValue).ThenByDescending(x => tallies[x.Key].Denominator(RateKind.Resolution)).ThenBy(x => x.Key, StringComparer.Ordinal)];
    }

    public static string Word(CasePriority priority) => JsonNamingPolicy.CamelCase.ConvertName(priority.ToString());

    public static string Name(CasePriority priority) => priority switch
    {
        CasePriority.Danger => "险情",
        CasePriority.Utilities => "水电气暖",
        CasePriority.Hard => "疑难",
        _ => "一般",
    };

    private static RateView Rate(Tally tally, RateKind kind, int minimumSample, bool open)
    {
        var (numerator, denominator) = (tally.Of(kind, FigureRole.Numerator), tally.Denominator(kind));
        var small = denominator < minimumSample;
        if (small && !open) return new RateView(null, null, null, true, null, [], []);
        return new RateView(numerator, denominator, denominator == 0 ? null : Math.Round((double)numerator / denominator, 4), small, null,
            open ? Parts(tally, kind, FigureRole.Missed) : [], open ? Parts(tally, kind, FigureRole.Excluded) : []);
    }

    private static List<FigureCount> Parts(Tally tally, RateKind kind, FigureRole role) =>
        [.. Figure.All.Select((x, i) => (Figure: x, Count: tally.Counts[i])).Where(x => x.Figure.Kind == kind && x.Figure.Role == role)
            .Select(x => new FigureCount(x.Figure.Key, x.Figure.Name, x.Count))];
}
