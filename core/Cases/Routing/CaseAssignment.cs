using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Data;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Routing;

/// <summary>A post a case may be given to, with how much it already carries.</summary>
public sealed record AssignablePost(Guid Id, DutyPostKind Kind, string Title, string? Alley, string? OnDutyName, int OpenCaseCount);

/// <summary>Giving a case to a post by hand, and what holds of every hand-over inside an office.</summary>
public sealed class CaseAssignment(EngagementDbContext db, CaseLoader loader, DutyPostQueries duty, CaseMessages messages, CategoryCatalog categories, TimeProvider clock)
{
    private static readonly CaseStatus[] OpenStatuses = [CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress];

    /// <returns>Null when the case is absent or not the actor's to see.</returns>
    public async Task<Case?> GiveToPostAsync(Actor actor, Guid id, int version, Guid postId, string? note, CancellationToken cancel)
    {
        if (await loader.ForStaffAsync(actor, id, version, cancel) is not var (it, owner)) return null;
        if (CaseAccess.ConcernsSelf(actor, it)) throw CaseErrors.ConcernsYourself();
        if (!CaseAccess.CanDecide(actor, it, owner)) throw CaseErrors.NotYours();
        note = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        var post = await duty.OnDayAsync(postId, ChinaTime.Today(clock), cancel);
        if (post is null || post.RegionCode != it.RegionCode) throw CaseErrors.NoSuchPost();
        if (post.OnDutyId is not { } onDuty) throw CaseErrors.NobodyOnDuty();
        if (onDuty == it.ReporterId) throw CaseErrors.ConcernsYourself();
        DemandReason(it, it.AssigneePostId == postId, note);
        var now = clock.UtcNow();
        it.GiveToPost(actor, now, postId, post.Title, note);
        await messages.TellAllAsync(it, CaseMessages.Assigned, null, supporters: false, cancel);
        db.Add(messages.ForPost(it, onDuty, (await categories.ListAsync(cancel)).FirstOrDefault(x => x.Code == it.CategoryCode)));
        db.Add(AuditLine.Of(actor, now, "case.assign", ComplaintService.PhotoOwner, id, $"duty_post {postId}"));
        await db.SaveChangesAsync(cancel);
        return it;
    }

    /// <summary>The posts of the case's village somebody is on duty for today, least burdened first; none where the committee stays out.</summary>
    /// <returns>Null when the case is absent or not the actor's to see.</returns>
    public async Task<IReadOnlyList<AssignablePost>?> PostsAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await loader.ForStaffAsync(actor, id, null, cancel) is not var (it, _)) return null;
        if (it.KeepsCommitteeOut || it.RegionCode.Length < 12) return [];
        var posts = (await duty.OnDayAsync(it.RegionCode, ChinaTime.Today(clock), cancel)).Where(x => x.OnDutyId is { } person && person != it.ReporterId).ToList();
        var ids = posts.Select(x => (Guid?)x.PostId).ToList();
        var load = await db.Set<Case>().AsNoTracking().Where(x => ids.Contains(x.AssigneePostId) && OpenStatuses.Contains(x.Status))
            .GroupBy(x => x.AssigneePostId!.Value).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
        return [.. posts.Select(x => new AssignablePost(x.PostId, x.Kind, x.Title, x.Alley, x.OnDutyName, load.GetValueOrDefault(x.PostId))).OrderBy(x => x.OpenCaseCount).ThenBy(x => x.Title, StringComparer.Ordinal)];
    }

    /// <summary>Taking a case away from somebody who has it needs words; from a post that has not begun, whom only the rules named, it does not.</summary>
    internal static void DemandReason(Case it, bool same, string? note)
    {
        if (!same && string.IsNullOrWhiteSpace(note) && (it.AssigneeId is not null || (it.AssigneePostId is not null && it.Status == CaseStatus.InProgress))) throw CaseErrors.ReasonNeeded();
    }

    /// <summary>What the committee must not see is not given to somebody whose only right there is the committee's.</summary>
    internal static void DemandOutsider(Case it, StaffMember assignee)
    {
        if (it.KeepsCommitteeOut && assignee.Grants.Where(x => it.RegionCode.StartsWith(x.RegionCode, StringComparison.Ordinal)).All(x => x.Role == Role.VillageCommittee)
            && !assignee.Grants.Any(x => x.OfficeId == it.OwnerOfficeId)) throw CaseErrors.CommitteeStaysOut();
    }
}
