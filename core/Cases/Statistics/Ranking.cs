namespace Engagement.Core.Cases.Statistics;

/// <summary>Places of groups by one rate: pure arithmetic on whole numbers, so that 1/3 and 2/6 are equal.</summary>
public static class Ranking
{
    /// <summary>Standard competition ranking (1, 2, 2, 4): the greater share is better, equals share a place, a denominator below
    /// <paramref name="minimumSample"/> has none.</summary>
    public static IReadOnlyList<int?> Ranks(IReadOnlyList<(int Numerator, int Denominator)> shares, int minimumSample)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var counted = shares.Where(x => x.Denominator >= minimumSample && x.Denominator > 0).ToList();
        return [.. shares.Select(x => x.Denominator >= minimumSample && x.Denominator > 0 ? 1 + counted.Count(y => Compare(y, x) > 0) : (int?)null)];
    }

    private static int Compare((int Numerator, int Denominator) a, (int Numerator, int Denominator) b) =>
        ((long)a.Numerator * b.Denominator).CompareTo((long)b.Numerator * a.Denominator);
}
