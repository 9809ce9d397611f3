using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Api.Messaging;

/// <summary>Puts names to the ids Messaging keeps: villagers masked, staff as they are shown.</summary>
public sealed class RecipientNames(EngagementDbContext db, StaffDirectory staff)
{
    public async Task<IReadOnlyDictionary<Guid, string?>> OfPeopleAsync(IEnumerable<Guid?> personIds, CancellationToken cancel)
    {
        var ids = Known(personIds);
        if (ids.Count == 0) return new Dictionary<Guid, string?>();
        var people = await db.Set<Person>().AsNoTracking().Where(x => ids.Contains(x.Id)).Select(x => new { x.Id, x.Name }).ToListAsync(cancel);
        return people.ToDictionary(x => x.Id, x => Person.Mask(x.Name));
    }

    public Task<IReadOnlyDictionary<Guid, string>> OfStaffAsync(IEnumerable<Guid?> staffIds, CancellationToken cancel) => staff.NamesAsync(Known(staffIds), cancel);

    private static List<Guid> Known(IEnumerable<Guid?> ids) => [.. ids.OfType<Guid>().Distinct()];
}
