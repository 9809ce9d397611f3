using System.Text.Json;
using System.Text.Json.Serialization;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Cases;

/// <summary>The categories and the places something can be reported for. Read from memory for a minute: both change a few times a year and are asked for by every filing.</summary>
public sealed class CategoryCatalog(EngagementDbContext db, IMemoryCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<Category>> ListAsync(CancellationToken cancel) =>
        (await cache.GetOrCreateAsync("categories", async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Fresh;
            return await db.Set<Category>().AsNoTracking().OrderBy(x => x.SortOrder).ThenBy(x => x.Code).ToListAsync(cancel);
        }))!;

    /// <summary>An active category, or null.</summary>
    public async Task<Category?> FindAsync(string code, CancellationToken cancel) =>
        (await ListAsync(cancel)).FirstOrDefault(x => x.Code == code && x.Active);

    /// <summary>Has the next question read anew; other processes follow within a minute.</summary>
    public void Forget() => cache.Remove("categories");

    /// <summary>True for an active village or township code.</summary>
    public async Task<bool> IsPlaceAsync(string code, CancellationToken cancel) =>
        await cache.GetOrCreateAsync(("place", code), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Fresh;
            return await db.Set<Region>().AnyAsync(x => x.Code == code && x.Active && (x.Level == RegionLevel.Village || x.Level == RegionLevel.Township), cancel);
        });

    /// <summary>Puts the shipped categories into an empty store.</summary>
    public async Task SeedAsync(CancellationToken cancel)
    {
        if (await db.Set<Category>().AnyAsync(cancel)) return;
        await using var stream = typeof(CategoryCatalog).Assembly.GetManifestResourceStream("Engagement.Core.Cases.categories.seed.json")!;
        var seeds = (await JsonSerializer.DeserializeAsync<List<Seed>>(stream, SeedJson, cancel))!;
        db.AddRange(seeds.Select(x => new Category(x.Code, x.Name, x.Hint, x.Icon, x.Priority, new DeadlinePolicy(x.RespondWithin, x.ResolveWithin), x.SortOrder)));
        await db.SaveChangesAsync(cancel);
        Forget();
    }

    private static readonly JsonSerializerOptions SeedJson = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private sealed record Seed(
        string Code, string Name, string Hint, string Icon, CasePriority Priority, TimeAllowance RespondWithin, TimeAllowance ResolveWithin, int SortOrder);
}
