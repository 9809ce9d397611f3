using System.Text.RegularExpressions;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>Everything of a category but its code and deadlines.</summary>
public sealed record CategorySetting(string Name, string Hint, string Icon, CasePriority Priority, int SortOrder, bool Active, bool RequiresVerification);

/// <summary>The list of what can be reported is the administrator's: it is one for everywhere, since cases are compared across counties.</summary>
public sealed partial class CategoryEditor(EngagementDbContext db, CategoryCatalog catalog, TimeProvider clock)
{
    /// <summary>All categories, those out of use too.</summary>
    public async Task<IReadOnlyList<Category>> ListAsync(CancellationToken cancel) =>
        await db.Set<Category>().AsNoTracking().OrderBy(x => x.SortOrder).ThenBy(x => x.Code).ToListAsync(cancel);

    /// <summary>A new category, with the deadlines of its priority's tier.</summary>
    public async Task<Category> CreateAsync(Actor actor, string code, CategorySetting setting, CancellationToken cancel)
    {
        DemandAdministrator(actor);
        if (!Code().IsMatch(code) || code == DeadlineTiers.Finding) throw DeadlineErrors.BadCode();
        if (await db.Set<Category>().AnyAsync(x => x.Code == code, cancel)) throw DeadlineErrors.CategoryExists();
        var category = new Category(code, setting.Name, setting.Hint, setting.Icon, setting.Priority, DeadlineTiers.Of(setting.Priority), setting.SortOrder);
        Fill(category, setting);
        db.Add(category);
        try
        {
            await SaveAsync(actor, "category.create", category, null, cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw DeadlineErrors.CategoryExists();
        }

        return category;
    }

    /// <returns>Null when there is no such category.</returns>
    public async Task<Category?> EditAsync(Actor actor, string code, int version, CategorySetting setting, CancellationToken cancel)
    {
        DemandAdministrator(actor);
        if (await db.Set<Category>().FirstOrDefaultAsync(x => x.Code == code, cancel) is not { } category) return null;
        if (category.Version != version) throw new StaleVersion();
        var before = Text(category);
        Fill(category, setting);
        await SaveAsync(actor, "category.edit", category, before, cancel);
        return category;
    }

    private async Task SaveAsync(Actor actor, string action, Category category, string? before, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        db.Add(new RuleChange(clock.NewId(), RuleKind.Category, category.Code, before, Text(category), actor.AccountId, now, now, null));
        db.Add(AuditLine.Of(actor, now, action, "category", null, category.Code));
        await db.SaveChangesAsync(cancel);
        catalog.Forget();
    }

    private static void Fill(Category category, CategorySetting x) => category.Edit(x.Name, x.Hint, x.Icon, x.Priority, x.SortOrder, x.Active, x.RequiresVerification);

    private static string Text(Category x) =>
        $"{x.Name}；{x.Hint}；{x.Icon}；{x.Priority}；{x.SortOrder}；{(x.Active ? "active" : "inactive")}{(x.RequiresVerification ? "；verify" : "")}";

    private static void DemandAdministrator(Actor actor)
    {
        if (!actor.Holds("", Role.Administrator)) throw DeadlineErrors.ForEverywhere();
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,31}$")]
    private static partial Regex Code();
}
