using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Privacy;

/// <summary>A person's right to a copy of everything, and to be forgotten. Knows no capability: each brings its own <see cref="IPersonalData"/>.</summary>
public sealed class PersonalData(EngagementDbContext db, IEnumerable<IPersonalData> holders, TimeProvider clock) : IAccountClosure
{
    /// <summary>Everything held about the acting person, by section.</summary>
    public async Task<IReadOnlyDictionary<string, object>> ExportAsync(Actor actor, CancellationToken cancel)
    {
        var sections = new Dictionary<string, object>();
        foreach (var holder in holders)
            if (await holder.ExportAsync(actor.PersonId!.Value, cancel) is { } section) sections.Add(holder.Section, section);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "person.export", "person", actor.PersonId));
        await db.SaveChangesAsync(cancel);
        return sections;
    }

    /// <summary>Deletes the acting person's account: what is theirs alone goes, what must stay no longer leads to them. All or nothing; doing it
    /// again changes nothing. Who signs in later with the same WeChat is a new person.</summary>
    /// <exception cref="InvalidInput">Not confirmed.</exception>
    public async Task DeleteAsync(Actor actor, bool confirmed, CancellationToken cancel)
    {
        if (!confirmed) throw PeopleErrors.NotConfirmed();
        var personId = actor.PersonId!.Value;
        await db.InTransactionAsync(async () =>
        {
            if (await db.Set<Person>().AnyAsync(x => x.Id == personId && x.DeletedAt != null, cancel)) return 0;
            // Random, not time-ordered: it must not tell when the account was deleted.
            var standIn = Guid.NewGuid();
            foreach (var holder in holders) await holder.ForgetAsync(personId, standIn, cancel);
            db.Add(AuditLine.Of(actor, clock.UtcNow(), "person.delete", "person", personId));
            return await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <inheritdoc/>
    public Task CloseAsync(Actor actor, CancellationToken cancel) => DeleteAsync(actor, confirmed: true, cancel);
}
