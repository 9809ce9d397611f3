using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Routing;

/// <summary>A case in the list of whoever is on duty. They are neighbours: who reported it is not told.</summary>
public record DutyCaseItem
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string CategoryCode { get; init; }
    public required string CategoryName { get; init; }
    public required CaseStatus Status { get; init; }
    public required string? Description { get; init; }
    public required string RegionCode { get; init; }
    public required string RegionName { get; init; }
    public required string? Address { get; init; }
    public required DateTime FiledAt { get; init; }
    public required DateTime DueAt { get; init; }
    public required bool Overdue { get; init; }
    public required Guid PostId { get; init; }
    public required string PostTitle { get; init; }
    public required Guid? ThumbnailPhotoId { get; init; }

    /// <summary>Accepted by its office and not begun.</summary>
    public required bool CanStart { get; init; }
    public required bool CanResolve { get; init; }
    public required int Version { get; init; }
}

/// <summary>A case with its place, pictures and history.</summary>
public sealed record DutyCaseDetail(DutyCaseItem Summary, double? Latitude, double? Longitude, double? Accuracy, IReadOnlyList<CasePhotoView> Photos, IReadOnlyList<CaseEventView> Timeline);

/// <summary>What whoever is on duty for a post today, by themselves or standing in, sees and does of the cases given to it. The office accepts and
/// closes; they start and resolve. Nobody works what they reported. Null means absent, or not theirs.</summary>
public sealed class DutyCases(
    EngagementDbContext db, DutyPostQueries duty, CaseNames names, CaseTimelineReader timeline, CaseResolution resolution, TimeProvider clock)
{
    private static readonly CaseStatus[] OpenStatuses = [CaseStatus.Filed, CaseStatus.Accepted, CaseStatus.InProgress];

    /// <summary>The most pressing first.</summary>
    /// <param name="actor">A villager, or staff who live here.</param>
    /// <param name="open">Open ones; else those resolved or ended, the latest due first.</param>
    /// <param name="limit">Rows.</param>
    /// <param name="after">The page before's <c>next</c>.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<Page<DutyCaseItem>> ListAsync(Actor actor, bool open, int limit, string? after, CancellationToken cancel)
    {
        var posts = await PostsAsync(actor, cancel);
        if (posts.Count == 0) return new Page<DutyCaseItem>([], null);
        var ids = posts.Keys.Select(x => (Guid?)x).ToList();
        var query = db.Set<Case>().AsNoTracking().Where(x => ids.Contains(x.AssigneePostId) && (x.ReporterId == null || x.ReporterId != actor.PersonId));
        query = open ? query.Where(x => OpenStatuses.Contains(x.Status)) : query.Where(x => x.Status == CaseStatus.Resolved || x.Status == CaseStatus.Closed);
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (at, id) = Cursor.Read(cursor, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            query = open ? query.Where(x => x.DueAt >= at && (x.DueAt > at || x.Id > id)) : query.Where(x => x.DueAt <= at && (x.DueAt < at || x.Id < id));
        }

        query = open ? query.OrderBy(x => x.DueAt).ThenBy(x => x.Id) : query.OrderByDescending(x => x.DueAt).ThenByDescending(x => x.Id);
        var page = Page<Case>.Cut(await query.Take(limit + 1).ToListAsync(cancel), limit, x => [x.DueAt, x.Id]);
        return new Page<DutyCaseItem>(await ItemsAsync(page.Items, posts, cancel), page.Next);
    }

    public async Task<DutyCaseDetail?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var posts = await PostsAsync(actor, cancel);
        if (await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel) is not { } it || !IsTheirs(actor, it, posts)) return null;
        var history = await timeline.ReadAsync(it, CaseAudience.Reporter, cancel);
        return new DutyCaseDetail((await ItemsAsync([it], posts, cancel))[0], it.Latitude, it.Longitude, it.Accuracy, history.Photos, history.Timeline);
    }

    public Task<Case?> StartAsync(Actor actor, Guid id, int version, string? note, CancellationToken cancel) =>
        WorkAsync(actor, id, version, "case.start", (it, now) =>
        {
            it.StartForPost(actor, now, string.IsNullOrWhiteSpace(note) ? null : note.Trim());
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Needs words and at least one after-photo.</summary>
    public Task<Case?> ResolveAsync(Actor actor, Guid id, int version, string text, IReadOnlyList<Guid> photoIds, CancellationToken cancel) =>
        WorkAsync(actor, id, version, "case.resolve", (it, now) => resolution.ResolveAsync(actor, it, it.ResolveForPost, now, text.Trim(), photoIds, cancel), cancel);

    /// <summary>Whether the case is given to a post the actor is on duty for today.</summary>
    public async Task<bool> IsOnDutyForAsync(Actor actor, Case it, CancellationToken cancel) =>
        it.AssigneePostId is not null && IsTheirs(actor, it, await PostsAsync(actor, cancel));

    private async Task<Case?> WorkAsync(Actor actor, Guid id, int version, string action, Func<Case, DateTime, Task> work, CancellationToken cancel)
    {
        var posts = await PostsAsync(actor, cancel);
        if (await db.Set<Case>().FirstOrDefaultAsync(x => x.Id == id, cancel) is not { } it || !IsTheirs(actor, it, posts)) return null;
        if (it.Version != version) throw new StaleVersion();
        var now = clock.UtcNow();
        await work(it, now);
        db.Add(AuditLine.Of(actor, now, action, ComplaintService.PhotoOwner, id, $"duty_post {it.AssigneePostId}"));
        await db.SaveChangesAsync(cancel);
        return it;
    }

    private async Task<IReadOnlyDictionary<Guid, string>> PostsAsync(Actor actor, CancellationToken cancel) => actor.PersonId is { } person
        ? (await duty.WorkedByAsync(person, ChinaTime.Today(clock), cancel)).ToDictionary(x => x.PostId, x => x.Title) : new Dictionary<Guid, string>();

    private static bool IsTheirs(Actor actor, Case it, IReadOnlyDictionary<Guid, string> posts) =>
        it.AssigneePostId is { } post && posts.ContainsKey(post) && !CaseAccess.ConcernsSelf(actor, it);

    private async Task<IReadOnlyList<DutyCaseItem>> ItemsAsync(IReadOnlyList<Case> cases, IReadOnlyDictionary<Guid, string> posts, CancellationToken cancel)
    {
        var categories = await names.CategoryNamesAsync(cancel);
        var places = await names.PlacesAsync(cases.Select(x => x.RegionCode), cancel);
        var now = clock.UtcNow();
        return [.. cases.Select(x => new DutyCaseItem
        {
            Id = x.Id, Number = x.Number, CategoryCode = x.CategoryCode, CategoryName = categories.GetValueOrDefault(x.CategoryCode, x.CategoryCode), Status = x.Status,
            Description = x.Description, RegionCode = x.RegionCode, RegionName = places[x.RegionCode], Address = x.Address, FiledAt = x.FiledAt, DueAt = x.DueAt,
            Overdue = x.IsOpen && x.DueAt < now, PostId = x.AssigneePostId!.Value, PostTitle = posts[x.AssigneePostId.Value], ThumbnailPhotoId = x.ThumbnailPhotoId,
            CanStart = x.Status == CaseStatus.Accepted, CanResolve = x.Status is CaseStatus.Accepted or CaseStatus.InProgress, Version = x.Version,
        })];
    }
}
