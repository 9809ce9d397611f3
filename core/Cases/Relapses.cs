using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases;

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
        var near = await db.Set<Case>().AsNoTracking()
            .Where(x => x.TownshipCode == township && x.CategoryCode == category && x.ResolvedAt >= since
                && (x.Status == CaseStatus.Resolved || x.Status == CaseStatus.Closed)
                && ((x.Latitude >= lat - dLat && x.Latitude <= lat + dLat && x.Longitude >= lng - dLng && x.Longitude <= lng + dLng)
                    || (x.Address == address && x.RegionCode == region)))
            .OrderByDescending(x => x.ResolvedAt).Select(x => new { x.Id, x.Latitude, x.Longitude, x.Address, x.RegionCode }).Take(50).ToListAsync(cancel);
        return near.FirstOrDefault(x => (address is not null && x.Address == address && x.RegionCode == region)
            || NearbyQuery.Distance(latitude, longitude, x.Latitude, x.Longitude) is <= Radius)?.Id;
    }
}
