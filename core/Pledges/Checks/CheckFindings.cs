using Engagement.Core.Cases;
using Engagement.Core.Cases.Findings;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Checks;

/// <summary>What a household did not put right goes on as a finding, a case with its own deadline; what an objection clears is taken back.</summary>
public sealed class CheckFindings(EngagementDbContext db, FindingService findings, TimeProvider clock)
{
    /// <summary>As what a finding names its source.</summary>
    public const string Source = "pledgeCheck";
    private const int BatchSize = 50;

    /// <summary>A second visit closes the first: in order, or on as a finding. In the caller's transaction, which saves.</summary>
    public async Task SettleAsync(Actor actor, PledgeCheck first, PledgeCheck second, DateTime now, CancellationToken cancel)
    {
        if (second.Marks.AllKept) first.PutInOrder(now);
        else first.Refer(await OpenAsync(actor, first, second, now, cancel), now);
    }

    /// <summary>Whose time to put right is over and nobody came: one batch. A waiting objection holds it back.</summary>
    /// <returns>How many went on.</returns>
    public Task<int> ReferOverdueAsync(CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        var now = clock.UtcNow();
        var overdue = await db.Set<PledgeCheck>()
            .Where(x => x.State == PledgeCheckState.ToPutRight && x.FirstCheckId == null && x.PutRightBy <= now
                && !db.Set<PledgeObjection>().Any(o => o.CheckId == x.Id && o.State == ObjectionState.Waiting))
            .OrderBy(x => x.PutRightBy).ThenBy(x => x.Id).Take(BatchSize).ToListAsync(cancel);
        foreach (var check in overdue) check.Refer(await OpenAsync(Actor.System, check, check, now, cancel), now);
        await db.SaveChangesAsync(cancel);
        return overdue.Count;
    }, cancel);

    /// <summary>The objection was upheld: what came of the check is taken back. After an upheld objection to a second visit the household has put it right.</summary>
    public async Task DropAsync(Actor actor, PledgeCheck check, DateTime now, CancellationToken cancel)
    {
        var first = check.FirstCheckId is { } id ? await db.Set<PledgeCheck>().SingleAsync(x => x.Id == id, cancel) : check;
        if (first.FindingId is { } finding && await db.Set<Case>().SingleAsync(x => x.Id == finding, cancel) is { IsOpen: true } open)
            open.Withdraw(actor, now, "对检查的异议成立，不再整改。");
        if (check.IsSecondVisit && first.State == PledgeCheckState.Referred) first.Absolve(now);
    }

    /// <param name="seen">The visit whose marks and pictures the finding shows.</param>
    private async Task<Guid> OpenAsync(Actor actor, PledgeCheck first, PledgeCheck seen, DateTime now, CancellationToken cancel)
    {
        var household = await db.Set<Household>().AsNoTracking().SingleAsync(x => x.Id == first.HouseholdId, cancel);
        var failed = seen.Marks.Failed;
        var what = string.Join('、', failed.Select(PledgeMessages.NameOf));
        var finding = await findings.FindAsync(actor, new FindingFiling(Source, first.Id, CategoryOf(failed[0]),
            $"门前三包检查{what}不合格，到期未整改。户编码 {household.Code}。{seen.Note}", [], first.RegionCode, household.DoorPlate, household.Latitude, household.Longitude), cancel);
        var photos = await db.Set<PledgeCheckPhoto>().AsNoTracking().Where(x => x.CheckId == seen.Id).OrderBy(x => x.Position).ToListAsync(cancel);
        for (var i = 0; i < photos.Count; i++) db.Add(new CasePhoto(finding.Id, photos[i].PhotoId, finding.Timeline[0].Id, PhotoStage.Before, i, now));
        finding.ShowPhotos([.. photos.Select(x => x.PhotoId)], PhotoStage.Before);
        return finding.Id;
    }

    private static string CategoryOf(Guarantee guarantee) => guarantee switch
    {
        Guarantee.Cleanliness => "rubbish",
        Guarantee.Order => "clutter",
        _ => "greening",
    };
}
