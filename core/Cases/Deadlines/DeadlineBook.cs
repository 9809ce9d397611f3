using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>How much time a category has in a place: the township's rule, else the county's, else the rule for everywhere, else what the category
/// came with. Read from memory for a minute: every filing asks.</summary>
public sealed class DeadlineBook(EngagementDbContext db, CategoryCatalog categories, IMemoryCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>What holds for a case filed at a moment.</summary>
    /// <param name="category">Its code, or <see cref="DeadlineTiers.Finding"/>.</param>
    /// <param name="region">Village, township, county, or less; empty for everywhere.</param>
    /// <param name="at">UTC.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <returns>Null for a category nobody knows.</returns>
    public async Task<DeadlinePolicy?> PolicyAsync(string category, string region, DateTime at, CancellationToken cancel)
    {
        var rules = (await RulesAsync(cancel))[category];
        foreach (var place in PlacesOf(region))
            if (InForce(rules, place, at)?.Policy is { } policy)
                return policy;
        return await ShippedAsync(category, cancel);
    }

    /// <summary>What holds where nobody laid down anything.</summary>
    public async Task<DeadlinePolicy?> ShippedAsync(string category, CancellationToken cancel) =>
        category == DeadlineTiers.Finding ? DeadlineTiers.ForFindings : (await categories.ListAsync(cancel)).FirstOrDefault(x => x.Code == category)?.Policy;

    /// <summary>Has the next question read anew; other processes follow within a minute.</summary>
    public void Forget() => cache.Remove(typeof(DeadlineBook));

    /// <summary>The places whose rules hold for a region, the nearest first.</summary>
    public static IEnumerable<string> PlacesOf(string region)
    {
        if (region.Length >= 9) yield return region[..9];
        if (region.Length >= 6) yield return region[..6];
        yield return "";
    }

    /// <summary>The rule of exactly this place that has begun last; null when none has.</summary>
    public static DeadlineRule? InForce(IEnumerable<DeadlineRule> rules, string place, DateTime at) =>
        rules.Where(x => x.RegionCode == place && x.From <= at).MaxBy(x => (x.From, x.Sequence));

    internal async Task<ILookup<string, DeadlineRule>> RulesAsync(CancellationToken cancel) => (await cache.GetOrCreateAsync(typeof(DeadlineBook), async entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Fresh;
        return (await db.Set<DeadlineRule>().AsNoTracking().ToListAsync(cancel)).ToLookup(x => x.CategoryCode);
    }))!;
}
