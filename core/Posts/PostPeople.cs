using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts;

/// <summary>Who is to hold a post: somebody known, or a name (and a number to call) of somebody who is not yet.</summary>
public sealed record PostPerson(Guid? PersonId, string? Name, string? Phone);

/// <summary>Finds or makes the person behind a post or responsibility.</summary>
public sealed class PostPeople(EngagementDbContext db, FieldCipher cipher, TimeProvider clock)
{
    private const int CountyLength = 6;

    /// <param name="who">Known by id, or new by name.</param>
    /// <param name="regionCode">The village; a known person must be of its county.</param>
    /// <param name="field">Name of the field that is refused.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <returns>The id; a new person is added, the caller saves.</returns>
    /// <exception cref="InvalidInput">Unknown, of another county, or neither id nor name was given.</exception>
    public async Task<Guid> FindOrAddAsync(PostPerson who, string regionCode, string field, CancellationToken cancel)
    {
        if (who.PersonId is { } id)
        {
            var county = regionCode[..CountyLength];
            var end = Region.EndOf(county);
            return await db.Set<Person>().AnyAsync(x => x.Id == id && x.DeletedAt == null && x.MergedInto == null
                && string.Compare(x.RegionCode, county) >= 0 && string.Compare(x.RegionCode, end) < 0, cancel) ? id : throw PostErrors.NoSuchPerson(field);
        }

        if (string.IsNullOrWhiteSpace(who.Name)) throw PostErrors.NoSuchPerson(field);
        var person = new Person(clock.NewId(), who.Name.Trim(), regionCode.Length == Region.CodeMaxLength ? regionCode : null, clock.UtcNow());
        if (!string.IsNullOrWhiteSpace(who.Phone)) person.ReachAt(cipher.Encrypt(who.Phone.Trim()));
        db.Add(person);
        return person.Id;
    }
}
