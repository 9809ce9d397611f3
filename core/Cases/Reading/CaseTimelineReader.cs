using Engagement.Core.Cases.Evidence;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Reading;

/// <summary>Who reads: staff see all, the reporter all but internal lines, others no words or pictures that nobody has read.</summary>
public enum CaseAudience { Staff, Reporter, Public }

/// <summary>What hangs on a case: history, photos, the latest answer, merges. The same for staff and citizens but for internal lines.</summary>
public sealed record CaseHistory(
    IReadOnlyList<CasePhotoView> Photos, IReadOnlyList<CaseEventView> Timeline, CaseRatingView? Rating, CaseReference? MergedInto);

/// <summary>Reads the history of a case.</summary>
public sealed class CaseTimelineReader(EngagementDbContext db, StaffDirectory staff)
{
    /// <param name="it">The case.</param>
    /// <param name="audience">Who will read it.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<CaseHistory> ReadAsync(Case it, CaseAudience audience, CancellationToken cancel)
    {
        var forStaff = audience == CaseAudience.Staff;
        var lines = await db.Set<CaseEvent>().AsNoTracking().Where(x => x.CaseId == it.Id && (forStaff || !x.IsInternal))
            .OrderBy(x => x.Sequence).ToListAsync(cancel);
        var photos = await db.Set<CasePhoto>().AsNoTracking().Where(x => x.CaseId == it.Id && !db.Set<Photo>().Any(p => p.Id == x.PhotoId && p.RemovedAt != null))
            .OrderBy(x => x.At).ThenBy(x => x.Position).ToListAsync(cancel);
        bool Shows(CaseEvent line) => audience != CaseAudience.Public || (CaseEvent.PublicTypes.Contains(line.Type) && !line.IsUnreadPostLine);
        var shown = lines.Where(Shows).ToDictionary(x => x.Id);
        photos.RemoveAll(x => !shown.ContainsKey(x.EventId));
        if (audience == CaseAudience.Public) await RemoveUnseenAsync(it, photos, shown, cancel);
        var names = await staff.NamesAsync(
            [.. lines.SelectMany(x => new[] { x.ActorKind == ActorKind.Staff ? x.ActorId : null, x.SubjectStaffId }).OfType<Guid>().Distinct()], cancel);
        var postIds = lines.Select(x => x.PostId).OfType<Guid>().Distinct().ToList();
        var posts = postIds.Count == 0 ? [] : await db.Set<DutyPost>().AsNoTracking().Where(x => postIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Title, cancel);
        var reporter = forStaff && it.ReporterId is { } id
            ? await db.Set<Person>().AsNoTracking().Where(x => x.Id == id).Select(x => x.Name).FirstOrDefaultAsync(cancel) : null;
        var byLine = photos.ToLookup(x => x.EventId, x => x.PhotoId);
        var rating = await db.Set<CaseRating>().AsNoTracking().Where(x => x.CaseId == it.Id).OrderByDescending(x => x.Round)
            .Select(x => new CaseRatingView(x.Solved, x.Satisfaction, x.Comment, x.At)).FirstOrDefaultAsync(cancel);
        var target = it.MergedIntoId is { } into
            ? await db.Set<Case>().AsNoTracking().Where(x => x.Id == into).Select(x => new CaseReference(x.Id, x.Number)).FirstOrDefaultAsync(cancel) : null;
        return new CaseHistory(
            [.. photos.Select(x => new CasePhotoView(x.PhotoId, x.Stage, x.At))],
            [.. lines.Select(x => new CaseEventView(x.Id, x.At, x.Type, ActorName(x, names, posts), RoleWord(x), x.OnBehalfOf is null ? null : reporter ?? "村民",
                Shows(x) ? TextOf(x, names) : null, x.IsInternal, [.. byLine[x.Id]], x.ToStatus))],
            rating, target);
    }

    private async Task RemoveUnseenAsync(Case it, List<CasePhoto> photos, Dictionary<Guid, CaseEvent> lines, CancellationToken cancel)
    {
        var ids = photos.Select(x => x.PhotoId).ToList();
        var safety = await db.Set<Photo>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Safety, cancel);
        photos.RemoveAll(x => !CasePhotoRights.MayOthersSee(safety[x.PhotoId], lines[x.EventId].ActorKind == ActorKind.Staff || it.AcceptedAt is not null));
    }

    /// <summary>Villagers have no name here; staff act with theirs, a post's holder as the post.</summary>
    private static string? ActorName(CaseEvent line, IReadOnlyDictionary<Guid, string> names, IReadOnlyDictionary<Guid, string> posts) =>
        ActsForPost(line) ? posts.GetValueOrDefault(line.PostId!.Value) : line.ActorKind == ActorKind.Staff && line.ActorId is { } id ? names.GetValueOrDefault(id) : null;

    private static string? TextOf(CaseEvent line, IReadOnlyDictionary<Guid, string> names) =>
        line.SubjectStaffId is { } subject && names.TryGetValue(subject, out var name)
            ? line.Text is null ? name : $"{name}：{line.Text}"
            : line.Text;

    /// <summary>A line about giving the case to a post names the post, too, but somebody else wrote it.</summary>
    private static bool ActsForPost(CaseEvent line) => line.PostId is not null && line.Type != CaseEventType.Assigned;

    private static string RoleWord(CaseEvent line) => ActsForPost(line) ? "dutyPost" :
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(line.ActorKind == ActorKind.Staff && line.ActorRole is { } role ? role.ToString() : line.ActorKind.ToString());
}
