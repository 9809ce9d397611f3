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

/// <summary>What deadlines mean for a case filed at a moment.</summary>
/// <param name="FiledAt">Now.</param>
/// <param name="RespondBy">The latest moment of the first answer.</param>
/// <param name="DueAt">The latest moment of the solution.</param>
/// <param name="RunningCases">Open cases whose clocks <c>applyToRunning</c> would concern.</param>
public sealed record DeadlinePreview(DateTime FiledAt, TimeAllowance RespondWithin, TimeAllowance ResolveWithin, DateTime RespondBy, DateTime DueAt, int RunningCases);

/// <summary>Lays down deadlines. Those for everywhere are the administrator's, a county's and its townships' the county office's too.</summary>
public sealed class DeadlineEditor(EngagementDbContext db, DeadlineBook book, WorkingCalendars calendars, RegionQueries regions, TimeProvider clock)
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    /// <exception cref="InvalidInput">Unknown category or region, or a beginning in the past.</exception>
    /// <exception cref="NotAllowed">Not the actor's region.</exception>
    /// <exception cref="StaleVersion">Somebody laid down another rule since.</exception>
    public async Task<DeadlineReceipt> SetAsync(Actor actor, DeadlineSetting setting, CancellationToken cancel)
    {
        if (await book.ShippedAsync(setting.Category, cancel) is null) throw DeadlineErrors.NoSuchCategory();
        DemandOrder(setting.Policy);
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

    /// <summary>What a rule would do to a case filed now, and how many clocks run already. Nothing is saved.</summary>
    /// <param name="actor">Who may lay it down.</param>
    /// <param name="category">A category's code, or <see cref="DeadlineTiers.Finding"/>.</param>
    /// <param name="region">County or township; empty for everywhere.</param>
    /// <param name="policy">Null: what holds one level up.</param>
    /// <param name="cancel">Cancels the queries.</param>
    /// <exception cref="InvalidInput">Unknown category or region.</exception>
    /// <exception cref="NotAllowed">Not the actor's region.</exception>
    public async Task<DeadlinePreview> PreviewAsync(Actor actor, string category, string region, DeadlinePolicy? policy, CancellationToken cancel)
    {
        var shipped = await book.ShippedAsync(category, cancel) ?? throw DeadlineErrors.NoSuchCategory();
        DemandOrder(policy);
        await DemandRegionAsync(actor, region, cancel);
        var now = clock.UtcNow();
        var meant = policy ?? (region.Length == 0 ? shipped : (await book.PolicyAsync(category, DeadlineBook.PlacesOf(region).ElementAt(1), now, cancel))!);
        var calendar = await calendars.ForAsync(region, cancel);
        return new DeadlinePreview(now, meant.RespondWithin, meant.ResolveWithin, meant.RespondBy(now, calendar), meant.DueAt(now, calendar),
            await RunningIn(db, category, region).CountAsync(cancel));
    }

    /// <summary>Open cases a rule of this category and place may concern; townships with rules of their own among them.</summary>
    internal static IQueryable<Case> RunningIn(EngagementDbContext db, string category, string region)
    {
        var cases = db.Set<Case>().Where(x => x.Status == CaseStatus.Filed || x.Status == CaseStatus.Accepted || x.Status == CaseStatus.InProgress);
        cases = category == DeadlineTiers.Finding ? cases.Where(x => x.Kind == CaseKind.Finding) : cases.Where(x => x.CategoryCode == category && x.Kind != CaseKind.Finding);
        return region.Length == 0 ? cases : cases.Where(CaseAccess.Within(region));
    }

    internal static string? Text(DeadlinePolicy? policy) => policy is null ? null : PolicyConverter.Write(policy);

    /// <summary>Of different units neither is always the longer one.</summary>
    private static void DemandOrder(DeadlinePolicy? policy)
    {
        if (policy is { RespondWithin: var respond, ResolveWithin: var resolve } && respond.Unit == resolve.Unit && respond.Amount > resolve.Amount) throw DeadlineErrors.RespondAfterResolve();
    }

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
