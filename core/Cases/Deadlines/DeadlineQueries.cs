using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>What holds for one category in one place now, and where it comes from.</summary>
/// <param name="Category">Its code, or <c>finding</c>.</param>
/// <param name="Name">As citizens read it.</param>
/// <param name="RespondWithin">Time to the first answer.</param>
/// <param name="ResolveWithin">Time to the solution.</param>
/// <param name="From">The place whose rule this is; empty for everywhere, null for what was shipped.</param>
/// <param name="Version">How many rules exactly this place has; what an edit states.</param>
/// <param name="Applying">Running clocks are still being moved to this place's last rule.</param>
/// <param name="Next">A rule of this place that has not begun yet.</param>
public sealed record DeadlineView(
    string Category, string Name, TimeAllowance RespondWithin, TimeAllowance ResolveWithin, string? From, int Version, bool Applying, FutureDeadline? Next);

/// <summary>What will hold, and from when on. Without times: what holds one level up.</summary>
public sealed record FutureDeadline(DateTime From, TimeAllowance? RespondWithin, TimeAllowance? ResolveWithin);

/// <summary>What was shipped for a priority.</summary>
public sealed record DeadlineTier(CasePriority Priority, TimeAllowance RespondWithin, TimeAllowance ResolveWithin);

/// <summary>One change of a rule, as shown.</summary>
public sealed record RuleChangeView(Guid Id, RuleKind Kind, string Subject, string? Old, string? New, string? By, DateTime At, DateTime From, string? Reason);

/// <summary>Reads the rules of the clocks and their history.</summary>
public sealed class DeadlineQueries(EngagementDbContext db, DeadlineBook book, CategoryCatalog categories, StaffDirectory staff, TimeProvider clock)
{
    /// <summary>All categories, and findings, for a place.</summary>
    public async Task<IReadOnlyList<DeadlineView>> ListAsync(string region, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var rules = (await db.Set<DeadlineRule>().AsNoTracking().ToListAsync(cancel)).ToLookup(x => x.CategoryCode);
        var rows = (await categories.ListAsync(cancel)).Select(x => (x.Code, x.Name, x.Policy)).Append((DeadlineTiers.Finding, "检查发现的问题", DeadlineTiers.ForFindings));
        return [.. rows.Select(x => Show(x.Item1, x.Item2, x.Item3, [.. rules[x.Item1]], region, now))];
    }

    /// <summary>What holds for each category in a place now.</summary>
    public async Task<IReadOnlyDictionary<string, DeadlinePolicy>> PoliciesAsync(IEnumerable<string> codes, string region, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var found = new Dictionary<string, DeadlinePolicy>();
        foreach (var code in codes)
            if (await book.PolicyAsync(code, region, now, cancel) is { } policy)
                found[code] = policy;
        return found;
    }

    /// <summary>Changes of rules, newest first. They are no secret: whoever is measured by a rule may see how it came about.</summary>
    public async Task<Page<RuleChangeView>> HistoryAsync(RuleKind? kind, string? subject, int limit, string? after, CancellationToken cancel)
    {
        var query = db.Set<RuleChange>().AsNoTracking();
        if (kind is { } only) query = query.Where(x => x.Kind == only);
        if (subject is not null) query = query.Where(x => x.Subject == subject);
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (at, id) = Cursor.Read(cursor, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            query = query.Where(x => x.At <= at && (x.At < at || x.Id < id));
        }

        var page = Page<RuleChange>.Cut(await query.OrderByDescending(x => x.At).ThenByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancel), limit, x => [x.At, x.Id]);
        var people = await staff.NamesAsync([.. page.Items.Select(x => x.By).OfType<Guid>().Distinct()], cancel);
        return new Page<RuleChangeView>(
            [.. page.Items.Select(x => new RuleChangeView(x.Id, x.Kind, x.Subject, x.OldValue, x.NewValue, x.By is { } by ? people.GetValueOrDefault(by) : null, x.At, x.From, x.Reason))], page.Next);
    }

    private static DeadlineView Show(string code, string name, DeadlinePolicy shipped, IReadOnlyList<DeadlineRule> rules, string region, DateTime now)
    {
        var places = DeadlineBook.PlacesOf(region).ToList();
        var place = places.Find(x => DeadlineBook.InForce(rules, x, now)?.Policy is not null);
        var policy = place is null ? shipped : DeadlineBook.InForce(rules, place, now)!.Policy!;
        var own = rules.Where(x => x.RegionCode == places[0]).ToList();
        var next = own.Where(x => x.From > now).MinBy(x => (x.From, -x.Sequence));
        return new DeadlineView(code, name, policy.RespondWithin, policy.ResolveWithin, place, own.Count, own.Any(x => x.Applying),
            next is null ? null : new FutureDeadline(next.From, next.Policy?.RespondWithin, next.Policy?.ResolveWithin));
    }
}
