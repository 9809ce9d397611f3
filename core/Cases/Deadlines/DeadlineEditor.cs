using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>What somebody lays down.</summary>
/// <param name="Category">A category's code, or <see cref="DeadlineTiers.Finding"/>.</param>
/// <param name="Region">County or township; empty for everywhere.</param>
/// <param name="Policy">Null: what holds one level up.</param>
/// <param name="From">When it begins, UTC; null for at once.</param>
/// <param name="Reason">In words, for the history.</param>
/// <param name="ApplyToRunning">Running clocks are moved too.</param>
/// <param name="Version">How many rules this category and place had when the actor looked; 0 when none.</param>
public sealed record DeadlineSetting(
    string Category, string Region, DeadlinePolicy? Policy, DateTime? From, string? Reason, bool ApplyToRunning, int Version);

/// <summary>What was laid down, and how many running clocks it will move.</summary>
public sealed record DeadlineReceipt(string Category, string Region, DateTime From, int Version, int RunningCases);

/// <summary>Lays down deadlines. Those for everywhere are the administrator's, a county's and its townships' the county office's too.</summary>
public sealed class DeadlineEditor(EngagementDbContext db, DeadlineBook book, RegionQueries regions, TimeProvider clock)
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    /// <exception cref="InvalidInput">Unknown category or region, or a beginning in the past.</exception>
    /// <exception cref="NotAllowed">Not the actor's region.</exception>
    /// <exception cref="StaleVersion">Somebody laid down another rule since.</exception>
    public async Task<DeadlineReceipt> SetAsync(Actor actor, DeadlineSetting setting, CancellationToken cancel)
    {
        if (await book.ShippedAsync(setting.Category, cancel) is null) throw DeadlineErrors.NoSuchCategory();
        await DemandRegionAsync(actor, setting.Region, cancel);
        var now = clock.UtcNow();
        var from = setting.From?.WholeMilliseconds() ?? now;
        if (setting.From < now || from > now + Farthest) throw DeadlineErrors.FromPast();
        if (setting.ApplyToRunning && setting.From is not null) throw DeadlineErrors.ApplyLater();
        var earlier = await db.Set<DeadlineRule>().AsNoTracking().Where(x => x.CategoryCode == setting.Category && x.RegionCode == setting.Region)
            .OrderBy(x => x.Sequence).ToListAsync(cancel);
        if (earlier.Count != setting.Version) throw new StaleVersion();
        if (earlier.Any(x => x.Applying)) throw DeadlineErrors.StillApplying();
        var before = DeadlineBook.InForce(earlier, setting.Region, from)?.Policy;
        if (setting.Policy is null && before is null) throw DeadlineErrors.RuleOfNobody();
        var rule = new DeadlineRule(clock.NewId(), setting.Category, setting.Region, setting.Version + 1, setting.Policy, from, actor.AccountId, now, setting.Reason);
        var running = 0;
        if (setting.ApplyToRunning)
        {
            rule.ApplyToRunning();
            running = await RunningIn(db, setting.Category, setting.Region).CountAsync(cancel);
        }

        db.Add(rule);
        db.Add(new RuleChange(clock.NewId(), RuleKind.Deadline, $"{setting.Category}@{setting.Region}", Text(before), Text(setting.Policy), actor.AccountId, now, from, setting.Reason));
        db.Add(AuditLine.Of(actor, now, "deadline.set", "deadline", rule.Id, $"{setting.Category}@{setting.Region} {Text(before)} -> {Text(setting.Policy)}{(running > 0 ? $" running {running}" : "")}"));
        await db.SaveChangesAsync(cancel);
        book.Forget();
        return new DeadlineReceipt(setting.Category, setting.Region, from, rule.Sequence, running);
    }

    /// <summary>Open cases a rule of this category and place may concern; townships with rules of their own among them.</summary>
    internal static IQueryable<Case> RunningIn(EngagementDbContext db, string category, string region)
    {
        var cases = db.Set<Case>().Where(x => x.Status == CaseStatus.Filed || x.Status == CaseStatus.Accepted || x.Status == CaseStatus.InProgress);
        cases = category == DeadlineTiers.Finding ? cases.Where(x => x.Kind == CaseKind.Finding) : cases.Where(x => x.CategoryCode == category && x.Kind != CaseKind.Finding);
        return region.Length == 0 ? cases : cases.Where(CaseAccess.Within(region));
    }

    internal static string? Text(DeadlinePolicy? policy) => policy is null ? null : PolicyConverter.Write(policy);

    private async Task DemandRegionAsync(Actor actor, string region, CancellationToken cancel)
    {
        if (region.Length == 0)
        {
            if (!actor.Holds("", Role.Administrator)) throw DeadlineErrors.ForEverywhere();
            return;
        }

        if (await regions.ActiveAsync(region, cancel) is not { Level: RegionLevel.County or RegionLevel.Township }) throw DeadlineErrors.NoSuchRegion();
        if (!actor.Holds(region, Role.Administrator, Role.CountyOffice)) throw DeadlineErrors.NotYourRegion();
    }
}
