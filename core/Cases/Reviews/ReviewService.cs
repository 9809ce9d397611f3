using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Reviews;

/// <summary>What a decision answers: the version is the case's for words, the photo's for a picture.</summary>
public sealed record ReviewReceipt(Guid Id, ReviewKind Kind, int Version);

/// <summary>A person decides whether others may see the words or a picture of a public complaint. Null means: absent, or not the actor's to decide.</summary>
public sealed class ReviewService(EngagementDbContext db, CaseOpening opening, TimeProvider clock)
{
    /// <summary>Others may see it. Where the words and every picture have passed, the case opens.</summary>
    /// <param name="actor">Township or county of the place.</param>
    /// <param name="id">The case for its words, the photo for a picture.</param>
    /// <param name="version">The version the actor looked at.</param>
    /// <param name="note">For the audit trail; never personal data.</param>
    /// <param name="cancel">Cancels the save.</param>
    public Task<ReviewReceipt?> ApproveAsync(Actor actor, Guid id, int version, string? note, CancellationToken cancel) =>
        DecideAsync(actor, id, version, show: true, note, cancel);

    /// <summary>Others may not see it; the reporter is told why.</summary>
    public Task<ReviewReceipt?> WithholdAsync(Actor actor, Guid id, int version, string reason, CancellationToken cancel) =>
        string.IsNullOrWhiteSpace(reason) ? throw new InvalidInput("reason", "请写明不公开的原因，上报人会看到。") : DecideAsync(actor, id, version, show: false, reason.Trim(), cancel);

    private async Task<ReviewReceipt?> DecideAsync(Actor actor, Guid id, int version, bool show, string? reason, CancellationToken cancel)
    {
        var photo = await db.Set<Photo>().FirstOrDefaultAsync(x => x.Id == id && x.OwnerKind == ComplaintService.PhotoOwner && x.RemovedAt == null, cancel);
        var caseId = photo?.OwnerId ?? id;
        var it = await db.Set<Case>().FirstOrDefaultAsync(x => x.Id == caseId, cancel);
        if (it is null || it.Visibility == CaseVisibility.StaffOnly || !actor.Holds(it.RegionCode, ReviewQueries.Reviewers)) return null;
        if (CaseAccess.ConcernsSelf(actor, it)) throw CaseErrors.ConcernsYourself();
        if ((photo?.Version ?? it.Version) != version) throw new StaleVersion();
        if (photo is null) Decide(it, show);
        else Decide(photo, show);
        if (!show) await TellAsync(it, reason, cancel);
        var now = clock.UtcNow();
        db.Add(AuditLine.Of(actor, now, show ? "review.approve" : "review.withhold", photo is null ? ComplaintService.PhotoOwner : "photo", id, reason));
        return await db.InTransactionAsync(async () =>
        {
            await db.SaveChangesAsync(cancel);
            if (show && photo is not null) await opening.OpenCheckedAsync(it.Id, cancel);
            return new ReviewReceipt(id, photo is null ? ReviewKind.Text : ReviewKind.Photo, photo?.Version ?? it.Version);
        }, cancel);
    }

    private static void Decide(Case it, bool show)
    {
        if (show) it.Open();
        else it.Hold();
    }

    private static void Decide(Photo photo, bool show)
    {
        if (show && photo.Safety == PhotoSafetyState.Passed) throw CaseErrors.AlreadyOpen();
        if (!show && photo.Safety == PhotoSafetyState.Withheld) throw CaseErrors.AlreadyHeld();
        photo.Decide(show);
    }

    private async Task TellAsync(Case it, string? reason, CancellationToken cancel)
    {
        if (it.ReporterId is not { } reporter) return;
        var category = await db.Set<Category>().AsNoTracking().Where(x => x.Code == it.CategoryCode).Select(x => x.Name).FirstOrDefaultAsync(cancel);
        db.Add(CaseMessages.Compose(clock.NewId(), it, reporter, CaseMessages.Held, category ?? it.CategoryCode, reason, clock.UtcNow()));
    }
}
