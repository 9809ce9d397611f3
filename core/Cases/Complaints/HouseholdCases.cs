using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Complaints;

/// <summary>A complaint somebody of a household filed: how far it has come. Names nobody and quotes nothing.</summary>
/// <param name="Own">The asking person filed it.</param>
/// <param name="MayOpen">The asking person may see the case itself.</param>
public sealed record HouseholdCaseLine(
    Guid Id, string Number, string CategoryName, CaseStatus Status, CaseOutcome? Outcome, DateTime FiledAt, DateTime DueAt, DateTime? ClosedAt, bool Own, bool MayOpen);

/// <summary>The complaints of a household's people, filed while they lived there. To stand in this list says who reported, so it is shown to those
/// alone who know that anyway.</summary>
public sealed class HouseholdCases(EngagementDbContext db, CaseNames names)
{
    /// <summary>Complaints a list shows; a household files a few a year.</summary>
    public const int Max = 100;

    /// <summary>Newest first. Staff see those whose reporter's name they read on the case page, because they work the case; the reporter sees all of their
    /// own; the other adults of the household see what was filed for the public, for what was meant for staff or kept from the committee was promised to
    /// reach nobody else. Proxies and neighbours see none.</summary>
    public async Task<IReadOnlyList<HouseholdCaseLine>> OfAsync(Actor actor, Guid householdId, HouseholdStanding standing, CancellationToken cancel)
    {
        var self = actor.PersonId;
        var filed = from line in db.Set<Membership>().AsNoTracking()
                    join it in db.Set<Case>() on (Guid?)line.PersonId equals it.ReporterId
                    where line.HouseholdId == householdId && line.Since <= it.FiledAt && (line.Until == null || it.FiledAt < line.Until) && it.Kind == CaseKind.Complaint
                    select it;
        if (!actor.IsStaff)
        {
            filed = standing == HouseholdStanding.Adult
                ? filed.Where(x => x.ReporterId == self || (x.Visibility != CaseVisibility.StaffOnly && !x.HiddenFromCommittee && !x.AboutCommittee))
                : filed.Where(x => x.ReporterId == self);
        }

        // A register's line and the line that took it over may both cover a day.
        var rows = (await filed.OrderByDescending(x => x.FiledAt).ThenByDescending(x => x.Id).Take(Max * 2).ToListAsync(cancel)).DistinctBy(x => x.Id).ToList();
        if (actor.IsStaff)
        {
            var owners = rows.Select(x => x.OwnerOfficeId).Distinct().ToList();
            var offices = await db.Set<Office>().AsNoTracking().Where(x => owners.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancel);
            rows.RemoveAll(x => !(self is not null && x.ReporterId == self) && !(CaseAccess.CanSee(actor, x) && CaseAccess.CanWork(actor, x, offices[x.OwnerOfficeId])));
        }

        var categories = await names.CategoryNamesAsync(cancel);
        return [.. rows.Take(Max).Select(x => new HouseholdCaseLine(x.Id, x.Number, categories.GetValueOrDefault(x.CategoryCode, x.CategoryCode), x.Status, x.Outcome, x.FiledAt, x.DueAt,
            x.ClosedAt, self is not null && x.ReporterId == self, actor.IsStaff ? CaseAccess.CanSee(actor, x) : x.IsPublic || x.ReporterId == self))];
    }
}
