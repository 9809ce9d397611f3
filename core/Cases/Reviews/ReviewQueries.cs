using System.Linq.Expressions;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Regions;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Reviews;

/// <summary>What waits for a person to say whether others may see it.</summary>
public enum ReviewKind { Text, Photo }

/// <summary>Why it waits: the check asks for a person, holds it for risky, gave no answer in 30 minutes, could not fetch the picture, or could not be asked.</summary>
public enum ReviewReason { Advised, Risky, Silence, NotFetched, Unavailable }

/// <summary>A row of the review queue. <c>Id</c> and <c>Version</c> are the case's for words, the photo's for a picture.</summary>
public sealed record ReviewItem(
    Guid Id, ReviewKind Kind, ReviewReason Reason, Guid CaseId, string Number, CaseStatus Status, string RegionCode, string RegionName,
    string? Text, string? Address, Guid? PhotoId, DateTime At, int Version);

/// <summary>The review queue, oldest first.</summary>
public sealed class ReviewQueries(EngagementDbContext db, CaseNames names)
{
    /// <summary>Township and county decide what the public sees; a village committee does not.</summary>
    internal static readonly Role[] Reviewers = [Role.TownshipStaff, Role.CountyOffice];

    private static readonly PhotoSafetyState[] Undecided = [PhotoSafetyState.Review, PhotoSafetyState.Failed];

    /// <summary>A page of what waits in the actor's regions.</summary>
    public async Task<Page<ReviewItem>> ListAsync(Actor actor, string? region, ReviewKind? kind, int limit, string? after, CancellationToken cancel)
    {
        var mine = Reviewable(actor);
        if (region is not null) mine = mine.And(CaseAccess.Within(region));
        var cases = db.Set<Case>().AsNoTracking().Where(x => x.Visibility != CaseVisibility.StaffOnly && x.Status != CaseStatus.Rejected && x.Status != CaseStatus.Merged).Where(mine);
        var from = Cursor.Decode(after, 2) is { } cursor ? Cursor.Read(cursor, x => (At: x[0].GetDateTime().ToUniversalTime(), Id: x[1].GetGuid())) : ((DateTime At, Guid Id)?)null;
        var rows = new List<ReviewItem>();
        if (kind is null or ReviewKind.Text) rows.AddRange(await TextsAsync(cases, from, limit + 1, cancel));
        if (kind is null or ReviewKind.Photo) rows.AddRange(await PhotosAsync(cases, from, limit + 1, cancel));
        var page = Page<ReviewItem>.Cut([.. rows.OrderBy(x => x.At).ThenBy(x => x.Id).Take(limit + 1)], limit, x => [x.At, x.Id]);
        var places = await names.PlacesAsync(page.Items.Select(x => x.RegionCode), cancel);
        return page with { Items = [.. page.Items.Select(x => x with { RegionName = places[x.RegionCode] })] };
    }

    /// <summary>Cases whose content the actor may let through or withhold; nobody decides on their own.</summary>
    internal static Expression<Func<Case, bool>> Reviewable(Actor actor)
    {
        Expression<Func<Case, bool>> within = x => false;
        foreach (var code in actor.RegionsOf(Reviewers)) within = within.Or(CaseAccess.Within(code));
        return actor.PersonId is { } person ? within.And(x => x.ReporterId == null || x.ReporterId != person) : within;
    }

    private static async Task<List<ReviewItem>> TextsAsync(IQueryable<Case> cases, (DateTime At, Guid Id)? from, int take, CancellationToken cancel)
    {
        var query = cases.Where(x => x.Moderation == CaseModeration.Waiting && x.TextSafety != null && x.TextSafety != SafetyVerdict.Pass);
        if (from is var (at, id)) query = query.Where(x => x.FiledAt >= at && (x.FiledAt > at || x.Id > id));
        return await query.OrderBy(x => x.FiledAt).ThenBy(x => x.Id).Take(take).Select(x => new ReviewItem(
            x.Id, ReviewKind.Text, x.TextSafety == SafetyVerdict.Review ? ReviewReason.Advised : ReviewReason.Unavailable, x.Id, x.Number, x.Status, x.RegionCode, "",
            x.Description, x.Address, null, x.FiledAt, x.Version)).ToListAsync(cancel);
    }

    /// <summary>Once a case was accepted its undecided pictures count as seen; what was held for risky stays hidden and in the queue.</summary>
    private async Task<List<ReviewItem>> PhotosAsync(IQueryable<Case> cases, (DateTime At, Guid Id)? from, int take, CancellationToken cancel)
    {
        var query = from photo in db.Set<Photo>().AsNoTracking()
                    join it in cases on photo.OwnerId equals it.Id
                    where photo.OwnerKind == ComplaintService.PhotoOwner && photo.SafetyAskedAt != null
                        && (photo.Safety == PhotoSafetyState.Risky || (it.AcceptedAt == null && Undecided.Contains(photo.Safety)))
                    select new { photo, it };
        if (from is var (at, id)) query = query.Where(x => x.photo.SafetyAskedAt >= at && (x.photo.SafetyAskedAt > at || x.photo.Id > id));
        var rows = await query.OrderBy(x => x.photo.SafetyAskedAt).ThenBy(x => x.photo.Id).Take(take)
            .Select(x => new { x.photo.Id, x.photo.Safety, x.photo.SafetyTrouble, x.photo.SafetyAskedAt, x.photo.Version, CaseId = x.it.Id, x.it.Number, x.it.Status, x.it.RegionCode, x.it.Description, x.it.Address })
            .ToListAsync(cancel);
        return [.. rows.Select(x => new ReviewItem(
            x.Id, ReviewKind.Photo, ReasonOf(x.Safety, x.SafetyTrouble), x.CaseId, x.Number, x.Status, x.RegionCode, "", x.Description, x.Address, x.Id, x.SafetyAskedAt!.Value, x.Version))];
    }

    private static ReviewReason ReasonOf(PhotoSafetyState state, PhotoCheckTrouble? trouble) => (state, trouble) switch
    {
        (PhotoSafetyState.Risky, _) => ReviewReason.Risky,
        (PhotoSafetyState.Review, _) => ReviewReason.Advised,
        (_, PhotoCheckTrouble.Silence) => ReviewReason.Silence,
        (_, PhotoCheckTrouble.NotFetched) => ReviewReason.NotFetched,
        _ => ReviewReason.Unavailable,
    };
}
