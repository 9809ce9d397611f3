using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts.Responsibilities;

/// <summary>A leader who answers for a place on a day.</summary>
/// <param name="PersonId">Whom to write to: the person behind the leader's account, or the leader's own row.</param>
/// <param name="StaffId">The leader's account, where there is one.</param>
/// <param name="PlaceCode">The place by which they answer: the village itself or one above it.</param>
public sealed record ResponsibleLeader(
    Guid ResponsibilityId, LeaderLevel Level, Guid PersonId, Guid? StaffId, string? Name, string Title, string PlaceCode, string? AreaName);

/// <summary>Reads who answers for what.</summary>
public sealed class ResponsibilityQueries(EngagementDbContext db)
{
    /// <summary>Everybody who answers for a place on a day (Asia/Shanghai), the nearest first: the village's leader, the area's, the county's.
    /// Those answering for places inside it are not among them.</summary>
    public async Task<IReadOnlyList<ResponsibleLeader>> OnDayAsync(string regionCode, DateOnly day, CancellationToken cancel)
    {
        var path = Region.PathOf(regionCode);
        var rows = await (from place in db.Set<ResponsibilityPlace>().AsNoTracking()
                          join it in db.Set<Responsibility>().AsNoTracking() on place.ResponsibilityId equals it.Id
                          join person in db.Set<Person>() on it.PersonId equals person.Id into people
                          from person in people.DefaultIfEmpty()
                          join account in db.Set<StaffUser>() on it.StaffId equals (Guid?)account.Id into accounts
                          from account in accounts.DefaultIfEmpty()
                          where path.Contains(place.RegionCode) && it.From <= day && (it.To == null || it.To >= day)
                          select new { it.Id, it.Level, it.PersonId, it.StaffId, person!.Name, it.Title, place.RegionCode, it.AreaName, Behind = account!.PersonId }).ToListAsync(cancel);
        return [.. rows.OrderByDescending(x => x.RegionCode.Length).ThenByDescending(x => x.Level).ThenBy(x => x.Id).DistinctBy(x => x.Id)
            .Select(x => new ResponsibleLeader(x.Id, x.Level, x.Behind ?? x.PersonId, x.StaffId, x.Name, x.Title, x.RegionCode, x.AreaName))];
    }

    /// <summary>The nearest of those who answer for each of many places on a day, for sweeps: the village's leader where it has one, else the area's, else the
    /// county's. Read in one query. Without names: who only writes to them needs none.</summary>
    public async Task<ILookup<string, ResponsibleLeader>> NearestOnDayAsync(IReadOnlyCollection<string> regionCodes, DateOnly day, CancellationToken cancel)
    {
        var codes = regionCodes.SelectMany(Region.PathOf).Distinct().ToList();
        var rows = await (from place in db.Set<ResponsibilityPlace>().AsNoTracking()
                          join it in db.Set<Responsibility>().AsNoTracking() on place.ResponsibilityId equals it.Id
                          join account in db.Set<StaffUser>() on it.StaffId equals (Guid?)account.Id into accounts
                          from account in accounts.DefaultIfEmpty()
                          where codes.Contains(place.RegionCode) && it.From <= day && (it.To == null || it.To >= day)
                          select new { it.Id, it.Level, it.PersonId, it.StaffId, it.Title, place.RegionCode, it.AreaName, Behind = account!.PersonId }).ToListAsync(cancel);
        var byPlace = rows.ToLookup(x => x.RegionCode, x => new ResponsibleLeader(x.Id, x.Level, x.Behind ?? x.PersonId, x.StaffId, null, x.Title, x.RegionCode, x.AreaName));
        return regionCodes.Distinct()
            .SelectMany(code => Region.PathOf(code).Reverse().Select(x => byPlace[x]).FirstOrDefault(x => x.Any()) ?? [], (code, leader) => (code, leader))
            .ToLookup(x => x.code, x => x.leader);
    }
}
