namespace Engagement.Core.Cases.Statistics;

/// <summary>A count for every figure, in the order of <see cref="Figure.All"/>.</summary>
/// <param name="Key">Of the group.</param>
/// <param name="Counts">The counts.</param>
/// <param name="PausedMs">How long the clocks of all its cases stood, in milliseconds (<see cref="Case.PausedMs"/>).</param>
public sealed record Tally(string Key, IReadOnlyList<int> Counts, long PausedMs)
{
    public static Tally Nothing(string key) => new(key, new int[Figure.All.Count], 0);

    /// <summary>Groups of disjoint cases add up.</summary>
    public Tally Plus(Tally other) => this with { Counts = [.. Counts.Zip(other.Counts, (a, b) => a + b)], PausedMs = PausedMs + other.PausedMs };

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
