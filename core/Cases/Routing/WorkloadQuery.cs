using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Routing;

/// <summary>What one office, person or post carries.</summary>
/// <param name="Id">Null in the row of what nobody has been given.</param>
/// <param name="Overdue">As <see cref="CaseView.Overdue"/> lists them: what is deferred is not late.</param>
/// <param name="DueToday">As <see cref="CaseView.DueToday"/> lists them: not overdue, the clock runs, due before 24:00 (Asia/Shanghai).</param>
/// <param name="OldestFiledAt">When the oldest open one was filed.</param>
public sealed record WorkloadRow(Guid? Id, string Name, int Open, int Overdue, int DueToday, DateTime? OldestFiledAt);

/// <summary>The open cases a member of staff may see in a region, counted three ways; each adds up to the total. Every figure
/// is the length of a list of <see cref="CaseQueries"/>: of the view for the column and the owner, assignee or post of the row.</summary>
/// <param name="Unassigned">Given to neither a person nor a post.</param>
public sealed record Workload(
    WorkloadRow Total, WorkloadRow Unassigned, IReadOnlyList<WorkloadRow> Offices, IReadOnlyList<WorkloadRow> Assignees, IReadOnlyList<WorkloadRow> Posts);

/// <summary>Who has how much to do.</summary>
public sealed class WorkloadQuery(EngagementDbContext db, StaffDirectory staff, TimeProvider clock)
{
    private static readonly CaseStatus[] OpenStatuses = [CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress];

    public async Task<Workload> ReadAsync(Actor actor, string regionCode, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var midnight = ChinaTime.ToUtc(ChinaTime.DateOf(now).AddDays(1), TimeOnly.MinValue);
        List<Piece> pieces = [];
        foreach (var part in CaseAccess.PartsVisibleTo(actor, regionCode))
            pieces.AddRange(await db.Set<Case>().AsNoTracking().Where(part).Where(x => OpenStatuses.Contains(x.Status))
                .GroupBy(x => new { x.OwnerOfficeId, x.AssigneeId, x.AssigneePostId })
                .Select(x => new Piece(x.Key.OwnerOfficeId, x.Key.AssigneeId, x.Key.AssigneePostId, x.Count(),
                    x.Count(c => c.DueAt < now && c.Clock != CaseClock.Deferred),
                    x.Count(c => c.Clock == CaseClock.Running && c.DueAt >= now && c.DueAt < midnight), x.Min(c => c.FiledAt))).ToListAsync(cancel));
        var (officeIds, postIds) = (pieces.Select(x => x.Office).Distinct().ToList(), pieces.Select(x => x.Post).OfType<Guid>().Distinct().ToList());
        var offices = await db.Set<Office>().AsNoTracking().Where(x => officeIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var posts = await db.Set<DutyPost>().AsNoTracking().Where(x => postIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Title, cancel);
        var people = await staff.NamesAsync([.. pieces.Select(x => x.Assignee).OfType<Guid>().Distinct()], cancel);
        return new Workload(
            Sum(null, "合计", pieces), Sum(null, "未分派", pieces.Where(x => x.Assignee is null && x.Post is null)),
            By(pieces.GroupBy(x => (Guid?)x.Office), offices), By(pieces.Where(x => x.Assignee is not null).GroupBy(x => x.Assignee), people), By(pieces.Where(x => x.Post is not null).GroupBy(x => x.Post), posts));
    }

    private static List<WorkloadRow> By(IEnumerable<IGrouping<Guid?, Piece>> groups, IReadOnlyDictionary<Guid, string> names) =>
        [.. groups.Select(x => Sum(x.Key, names.GetValueOrDefault(x.Key!.Value, ""), x)).OrderByDescending(x => x.Overdue).ThenByDescending(x => x.Open).ThenBy(x => x.Name, StringComparer.Ordinal)];

    private static WorkloadRow Sum(Guid? id, string name, IEnumerable<Piece> pieces)
    {
        var all = pieces.ToList();
        return new WorkloadRow(id, name, all.Sum(x => x.Open), all.Sum(x => x.Overdue), all.Sum(x => x.DueToday), all.Count == 0 ? null : all.Min(x => x.Oldest));
    }

    private sealed record Piece(Guid Office, Guid? Assignee, Guid? Post, int Open, int Overdue, int DueToday, DateTime Oldest);
}
