using Engagement.Core.Data;
using Engagement.Core.Posts;
using Engagement.Core.Regions;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Reading;

/// <summary>Puts names to the codes and ids of a page of cases, one query per kind of name.</summary>
public sealed class CaseNames(EngagementDbContext db, CategoryCatalog categories, RegionQueries regions, StaffDirectory staff)
{
    /// <summary>In lists the township and village suffice: everybody knows their county.</summary>
    private const int FromTownship = 9;

    public async Task<IReadOnlyList<CaseListItem>> FillAsync(IReadOnlyList<CaseListItem> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return rows;
        var categoryNames = await CategoryNamesAsync(cancel);
        var places = await PlacesAsync(rows.Select(x => x.RegionCode), cancel);
        var officeIds = rows.Select(x => x.OwnerOfficeId).Distinct().ToList();
        var offices = await db.Set<Office>().AsNoTracking().Where(x => officeIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var people = await staff.NamesAsync([.. rows.Where(x => x.AssigneeId is not null).Select(x => x.AssigneeId!.Value).Distinct()], cancel);
        var postIds = rows.Where(x => x.AssigneePostId is not null).Select(x => x.AssigneePostId!.Value).Distinct().ToList();
        var posts = postIds.Count == 0 ? [] : await db.Set<DutyPost>().AsNoTracking().Where(x => postIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Title, cancel);
        return [.. rows.Select(x => x with
        {
            CategoryName = categoryNames.GetValueOrDefault(x.CategoryCode, x.CategoryCode),
            RegionName = places[x.RegionCode],
            OwnerOfficeName = offices.GetValueOrDefault(x.OwnerOfficeId, ""),
            AssigneeName = x.AssigneeId is { } id ? people.GetValueOrDefault(id) : x.AssigneePostId is { } post ? posts.GetValueOrDefault(post) : null,
        })];
    }

    public async Task<IReadOnlyDictionary<string, string>> CategoryNamesAsync(CancellationToken cancel) =>
        (await categories.ListAsync(cancel)).ToDictionary(x => x.Code, x => x.Name);

    public Task<IReadOnlyDictionary<string, string>> PlacesAsync(IEnumerable<string> codes, CancellationToken cancel) =>
        regions.NamesAsync([.. codes], cancel, FromTownship);
}
