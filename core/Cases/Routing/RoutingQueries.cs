using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Routing;

/// <summary>Reads of rules, examples and history, and the question "who would get this?".</summary>
public sealed class RoutingQueries(EngagementDbContext db, Router router, RoutingWords words, CategoryCatalog categories, StaffDirectory staff)
{
    /// <summary>Rules that can decide something in a region, in the order in which they are tried. At most a few hundred in a county.</summary>
    public async Task<IReadOnlyList<RoutingRuleView>> RulesAsync(Actor actor, string regionCode, CancellationToken cancel)
    {
        Demand(actor, regionCode);
        var above = Region.PathOf(regionCode);
        var end = Region.EndOf(regionCode);
        var rules = await db.Set<RoutingRule>().AsNoTracking().Where(x => x.EndedAt == null
            && (above.Contains(x.RegionCode) || (string.Compare(x.RegionCode, regionCode) >= 0 && string.Compare(x.RegionCode, end) < 0))).Take(2000).ToListAsync(cancel);
        return await ShowAsync(actor, rules, cancel);
    }

    public async Task<IReadOnlyList<RoutingRuleView>> ShowAsync(Actor actor, IReadOnlyList<RoutingRule> rules, CancellationToken cancel)
    {
        var names = await words.ForAsync([.. rules.Select(x => x.ToLine())], cancel);
        return [.. rules.OrderByDescending(x => x.RegionCode.Length).ThenBy(x => x.RegionCode, StringComparer.Ordinal).ThenBy(x => x.CategoryCode is null)
            .ThenBy(x => x.CategoryCode, StringComparer.Ordinal).ThenBy(x => x.Priority).ThenBy(x => x.Id)
            .Select(x => new RoutingRuleView(x.Id, x.RegionCode, names.Region(x.RegionCode), x.CategoryCode, names.Category(x.CategoryCode), names.Show(x.Target),
                x.Priority, x.Note, names.Says(x.ToLine()), RoutingService.MayEdit(actor, x.RegionCode), x.Version))];
    }

    /// <summary>Who would get it today, which rule says so, and why the others do not.</summary>
    public async Task<RoutingPreview> PreviewAsync(Actor actor, RoutingInput input, CancellationToken cancel)
    {
        if (!await categories.IsPlaceAsync(input.RegionCode, cancel)) throw RoutingErrors.UnknownPlace();
        Demand(actor, input.RegionCode);
        if (await categories.FindAsync(input.CategoryCode, cancel) is null) throw RoutingErrors.UnknownCategory();
        var decision = await router.RouteAsync(input, cancel);
        var names = await words.ForAsync([.. decision.Steps.Select(x => x.Rule)], cancel);
        return new RoutingPreview(decision.Office.Id, decision.Office.Name, decision.Post?.PostId, decision.Post?.Title, decision.Post?.Kind, decision.Post?.OnDutyName,
            decision.Rule?.Id, RoutingWords.Reason(decision, names),
            [.. decision.Steps.Select(x => new RoutingStepView(x.Rule.Id, names.Says(x.Rule), x.Verdict, RoutingWords.Reason(x, decision.Rule)))]);
    }

    public async Task<IReadOnlyList<RoutingExampleView>> ExamplesAsync(Actor actor, string regionCode, CancellationToken cancel)
    {
        Demand(actor, regionCode);
        return await ShowAsync(actor, await ExamplesIn(regionCode).ToListAsync(cancel), cancel);
    }

    public async Task<IReadOnlyList<RoutingExampleView>> ShowAsync(Actor actor, IReadOnlyList<RoutingExample> examples, CancellationToken cancel)
    {
        var names = await words.ForAsync(examples.Select(x => x.RegionCode), examples.Select(x => x.Expected), cancel);
        return [.. examples.Select(x => new RoutingExampleView(x.Id, x.Name, x.RegionCode, names.Region(x.RegionCode), x.CategoryCode, names.Category(x.CategoryCode),
            x.HiddenFromCommittee, x.AboutCommittee, x.Address, names.Show(x.Expected), RoutingService.MayEdit(actor, x.RegionCode), x.Version))];
    }

    /// <summary>Runs the examples of a region by the rules in force.</summary>
    public async Task<IReadOnlyList<ExampleResult>> RunAsync(Actor actor, string regionCode, CancellationToken cancel)
    {
        Demand(actor, regionCode);
        var examples = await ExamplesIn(regionCode).ToListAsync(cancel);
        var names = await words.ForAsync(examples.Select(x => x.RegionCode), examples.Select(x => x.Expected), cancel);
        List<ExampleResult> results = [];
        foreach (var example in examples)
        {
            var decision = await router.RouteAsync(example.Input, cancel);
            var ruleNames = await words.ForAsync([.. decision.Steps.Select(x => x.Rule)], cancel);
            results.Add(new ExampleResult(example.Id, example.Name, decision.Fits(example.Expected), names.Target(example.Expected), RoutingWords.Outcome(decision), RoutingWords.Reason(decision, ruleNames)));
        }

        return results;
    }

    /// <summary>The examples of a region whose result changes when its county's rules become these.</summary>
    public async Task<IReadOnlyList<ExampleShift>> ShiftsAsync(string regionCode, IReadOnlyList<RuleLine> after, CancellationToken cancel)
    {
        var before = (await db.Set<RoutingRule>().AsNoTracking().Where(Router.CountyRules(regionCode[..6])).Where(x => x.EndedAt == null).ToListAsync(cancel)).ConvertAll(x => x.ToLine());
        var examples = await ExamplesIn(regionCode).ToListAsync(cancel);
        var names = await words.ForAsync(examples.Select(x => x.RegionCode), examples.Select(x => x.Expected), cancel);
        List<ExampleShift> shifts = [];
        foreach (var example in examples)
        {
            var (was, will) = (await router.RouteAsync(example.Input, before, cancel), await router.RouteAsync(example.Input, after, cancel));
            if (was.Office.Id == will.Office.Id && was.Post?.PostId == will.Post?.PostId) continue;
            shifts.Add(new ExampleShift(example.Id, example.Name, names.Target(example.Expected), RoutingWords.Outcome(was), RoutingWords.Outcome(will),
                was.Fits(example.Expected), will.Fits(example.Expected)));
        }

        return shifts;
    }

    /// <summary>Changes of rules in a region, newest first.</summary>
    public async Task<Page<RoutingChangeView>> HistoryAsync(Actor actor, string regionCode, Guid? ruleId, int limit, string? after, CancellationToken cancel)
    {
        Demand(actor, regionCode);
        var query = db.Set<RoutingChange>().AsNoTracking().Under(x => x.RegionCode, regionCode);
        if (ruleId is { } only) query = query.Where(x => x.RuleId == only);
        if (Cursor.Decode(after, 1) is { } cursor)
        {
            var last = Cursor.Read(cursor, x => x[0].GetGuid());
            query = query.Where(x => x.Id < last);
        }

        // Ids are ordered by time.
        var page = Page<RoutingChange>.Cut(await query.OrderByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancel), limit, x => [x.Id]);
        var names = await staff.NamesAsync([.. page.Items.Select(x => x.StaffId).OfType<Guid>().Distinct()], cancel);
        return new Page<RoutingChangeView>([.. page.Items.Select(x => new RoutingChangeView(
            x.RuleId, x.At, x.Kind, x.StaffId is { } id ? names.GetValueOrDefault(id) : null, x.Says, x.BrokenExamples))], page.Next);
    }

    private IQueryable<RoutingExample> ExamplesIn(string regionCode) =>
        db.Set<RoutingExample>().AsNoTracking().Under(x => x.RegionCode, regionCode).OrderBy(x => x.RegionCode).ThenBy(x => x.Id).Take(500);

    private static void Demand(Actor actor, string regionCode)
    {
        if (!actor.Holds(regionCode, Enum.GetValues<Role>())) throw RoutingErrors.OutsideYourRegion();
    }
}
