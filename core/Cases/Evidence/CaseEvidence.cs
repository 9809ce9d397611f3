using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Photos;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Evidence;

/// <summary>Writes down how far the pictures of before and after are apart in place and time, so that a wall in the next village shows.</summary>
public sealed class CaseEvidence(EngagementDbContext db)
{
    /// <summary>The nearest pair counts; where the before-picture has no place, the case's own stands for it.</summary>
    public async Task RecordAsync(Case it, IReadOnlyList<Photo> after, CancellationToken cancel)
    {
        var before = await (from x in db.Set<CasePhoto>().AsNoTracking()
                            join photo in db.Set<Photo>() on x.PhotoId equals photo.Id
                            where x.CaseId == it.Id && x.Stage == PhotoStage.Before
                            select new { photo.Latitude, photo.Longitude, At = photo.TakenAt ?? photo.CreatedAt }).ToListAsync(cancel);
        var places = before.Where(x => x.Latitude is not null).Select(x => (x.Latitude, x.Longitude)).DefaultIfEmpty((it.Latitude, it.Longitude)).ToList();
        var meters = (from x in places from y in after select NearbyQuery.Distance(x.Item1, x.Item2, y.Latitude, y.Longitude)).Min();
        TimeSpan? between = before.Count == 0 || after.Count == 0 ? null : after.Max(x => x.TakenAt ?? x.CreatedAt) - before.Min(x => x.At);
        it.RecordEvidence(meters, between);
    }
}
