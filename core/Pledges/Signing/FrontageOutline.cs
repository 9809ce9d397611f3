using Engagement.Core.Regions;

namespace Engagement.Core.Pledges.Signing;

/// <summary>What can be the outline of the ground before a door.</summary>
public static class FrontageOutline
{
    public const int MinCorners = 3;

    /// <summary>Metres between any two corners, and from a corner to the door.</summary>
    public const double MaxExtent = 1000, MaxFromDoor = 2000;
    private const double MetersPerDegree = 111_320;

    /// <summary>The corners in order, not closed: a last corner that repeats the first is left out.</summary>
    /// <param name="corners">WGS-84.</param>
    /// <param name="door">Where the household lies; null when nobody knows.</param>
    /// <exception cref="Shared.InvalidInput">Too few or too many corners, sides that cross, too large, or far from the door.</exception>
    public static IReadOnlyList<Position> Checked(IReadOnlyList<Position> corners, Position? door)
    {
        List<Position> ring = [.. corners];
        if (ring.Count > 1 && ring[^1] == ring[0]) ring.RemoveAt(ring.Count - 1);
        if (ring.Distinct().Count() < MinCorners || ring.Distinct().Count() != ring.Count) throw PledgeErrors.OutlineTooFewCorners();
        if (ring.Count > Frontage.MaxCorners) throw PledgeErrors.OutlineTooManyCorners();
        // Flat metres around the first corner are exact enough for a yard, and sides cross in them as on the ground.
        var shrink = Math.Cos(ring[0].Latitude * Math.PI / 180);
        List<(double X, double Y)> flat = [.. ring.Select(x => ((x.Longitude - ring[0].Longitude) * shrink * MetersPerDegree, (x.Latitude - ring[0].Latitude) * MetersPerDegree))];
        if (flat.Any(a => flat.Any(b => Math.Abs(a.X - b.X) > MaxExtent || Math.Abs(a.Y - b.Y) > MaxExtent))) throw PledgeErrors.OutlineTooLarge();
        if (door is { } at && ring.TrueForAll(x => Far(x, at, shrink))) throw PledgeErrors.OutlineElsewhere();
        if (Crosses(flat)) throw PledgeErrors.OutlineCrosses();
        return ring;
    }

    private static bool Far(Position corner, Position door, double shrink) =>
        Math.Abs(corner.Latitude - door.Latitude) * MetersPerDegree > MaxFromDoor || Math.Abs(corner.Longitude - door.Longitude) * shrink * MetersPerDegree > MaxFromDoor;

    /// <summary>Sides that are not neighbours have no point in common, and all corners do not lie on one line.</summary>
    private static bool Crosses(List<(double X, double Y)> ring)
    {
        var n = ring.Count;
        for (var i = 0; i < n; i++)
            for (var j = i + 2; j < n; j++)
                if ((j + 1) % n != i && Meet(ring[i], ring[i + 1], ring[j], ring[(j + 1) % n])) return true;
        var area = 0.0;
        for (var i = 0; i < n; i++) area += ring[i].X * ring[(i + 1) % n].Y - ring[(i + 1) % n].X * ring[i].Y;
        return Math.Abs(area) < 0.01;
    }

    private static bool Meet((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d) =>
        Side(a, b, c) * Side(a, b, d) <= 0 && Side(c, d, a) * Side(c, d, b) <= 0
        && Math.Min(a.X, b.X) <= Math.Max(c.X, d.X) && Math.Min(c.X, d.X) <= Math.Max(a.X, b.X) && Math.Min(a.Y, b.Y) <= Math.Max(c.Y, d.Y) && Math.Min(c.Y, d.Y) <= Math.Max(a.Y, b.Y);

    private static int Side((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => Math.Sign((b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X));
}
