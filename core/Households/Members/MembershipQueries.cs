using Engagement.Core.Data;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Members;

/// <summary>The open requests of a village, each with the members of the register who may be the same human being.</summary>
public sealed class MembershipQueries(EngagementDbContext db, FieldCipher cipher)
{
    /// <summary>Oldest first.</summary>
    /// <exception cref="NotAllowed">The register is not the actor's to keep.</exception>
    public async Task<Page<JoinRequestView>> RequestsAsync(Actor actor, string village, int limit, string? after, CancellationToken cancel)
    {
        HouseholdAccess.DemandKeeper(actor, village);
        var query = db.Set<Membership>().AsNoTracking().Where(x => x.Status == MembershipStatus.Requested).Under(x => x.RegionCode, village);
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (at, id) = Cursor.Read(cursor, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            query = query.Where(x => x.CreatedAt >= at && (x.CreatedAt > at || x.Id > id));
        }

        var rows = await (from line in query
                          join it in db.Set<Household>() on line.HouseholdId equals it.Id
                          join person in db.Set<Person>() on line.PersonId equals person.Id
                          orderby line.CreatedAt, line.Id
                          select new Row(line, it, person)).Take(limit + 1).ToListAsync(cancel);
        var page = Page<Row>.Cut(rows, limit, x => [x.Line.CreatedAt, x.Line.Id]);
        return new Page<JoinRequestView>(await ViewAsync(page.Items, cancel), page.Next);
    }

    private async Task<IReadOnlyList<JoinRequestView>> ViewAsync(IReadOnlyList<Row> rows, CancellationToken cancel)
    {
        var households = rows.Select(x => x.It.Id).Distinct().ToList();
        var people = rows.Select(x => x.Person.Id).ToList();
        var members = await (from line in db.Set<Membership>().AsNoTracking()
                             join person in db.Set<Person>() on line.PersonId equals person.Id
                             where households.Contains(line.HouseholdId) && line.Status == MembershipStatus.Active
                             select new { Line = line, Person = person, HasWeChat = db.Set<WeChatAccount>().Any(a => a.PersonId == person.Id) }).ToListAsync(cancel);
        var homes = await (from line in db.Set<Membership>().AsNoTracking()
                           join it in db.Set<Household>() on line.HouseholdId equals it.Id
                           where people.Contains(line.PersonId) && line.Status == MembershipStatus.Active
                           select new { line.PersonId, it.Code }).ToDictionaryAsync(x => x.PersonId, x => x.Code, cancel);
        return [.. rows.Select(row =>
        {
            var inside = members.Where(x => x.Line.HouseholdId == row.It.Id).ToList();
            var own = row.Person.VerifiedPhone is { } verified ? cipher.Decrypt(verified) : null;
            return new JoinRequestView(row.Line.Id, row.It.Id, row.It.Code, row.It.DoorPlate, inside.Find(x => x.Line.Role == MemberRole.Head)?.Person.Name, row.Person.Id, row.Person.Name,
                Masked(row.Person.Phone), row.Line.IsAdult, row.Line.Relation, row.Line.CreatedAt, homes.GetValueOrDefault(row.Person.Id),
                [.. inside.Where(x => !x.HasWeChat).Select(x => new MatchView(x.Line.Id, x.Person.Name, Masked(x.Person.Phone), x.Line.Role, x.Line.Relation,
                        x.Person.Name == row.Person.Name, own is not null && x.Person.Phone is { } phone && cipher.Decrypt(phone) == own))
                    .OrderByDescending(x => x.SamePhone).ThenByDescending(x => x.SameName).ThenBy(x => x.Role)], row.Line.Version);
        })];
    }

    private string? Masked(byte[]? phone) => phone is null ? null : Person.MaskPhone(cipher.Decrypt(phone));

    private sealed record Row(Membership Line, Household It, Person Person);
}
