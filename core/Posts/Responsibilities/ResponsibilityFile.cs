using System.Globalization;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Core.Shared.Sheets;

namespace Engagement.Core.Posts.Responsibilities;

/// <summary>One reason why a line cannot be imported.</summary>
/// <param name="Line">From 1, as the spreadsheet counts.</param>
/// <param name="Text">The text that is wrong, at most 40 characters.</param>
/// <param name="Code">Stable: <c>responsibility_csv.unknown_place</c>.</param>
/// <param name="Reason">One Chinese sentence.</param>
public sealed record ImportRowError(int Line, string Text, string Code, string Reason);

/// <summary>A line as its file states it; places are still words.</summary>
public sealed record ResponsibilityRow(
    int Line, LeaderLevel Level, string Name, string Title, IReadOnlyList<string> Places, string? AreaName, DateOnly? From, DateOnly? To, string? Account);

/// <summary>
/// Reads a list of leaders as offices keep it: an Excel workbook or a CSV, Chinese headings in any order, a title line above them, blank lines and
/// merged cells allowed, several places in one cell. Reports all faults at once.
/// </summary>
public static class ResponsibilityFile
{
    public const int MaxRows = 5000;
    private const int MaxTextLength = 40;

    private static readonly Dictionary<string, string> Headings = new()
    {
        ["级别"] = "level",
        ["领导级别"] = "level",
        ["姓名"] = "name",
        ["领导姓名"] = "name",
        ["职务"] = "title",
        ["包保地区"] = "place",
        ["包保村"] = "place",
        ["包保地区代码"] = "code",
        ["地区代码"] = "code",
        ["片区名称"] = "area",
        ["片区"] = "area",
        ["开始日期"] = "from",
        ["结束日期"] = "to",
        ["账号"] = "account",
    };

    /// <summary>The file to fill in: headings and one line of example.</summary>
    public const string Template = "级别,姓名,职务,包保地区代码,包保地区,片区名称,开始日期,结束日期,账号\r\n";

    /// <param name="file">Seekable; CSV or XLSX of at most <see cref="SheetLimits.FileBytes"/>.</param>
    /// <exception cref="InvalidInput">Neither CSV nor XLSX, damaged, or too large.</exception>
    public static (IReadOnlyList<ResponsibilityRow> Rows, IReadOnlyList<ImportRowError> Errors) Parse(Stream file)
    {
        List<ResponsibilityRow> rows = [];
        List<ImportRowError> errors = [];
        string[]? columns = null;
        var last = 1;
        foreach (var line in SheetFile.Read(file))
        {
            if (line.IsBlank) continue;
            last = line.Number;
            if (columns is null)
            {
                var named = line.Cells.Select(x => Headings.GetValueOrDefault(x.Replace(" ", "", StringComparison.Ordinal).Trim('*'), "")).ToArray();
                if (!named.Contains("name")) continue; // a title above the headings
                columns = named;
                foreach (var (key, heading) in new[] { ("level", "级别"), ("title", "职务") })
                    if (!named.Contains(key)) errors.Add(Error(line.Number, heading, "missing_heading", $"缺少“{heading}”一列。"));
                if (!named.Contains("code") && !named.Contains("place")) errors.Add(Error(line.Number, "包保地区", "missing_heading", "缺少“包保地区”或“包保地区代码”一列。"));
                if (errors.Count > 0) return ([], errors);
                continue;
            }

            if (rows.Count >= MaxRows)
            {
                errors.Add(Error(line.Number, "", "too_many", $"一次最多导入 {MaxRows} 行，请分成几个文件。"));
                break;
            }

            if (ReadRow(line, columns, errors) is { } row) rows.Add(row);
        }

        if (columns is null) errors.Add(Error(1, "", "missing_heading", "没有找到表头，表头里应有“级别、姓名、职务、包保地区”。"));
        else if (rows.Count == 0 && errors.Count == 0) errors.Add(Error(last, "", "no_rows", "文件里没有任何数据。"));
        return (rows, errors);
    }

    internal static ImportRowError Error(int line, string text, string code, string reason)
    {
        var visible = string.Concat(text.Select(x => char.IsControl(x) ? ' ' : x)).Trim();
        return new ImportRowError(line, CleanText.Mend(visible, MaxTextLength)!, "responsibility_csv." + code, reason);
    }

    private static ResponsibilityRow? ReadRow(SheetRow row, string[] columns, List<ImportRowError> errors)
    {
        string Cell(string key) => row[Array.IndexOf(columns, key)];
        var (before, line) = (errors.Count, row.Number);
        // The reader stops there: of a longer list the last places would be lost in silence.
        foreach (var full in row.Cells.Where(x => x.Length >= SheetLimits.CellLength))
            errors.Add(Error(line, full, "cell_too_long", $"这一格超过 {SheetLimits.CellLength} 个字，请分成几行填写。"));
        LeaderLevel? level = Cell("level") switch
        {
            ['市', ..] => LeaderLevel.Municipal,
            ['县', ..] or ['区', ..] => LeaderLevel.County,
            ['乡', ..] or ['镇', ..] or ['街', ..] => LeaderLevel.Township,
            _ => null,
        };
        if (level is null) errors.Add(Error(line, Cell("level"), "unknown_level", "级别应填市、县或乡镇。"));
        var (name, title) = (Cell("name").Replace(" ", "", StringComparison.Ordinal), Cell("title"));
        if (name.Length is 0 or > Person.NameMaxLength) errors.Add(Error(line, name, "bad_name", $"姓名必须填写，且不超过 {Person.NameMaxLength} 个字。"));
        if (title.Length is 0 or > Responsibility.TitleMaxLength) errors.Add(Error(line, title, "bad_title", $"职务必须填写，且不超过 {Responsibility.TitleMaxLength} 个字。"));
        if (Cell("area").Length > Responsibility.TitleMaxLength) errors.Add(Error(line, Cell("area"), "bad_area", $"片区名称不超过 {Responsibility.TitleMaxLength} 个字。"));
        var places = Words(Cell("code")).Select(x => x.EndsWith(".0", StringComparison.Ordinal) ? x[..^2] : x).ToList();
        foreach (var bad in places.Where(x => !x.All(char.IsAsciiDigit)))
            errors.Add(Error(line, bad, "bad_code", bad.Contains("E+", StringComparison.OrdinalIgnoreCase) ? "代码被表格软件改成了科学计数法，请把该列设为文本后重新填写。" : "地区代码只能由数字组成。"));
        if (places.Count == 0) places = Words(Cell("place"));
        if (places.Count == 0) errors.Add(Error(line, "", "no_place", "没有填写包保地区。"));
        var from = Date(line, Cell("from"), errors);
        var to = Date(line, Cell("to"), errors);
        if (from > to) errors.Add(Error(line, Cell("to"), "ends_before_start", "结束日期早于开始日期。"));
        return errors.Count > before ? null
            : new ResponsibilityRow(line, level!.Value, name, title, places, Cell("area") is { Length: > 0 } area ? area : null, from, to, Cell("account") is { Length: > 0 } account ? account : null);
    }

    private static List<string> Words(string cell) => [.. cell.Split(['、', '；', ';', '，', ',', '|', '/', ' ', '　'], StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static DateOnly? Date(int line, string text, List<ImportRowError> errors)
    {
        if (text.Length == 0) return null;
        // A workbook keeps days as a count: 46082 is 2026-03-01.
        if (text.Length == 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && DateOnly.FromDateTime(DateTime.FromOADate(count)) is { Year: >= 2000 and <= 2099 } counted) return counted;
        string[] forms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];
        if (DateOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2099) return day;
        errors.Add(Error(line, text, "bad_date", "日期应写成 2026-03-01，且在 2000 年至 2099 年之间。"));
        return null;
    }
}
