using System.Globalization;
using Engagement.Core.Shared.Sheets;

namespace Engagement.Core.Households.Importing;

/// <summary>Makes households of the lines of a village's own file: one line per household or one per member, with titles above, blank lines
/// between, and remarks below. Finds everything that is wrong, not only the first.</summary>
public sealed class RegisterReader
{
    private const int MaxMembers = 60;

    private static readonly string[] Remarks = ["合计", "总计", "小计", "填表", "制表", "审核", "备注", "说明", "注:", "注：", "单位"];
    private static readonly string[] AlleyEndings = ["组", "胡同", "街", "巷", "屯", "队"];

    private readonly RegisterColumns columns;
    private readonly VillageNames villages;
    private readonly List<RegisterEntry> entries = [];
    private readonly List<ImportError> errors = [];
    private RegisterEntry? current;
    private string[] currentKey = [];
    private string bandAlley = "";
    private int rows;

    private RegisterReader(RegisterColumns columns, VillageNames villages) => (this.columns, this.villages) = (columns, villages);

    /// <exception cref="Shared.InvalidInput">No heading row, or no table at all.</exception>
    public static RegisterFile Read(Stream file, VillageNames villages)
    {
        var columns = RegisterColumns.Find(SheetFile.Read(file));
        var reader = new RegisterReader(columns, villages);
        foreach (var row in SheetFile.Read(file))
            if (row.Number > columns.HeadingRow) reader.Take(row);
        reader.Check();
        return new RegisterFile(reader.entries, [.. reader.errors.OrderBy(x => x.Row)], reader.rows, columns.Ignored);
    }

    private void Take(SheetRow row)
    {
        if (row.IsBlank || IsRemark(row)) return;
        rows++;
        string code = Of(row, RegisterColumn.Code), alley = Of(row, RegisterColumn.Alley), plate = Of(row, RegisterColumn.DoorPlate), head = Of(row, RegisterColumn.Head),
            member = Of(row, RegisterColumn.MemberName), relation = Of(row, RegisterColumn.Relation);
        // Over pages of print the headings are repeated.
        if (head is "户主" or "户主姓名" || member is "姓名") return;
        var isHead = relation is "户主" or "本人" or "本人(户主)" or "户主本人";
        string[] key = [code, plate, head];
        if (Begins(key, isHead, member)) Begin(row, code, alley, plate, key);
        if (current is null)
        {
            // Its household could not be begun, and the reason stands with it.
            return;
        }

        if (columns.LinePerMember) AddMember(row, member, relation, isHead || (member.Length > 0 && member == head));
        else AddHousehold(row, head);
    }

    /// <summary>One line per household: always. One line per member: when what names a household differs from the line above, or a second head comes.</summary>
    private bool Begins(string[] key, bool isHead, string member)
    {
        if (!columns.LinePerMember || currentKey.Length == 0) return true;
        if (key.All(x => x.Length == 0)) return isHead && current?.Head is not null;
        if (key.SequenceEqual(currentKey)) return isHead && current?.Head is { } head && head.Name != member;
        // A plate written only in the first of a family's lines, but the head in all of them.
        return key.Where((x, i) => x.Length > 0 && x != currentKey[i]).Any() || (isHead && current?.Head is not null);
    }

    private void Begin(SheetRow row, string code, string alley, string plate, string[] key)
    {
        (current, currentKey) = (null, key);
        if (villages.Find(Of(row, RegisterColumn.Village), out var error) is not { } village)
        {
            Fault(row, error!);
            return;
        }

        if (plate.Length > Household.DoorPlateMaxLength) Fault(row, $"门牌号“{CellText.Cut(plate)}”过长，最多 {Household.DoorPlateMaxLength} 个字。");
        if (alley.Length > HouseholdGroup.NameMaxLength) Fault(row, $"胡同或小组“{CellText.Cut(alley)}”过长，最多 {HouseholdGroup.NameMaxLength} 个字。");
        var (latitude, longitude) = (Degrees(row, RegisterColumn.Latitude, 90), Degrees(row, RegisterColumn.Longitude, 180));
        if (latitude is null != longitude is null) Fault(row, "经度和纬度要同时填写。");
        current = new RegisterEntry(row.Number, village)
        {
            Code = Said(code),
            Alley = Said(alley.Length > 0 ? alley : bandAlley),
            DoorPlate = Said(plate),
            Latitude = longitude is null ? null : latitude,
            Longitude = latitude is null ? null : longitude,
            WalkingOrder = Order(row),
        };
        entries.Add(current);
    }

    private void AddHousehold(SheetRow row, string head)
    {
        if (head.Length == 0) Fault(row, "没有填写户主姓名。");
        else Add(row, head, true, "", Of(row, RegisterColumn.Phone));
        foreach (var member in MemberList.Read(Of(row, RegisterColumn.Members)))
        {
            if (!CellText.ReadName(member.Name, out var name, out var error)) Fault(row, error!);
            // The list often begins with the head.
            else if (!current!.Members.Exists(x => x.IsHead && x.Name == name)) Put(row, new RegisterMember(row.Number, name, false, member.IsAdult, Relation(row, member.Relation), null));
        }
    }

    private void AddMember(SheetRow row, string member, string relation, bool isHead)
    {
        var head = Of(row, RegisterColumn.Head);
        // The head stands in a column of its own and has no line: the first line makes it.
        if (head.Length > 0 && current!.Head is null && !isHead && !columns.Has(RegisterColumn.Relation)) Add(row, head, true, "", "");
        if (member.Length == 0)
        {
            if (head.Length > 0 && current!.Head is null) Add(row, head, true, "", Of(row, RegisterColumn.Phone));
            else if (head.Length == 0) Fault(row, "没有填写姓名。");
            return;
        }

        Add(row, member, isHead, isHead ? "" : relation, Of(row, RegisterColumn.Phone));
    }

    private void Add(SheetRow row, string text, bool isHead, string relation, string phoneText)
    {
        var adult = CellText.ReadAdult(Of(row, RegisterColumn.Adult), out var adultError) ?? Age(row);
        if (adultError is not null) Fault(row, adultError);
        CellText.ReadPhone(phoneText, out var phone, out var phoneError);
        if (phoneError is not null) Fault(row, phoneError);
        if (!CellText.ReadName(text, out var name, out var nameError)) Fault(row, nameError!);
        else if (isHead && adult == false) Fault(row, $"户主“{CellText.Cut(name)}”不能是未成年人。");
        else Put(row, new RegisterMember(row.Number, name, isHead, adult, Relation(row, relation), phone));
    }

    private void Put(SheetRow row, RegisterMember member)
    {
        if (member.IsHead && current!.Head is { } other) Fault(row, $"同一户有两个户主：“{CellText.Cut(other.Name)}”和“{CellText.Cut(member.Name)}”。");
        else if (current!.Members.Count >= MaxMembers) Fault(row, $"一户最多 {MaxMembers} 人，请核对这一户从哪一行开始。");
        else if (current.Members.Exists(x => x.Name == member.Name)) Fault(row, $"同一户中“{CellText.Cut(member.Name)}”出现了两次。如是两个人，请在姓名后加以区别。");
        else current.Members.Add(member);
    }

    /// <summary>Faults that show only when the whole file is known.</summary>
    private void Check()
    {
        if (entries.Count == 0 && errors.Count == 0) errors.Add(new ImportError(0, "表头下面没有数据。"));
        Dictionary<(string, string?, string?, string?), int> seen = [];
        Dictionary<string, int> codes = [];
        var faulty = errors.Select(x => x.Row).ToHashSet();
        foreach (var entry in entries)
        {
            if (entry.Head is null && entry.Code is null && !faulty.Contains(entry.Row)) errors.Add(new ImportError(entry.Row, "这一户没有户主。"));
            if (entry.Code is { } code && !codes.TryAdd(code, entry.Row)) errors.Add(new ImportError(entry.Row, $"户编号 {CellText.Cut(code)} 与第 {codes[code]} 行重复。"));
            if (entry.Code is null && entry.Head is { } head && !seen.TryAdd((entry.Village, entry.Alley, entry.DoorPlate, head.Name), entry.Row))
                errors.Add(new ImportError(entry.Row, $"与第 {seen[(entry.Village, entry.Alley, entry.DoorPlate, head.Name)]} 行是同一户（门牌和户主都相同）。"));
        }
    }

    /// <summary>A sum or signature below the table, or one word alone: "第三组" heads those below it, and a word outside the known columns is somebody's note.
    /// A lone word in a known column is a household with something left out.</summary>
    private bool IsRemark(SheetRow row)
    {
        var (first, count) = (-1, 0);
        for (var i = 0; i < row.Cells.Count; i++)
            if (row[i].Length > 0 && count++ == 0) first = i;
        var text = row[first];
        if (Remarks.Any(x => text.StartsWith(x, StringComparison.Ordinal))) return true;
        if (count > 1 || Of(row, RegisterColumn.Head).Length > 0 || Of(row, RegisterColumn.MemberName).Length > 0) return false;
        if (columns.Has(RegisterColumn.Alley) || text.Length > HouseholdGroup.NameMaxLength || !AlleyEndings.Any(x => text.EndsWith(x, StringComparison.Ordinal))) return !columns.Knows(first);
        bandAlley = text;
        return true;
    }

    private string? Relation(SheetRow row, string? relation)
    {
        if (relation?.Length > Membership.RelationMaxLength) Fault(row, $"与户主关系“{CellText.Cut(relation)}”过长。");
        return Said(relation ?? "");
    }

    private bool? Age(SheetRow row) =>
        int.TryParse(Of(row, RegisterColumn.Age).TrimEnd('岁'), NumberStyles.None, CultureInfo.InvariantCulture, out var age) ? age >= 18 : null;

    private int? Order(SheetRow row)
    {
        var text = Of(row, RegisterColumn.WalkingOrder);
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var order) && order <= Household.MaxWalkingOrder) return order;
        Fault(row, $"巡查顺序“{CellText.Cut(text)}”不是数字。");
        return null;
    }

    private double? Degrees(SheetRow row, RegisterColumn column, int most)
    {
        var text = Of(row, column);
        if (text.Length == 0) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most) return Math.Round(degrees, 6);
        Fault(row, $"{(column == RegisterColumn.Latitude ? "纬度" : "经度")}“{CellText.Cut(text)}”不正确。");
        return null;
    }

    private string Of(SheetRow row, RegisterColumn column) => columns.Of(row, column);

    private void Fault(SheetRow row, string message) => errors.Add(new ImportError(row.Number, message));

    private static string? Said(string text) => text.Length == 0 ? null : text;
}
