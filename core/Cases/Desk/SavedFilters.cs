using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Desk;

/// <summary>A saved filter as its owner sees it.</summary>
/// <param name="Query">As the console's address bar writes it.</param>
public sealed record SavedFilterView(Guid Id, string Name, string Query, DateTime SavedAt);

/// <summary>One's own filters, whatever computer one sits at. They change nothing for anybody else, so the audit trail does not mention them.</summary>
public sealed class SavedFilters(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>Oldest first: a filter keeps its place on the screen.</summary>
    public async Task<IReadOnlyList<SavedFilterView>> ListAsync(Actor actor, CancellationToken cancel) =>
        await db.Set<SavedFilter>().AsNoTracking().Where(x => x.StaffUserId == actor.StaffId).OrderBy(x => x.Id)
            .Select(x => new SavedFilterView(x.Id, x.Name, x.Query, x.SavedAt)).ToListAsync(cancel);

    /// <summary>Keeps a filter; one of the same name is replaced.</summary>
    public async Task<SavedFilterView> KeepAsync(Actor actor, string name, string query, CancellationToken cancel)
    {
        try
        {
            return await SaveAsync(actor, name, query, cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            // The same name came twice at once: now there is one to replace.
            db.ChangeTracker.Clear();
            return await SaveAsync(actor, name, query, cancel);
        }
    }

    /// <returns>False when there is none like it among the actor's.</returns>
    public async Task<bool> DropAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var kept = await db.Set<SavedFilter>().FirstOrDefaultAsync(x => x.Id == id && x.StaffUserId == actor.StaffId, cancel);
        if (kept is null) return false;
        db.Remove(kept);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Of somebody who left; nobody will use them again.</summary>
    public Task ForgetAsync(Guid staffUserId, CancellationToken cancel) =>
        db.Set<SavedFilter>().Where(x => x.StaffUserId == staffUserId).ExecuteDeleteAsync(cancel);

    private async Task<SavedFilterView> SaveAsync(Actor actor, string name, string query, CancellationToken cancel)
    {
        var account = actor.StaffId!.Value;
        var filters = db.Set<SavedFilter>();
        var kept = await filters.FirstOrDefaultAsync(x => x.StaffUserId == account && x.Name == name, cancel);
        if (kept is not null) kept.Replace(query, clock.UtcNow());
        else
        {
            if (await filters.CountAsync(x => x.StaffUserId == account, cancel) >= SavedFilter.MostPerAccount) throw DeskErrors.FiltersFull();
            kept = new SavedFilter(clock.NewId(), account, name, query, clock.UtcNow());
            db.Add(kept);
        }

        await db.SaveChangesAsync(cancel);
        return new SavedFilterView(kept.Id, kept.Name, kept.Query, kept.SavedAt);
    }
}
