using System.Linq.Expressions;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Reading;

/// <summary>Which slice of the visible cases. <c>DueToday</c>: runs out before midnight in Asia/Shanghai and has not yet. <c>Supervised</c>: somebody above
/// waits for an answer. <c>Unanswered</c>: the citizen's last message has no reply.
/// <c>ToAccept</c>: nobody has taken it on or declined it yet.</summary>
public enum CaseView { All, Mine, Unassigned, Overdue, Open, ToVerify, ReviewDue, DueToday, Supervised, Unanswered, ToAccept }

/// <summary>How far time has come with an open case, as the sweep has noticed: the due time is near, is over, is over by half of all the time there
/// was, or nobody has answered in time.</summary>
public enum CaseLateness { DueSoon, Overdue, LongOverdue, ResponseOverdue }

/// <summary>What a list is ordered by.</summary>
public enum CaseSort { FiledAt, DueAt }

/// <summary>What a staff list asks for. <c>From</c> and <c>To</c> are days in Asia/Shanghai, both inclusive.</summary>
public sealed record CaseFilter
{
    public CaseView View { get; init; }

    /// <summary>Only those given to the actor in person.</summary>
    public bool Mine { get; init; }

    /// <summary>Of this office.</summary>
    public Guid? OwnerOfficeId { get; init; }

    /// <summary>Given to this person.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>Given to this post.</summary>
    public Guid? AssigneePostId { get; init; }
    public string? Region { get; init; }
    public string? Category { get; init; }
    public IReadOnlyList<CaseStatus> Statuses { get; init; } = [];
    public CaseKind? Kind { get; init; }
    public CaseClock? Clock { get; init; }
    public bool? Relapse { get; init; }
    public string? Text { get; init; }

    /// <summary>Open cases whose time has come so far; null for any.</summary>
    public CaseLateness? Escalation { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public CaseSort Sort { get; init; }
    public bool Ascending { get; init; }
}

/// <summary>Lists of cases for staff, read straight into view records.</summary>
public sealed class CaseQueries(EngagementDbContext db, CaseNames names, StaffDirectory staff, TimeProvider clock)
{
    private static readonly CaseStatus[] OpenStatuses = [CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress];

    /// <exception cref="InvalidInput">Free text without region and dates, or a cursor of another list.</exception>
    public async Task<Page<CaseListItem>> ListAsync(Actor actor, CaseFilter filter, int limit, string? after, CancellationToken cancel)
    {
        var byDue = filter.Sort == CaseSort.DueAt;
        var cursor = Cursor.Decode(after, 2) is { } values
            ? Cursor.Read(values, x => (At: x[0].GetDateTime().ToUniversalTime(), Id: x[1].GetGuid())) : ((DateTime At, Guid Id)?)null;
        IQueryable<Case> Ordered(IQueryable<Case> cases) => (byDue, filter.Ascending) switch
        {
            (true, true) => cases.OrderBy(x => x.DueAt).ThenBy(x => x.Id),
            (true, false) => cases.OrderByDescending(x => x.DueAt).ThenByDescending(x => x.Id),
            (false, true) => cases.OrderBy(x => x.FiledAt).ThenBy(x => x.Id),
            _ => cases.OrderByDescending(x => x.FiledAt).ThenByDescending(x => x.Id),
        };
        IQueryable<Case> After(IQueryable<Case> cases) => (cursor, byDue, filter.Ascending) switch
        {
            (null, _, _) => cases,
            ({ } c, true, true) => cases.Where(x => x.DueAt >= c.At && (x.DueAt > c.At || x.Id > c.Id)),
            ({ } c, true, false) => cases.Where(x => x.DueAt <= c.At && (x.DueAt < c.At || x.Id < c.Id)),
            ({ } c, false, true) => cases.Where(x => x.FiledAt >= c.At && (x.FiledAt > c.At || x.Id > c.Id)),
            ({ } c, _, _) => cases.Where(x => x.FiledAt <= c.At && (x.FiledAt < c.At || x.Id < c.Id)),
        };

        var parts = Filtered(actor, filter).Select(x => Ordered(After(x)).Take(limit + 1)).ToList();
        var query = parts.Count == 1 ? parts[0] : Ordered(parts.Aggregate((all, part) => all.Concat(part))).Take(limit + 1);
        var now = clock.UtcNow();
        var rows = await query.Select(ToItem(now)).ToListAsync(cancel);
        var page = Page<CaseListItem>.Cut(rows, limit, x => [byDue ? x.DueAt : x.FiledAt, x.Id]);
        return page with { Items = await names.FillAsync(page.Items, cancel) };
    }

    /// <summary>What the views above a list hold, for the region and the owner it is narrowed to.</summary>
    public async Task<CaseCounts> CountAsync(Actor actor, CaseFilter filter, CancellationToken cancel)
    {
        var (mine, unassigned, overdue, open, dueSoon, longOverdue, unanswered) = (0, 0, 0, 0, 0, 0, 0);
        var now = clock.UtcNow();
        foreach (var part in Filtered(actor, filter with { View = CaseView.Open }))
        {
            var counts = await part.GroupBy(_ => 1).Select(x => new
            {
                Mine = x.Count(c => c.AssigneeId == actor.AccountId),
                Unassigned = x.Count(c => c.AssigneeId == null && c.AssigneePostId == null),
                Overdue = x.Count(c => c.DueAt < now && c.Clock != CaseClock.Deferred),
                Open = x.Count(),
                DueSoon = x.Count(c => c.EscalationStep == 80),
                LongOverdue = x.Count(c => c.EscalationStep >= 150),
                Unanswered = x.Count(c => c.Status == CaseStatus.Filed && c.ResponseOverdueAt != null),
            }).SingleOrDefaultAsync(cancel);
            if (counts is null) continue;
            (dueSoon, longOverdue, unanswered) = (dueSoon + counts.DueSoon, longOverdue + counts.LongOverdue, unanswered + counts.Unanswered);
            (mine, unassigned, overdue, open) = (mine + counts.Mine, unassigned + counts.Unassigned, overdue + counts.Overdue, open + counts.Open);
        }

        return new CaseCounts(mine, unassigned, overdue, open, dueSoon, longOverdue, unanswered);
    }

    /// <summary>How many cases a list has; counts no further than <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(Actor actor, CaseFilter filter, int most, CancellationToken cancel)
    {
        var count = 0;
        foreach (var part in Filtered(actor, filter)) count += await part.Take(most).CountAsync(cancel);
        return Math.Min(count, most);
    }

    /// <summary>A row of a list without its names; overdue means open and past due at <paramref name="now"/>.</summary>
    internal static Expression<Func<Case, CaseListItem>> ToItem(DateTime now) => x => new CaseListItem
    {
        Id = x.Id,
        Number = x.Number,
        Kind = x.Kind,
        CategoryCode = x.CategoryCode,
        Status = x.Status,
        Outcome = x.Outcome,
        Visibility = x.Visibility,
        Description = x.Description,
        RegionCode = x.RegionCode,
        Address = x.Address,
        OwnerOfficeId = x.OwnerOfficeId,
        AssigneeId = x.AssigneeId,
        AssigneePostId = x.AssigneePostId,
        FiledAt = x.FiledAt,
        RespondBy = x.RespondBy,
        DueAt = x.DueAt,
        EscalationStep = x.EscalationStep,
        Overdue = OpenStatuses.Contains(x.Status) && x.DueAt < now && x.Clock != CaseClock.Deferred,
        Clock = x.Clock,
        Relapse = x.RelapseOfId != null,
        AwaitsVerification = x.Status == CaseStatus.Resolved && x.RequiresVerification && x.VerifiedBy == null,
        SupportCount = x.SupportCount,
        ReopenCount = x.ReopenCount,
        UrgeCount = x.UrgeCount,
        PhotoCount = x.PhotoCount,
        ThumbnailPhotoId = x.ThumbnailPhotoId,
        Version = x.Version,
    };

    /// <summary>Who may be given a case of this region and owner, least burdened first.</summary>
    public async Task<IReadOnlyList<AssigneeView>> AssigneesAsync(string region, Guid? ownerOfficeId, CancellationToken cancel)
    {
        var members = (await staff.WorkingForAsync(region, cancel))
            .Where(x => ownerOfficeId is { } owner ? x.MayBeAssigned(region, owner) : x.Grants.Any(g => g.Role is not (Role.Auditor or Role.Inspector or Role.Administrator)))
            .ToList();
        var load = await OpenByAssigneeAsync([.. members.Select(x => x.Id)], cancel);
        return [.. members
            .Select(x => new AssigneeView(x.Id, x.DisplayName,
                x.Grants.Where(g => region.StartsWith(g.RegionCode, StringComparison.Ordinal) || g.RegionCode.StartsWith(region, StringComparison.Ordinal))
                    .OrderByDescending(g => g.RegionCode.Length).First().Role, load.GetValueOrDefault(x.Id)))
            .OrderBy(x => x.OpenCaseCount).ThenBy(x => x.Name, StringComparer.Ordinal)];
    }

    /// <summary>How many open cases each of these people has; who has none is missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> OpenByAssigneeAsync(IReadOnlyCollection<Guid> staffIds, CancellationToken cancel)
    {
        var ids = staffIds.Select(x => (Guid?)x).ToList();
        return await db.Set<Case>().AsNoTracking().Where(x => ids.Contains(x.AssigneeId) && OpenStatuses.Contains(x.Status))
            .GroupBy(x => x.AssigneeId!.Value).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
    }

    /// <summary>The parts of the visible cases that the filter leaves, each to be read off one index.</summary>
    private List<IQueryable<Case>> Filtered(Actor actor, CaseFilter filter) =>
        [.. CaseAccess.PartsVisibleTo(actor, filter.Region, ofFew: filter.AssigneeId is not null || filter.AssigneePostId is not null).Select(part => Filtered(db.Set<Case>().AsNoTracking().Where(part), actor, filter))];

    private IQueryable<Case> Filtered(IQueryable<Case> query, Actor actor, CaseFilter filter)
    {
        if (filter.Mine) query = query.Where(x => x.AssigneeId == actor.AccountId);
        if (filter.OwnerOfficeId is { } owner) query = query.Where(x => x.OwnerOfficeId == owner);
        if (filter.AssigneeId is { } assignee) query = query.Where(x => x.AssigneeId == assignee);
        if (filter.AssigneePostId is { } post) query = query.Where(x => x.AssigneePostId == post);
        if (filter.Category is { } category) query = query.Where(x => x.CategoryCode == category);
        if (filter.Kind is { } kind) query = query.Where(x => x.Kind == kind);
        if (filter.Clock is { } clockIs) query = query.Where(x => x.Clock == clockIs);
        if (filter.Relapse is { } relapse) query = query.Where(x => (x.RelapseOfId != null) == relapse);
        // One status is an equality: PostgreSQL then reads it off its index in order, which it cannot do for "any of".
        if (filter.Statuses is [var only]) query = query.Where(x => x.Status == only);
        else if (filter.Statuses.Count > 0) query = query.Where(x => filter.Statuses.Contains(x.Status));
        var now = clock.UtcNow();
        var midnight = ChinaTime.ToUtc(ChinaTime.Today(clock).AddDays(1), TimeOnly.MinValue);
        query = filter.View switch
        {
            CaseView.Mine => query.Where(x => x.AssigneeId == actor.AccountId && OpenStatuses.Contains(x.Status)),
            CaseView.Unassigned => query.Where(x => x.AssigneeId == null && x.AssigneePostId == null && OpenStatuses.Contains(x.Status)),
            CaseView.Overdue => query.Where(x => OpenStatuses.Contains(x.Status) && x.DueAt < now && x.Clock != CaseClock.Deferred),
            CaseView.ToVerify => query.Where(x => x.Status == CaseStatus.Resolved && x.RequiresVerification && x.VerifiedBy == null),
            CaseView.ReviewDue => query.Where(x => x.Clock == CaseClock.Deferred && x.ReviewDueAt != null),
            CaseView.DueToday => query.Where(x => OpenStatuses.Contains(x.Status) && x.Clock == CaseClock.Running && x.DueAt >= now && x.DueAt < midnight),
            CaseView.Supervised => query.Where(x => OpenStatuses.Contains(x.Status) && db.Set<CaseSupervision>().Any(s => s.CaseId == x.Id && s.RepliedAt == null)),
            // A resolve is a reply too: the citizen is told what was done.
            CaseView.Unanswered => query.Where(x => (OpenStatuses.Contains(x.Status) || x.Status == CaseStatus.Resolved) && db.Set<CaseEvent>().Any(e =>
                e.CaseId == x.Id && e.Type == CaseEventType.Message && (e.ActorKind == ActorKind.Villager || e.OnBehalfOf != null)
                && !db.Set<CaseEvent>().Any(a => a.CaseId == x.Id && a.Sequence > e.Sequence
                    && ((a.Type == CaseEventType.Message && a.ActorKind == ActorKind.Staff && a.OnBehalfOf == null) || a.Type == CaseEventType.Resolved)))),
            CaseView.Open => query.Where(x => OpenStatuses.Contains(x.Status)),
            CaseView.ToAccept => query.Where(x => x.Status == CaseStatus.Filed),
            _ => query,
        };
        query = filter.Escalation switch
        {
            CaseLateness.DueSoon => query.Where(x => OpenStatuses.Contains(x.Status) && x.EscalationStep == 80),
            CaseLateness.Overdue => query.Where(x => OpenStatuses.Contains(x.Status) && x.EscalationStep >= 100),
            CaseLateness.LongOverdue => query.Where(x => OpenStatuses.Contains(x.Status) && x.EscalationStep >= 150),
            CaseLateness.ResponseOverdue => query.Where(x => x.Status == CaseStatus.Filed && x.ResponseOverdueAt != null),
            _ => query,
        };
        if (filter.From is { } from)
        {
            var start = ChinaTime.ToUtc(from, TimeOnly.MinValue);
            query = query.Where(x => x.FiledAt >= start);
        }

        if (filter.To is { } to)
        {
            var end = ChinaTime.ToUtc(to.AddDays(1), TimeOnly.MinValue);
            query = query.Where(x => x.FiledAt < end);
        }

        if (string.IsNullOrWhiteSpace(filter.Text)) return query;
        if (filter.Region is null || filter.From is null || filter.To is null)
            throw new InvalidInput("text", "按文字查找时，请同时选择地区和起止日期。");
        var text = filter.Text.Trim();
        return query.Where(x => x.Number == text || x.Description!.Contains(text) || x.Address!.Contains(text));
    }
}
