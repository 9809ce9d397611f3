using System.IO.Compression;
using System.Security;
using System.Text;

namespace Engagement.Tests.Households;

/// <summary>A workbook as a village office makes it: written by hand, so that tests say exactly what stands in it.</summary>
internal sealed class Workbook
{
    private readonly List<string> shared = [];
    private readonly StringBuilder rows = new();
    private readonly List<string> merges = [];

    /// <summary>Cells in column order; null leaves a cell out, a number stays one.</summary>
    public Workbook Row(int number, params object?[] cells)
    {
        rows.Append($"<row r=\"{number}\">");
        for (var i = 0; i < cells.Length; i++)
        {
            var place = $"{(char)('A' + i)}{number}";
            if (cells[i] is string text)
            {
                shared.Add(text);
                rows.Append($"<c r=\"{place}\" t=\"s\"><v>{shared.Count - 1}</v></c>");
            }
            else if (cells[i] is not null)
            {
                rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{cells[i]}</v></c>");
            }
        }

        rows.Append("</row>");
        return this;
    }

    public Workbook Merge(string range)
    {
        merges.Add(range);
        return this;
    }

    public byte[] Bytes()
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>
                """);
            Put(zip, "_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Put(zip, "xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"登记\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            Put(zip, "xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="r2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>
                """);
            Put(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{main}\">{string.Concat(shared.Select(x => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(x)}</t></si>"))}</sst>");
            Put(zip, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{(merges.Count == 0 ? "" : $"<mergeCells>{string.Concat(merges.Select(x => $"<mergeCell ref=\"{x}\"/>"))}</mergeCells>")}</worksheet>");
        }

        return bytes.ToArray();
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
