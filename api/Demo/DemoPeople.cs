using System.Globalization;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Api.Demo;

/// <summary>A villager of the demo. <paramref name="HasWeChat"/> is false for the old without a smartphone.</summary>
public sealed record DemoVillager(Person Person, bool HasWeChat)
{
    public Actor Actor { get; } = new(ActorKind.Villager, Person.Id, Person.Id, null, [], null);
}

/// <summary>A village with those who live and work there.</summary>
public sealed record DemoVillage(string Code, string Name, Position Centre, List<DemoVillager> Villagers, List<Actor> Committee);

/// <summary>Everybody: villagers, offices, staff of every role, sign-in accounts.</summary>
public sealed class DemoPeople
{
    /// <summary>Xianrendong, a mountain township of Zhuanghe with eleven villages.</summary>
    public const string Township = "210283109";
    public const string Password = "Village-2026";
    public const string County = "210283";
    private const string City = "2102";
    private const int VillagersInAll = 2000;

    // The township's extent (the nature reserve there lies between 39°54′ and 40°03′ N, 122°53′ and 123°03′ E); where in it each village lies is made up.
    private static readonly Position Middle = new(39.972, 122.962);

    private static readonly string[] Old =
    [
        "桂兰", "桂英", "秀英", "秀兰", "玉兰", "淑珍", "淑芬", "凤英", "桂芝", "德福", "永福", "长福", "德胜", "振国", "振海", "世昌", "玉山",
        "连喜", "福山", "广义", "殿臣", "万祥", "凤山", "玉梅", "素珍", "秀芝", "桂荣", "庆和", "文斌", "元礼",
    ];

    private static readonly string[] Middling =
    [
        "建国", "建军", "国庆", "志强", "海涛", "丽娟", "丽华", "春梅", "艳红", "晓东", "永刚", "洪波", "立新", "红梅", "玉红", "秋菊", "树林",
        "明辉", "海燕", "传宝", "德军", "爱民", "淑丽", "桂香", "长江", "喜财", "福荣", "金凤", "永利", "丽萍", "忠诚", "庆生", "晓光", "志伟",
    ];

    private readonly DemoChance chance;
    private readonly DemoTexts texts;
    private readonly FieldCipher cipher;
    private readonly Bogus.Faker faker;
    private readonly string appId;
    private readonly DateTime start;
    private int phones;

    public DemoPeople(IReadOnlyList<Region> regions, DemoTexts texts, DemoChance chance, FieldCipher cipher, string appId, DateTime start)
    {
        (this.texts, this.chance, this.cipher, this.appId, this.start) = (texts, chance, cipher, appId, start);
        faker = new Bogus.Faker("zh_CN") { Random = chance.Random };
        var (townshipName, countyName) = (regions.Single(x => x.Code == Township).Name, regions.Single(x => x.Code == County).Name);
        TownshipOffice = Open(OfficeKind.Township, Core.Staff.Offices.OfficeName(townshipName, OfficeKind.Township), Township);
        CountyOffice = Open(OfficeKind.County, Core.Staff.Offices.OfficeName(countyName, OfficeKind.County), County);
        Settle([.. regions.Where(x => x.Parent == Township).OrderBy(x => x.Code, StringComparer.Ordinal)]);
        Employ(townshipName);
        (Zhang, Li, Wang) = (Known("zhang", "张桂兰"), Known("li", "李永福"), Known("wang", "王秀珍"));
    }

    public List<Person> Persons { get; } = [];
    public List<WeChatAccount> Accounts { get; } = [];
    public List<Office> Offices { get; } = [];
    public List<StaffUser> Staff { get; } = [];
    public List<Grant> Grants { get; } = [];
    public List<DemoVillage> Villages { get; } = [];
    public Office TownshipOffice { get; }
    public Office CountyOffice { get; }
    public List<Actor> TownshipStaff { get; } = [];
    public List<Actor> CountyStaff { get; } = [];
    public Dictionary<string, List<Actor>> Departments { get; } = [];
    public DemoVillager Zhang { get; }
    public DemoVillager Li { get; }
    public DemoVillager Wang { get; }
    public DemoVillage FirstVillage => Villages[0];

    /// <summary>Accounts that can sign in; everybody else has no password.</summary>
    public IEnumerable<StaffUser> SignIns => Staff.Where(x => x.UserName is "admin" or "county" or "township" or "committee");

    private void Settle(IReadOnlyList<Region> villages)
    {
        for (var i = 0; i < villages.Count; i++)
        {
            var village = new DemoVillage(villages[i].Code, villages[i].Name.Replace("委会", "", StringComparison.Ordinal), PlaceOf(i, villages.Count), [], []);
            Villages.Add(village);
            Open(OfficeKind.VillageCommittee, villages[i].Name, village.Code);
            var share = VillagersInAll / villages.Count + chance.Random.Int(-25, 25);
            for (var n = 0; n < share; n++) village.Villagers.Add(Villager(village.Code));
        }
    }

    private void Employ(string townshipName)
    {
        foreach (var (village, i) in Villages.Select((x, i) => (x, i)))
            for (var n = 1; n <= 3; n++)
            {
                var lives = Villager(village.Code, withWeChat: true).Person;
                var userName = i == 0 && n == 1 ? "committee" : $"village{i + 1:00}-{n}";
                village.Committee.Add(Hire(userName, lives.Name!, Role.VillageCommittee, village.Code, personId: lives.Id));
            }

        for (var n = 1; n <= 4; n++) TownshipStaff.Add(Hire(n == 1 ? "township" : $"township-{n}", Name(Middling), Role.TownshipStaff, Township));
        foreach (var (key, name) in new[] { ("farming", "农业农村办公室"), ("ecology", "生态环境办公室"), ("building", "村镇建设办公室") })
        {
            var office = Open(OfficeKind.Department, townshipName + name, Township);
            Departments[key] = [.. Enumerable.Range(1, 2).Select(n => Hire($"{key}-{n}", Name(Middling), Role.DepartmentOfficer, Township, office.Id))];
        }

        for (var n = 1; n <= 3; n++) CountyStaff.Add(Hire(n == 1 ? "county" : $"county-{n}", Name(Middling), Role.CountyOffice, County));
        for (var n = 1; n <= 2; n++) Hire($"inspector-{n}", Name(Middling), Role.Inspector, County);
        Hire("auditor", Name(Middling), Role.Auditor, City);
        // As create-admin makes the first one: what holds everywhere is nobody else's to change.
        Hire("admin", "系统管理员", Role.Administrator, "");
    }

    private Actor Hire(string userName, string displayName, Role role, string region, Guid? office = null, Guid? personId = null)
    {
        var user = new StaffUser
        {
            Id = chance.Id(start),
            UserName = userName,
            NormalizedUserName = userName.ToUpperInvariant(),
            DisplayName = displayName,
            PersonId = personId,
            IsDemo = true,
            CreatedAt = start,
            LockoutEnabled = true,
            SecurityStamp = chance.Random.Hash(32),
            ConcurrencyStamp = chance.Id(start).ToString(),
        };
        Staff.Add(user);
        Grants.Add(new Grant(chance.Id(start), user.Id, role, region, office, start));
        return new Actor(ActorKind.Staff, user.Id, personId, null, [new ActorGrant(role, region, office)], null);
    }

    private DemoVillager Villager(string village, bool? withWeChat = null)
    {
        var old = withWeChat is null && chance.Percent(30);
        var person = Settle(old ? Name(Old) : chance.Percent(65) ? Name(Middling) : Surname() + faker.Name.FirstName(), village);
        var hasWeChat = withWeChat ?? chance.Percent(old ? 35 : 80);
        if (hasWeChat) Join(person, $"demo-{Persons.Count}");
        return new DemoVillager(person, hasWeChat);
    }

    /// <summary>A villager somebody can sign in as with the code <c>sim:NAME</c>.</summary>
    private DemoVillager Known(string simulatorName, string name)
    {
        var person = Settle(name, FirstVillage.Code);
        Join(person, simulatorName);
        return new DemoVillager(person, true);
    }

    private Person Settle(string name, string village)
    {
        var person = new Person(chance.Id(start), name, village, start.AddMinutes(chance.Between(0, 60 * 24)));
        // No operator gives out numbers that begin with 120: a click on one rings nobody.
        if (chance.Percent(70)) person.ReachAt(cipher.Encrypt("120" + (10_000_000 + ++phones * 7919 % 80_000_000).ToString(CultureInfo.InvariantCulture)));
        Persons.Add(person);
        return person;
    }

    private void Join(Person person, string simulatorName) =>
        Accounts.Add(new WeChatAccount(appId, SimulatorPeople.OpenIdOf(simulatorName), null, person.Id, person.CreatedAt));

    private Office Open(OfficeKind kind, string name, string region)
    {
        var office = new Office(chance.Id(start), kind, name, region);
        Offices.Add(office);
        return office;
    }

    private string Name(string[] given) => Surname() + chance.Pick(given);

    private string Surname() => texts.Surnames[chance.Random.Int(0, texts.Surnames.Length - 1)].ToString();

    /// <summary>Spread evenly about the middle (golden angle), within some six kilometres.</summary>
    private static Position PlaceOf(int i, int count)
    {
        var (angle, radius) = (i * 2.39996, 0.055 * Math.Sqrt((i + 0.5) / count));
        return new Position(Middle.Latitude + radius * Math.Sin(angle), Middle.Longitude + radius * 1.3 * Math.Cos(angle));
    }
}
