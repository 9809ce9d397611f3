using Engagement.Core.Shared.Sheets;

namespace Engagement.Core.Households.Importing;

/// <summary>What a column of a register tells.</summary>
public enum RegisterColumn { Code, Village, Alley, DoorPlate, Head, Phone, Members, MemberName, Relation, Adult, Age, WalkingOrder, Latitude, Longitude }

/// <summary>Finds the heading row of a village's own file and understands its headings in their variants.</summary>
public sealed class RegisterColumns
{
    private const int SearchedRows = 40;

    private static readonly Dictionary<string, RegisterColumn> Words = Make(
        (RegisterColumn.Code, "户编号 户号 户编码 家庭编号 农户编号 户籍编号 户码"),
        (RegisterColumn.Village, "村 村名 所在村 行政村 村社区 村名称 所属村 村居"),
        (RegisterColumn.Alley, "胡同 小组 村民小组 组 组别 村组 所在小组 所属小组 街巷 街道 胡同小组 胡同组别 胡同名称 自然屯 屯 屯组 居民组 队 生产队"),
        (RegisterColumn.DoorPlate, "门牌 门牌号 门牌号码 门牌编号 门号 住址 家庭住址 地址 详细地址 家庭地址 现住址"),
        (RegisterColumn.Head, "户主 户主姓名 户主名字 户主名 户主信息"),
        (RegisterColumn.Phone, "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 户主电话 户主手机 户主联系电话 户主手机号 联系手机 本人电话"),
        (RegisterColumn.Members, "家庭成员 成员 家庭成员姓名 其他成员 其他家庭成员 家庭人员 共同居住人"),
        (RegisterColumn.MemberName, "姓名 成员姓名 人员姓名 名字"),
        (RegisterColumn.Relation, "与户主关系 关系 家庭关系 与户主的关系 户主关系 称谓"),
        (RegisterColumn.Adult, "是否成年 成年 是否成年人 成年与否"),
        (RegisterColumn.Age, "年龄 周岁 年纪"),
        (RegisterColumn.WalkingOrder, "巡查顺序 走访顺序 顺序 巡查次序 走访次序"),
        (RegisterColumn.Latitude, "纬度"),
        (RegisterColumn.Longitude, "经度"));

    private readonly Dictionary<RegisterColumn, int> places;

    private RegisterColumns(Dictionary<RegisterColumn, int> places, int headingRow, IReadOnlyList<string> ignored)
    {
        this.places = places;
        HeadingRow = headingRow;
        Ignored = ignored;
    }

    /// <summary>The row of the headings; data follow below it.</summary>
    public int HeadingRow { get; }

    /// <summary>Headings nobody reads here; what stands under them (an identity number, perhaps) is not kept.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>True when each member has a line of their own.</summary>
    public bool LinePerMember => Has(RegisterColumn.MemberName);

    public bool Has(RegisterColumn column) => places.ContainsKey(column);

    /// <summary>True when what stands in this place of a line is read.</summary>
    public bool Knows(int place) => places.ContainsValue(place);

    public string Of(SheetRow row, RegisterColumn column) => places.TryGetValue(column, out var place) ? row[place] : "";

    /// <summary>The row of the first forty in which most headings are known.</summary>
    /// <exception cref="Shared.InvalidInput">None names at least the head or a member, and one thing more.</exception>
    public static RegisterColumns Find(IEnumerable<SheetRow> rows)
    {
        RegisterColumns? best = null;
        foreach (var row in rows.Take(SearchedRows))
        {
            var found = Read(row);
            if ((found.Has(RegisterColumn.Head) || found.Has(RegisterColumn.MemberName)) && found.places.Count > Math.Max(1, best?.places.Count ?? 0)) best = found;
        }

        return best ?? throw HouseholdErrors.FileUnreadable("没有找到表头。请保留“户主姓名”和“门牌号”“联系电话”等列名所在的一行。");
    }

    private static RegisterColumns Read(SheetRow row)
    {
        Dictionary<RegisterColumn, int> places = [];
        List<string> ignored = [];
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (row[i].Length == 0) continue;
            if (!Words.TryGetValue(Bare(row[i]), out var column) || !places.TryAdd(column, i)) ignored.Add(CellText.Cut(row[i]));
        }

        // "家庭成员" beside "与户主关系" is the name of the one member of each line.
        if (places.ContainsKey(RegisterColumn.Relation) && !places.ContainsKey(RegisterColumn.MemberName) && places.Remove(RegisterColumn.Members, out var members))
            places[RegisterColumn.MemberName] = members;
        // "姓名" alone, without relations, is the head's: one line per household.
        if (!places.ContainsKey(RegisterColumn.Head) && !places.ContainsKey(RegisterColumn.Relation) && places.Remove(RegisterColumn.MemberName, out var name))
            places[RegisterColumn.Head] = name;
        return new RegisterColumns(places, row.Number, ignored);
    }

    /// <summary>Without blanks, brackets with what is in them, signs: "联系电话 (手机)*" → "联系电话".</summary>
    private static string Bare(string heading)
    {
        var (bare, depth) = (new System.Text.StringBuilder(heading.Length), 0);
        foreach (var x in heading)
        {
            if (x is '(' or '[' or '【' or '（') depth++;
            else if (x is ')' or ']' or '】' or '）') depth = Math.Max(0, depth - 1);
            else if (depth == 0 && char.IsLetterOrDigit(x)) bare.Append(x);
        }

        return bare.ToString();
    }

    private static Dictionary<string, RegisterColumn> Make(params ReadOnlySpan<(RegisterColumn Column, string Words)> table)
    {
        Dictionary<string, RegisterColumn> words = [];
        foreach (var (column, list) in table) foreach (var word in list.Split(' ')) words.Add(word, column);
        return words;
    }
}
