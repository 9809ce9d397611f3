using System.Linq.Expressions;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Complaints;

/// <summary>Finds what is probably the same thing: same category, close by, not long ago. Offered before filing and before merging.</summary>
public sealed class NearbyQuery(EngagementDbContext db, CasePhotoRights photos, TimeProvider clock)
{
    /// <summary>Metres; a village is about a kilometre across.</summary>
    public const double Radius = 1000;
    internal const double MetersPerDegree = 111_320;
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);
    private static readonly CaseStatus[] Alive = [CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress, CaseStatus.Resolved];

    /// <summary>Public, open complaints of the category around a point (WGS-84 degrees) or, without one, in the village; nearest first, then newest.</summary>
    public async Task<IReadOnlyList<NearbyCase>> ForCitizenAsync(
        Actor actor, string category, double? latitude, double? longitude, string? region, CancellationToken cancel)
    {
        var found = await FindAsync(x => x.CategoryCode == category && (x.ReporterId == actor.PersonId
            || (x.Visibility != CaseVisibility.StaffOnly && x.Moderation == CaseModeration.Passed)), latitude, longitude, region, cancel);
        if (actor.IsStaff) return found;
        var shown = await photos.WithThumbnailForAsync(actor, [.. found.Select(x => x.Id)], cancel);
        return [.. found.Select(x => shown.Contains(x.Id) ? x : x with { ThumbnailPhotoId = null })];
    }

    /// <summary>Candidates to merge a case into: open cases of its category that the actor may see.</summary>
    public Task<IReadOnlyList<NearbyCase>> LikeAsync(Actor actor, Case it, CancellationToken cancel)
    {
        Expression<Func<Case, bool>> alike = x => x.Id != it.Id && x.CategoryCode == it.CategoryCode && x.Status != CaseStatus.Resolved;
        return FindAsync(Regions.RegionScope.And(alike, CaseAccess.VisibleTo(actor)), it.Latitude, it.Longitude, it.TownshipCode, cancel);
    }

    private async Task<IReadOnlyList<NearbyCase>> FindAsync(
        Expression<Func<Case, bool>> alike, double? latitude, double? longitude, string? region, CancellationToken cancel)
    {
        var since = clock.UtcNow() - Window;
        var query = db.Set<Case>().AsNoTracking().Where(x => x.FiledAt >= since && Alive.Contains(x.Status)).Where(alike);
        if (region is not null) query = query.Where(CaseAccess.Within(region));
        if (latitude is { } lat && longitude is { } lng)
        {
            // A box around the point first: the stores can compare, the exact distance is ours. Cases without a position count by region.
            var dLat = Radius / MetersPerDegree;
            var dLng = Radius / (MetersPerDegree * Math.Max(0.1, Math.Cos(lat * Math.PI / 180)));
            query = region is null
                ? query.Where(x => x.Latitude > lat - dLat && x.Latitude < lat + dLat && x.Longitude > lng - dLng && x.Longitude < lng + dLng)
                : query.Where(x => x.Latitude == null || (x.Latitude > lat - dLat && x.Latitude < lat + dLat && x.Longitude > lng - dLng && x.Longitude < lng + dLng));
        }
        else if (region is null)
        {
            return [];
        }

        var rows = await query.OrderByDescending(x => x.FiledAt).Take(100)
            .Select(x => new NearbyCase(x.Id, x.Number, x.Description, x.Status, null, x.FiledAt, x.SupportCount, x.ThumbnailPhotoId) { Latitude = x.Latitude, Longitude = x.Longitude })
            .ToListAsync(cancel);
        return [.. rows.Select(x => x with { DistanceMeters = Distance(latitude, longitude, x.Latitude, x.Longitude) })
            .Where(x => x.DistanceMeters is null or <= Radius)
            .OrderBy(x => x.DistanceMeters ?? Radius).ThenByDescending(x => x.FiledAt).Take(10)];
    }

    /// <summary>Great-circle distance in metres, rounded; null when either place is unknown.</summary>
    internal static double? Distance(double? lat1, double? lng1, double? lat2, double? lng2)
    {
        if (lat1 is null || lng1 is null || lat2 is null || lng2 is null) return null;
        const double EarthRadius = 6_371_008.8;
        double a1 = lat1.Value * Math.PI / 180, a2 = lat2.Value * Math.PI / 180, dLng = (lng2.Value - lng1.Value) * Math.PI / 180;
        var h = Math.Pow(Math.Sin((a2 - a1) / 2), 2) + Math.Cos(a1) * Math.Cos(a2) * Math.Pow(Math.Sin(dLng / 2), 2);
        return Math.Round(2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h))));
    }
}
