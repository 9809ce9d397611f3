using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;

namespace Engagement.Core.Cases.Evidence;

/// <summary>Finds whether the same trouble was put right at the same place not long ago (反弹).</summary>
public sealed class Relapses(EngagementDbContext db)
{
    /// <summary>Metres within which it is the same place.</summary>
    public const double Radius = 100;

    private static readonly TimeSpan Window = TimeSpan.FromDays(90);

    /// <summary>The latest case of the category in the township that was resolved in the 90 days before, within 100 m or at the same address; null when there is none.</summary>
    /// <param name="category">Its code.</param>
    /// <param name="region">Village or township.</param>
    /// <param name="latitude">WGS-84 degrees.</param>
    /// <param name="longitude">WGS-84 degrees.</param>
    /// <param name="address">As somebody wrote it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<Guid?> FindAsync(string category, string region, double? latitude, double? longitude, string? address, DateTime now, CancellationToken cancel)
    {
        if (address is null && (latitude is null || longitude is null)) return null;
        var (township, since) = (region[..9], now - Window);
        var (lat, lng) = (latitude ?? 999, longitude ?? 999);
        var dLat = Radius / NearbyQuery.MetersPerDegree;
        var dLng = Radius / (NearbyQuery.MetersPerDegree * Math.Max(0.1, Math.Cos(Math.Min(90, Math.Abs(lat)) * Math.PI / 180)));
        // Part of every filing, so past the query pipeline; the latest first.
        List<(Guid Id, double? Latitude, double? Longitude, string? Address, string Region)> near = [];
        await db.ReadRowsAsync(
            """
            SELECT id, latitude, longitude, address, region_code FROM cases
            WHERE township_code = @township AND category_code = @category AND resolved_at >= @since AND status IN ('Resolved', 'Closed')
                AND ((latitude >= @south AND latitude <= @north AND longitude >= @west AND longitude <= @east) OR (address = @address AND region_code = @region))
            ORDER BY resolved_at DESC LIMIT 50
            """,
            new Dictionary<string, object>
            {
                ["township"] = township,
                ["category"] = category,
                ["since"] = since,
                ["south"] = lat - dLat,
                ["north"] = lat + dLat,
                ["west"] = lng - dLng,
                ["east"] = lng + dLng,
                ["address"] = (object?)address ?? DBNull.Value,
                ["region"] = region,
            },
            x => near.Add((x.GetGuid(0), x.IsDBNull(1) ? null : x.GetDouble(1), x.IsDBNull(2) ? null : x.GetDouble(2), x.IsDBNull(3) ? null : x.GetString(3), x.GetString(4))), cancel);
        return near.Where(x => (address is not null && x.Address == address && x.Region == region)
            || NearbyQuery.Distance(latitude, longitude, x.Latitude, x.Longitude) is <= Radius).Select(x => (Guid?)x.Id).FirstOrDefault();
    }
}
