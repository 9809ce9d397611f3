using Engagement.Core.Codes;
using Engagement.Core.Households;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>The homes of the demo's villagers: every one of them lives behind a door in an alley, except a few who have asked to be let in.
/// Draws its own chance, so that the half-year's other stories are the same with and without it.</summary>
public sealed class DemoHouseholds
{
    private const int Seed = 109_210, Asking = 3;

    private static readonly string[] Alleys = ["东街", "西街", "南沟", "北岭", "河沿", "后屯", "前屯", "槐树胡同"];

    private readonly DemoChance chance = new(Seed), stickers = new(Seed + 1);
    private readonly HashSet<Guid> withWeChat, named;
    private readonly string surnames;
    private readonly DateTime now;

    /// <param name="people">Who lives where.</param>
    /// <param name="surnames">Common in the county.</param>
    /// <param name="now">Nothing happens later.</param>
    public DemoHouseholds(DemoPeople people, string surnames, DateTime now)
    {
        (this.surnames, this.now) = (surnames, now);
        withWeChat = [.. people.Accounts.Select(x => x.PersonId)];
        var known = new[] { people.Zhang, people.Li, people.Wang }.Select(x => x.Person).ToList();
        named = [.. known.Select(x => x.Id), .. people.Staff.Select(x => x.PersonId).OfType<Guid>()];
        foreach (var village in people.Villages) Settle(village, known, [.. people.Persons.Where(x => x.RegionCode == village.Code)]);
        var old = Households.Find(x => x.RegionCode == people.FirstVillage.Code && Of(x).TrueForAll(m => !withWeChat.Contains(m.PersonId)));
        var committee = people.FirstVillage.Committee[1];
        if (old is null) return;
        var at = old.CreatedAt.AddDays(2);
        Proxies.Add(new Proxy(chance.Id(at), old.Id, ProxyKind.Kin, people.Li.Person.Id, committee.AccountId, "老人没有手机，由侄子代办", at));
        Events.Add(new HouseholdEvent(chance.Id(at), old.Id, HouseholdEventType.ProxyNamed, committee, null, Proxies[0].Id, at));
    }

    public List<HouseholdGroup> Groups { get; } = [];
    public List<Household> Households { get; } = [];
    public List<Membership> Memberships { get; } = [];
    public List<HouseholdEvent> Events { get; } = [];
    public List<Proxy> Proxies { get; } = [];

    /// <summary>On the doors of alleys with a chief; the others wait to be printed.</summary>
    public List<Code> Codes { get; } = [];

    private List<Membership> Of(Household it) => Memberships.FindAll(x => x.HouseholdId == it.Id);

    private void Settle(DemoVillage village, List<Person> known, List<Person> persons)
    {
        var start = persons.Max(x => x.CreatedAt).AddDays(1);
        // Those that have a chief are in every village.
        var groups = DemoPosts.Alleys.Concat(Alleys.Except(DemoPosts.Alleys).OrderBy(_ => chance.Random.Int())).Take(chance.Random.Int(5, 7)).Select((x, i) => new HouseholdGroup(chance.Id(start), village.Code, x, i + 1, start)).ToList();
        Groups.AddRange(groups);
        var committee = village.Committee[0];
        var asking = persons.Where(x => withWeChat.Contains(x.Id) && !known.Contains(x) && !village.Committee.Exists(c => c.PersonId == x.Id)).Take(Asking).ToList();
        // Those somebody signs in as head a home each; the others fill up behind them.
        var heads = new Queue<Person>(persons.Intersect(known));
        var rest = new Queue<Person>(persons.Except(known).Except(asking));
        // About two and a half people behind a door.
        var doorsInAlley = persons.Count * 2 / 5 / groups.Count + 1;
        for (var serial = 1; heads.Count + rest.Count > 0; serial++)
        {
            var group = groups[Math.Min((serial - 1) / doorsInAlley, groups.Count - 1)];
            var it = new Household(chance.Id(start), village.Code, serial,
                new HouseholdPlace($"{group.Name}{serial}号", group.Id, Near(village.Centre, group.WalkingOrder), serial), start);
            Households.Add(it);
            if (DemoPosts.Alleys.Contains(group.Name))
                Codes.Add(new Code(stickers.Random.String2(CodeId.Length, CodeId.Alphabet), CodeKind.Household, it.Id.ToString(), village.Code, start));
            Events.Add(new HouseholdEvent(chance.Id(start), it.Id, HouseholdEventType.Imported, committee, null, null, start));
            DemoFamily? family = null;
            var size = chance.Weighted([(1, 15), (2, 40), (3, 25), (4, 20)]);
            for (var n = 0; n < size && heads.Count + rest.Count > 0; n++)
            {
                var person = n == 0 && heads.TryDequeue(out var head) ? head : rest.Count > 0 ? rest.Dequeue() : heads.Dequeue();
                var isAdult = n < 2 || withWeChat.Contains(person.Id) || chance.Percent(50);
                Memberships.Add(Membership.Enter(chance.Id(start), it, person.Id, n == 0 ? MemberRole.Head : MemberRole.Member, isAdult, family?.Admit(person, isAdult), start));
                family ??= FamilyOf(person);
            }
        }

        Ask(village, persons.ToDictionary(x => x.Id), asking);
    }

    /// <summary>A couple asks to join one home, and somebody whom the register already names another.</summary>
    private void Ask(DemoVillage village, Dictionary<Guid, Person> persons, List<Person> asking)
    {
        var homes = Households.FindAll(x => x.RegionCode == village.Code);
        var registered = homes.SelectMany(Of).LastOrDefault(x => x is { IsAdult: true, Role: MemberRole.Member, Relation: not "亲属" } && !withWeChat.Contains(x.PersonId));
        var home = homes.FindLast(x => x.Id != registered?.HouseholdId)!;
        var surname = persons[Of(home)[0].PersonId].Name![..1];
        var morning = ChinaTime.ToUtc(ChinaTime.DateOf(now).AddDays(-2), new TimeOnly(7, 0));
        foreach (var (person, n) in asking.Select((x, n) => (x, n)))
        {
            var at = morning.AddMinutes(chance.Random.Int(0, 100) + 120 * n);
            var twin = n == 2 ? registered : null;
            person.Introduce(twin is not null ? persons[twin.PersonId].Name! : n == 0 ? surname + "俊峰" : DemoFamily.Pick(surnames, chance) + "晓燕", null);
            Memberships.Add(Membership.Request(chance.Id(at), twin is null ? home : homes.Find(x => x.Id == twin.HouseholdId)!, person.Id, true, twin is null ? n == 0 ? "长子" : "儿媳" : twin.Relation, at));
        }
    }

    private DemoFamily FamilyOf(Person head) => new(head, surnames, x => named.Contains(x.Id), chance);

    private Position Near(Position centre, int alley) => new(
        Math.Round(centre.Latitude + (alley - 4) * 0.0012 + chance.Between(-0.0003, 0.0003), 6), Math.Round(centre.Longitude + chance.Between(-0.005, 0.005), 6));
}
