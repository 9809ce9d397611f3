using Engagement.Core.Cases.Routing;
using Engagement.Core.People;
using Engagement.Core.Posts;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Shared;

namespace Engagement.Api.Demo;

/// <summary>Who does what in the township: posts with a hand-over and a leave among them, leaders for all villages but one, routing rules with examples.</summary>
public sealed class DemoPosts
{
    private const int Seed = 210284;
    private const int TermBegan = 180, HandedOver = 60, LeaveBegan = 3, LeaveEnds = 11;
    private static readonly string[] LeaderTitles = ["党委书记", "镇长", "人大主席", "副书记", "纪委书记", "副镇长", "副镇长", "武装部长", "组织委员", "宣传委员"];
    private static readonly string[] LeaderNames = ["孙立民", "于海波", "曲晓梅", "姜振华", "宫丽", "丛志刚", "宋文军", "邹建新", "林玉霞", "隋永强"];

    /// <summary>Alleys with a chief, in every village.</summary>
    public static readonly IReadOnlyList<string> Alleys = ["东街", "西街", "南沟"];

    private readonly DemoChance chance = new(Seed);
    private readonly DemoPeople people;
    private readonly DateTime now, start;
    private readonly DateOnly today;

    /// <param name="people">Who lives and works there.</param>
    /// <param name="now">Nothing began later.</param>
    public DemoPosts(DemoPeople people, DateTime now)
    {
        (this.people, this.now) = (people, now);
        today = ChinaTime.DateOf(now);
        start = now.AddDays(-TermBegan);
        foreach (var village in people.Villages) Fill(village);
        Lead();
        Route();
    }

    public List<DutyPost> Posts { get; } = [];
    public List<Person> Leaders { get; } = [];
    public List<Responsibility> Responsibilities { get; } = [];
    public List<RoutingRule> Rules { get; } = [];
    public List<RoutingChange> Changes { get; } = [];
    public List<RoutingExample> Examples { get; } = [];

    /// <summary>The chief of an alley on a day on which nobody was away; null where there was none.</summary>
    public Guid? ChiefOn(string village, string alley, DateOnly day) => Posts.Find(x => x.Kind == DutyPostKind.AlleyChief && x.RegionCode == village && x.Alley == alley)
        ?.Terms.FirstOrDefault(x => x.From <= day && (x.To is null || x.To >= day))?.PersonId;

    /// <summary>The alley of which somebody is chief now.</summary>
    public DutyPost ChiefOf(Guid personId) => Posts.Single(x => x.Kind == DutyPostKind.AlleyChief && x.Terms[^1].PersonId == personId && x.Terms[^1].To is null);

    private void Fill(DemoVillage village)
    {
        var first = village == people.FirstVillage;
        foreach (var alley in Alleys)
        {
            // Zhang can be signed in as: the alley chief with a phone is there to be tried.
            var chief = Open(village, DutyPostKind.AlleyChief, alley, first && alley == Alleys[0] ? people.Zhang : null);
            if (alley == Alleys[1]) chief.HandOver(chance.Id(now), Somebody(village), today.AddDays(-HandedOver), "原胡同长外出务工");
            if (alley == Alleys[2]) chief.TakeLeave(chance.Id(now), today.AddDays(-LeaveBegan), today.AddDays(LeaveEnds), Somebody(village), "住院");
        }

        Open(village, DutyPostKind.GridOfficer, null, null);
        Open(village, DutyPostKind.EnvironmentSupervisor, null, null);
        for (var n = 0; n < 2; n++) Open(village, DutyPostKind.Cleaner, null, null);
        Open(village, DutyPostKind.PartyMemberLiaison, null, null);
    }

    private DutyPost Open(DemoVillage village, DutyPostKind kind, string? alley, DemoVillager? holder)
    {
        var post = new DutyPost(chance.Id(start), kind, village.Code, PostNames.Of(kind, alley), alley, [], start);
        post.HandOver(chance.Id(start), holder?.Person.Id ?? Somebody(village), today.AddDays(-TermBegan), null);
        Posts.Add(post);
        return post;
    }

    private Guid Somebody(DemoVillage village) => village.Villagers[chance.Random.Int(0, village.Villagers.Count - 1)].Person.Id;

    /// <summary>The last village has no leader of its own, so that the coverage has something to show.</summary>
    private void Lead()
    {
        foreach (var (village, i) in people.Villages.SkipLast(1).Select((x, i) => (x, i % LeaderNames.Length)))
        {
            var known = Responsibilities.FirstOrDefault(x => x.Title == LeaderTitles[i] && x.PersonId == Leaders.ElementAtOrDefault(i)?.Id);
            var leader = known?.PersonId ?? Leader(LeaderNames[i]);
            Responsibilities.Add(new Responsibility(chance.Id(start), LeaderLevel.Township, leader, LeaderTitles[i], null, null, [village.Code], today.AddDays(-TermBegan), null));
        }

        Responsibilities.Add(new Responsibility(chance.Id(start), LeaderLevel.County, Leader("迟国栋"), "副市长", null, "北部山区片", [DemoPeople.Township], today.AddDays(-TermBegan), null));
        Responsibilities.Add(new Responsibility(chance.Id(start), LeaderLevel.Municipal, Leader("方明远"), "副市长", null, null, [DemoPeople.County], today.AddDays(-TermBegan), null));
    }

    private Guid Leader(string name)
    {
        var person = new Person(chance.Id(start), name, null, start);
        Leaders.Add(person);
        return person.Id;
    }

    private void Route()
    {
        var (building, ecology) = (Department("村镇建设"), Department("生态环境"));
        Rule("rubbish", "生活垃圾堆放", new RoutingTarget(RoutingTargetKind.PostKind, DutyPostKind.AlleyChief), 10, "本村胡同长");
        Rule("rubbish", "生活垃圾堆放", new RoutingTarget(RoutingTargetKind.PostKind, DutyPostKind.GridOfficer), 20, "本村网格员");
        Rule("clutter", "乱堆乱放", new RoutingTarget(RoutingTargetKind.PostKind, DutyPostKind.AlleyChief), 10, "本村胡同长");
        Rule("cleaning", "保洁不到位", new RoutingTarget(RoutingTargetKind.PostKind, DutyPostKind.EnvironmentSupervisor), 10, "本村环境监督员");
        Rule("lamp", "路灯不亮", new RoutingTarget(RoutingTargetKind.Office, OfficeId: building.Id), 10, building.Name);
        Rule("sewage", "污水乱排乱倒", new RoutingTarget(RoutingTargetKind.Office, OfficeId: ecology.Id), 10, ecology.Name);
        var village = people.FirstVillage.Code;
        Example("东街的垃圾归东街胡同长", new RoutingInput(village, "rubbish", Address: "东街12号门前"), new RoutingTarget(RoutingTargetKind.PostKind, DutyPostKind.AlleyChief));
        Example("没写胡同的垃圾归网格员", new RoutingInput(village, "rubbish", Address: "村口"), new RoutingTarget(RoutingTargetKind.PostKind, DutyPostKind.GridOfficer));
        Example("要求村里回避的归镇里", new RoutingInput(village, "rubbish", HiddenFromCommittee: true, Address: "东街12号门前"), new RoutingTarget(RoutingTargetKind.Township));
        Example("路灯归村镇建设办公室", new RoutingInput(village, "lamp"), new RoutingTarget(RoutingTargetKind.Office, OfficeId: building.Id));
    }

    private Core.Staff.Office Department(string word) => people.Offices.Single(x => x.Name.Contains(word, StringComparison.Ordinal));

    private void Rule(string category, string categoryName, RoutingTarget target, int priority, string targetName)
    {
        var rule = new RoutingRule(chance.Id(start), DemoPeople.Township, category, target, priority, null, start);
        Rules.Add(rule);
        Changes.Add(rule.Record(chance.Id(start), RoutingChangeKind.Created, people.TownshipStaff[0].AccountId, $"{categoryName} → {targetName}（顺序 {priority}）", null, start));
    }

    private void Example(string name, RoutingInput input, RoutingTarget expected) => Examples.Add(new RoutingExample(chance.Id(start), name, input, expected, start));
}
