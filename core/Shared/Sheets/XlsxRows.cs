using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Engagement.Core.Shared.Sheets;

/// <summary>The first visible sheet of a workbook, row by row: only the texts that cells share are in memory. What a hostile file unpacks to is
/// bounded before it is opened.</summary>
internal static class XlsxRows
{
    private const int MaxParts = 1000, MaxSmallPart = 4 * 1024 * 1024, MaxSharedText = 128 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = SheetLimits.UnpackedBytes,
    };

    public static IEnumerable<SheetRow> Read(Stream file)
    {
        DemandBounded(file);
        using var document = Try(() => SpreadsheetDocument.Open(file, false));
        var (part, texts) = Try(() =>
        {
            var book = document.WorkbookPart ?? throw new InvalidDataException("No workbook.");
            var sheet = book.Workbook.Sheets?.Elements<Sheet>().FirstOrDefault(x => x.State is null || x.State == SheetStateValues.Visible) ?? throw new InvalidDataException("No sheet.");
            return (book.GetPartById(sheet.Id?.Value ?? "") as WorksheetPart ?? throw new InvalidDataException("No sheet."), SharedTexts(book.SharedStringTablePart));
        });
        var merges = Try(() => Merges(part));
        using var rows = Rows(part, texts, merges).GetEnumerator();
        while (Try(rows.MoveNext)) yield return rows.Current;
    }

    /// <summary>The sizes a zip file states are those it is unpacked to at most: its reader stops there.</summary>
    private static void DemandBounded(Stream file)
    {
        Try(() =>
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxParts) throw SheetLimits.TooMuch();
            long total = 0;
            foreach (var entry in zip.Entries)
            {
                total += entry.Length;
                var large = entry.FullName.Contains("/worksheets/", StringComparison.OrdinalIgnoreCase) || entry.FullName.Contains("/media/", StringComparison.OrdinalIgnoreCase);
                var limit = large ? SheetLimits.UnpackedBytes : entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) ? MaxSharedText : MaxSmallPart;
                if (entry.Length > limit || total > SheetLimits.UnpackedBytes) throw SheetLimits.TooMuch();
            }

            return 0;
        });
        file.Position = 0;
    }

    private static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or OpenXmlPackageException or FileFormatException or IOException or FormatException or ArgumentException
            or InvalidOperationException or NotSupportedException or OverflowException or KeyNotFoundException)
        {
            throw SheetLimits.Unreadable("文件已损坏，或不是 Excel 工作簿（.xlsx）。请用表格软件重新另存后再上传。");
        }
    }

    private static List<string> SharedTexts(SharedStringTablePart? part)
    {
        List<string> texts = [];
        if (part is null) return texts;
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings);
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" }) texts.Add(Text(xml));
        return texts;
    }

    /// <summary>The text of a shared or inline string: its runs, without the reading aids of Japanese.</summary>
    private static string Text(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (depth, text, reading) = (xml.Depth, "", false);
        StringBuilder? more = null;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.LocalName == "rPh") reading = xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            if (reading || xml.NodeType is not (XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)) continue;
            if (text.Length == 0 && more is null) text = xml.Value;
            else if ((more ??= new StringBuilder(text)).Length < SheetLimits.CellLength * 2) more.Append(xml.Value);
        }

        return SheetText.Plain(more?.ToString() ?? text);
    }

    /// <summary>Cells merged downwards, by their first row. They stand behind the rows in the file, so it is passed through once for them alone.</summary>
    private static Dictionary<int, List<(int Column, int LastRow)>> Merges(WorksheetPart part)
    {
        Dictionary<int, List<(int, int)>> merges = [];
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings);
        var count = 0;
        var more = xml.Read();
        while (more)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheetData" })
            {
                xml.Skip();
                more = !xml.EOF;
                continue;
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" } && xml.GetAttribute("ref")?.Split(':') is [var from, var to])
            {
                if (++count > SheetLimits.MergedCells) throw SheetLimits.TooMuch();
                var ((column, first), (_, last)) = (Place(from), Place(to));
                if (last > first && column < SheetLimits.Columns)
                    (merges.TryGetValue(first, out var list) ? list : merges[first] = []).Add((column, last));
            }

            more = xml.Read();
        }

        return merges;
    }

    private static IEnumerable<SheetRow> Rows(WorksheetPart part, List<string> texts, Dictionary<int, List<(int Column, int LastRow)>> merges)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings);
        var carried = new (string Text, int LastRow)[SheetLimits.Columns];
        var cells = new string[SheetLimits.Columns];
        var (number, seen) = (0, 0);
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" }) continue;
            number = xml.GetAttribute("r") is { } r ? int.Parse(r, CultureInfo.InvariantCulture) : number + 1;
            if (++seen > SheetLimits.Rows) throw SheetLimits.TooMuch();
            Array.Fill(cells, "");
            var width = xml.IsEmptyElement ? 0 : Cells(xml, texts, cells);
            foreach (var (column, lastRow) in merges.GetValueOrDefault(number, [])) carried[column] = (cells[column], lastRow);
            for (var i = 0; i < cells.Length; i++)
                if (cells[i].Length == 0 && carried[i].LastRow >= number)
                    (cells[i], width) = (carried[i].Text, Math.Max(width, i + 1));
            yield return new SheetRow(number, cells[..width]);
        }
    }

    /// <summary>Reads one row to its end.</summary>
    /// <returns>How many columns it has.</returns>
    private static int Cells(XmlReader xml, List<string> texts, string[] cells)
    {
        var (depth, column, width) = (xml.Depth, -1, 0);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;
            column = xml.GetAttribute("r") is { } place ? Place(place).Column : column + 1;
            var kind = xml.GetAttribute("t");
            var text = xml.IsEmptyElement ? "" : Value(xml, kind, texts);
            if (column >= cells.Length || text.Length == 0) continue;
            cells[column] = text;
            width = Math.Max(width, column + 1);
        }

        return width;
    }

    private static string Value(XmlReader xml, string? kind, List<string> texts)
    {
        var depth = xml.Depth;
        var value = "";
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "is") value = Text(xml);
            else if (xml.LocalName == "v" && !xml.IsEmptyElement && xml.Read() && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace) value = xml.Value;
        }

        return kind switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < texts.Count ? texts[i] : "",
            "e" => "",
            "inlineStr" or "str" or "b" or "d" => SheetText.Plain(value),
            _ => SheetText.Number(SheetText.Plain(value)),
        };
    }

    /// <summary>AB12 → (27, 12).</summary>
    private static (int Column, int Row) Place(string reference)
    {
        var (column, i) = (0, 0);
        for (; i < reference.Length && char.IsAsciiLetter(reference[i]); i++) column = checked(column * 26 + (char.ToUpperInvariant(reference[i]) - 'A' + 1));
        return (column - 1, i < reference.Length ? int.Parse(reference.AsSpan(i), NumberStyles.None, CultureInfo.InvariantCulture) : 0);
    }
}
