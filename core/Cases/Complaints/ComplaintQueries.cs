using Engagement.Core.Cases.Evidence;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Complaints;

/// <summary>What a villager's list asks for.</summary>
public sealed record ComplaintFilter(bool Mine, string? Region, string? Category, CaseStatus? Status);

/// <summary>Reads of complaints for villagers: their own, and what is public.</summary>
public sealed class ComplaintQueries(EngagementDbContext db, CaseLoader loader, CaseNames names, CaseTimelineReader timeline, CasePhotoRights photos, TimeProvider clock)
{
    public async Task<Page<ComplaintListItem>> ListAsync(Actor actor, ComplaintFilter filter, int limit, string? after, CancellationToken cancel)
    {
        var query = db.Set<Case>().AsNoTracking().Where(x => x.Kind == CaseKind.Complaint);
        if (filter.Mine) query = query.Where(x => x.ReporterId == actor.PersonId);
        else query = query.Where(x => x.Visibility != CaseVisibility.StaffOnly && x.Moderation == CaseModeration.Passed && x.Status != CaseStatus.Rejected);
        if (filter.Region is { } region) query = query.Where(CaseAccess.Within(region));
        if (filter.Category is { } category) query = query.Where(x => x.CategoryCode == category);
        if (filter.Status is { } status) query = query.Where(x => x.Status == status);
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (at, id) = Cursor.Read(cursor, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            query = query.Where(x => x.FiledAt <= at && (x.FiledAt < at || x.Id < id));
        }

        var rows = await query.OrderByDescending(x => x.FiledAt).ThenByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancel);
        var page = Page<Case>.Cut(rows, limit, x => [x.FiledAt, x.Id]);
        return new Page<ComplaintListItem>(await ItemsAsync(actor, page.Items, cancel), page.Next);
    }

    /// <summary>Null when absent or not the actor's to see.</summary>
    public async Task<ComplaintDetail?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var it = await loader.ForVillagerAsync(actor, id, cancel);
        if (it is null) return null;
        var mine = IsMine(actor, it);
        var history = await timeline.ReadAsync(it, mine || actor.IsStaff ? CaseAudience.Reporter : CaseAudience.Public, cancel);
        var speaks = CaseAccess.CanSpeakForReporter(actor, it);
        var supported = await db.Set<CaseSupport>().AnyAsync(x => x.CaseId == id && x.PersonId == actor.PersonId, cancel);
        return new ComplaintDetail(
            (await ItemsAsync(actor, [it], cancel))[0], it.Latitude, it.Longitude, it.Accuracy,
            history.Photos, history.Timeline, mine || speaks ? history.Rating : history.Rating is { } r ? r with { Comment = null } : null,
            history.MergedInto, supported,
            CanRate: speaks && it.Status == CaseStatus.Resolved && !it.AwaitsVerification,
            CanReopen: speaks && (it.Status is CaseStatus.Resolved or CaseStatus.Closed) && it.CloseReason != CaseCloseReason.Withdrawn && clock.UtcNow() < it.AnswerBy,
            CanWithdraw: speaks && it.IsOpen,
            CanUrge: speaks && it.IsOpen,
            CanAdd: speaks && (it.IsOpen || it.Status == CaseStatus.Resolved),
            it.Status == CaseStatus.Resolved ? it.AnswerBy : null, it.Clock, it.PauseReason, it.PausedUntil, it.Version);
    }

    private async Task<IReadOnlyList<ComplaintListItem>> ItemsAsync(Actor actor, IReadOnlyList<Case> cases, CancellationToken cancel)
    {
        var categories = await names.CategoryNamesAsync(cancel);
        var places = await names.PlacesAsync(cases.Select(x => x.RegionCode), cancel);
        var named = cases.Where(x => x.Visibility == CaseVisibility.PublicNamed && x.ReporterId != null).Select(x => x.ReporterId!.Value).Distinct().ToList();
        var reporters = named.Count == 0 ? []
            : await db.Set<Person>().AsNoTracking().Where(x => named.Contains(x.Id)).Select(x => new { x.Id, x.Name }).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var illustrated = cases.Where(x => x.ThumbnailPhotoId is not null).Select(x => x.Id).ToList();
        var shown = actor.IsStaff ? illustrated.ToHashSet() : await photos.WithThumbnailForAsync(actor, illustrated, cancel);
        return [.. cases.Select(x => new ComplaintListItem
        {
            Id = x.Id, Number = x.Number, CategoryCode = x.CategoryCode, CategoryName = categories.GetValueOrDefault(x.CategoryCode, x.CategoryCode),
            Status = x.Status, Outcome = x.Outcome, Description = x.Description, RegionCode = x.RegionCode, RegionName = places[x.RegionCode],
            Address = x.Address, FiledAt = x.FiledAt, DueAt = x.DueAt, SupportCount = x.SupportCount, ThumbnailPhotoId = shown.Contains(x.Id) ? x.ThumbnailPhotoId : null,
            Mine = IsMine(actor, x),
            ReporterName = x.Visibility == CaseVisibility.PublicNamed && x.ReporterId is { } id ? Person.Mask(reporters.GetValueOrDefault(id)) : null,
        })];
    }

    private static bool IsMine(Actor actor, Case it) => it.ReporterId is not null && it.ReporterId == actor.PersonId;
}
