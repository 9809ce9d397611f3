using Engagement.Core.Data;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Members;

/// <summary>As what a person is known in a village: an adult of the register, the holder of a post, or staff who live somewhere as a person.</summary>
public enum KnownAs { Member, Post, Staff }

/// <summary>One thing a person is known as.</summary>
/// <param name="Note">Door and relation, the post's title, or the role.</param>
public sealed record KnownRole(KnownAs As, string Note);

/// <summary>A person one may choose, with all they are known as in the village.</summary>
/// <param name="Self">The asking person.</param>
public sealed record KnownPerson(Guid PersonId, string Name, IReadOnlyList<KnownRole> Roles, bool Self);

/// <summary>Finds the people of a village for whoever fills a post, names a proxy or plans a round, so that nobody is entered a second time.</summary>
public sealed class PersonFinder(EngagementDbContext db, DutyPostQueries duty, StaffDirectory staff, TimeProvider clock)
{
    /// <summary>Post holders first, then staff, then members by door. Members are found only by those who keep the register: their names stand in full.</summary>
    /// <param name="actor">Staff who keep the village's posts or its register.</param>
    /// <param name="village">12 digits.</param>
    /// <param name="text">Part of a name or, for members, of a door plate; all when blank.</param>
    /// <param name="knownAs">Only these; all when null.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Cancels the queries.</param>
    /// <exception cref="NotAllowed">Neither the village's posts nor its register are the actor's to keep.</exception>
    public async Task<IReadOnlyList<KnownPerson>> FindAsync(Actor actor, string village, string? text, KnownAs? knownAs, int limit, CancellationToken cancel)
    {
        var keeps = HouseholdAccess.Keeps(actor, village);
        if (!keeps && !DutyPostService.MayKeep(actor, village)) throw HouseholdErrors.NotYours();
        var wanted = text?.Trim() ?? "";
        List<(Guid Id, string? Name, KnownRole Role)> found = [];
        if (knownAs is null or KnownAs.Post) found.AddRange(await HoldersAsync(village, cancel));
        if (knownAs is null or KnownAs.Staff) found.AddRange(await StaffAsync(village, cancel));
        found.RemoveAll(x => x.Name is null || !x.Name.Contains(wanted, StringComparison.Ordinal));
        if (keeps && knownAs is null or KnownAs.Member) found.AddRange(await MembersAsync(village, wanted, limit, cancel));
        return [.. found.GroupBy(x => x.Id).Take(limit).Select(x => new KnownPerson(x.Key, x.First().Name!, [.. x.Select(y => y.Role).Distinct()], x.Key == actor.PersonId))];
    }

    private async Task<IEnumerable<(Guid, string?, KnownRole)>> HoldersAsync(string village, CancellationToken cancel)
    {
        var posts = await duty.OnDayAsync(village, ChinaTime.Today(clock), cancel);
        return posts.Where(x => x.HolderId is not null).Select(x => (x.HolderId!.Value, x.HolderName, new KnownRole(KnownAs.Post, x.Title)))
            .Concat(posts.Where(x => x.StandInId is not null).Select(x => (x.StandInId!.Value, x.StandInName, new KnownRole(KnownAs.Post, x.Title))));
    }

    /// <summary>Those of the village and above it who may speak for it; who only looks is not asked to act.</summary>
    private async Task<IEnumerable<(Guid, string?, KnownRole)>> StaffAsync(string village, CancellationToken cancel) =>
        from one in await staff.WorkingForAsync(village, cancel)
        where one.PersonId is not null
        let grant = one.Grants.Where(x => x.Role is Role.VillageCommittee or Role.TownshipStaff or Role.CountyOffice && village.StartsWith(x.RegionCode, StringComparison.Ordinal))
            .MaxBy(x => x.RegionCode.Length)
        where grant is not null
        select (one.PersonId!.Value, (string?)one.DisplayName, new KnownRole(KnownAs.Staff, RoleNames.Of(grant.Role)));

    private async Task<IEnumerable<(Guid, string?, KnownRole)>> MembersAsync(string village, string text, int limit, CancellationToken cancel)
    {
        var rows = await (from line in db.Set<Membership>().AsNoTracking()
                          join it in db.Set<Household>() on line.HouseholdId equals it.Id
                          join person in db.Set<Person>() on line.PersonId equals person.Id
                          where line.RegionCode == village && line.Status == MembershipStatus.Active && line.IsAdult && person.Name != null
                              && (text == "" || person.Name.Contains(text) || it.DoorPlate!.Contains(text))
                          orderby it.Code, line.Role, line.Since, line.Id
                          select new { person.Id, person.Name, it.DoorPlate, it.Code, line.Role, line.Relation }).Take(limit).ToListAsync(cancel);
        return rows.Select(x => (x.Id, (string?)x.Name, new KnownRole(KnownAs.Member,
            string.Join(' ', new[] { x.DoorPlate ?? $"{x.Code[12..]}号户", x.Role == MemberRole.Head ? "户主" : x.Relation }.Where(y => !string.IsNullOrEmpty(y))))));
    }
}
