namespace Engagement.Core.Cases.Statistics;

/// <summary>A count for every figure, in the order of <see cref="Figure.All"/>.</summary>
public sealed record Tally(string Key, IReadOnlyList<int> Counts)
{
    public static Tally Nothing(string key) => new(key, new int[Figure.All.Count]);

    /// <summary>Groups of disjoint cases add up.</summary>
    public Tally Plus(Tally other) => this with { Counts = [.. Counts.Zip(other.Counts, (a, b) => a + b)] };

    public int Of(Func<Figure, bool> which)
    {
        var sum = 0;
        for (var i = 0; i < Counts.Count; i++)
            if (which(Figure.All[i])) sum += Counts[i];
        return sum;
    }

    public int Of(RateKind kind, FigureRole role) => Of(x => x.Kind == kind && x.Role == role);

    public int Denominator(RateKind kind) => Of(x => x.Kind == kind && x.Role is FigureRole.Numerator or FigureRole.Missed);
}
