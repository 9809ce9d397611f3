using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Messaging.Templates;

/// <summary>The templates in force: the newest edition of each, or what was shipped. Read from memory for a minute.</summary>
public sealed class TemplateCatalog(EngagementDbContext db, IMemoryCache cache)
{
    private const string Key = "message-templates";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>In the order of <see cref="MessageEvents.All"/>.</summary>
    public async Task<IReadOnlyList<MessageTemplate>> ListAsync(CancellationToken cancel)
    {
        var all = await AllAsync(cancel);
        return [.. MessageEvents.All.Where(x => all.ContainsKey(x.Name)).Select(x => all[x.Name])];
    }

    /// <summary>Null for an event nobody writes messages under.</summary>
    public async Task<MessageTemplate?> FindAsync(string eventName, CancellationToken cancel) => (await AllAsync(cancel)).GetValueOrDefault(eventName);

    public async Task<IReadOnlyDictionary<string, MessageTemplate>> AllAsync(CancellationToken cancel) =>
        (await cache.GetOrCreateAsync(Key, async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Fresh;
            return await ReadAsync(cancel);
        }))!;

    /// <summary>Past the memory.</summary>
    internal async Task<Dictionary<string, MessageTemplate>> ReadAsync(CancellationToken cancel)
    {
        var editions = db.Set<TemplateEdition>();
        var newest = await editions.AsNoTracking().Where(x => !editions.Any(y => y.Event == x.Event && y.Version > x.Version)).ToListAsync(cancel);
        var all = MessageTemplates.List.ToDictionary(x => x.Event);
        foreach (var edition in newest) all[edition.Event] = edition.Read();
        return all;
    }

    internal void Forget() => cache.Remove(Key);
}
