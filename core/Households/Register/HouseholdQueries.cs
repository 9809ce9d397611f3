using System.Linq.Expressions;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Register;

/// <summary>Which households a list shows.</summary>
/// <param name="Village">A village, or a longer way up: everything under it.</param>
/// <param name="Text">Part of the door plate, the code's beginning, or, for those who keep the register, part of a member's name.</param>
/// <param name="GroupId">One alley; the list is then in walking order.</param>
/// <param name="Status">Active when null.</param>
public sealed record HouseholdFilter(string Village, string? Text, Guid? GroupId, HouseholdStatus? Status);

/// <summary>Lists and searches of the register for staff.</summary>
public sealed class HouseholdQueries(EngagementDbContext db, RegionQueries regions)
{
    private const int FromTownship = 9;

    /// <exception cref="NotAllowed">The actor works in no region that contains the asked one.</exception>
    public async Task<Page<HouseholdListItem>> ListAsync(Actor actor, HouseholdFilter filter, int limit, string? after, CancellationToken cancel)
    {
        if (!HouseholdAccess.MayRead(actor, filter.Village)) throw HouseholdErrors.NotYours();
        var keeper = HouseholdAccess.Keeps(actor, filter.Village);
        var status = filter.Status ?? HouseholdStatus.Active;
        var query = db.Set<Household>().AsNoTracking().Under(x => x.Code, filter.Village).Where(x => x.Status == status);
        if (filter.GroupId is { } group) query = query.Where(x => x.GroupId == group);
        if (!string.IsNullOrWhiteSpace(filter.Text)) query = query.Where(Matching(filter.Text.Trim(), keeper));
        var walking = filter.GroupId is not null;
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (order, code) = Cursor.Read(cursor, x => (x[0].GetInt32(), x[1].GetString() ?? ""));
            query = walking ? query.Where(x => x.WalkingOrder > order || (x.WalkingOrder == order && string.Compare(x.Code, code) > 0))
                : query.Where(x => string.Compare(x.Code, code) > 0);
        }

        query = walking ? query.OrderBy(x => x.WalkingOrder).ThenBy(x => x.Code) : query.OrderBy(x => x.Code);
        var page = Page<Household>.Cut(await query.Take(limit + 1).ToListAsync(cancel), limit, x => [x.WalkingOrder, x.Code]);
        return new Page<HouseholdListItem>(await ItemsAsync(page.Items, keeper, cancel), page.Next);
    }

    /// <summary>These households of a village, ended ones too, in walking order of their alleys; names as in its list.</summary>
    /// <exception cref="NotAllowed">The actor has no right there.</exception>
    public async Task<IReadOnlyList<HouseholdListItem>> OfAsync(Actor actor, string village, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (!HouseholdAccess.MayRead(actor, village)) throw HouseholdErrors.NotYours();
        var rows = await db.Set<Household>().AsNoTracking().Where(x => x.RegionCode == village && ids.Contains(x.Id)).OrderBy(x => x.WalkingOrder).ThenBy(x => x.Code).ToListAsync(cancel);
        return await ItemsAsync(rows, HouseholdAccess.Keeps(actor, village), cancel);
    }

    /// <summary>The village's alleys in walking order.</summary>
    public async Task<IReadOnlyList<HouseholdGroupView>> GroupsAsync(Actor actor, string village, CancellationToken cancel)
    {
        if (!HouseholdAccess.MayRead(actor, village)) throw HouseholdErrors.NotYours();
        return await db.Set<HouseholdGroup>().AsNoTracking().Under(x => x.RegionCode, village).OrderBy(x => x.RegionCode).ThenBy(x => x.WalkingOrder).ThenBy(x => x.Name)
            .Select(x => new HouseholdGroupView(x.Id, x.RegionCode, x.Name, x.WalkingOrder,
                db.Set<Household>().Count(h => h.GroupId == x.Id && h.Status == HouseholdStatus.Active), x.Version)).ToListAsync(cancel);
    }

    internal async Task<IReadOnlyList<HouseholdListItem>> ItemsAsync(IReadOnlyList<Household> rows, bool fullNames, CancellationToken cancel)
    {
        var ids = rows.Select(x => x.Id).ToList();
        var groupIds = rows.Select(x => x.GroupId).OfType<Guid>().Distinct().ToList();
        var groups = await db.Set<HouseholdGroup>().AsNoTracking().Where(x => groupIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var heads = await (from line in db.Set<Membership>().AsNoTracking()
                           join person in db.Set<Person>() on line.PersonId equals person.Id
                           where ids.Contains(line.HouseholdId) && line.Status == MembershipStatus.Active && line.Role == MemberRole.Head
                           select new { line.HouseholdId, person.Name }).ToDictionaryAsync(x => x.HouseholdId, x => x.Name, cancel);
        var counts = await db.Set<Membership>().AsNoTracking().Where(x => ids.Contains(x.HouseholdId) && x.Status == MembershipStatus.Active)
            .GroupBy(x => x.HouseholdId).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
        var names = await regions.NamesAsync([.. rows.Select(x => x.RegionCode)], cancel, FromTownship);
        return [.. rows.Select(x => new HouseholdListItem(x.Id, x.Code, x.RegionCode, names[x.RegionCode], x.DoorPlate, x.GroupId,
            x.GroupId is { } group ? groups.GetValueOrDefault(group) : null, x.WalkingOrder, x.Status,
            heads.GetValueOrDefault(x.Id) is { } head ? fullNames ? head : Person.Mask(head) : null, counts.GetValueOrDefault(x.Id), x.Latitude is not null, x.Version))];
    }

    /// <summary>Names are searched only by those who may read them: a search would tell them letter by letter.</summary>
    private Expression<Func<Household, bool>> Matching(string text, bool names)
    {
        Expression<Func<Household, bool>> plate = x => x.DoorPlate!.Contains(text);
        if (text.All(char.IsAsciiDigit)) plate = plate.Or(x => x.Code == text);
        return !names ? plate : plate.Or(x => db.Set<Membership>().Any(m => m.HouseholdId == x.Id && m.Status == MembershipStatus.Active
            && db.Set<Person>().Any(p => p.Id == m.PersonId && p.Name!.Contains(text))));
    }
}
