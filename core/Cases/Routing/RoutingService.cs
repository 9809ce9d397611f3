using Engagement.Core.Data;
using Engagement.Core.Posts;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Routing;

/// <summary>What a rule shall say.</summary>
public sealed record RoutingWish(string RegionCode, string? CategoryCode, RoutingTarget Target, int Priority, string? Note);

/// <summary>Changes of rules and examples. A township edits its own, the county all. Before a rule changes, the examples run; one that came out right and
/// no longer would stops the change until somebody confirms it.</summary>
public sealed class RoutingService(
    EngagementDbContext db, Router router, RoutingQueries queries, RoutingWords words, CategoryCatalog categories, RegionQueries regions, TimeProvider clock)
{
    private const string Target = "routing_rule", ExampleTarget = "routing_example";
    private static readonly Role[] Editors = [Role.TownshipStaff, Role.CountyOffice];

    public static bool MayEdit(Actor actor, string regionCode) => actor.Holds(regionCode, Editors);

    /// <exception cref="RuleViolation"><see cref="RoutingErrors.BreaksExamples"/>, unless confirmed.</exception>
    public async Task<RoutingRule> AddAsync(Actor actor, RoutingWish wish, bool confirm, CancellationToken cancel)
    {
        await DemandAsync(actor, wish, cancel);
        var now = clock.UtcNow();
        var rule = new RoutingRule(clock.NewId(), wish.RegionCode, wish.CategoryCode, wish.Target, wish.Priority, Trimmed(wish.Note), now);
        db.Add(rule);
        await SaveAsync(actor, rule, RoutingChangeKind.Created, [.. await RulesAsync(wish.RegionCode, cancel), rule.ToLine()], confirm, "routing.add", now, cancel);
        return rule;
    }

    /// <summary>Where a rule sends to, its order and its note; place and category stay: another place is another rule.</summary>
    /// <returns>Null when absent or outside the actor's regions.</returns>
    public Task<RoutingRule?> ChangeAsync(Actor actor, Guid id, int version, RoutingTarget target, int priority, string? note, bool confirm, CancellationToken cancel) =>
        EditAsync(actor, id, version, async rule =>
        {
            await DemandTargetAsync(actor, rule.RegionCode, target, cancel);
            rule.Aim(target, priority, Trimmed(note));
            return rule.ToLine();
        }, RoutingChangeKind.Changed, "routing.change", confirm, cancel);

    /// <summary>The rule decides nothing any more; its history stays.</summary>
    public Task<RoutingRule?> EndAsync(Actor actor, Guid id, int version, bool confirm, CancellationToken cancel) =>
        EditAsync(actor, id, version, rule =>
        {
            rule.End(clock.UtcNow());
            return Task.FromResult<RuleLine?>(null);
        }, RoutingChangeKind.Ended, "routing.end", confirm, cancel);

    /// <summary>What a change would do to the examples, without doing it.</summary>
    /// <param name="actor">Who may edit there.</param>
    /// <param name="wish">The rule as it would be; null when it would end.</param>
    /// <param name="ruleId">The rule it replaces; null for a new one.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<IReadOnlyList<ExampleShift>> TryAsync(Actor actor, RoutingWish wish, Guid? ruleId, CancellationToken cancel)
    {
        await DemandAsync(actor, wish, cancel);
        var rules = (await RulesAsync(wish.RegionCode, cancel)).Where(x => x.Id != ruleId);
        return await queries.ShiftsAsync(wish.RegionCode, [.. rules, new RuleLine(ruleId ?? clock.NewId(), wish.RegionCode, wish.CategoryCode, wish.Target, wish.Priority)], cancel);
    }

    public async Task<RoutingExample> AddExampleAsync(Actor actor, string name, RoutingInput input, RoutingTarget expected, CancellationToken cancel)
    {
        await DemandExampleAsync(actor, input, expected, cancel);
        var now = clock.UtcNow();
        var example = new RoutingExample(clock.NewId(), name.Trim(), input with { Address = Trimmed(input.Address) }, expected, now);
        db.Add(example);
        db.Add(AuditLine.Of(actor, now, "routing_example.add", ExampleTarget, example.Id));
        await db.SaveChangesAsync(cancel);
        return example;
    }

    /// <returns>Null when absent or outside the actor's regions.</returns>
    public async Task<RoutingExample?> ChangeExampleAsync(Actor actor, Guid id, int version, string name, RoutingInput input, RoutingTarget expected, CancellationToken cancel)
    {
        if (await ExampleAsync(actor, id, version, cancel) is not { } example) return null;
        input = input with { RegionCode = example.RegionCode, Address = Trimmed(input.Address) };
        await DemandExampleAsync(actor, input, expected, cancel);
        example.State(name.Trim(), input, expected);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "routing_example.change", ExampleTarget, id));
        await db.SaveChangesAsync(cancel);
        return example;
    }

    /// <returns>False when absent or outside the actor's regions.</returns>
    public async Task<bool> RemoveExampleAsync(Actor actor, Guid id, int version, CancellationToken cancel)
    {
        if (await ExampleAsync(actor, id, version, cancel) is not { } example) return false;
        db.Remove(example);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "routing_example.remove", ExampleTarget, id, example.Name));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<RoutingRule?> EditAsync(
        Actor actor, Guid id, int version, Func<RoutingRule, Task<RuleLine?>> edit, RoutingChangeKind kind, string action, bool confirm, CancellationToken cancel)
    {
        var rule = await db.Set<RoutingRule>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (rule is null || !actor.Holds(rule.RegionCode, Enum.GetValues<Role>())) return null;
        if (!MayEdit(actor, rule.RegionCode)) throw RoutingErrors.OutsideYourRegion();
        if (rule.Version != version) throw new StaleVersion();
        var others = (await RulesAsync(rule.RegionCode, cancel)).Where(x => x.Id != id);
        var after = await edit(rule);
        await SaveAsync(actor, rule, kind, after is null ? [.. others] : [.. others, after], confirm, action, clock.UtcNow(), cancel);
        return rule;
    }

    /// <param name="actor">Who does it.</param>
    /// <param name="rule">As it becomes.</param>
    /// <param name="kind">What happens to it.</param>
    /// <param name="after">All rules of the county as they become.</param>
    /// <param name="confirm">Also when examples break.</param>
    /// <param name="action">For the audit trail.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancel">Cancels the save.</param>
    private async Task SaveAsync(Actor actor, RoutingRule rule, RoutingChangeKind kind, IReadOnlyList<RuleLine> after, bool confirm, string action, DateTime now, CancellationToken cancel)
    {
        var says = CleanText.Cut((await words.ForAsync([rule.ToLine()], cancel)).Says(rule.ToLine()), RoutingChange.SaysMaxLength)!;
        var broken = (await queries.ShiftsAsync(rule.RegionCode, after, cancel)).Where(x => x is { PassedBefore: true, PassesAfter: false }).ToList();
        if (broken.Count > 0 && !confirm) throw RoutingErrors.BreaksExamples(kind, says, broken);
        var shifts = broken.Count == 0 ? null : CleanText.Cut(string.Join('；', broken.Select(RoutingErrors.Shifted)), RoutingChange.SaysMaxLength);
        db.Add(rule.Record(clock.NewId(), kind, actor.StaffId, says, shifts, now));
        db.Add(AuditLine.Of(actor, now, action, Target, rule.Id, rule.RegionCode));
        await db.SaveChangesAsync(cancel);
        router.Forget(rule.RegionCode);
    }

    private async Task<IReadOnlyList<RuleLine>> RulesAsync(string regionCode, CancellationToken cancel) =>
        (await db.Set<RoutingRule>().AsNoTracking().Where(Router.CountyRules(regionCode[..6])).Where(x => x.EndedAt == null).ToListAsync(cancel)).ConvertAll(x => x.ToLine());

    private async Task<RoutingExample?> ExampleAsync(Actor actor, Guid id, int version, CancellationToken cancel)
    {
        var example = await db.Set<RoutingExample>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (example is null || !actor.Holds(example.RegionCode, Enum.GetValues<Role>())) return null;
        if (!MayEdit(actor, example.RegionCode)) throw RoutingErrors.OutsideYourRegion();
        return example.Version == version ? example : throw new StaleVersion();
    }

    private async Task DemandAsync(Actor actor, RoutingWish wish, CancellationToken cancel)
    {
        if (wish.RegionCode.Length < 6 || await regions.ActiveAsync(wish.RegionCode, cancel) is null) throw RoutingErrors.UnknownRegion();
        if (!MayEdit(actor, wish.RegionCode)) throw RoutingErrors.OutsideYourRegion();
        if (wish.CategoryCode is { } category && await categories.FindAsync(category, cancel) is null) throw RoutingErrors.UnknownCategory();
        await DemandTargetAsync(actor, wish.RegionCode, wish.Target, cancel);
    }

    private async Task DemandExampleAsync(Actor actor, RoutingInput input, RoutingTarget expected, CancellationToken cancel)
    {
        if (!await categories.IsPlaceAsync(input.RegionCode, cancel)) throw RoutingErrors.UnknownPlace();
        if (!MayEdit(actor, input.RegionCode)) throw RoutingErrors.OutsideYourRegion();
        if (await categories.FindAsync(input.CategoryCode, cancel) is null) throw RoutingErrors.UnknownCategory();
        if (!expected.IsWhole) throw RoutingErrors.TargetUnclear();
    }

    /// <summary>A post inside the rule's place; an office the actor may speak for that answers for the place, a committee only for its own village.</summary>
    private async Task DemandTargetAsync(Actor actor, string regionCode, RoutingTarget target, CancellationToken cancel)
    {
        if (!target.IsWhole) throw RoutingErrors.TargetUnclear();
        if (target.PostId is { } postId)
        {
            var village = await db.Set<DutyPost>().Where(x => x.Id == postId && x.EndedOn == null).Select(x => x.RegionCode).FirstOrDefaultAsync(cancel);
            // Only for its own village: a post of one village cannot work the next one's cases.
            if (village is null || village != regionCode) throw RoutingErrors.UnknownPost();
        }

        if (target.OfficeId is not { } officeId) return;
        var office = await db.Set<Office>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == officeId && x.Active, cancel) ?? throw RoutingErrors.UnknownOffice();
        var reaches = office.Kind == OfficeKind.VillageCommittee ? office.RegionCode == regionCode : regionCode.StartsWith(office.RegionCode, StringComparison.Ordinal);
        if (!reaches || !MayEdit(actor, office.RegionCode)) throw RoutingErrors.UnknownOffice();
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
