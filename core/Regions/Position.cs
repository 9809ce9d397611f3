namespace Engagement.Core.Regions;

/// <summary>The datum a position is stated in. WeChat's maps use GCJ-02, satellites WGS-84.</summary>
public enum Datum { Wgs84, Gcj02 }

/// <summary>A point in degrees. Stored as WGS-84, converted at the edge both ways.</summary>
public readonly record struct Position(double Latitude, double Longitude)
{
    private const double SemiMajorAxis = 6378245.0, EccentricitySquared = 0.00669342162296594323;

    /// <summary>WGS-84 → GCJ-02 (the published approximation); unchanged outside China.</summary>
    public Position ToGcj02() => InChina ? new Position(Latitude + Shift().Latitude, Longitude + Shift().Longitude) : this;

    /// <summary>GCJ-02 → WGS-84 by iteration, exact to about a centimetre.</summary>
    public Position FromGcj02()
    {
        var guess = this;
        for (var i = 0; i < 4; i++)
        {
            var there = guess.ToGcj02();
            guess = new Position(guess.Latitude + Latitude - there.Latitude, guess.Longitude + Longitude - there.Longitude);
        }

        return guess;
    }

    private bool InChina => Longitude is >= 72.004 and <= 137.8347 && Latitude is >= 0.8293 and <= 55.8271;

    private Position Shift()
    {
        double x = Longitude - 105, y = Latitude - 35;
        double waves = (20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI)) * 2 / 3, root = Math.Sqrt(Math.Abs(x));
        var lat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
            + (20 * Math.Sin(y * Math.PI) + 40 * Math.Sin(y / 3 * Math.PI)) * 2 / 3
            + (160 * Math.Sin(y / 12 * Math.PI) + 320 * Math.Sin(y * Math.PI / 30)) * 2 / 3;
        var lng = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
            + (20 * Math.Sin(x * Math.PI) + 40 * Math.Sin(x / 3 * Math.PI)) * 2 / 3
            + (150 * Math.Sin(x / 12 * Math.PI) + 300 * Math.Sin(x / 30 * Math.PI)) * 2 / 3;
        var radians = Latitude / 180 * Math.PI;
        var magic = 1 - EccentricitySquared * Math.Pow(Math.Sin(radians), 2);
        return new Position(
            lat * 180 / (SemiMajorAxis * (1 - EccentricitySquared) / (magic * Math.Sqrt(magic)) * Math.PI),
            lng * 180 / (SemiMajorAxis / Math.Sqrt(magic) * Math.Cos(radians) * Math.PI));
    }
}
