using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Core.Cases.Findings;

/// <summary>What another capability has found. Coordinates are WGS-84.</summary>
/// <param name="SourceKind">What found it: <c>pledgeCheck</c>, <c>inspection</c> … at most 32 ASCII letters.</param>
/// <param name="SourceId">Which of these.</param>
/// <param name="Category">A category's code; it need not be offered to citizens.</param>
/// <param name="Description">At most <see cref="Case.DescriptionMaxLength"/> characters.</param>
/// <param name="PhotoIds">Fresh uploads of the actor, at most <see cref="Case.MaxPhotos"/>.</param>
/// <param name="RegionCode">Village or township.</param>
/// <param name="Address">Where exactly.</param>
public sealed record FindingFiling(
    string SourceKind, Guid SourceId, string Category, string Description, IReadOnlyList<Guid> PhotoIds, string RegionCode, string? Address,
    double? Latitude, double? Longitude)
{
    /// <summary>A service call is asked for by somebody; a finding has no reporter.</summary>
    public Guid? ReporterId { get; init; }
}

/// <summary>Opens findings and service calls for other capabilities, which check the actor's right to do so. Both are for staff only, are numbered
/// like complaints and worked by the same engine; a finding is closed by somebody else than the fixer, not by a citizen.</summary>
public sealed class FindingService(
    EngagementDbContext db, CaseLoader loader, CategoryCatalog categories, Offices offices, PhotoService photos, DeadlineBook deadlines, WorkingCalendars calendars,
    Relapses relapses, TimeProvider clock)
{
    /// <summary>Something found wrong: five working days unless the place has another rule.</summary>
    /// <exception cref="InvalidInput">Unknown category or region, or a photo that is not the actor's.</exception>
    public Task<Case> FindAsync(Actor actor, FindingFiling filing, CancellationToken cancel) => OpenAsync(actor, CaseKind.Finding, DeadlineTiers.Finding, filing, cancel);

    /// <summary>Somebody asks for a service (a toilet is full, a bin is broken): the category's own time, and whoever asked is asked at the end.</summary>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public Task<Case> CallAsync(Actor actor, FindingFiling filing, CancellationToken cancel) => OpenAsync(actor, CaseKind.ServiceCall, filing.Category, filing, cancel);

    private async Task<Case> OpenAsync(Actor actor, CaseKind kind, string deadline, FindingFiling filing, CancellationToken cancel)
    {
        var category = (await categories.ListAsync(cancel)).FirstOrDefault(x => x.Code == filing.Category) ?? throw new InvalidInput("category", "请选择问题类别。");
        if (!await categories.IsPlaceAsync(filing.RegionCode, cancel)) throw new InvalidInput("regionCode", "请选择所在的村（社区）或乡镇（街道）。");
        var office = await offices.AnsweringForAsync(filing.RegionCode, cancel);
        var now = clock.UtcNow();
        var policy = await deadlines.PolicyAsync(deadline, filing.RegionCode, now, cancel) ?? category.Policy;
        var calendar = await calendars.ForAsync(filing.RegionCode, cancel);
        var relapse = await relapses.FindAsync(category.Code, filing.RegionCode, filing.Latitude, filing.Longitude, filing.Address, now, cancel);
        return await db.InTransactionAsync(async () =>
        {
            var id = clock.NewId();
            var attached = await photos.AttachAsync(actor, filing.PhotoIds, ComplaintService.PhotoOwner, id, cancel);
            var number = await CaseCounter.NextAsync(db, filing.RegionCode[..6], now, cancel);
            var opened = Case.File(
                new CaseFiling(kind, category.Code, policy, filing.Description, CaseVisibility.StaffOnly, HiddenFromCommittee: false, filing.RegionCode, filing.Address,
                    filing.Latitude, filing.Longitude, null, kind == CaseKind.Finding ? null : filing.ReporterId, null)
                {
                    SourceKind = filing.SourceKind,
                    SourceId = filing.SourceId,
                    RequiresVerification = category.RequiresVerification,
                    RelapseOfId = relapse,
                },
                id, number, office.Id, calendar, actor, now);
            db.Add(opened);
            loader.Show(opened, opened.Timeline[0], attached, PhotoStage.Before, now);
            db.Add(AuditLine.Of(actor, now, kind == CaseKind.Finding ? "case.find" : "case.call", ComplaintService.PhotoOwner, id, $"{filing.SourceKind} {filing.SourceId}"));
            await db.SaveChangesAsync(cancel);
            return opened;
        }, cancel);
    }
}
