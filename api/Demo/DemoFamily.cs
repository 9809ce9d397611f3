using Engagement.Core.People;

namespace Engagement.Api.Demo;

/// <summary>Who is what to whom behind a door, with names to match: children have their father's, wives keep their own.</summary>
public sealed class DemoFamily
{
    private static readonly HashSet<string> Women =
    [
        "桂兰", "桂英", "秀英", "秀兰", "玉兰", "淑珍", "淑芬", "凤英", "桂芝", "玉梅", "素珍", "秀芝", "桂荣", "丽娟", "丽华", "春梅", "艳红", "红梅", "玉红", "秋菊", "海燕", "淑丽", "桂香",
        "金凤", "丽萍", "福荣", "秀珍",
    ];

    private static readonly string[] OldMen = ["德福", "长福", "德胜", "振国", "世昌", "玉山", "连喜", "广义", "殿臣", "万祥", "庆和", "文斌", "元礼"];
    private static readonly string[] OldWomen = ["桂兰", "桂英", "秀英", "秀兰", "玉兰", "淑珍", "淑芬", "凤英", "桂芝", "素珍", "秀芝", "桂荣"];
    private static readonly string[] Men = ["建国", "建军", "国庆", "志强", "海涛", "晓东", "永刚", "洪波", "立新", "树林", "明辉", "传宝", "长江", "永利", "晓光", "志伟"];
    private static readonly string[] MiddleWomen = ["丽娟", "丽华", "春梅", "艳红", "红梅", "玉红", "秋菊", "海燕", "淑丽", "桂香", "金凤", "丽萍"];
    private static readonly string[] Boys = ["浩然", "子轩", "俊杰", "宇航", "文博", "嘉豪", "天佑", "明轩"];
    private static readonly string[] Girls = ["欣怡", "雨彤", "佳慧", "婷婷", "思雨", "诗涵", "雅琪", "佳宁"];

    private readonly DemoChance chance;
    private readonly string surnames;
    private readonly Func<Person, bool> keepsName;
    private readonly bool headIsWoman, headIsOld;
    private readonly string headSurname;
    private readonly HashSet<string> taken = [];
    private string? spouseSurname;
    private int sons, daughters, parents;
    private bool grownSon, sonMarried;

    /// <param name="head">Keeps the name there is.</param>
    /// <param name="surnames">To choose from for those who marry in.</param>
    /// <param name="keepsName">Whoever somebody signs in as, and whose account shows the name.</param>
    /// <param name="chance">Its own.</param>
    public DemoFamily(Person head, string surnames, Func<Person, bool> keepsName, DemoChance chance)
    {
        (this.chance, this.surnames, this.keepsName) = (chance, surnames, keepsName);
        var given = head.Name![1..];
        (headSurname, headIsWoman, headIsOld) = (head.Name[..1], Women.Contains(given) || (!OldMen.Contains(given) && given.Any(x => "兰英珍芬芝娟梅燕菊丽香凤萍霞淑婷雅怡彤".Contains(x))),
            OldMen.Contains(given) || OldWomen.Contains(given));
        taken.Add(head.Name);
    }

    /// <summary>Takes one more in.</summary>
    /// <returns>What they are to the head.</returns>
    public string Admit(Person person, bool isAdult)
    {
        if (keepsName(person)) return "亲属";
        if (spouseSurname is null && isAdult)
        {
            spouseSurname = Other(headSurname);
            return Named(person, spouseSurname, headIsWoman ? headIsOld ? OldMen : Men : headIsOld ? OldWomen : MiddleWomen, "配偶");
        }

        if (headIsOld && isAdult && grownSon && !sonMarried)
        {
            sonMarried = true;
            return Named(person, Other(FatherSurname), MiddleWomen, "儿媳");
        }

        if (headIsOld && !isAdult) return chance.Percent(50) ? Named(person, FatherSurname, Boys, "孙子") : Named(person, FatherSurname, Girls, "孙女");
        if (headIsOld || !isAdult) return OwnChild(person);
        return parents++ switch
        {
            0 => Named(person, Other(headSurname), OldWomen, headIsWoman ? "婆婆" : "母亲"),
            1 => Named(person, FatherSurname, OldMen, headIsWoman ? "公公" : "父亲"),
            _ => Named(person, FatherSurname, Men, headIsWoman ? "小叔" : "弟弟"),
        };
    }

    private string FatherSurname => headIsWoman ? spouseSurname ?? headSurname : headSurname;

    private string OwnChild(Person person)
    {
        if (chance.Percent(65))
        {
            grownSon |= headIsOld;
            return Named(person, FatherSurname, headIsOld ? Men : Boys, ++sons switch { 1 => "长子", 2 => "次子", _ => "三子" });
        }

        return Named(person, FatherSurname, headIsOld ? MiddleWomen : Girls, ++daughters switch { 1 => "长女", 2 => "次女", _ => "三女" });
    }

    private string Named(Person person, string surname, string[] given, string relation)
    {
        var name = surname + chance.Pick(given);
        // Nobody has a namesake behind their own door.
        while (!taken.Add(name)) name = surname + chance.Pick(given);
        person.Introduce(name, null);
        return relation;
    }

    /// <summary>A surname by chance.</summary>
    public static string Pick(string surnames, DemoChance chance) => surnames[chance.Random.Int(0, surnames.Length - 1)].ToString();

    private string Other(string than)
    {
        var surname = chance.Random.Int(0, surnames.Length - 1);
        return surnames[surname].ToString() is var found && found != than ? found : surnames[(surname + 1) % surnames.Length].ToString();
    }
}
