using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Engagement.Core.Shared;

/// <summary>
/// Writes a workbook of one sheet (ECMA-376, .xlsx) row by row into a stream that need not be seekable: nothing but the row at hand is in memory,
/// whatever their number. The heading row stays in place when scrolling and carries filters. Every write is asynchronous, as a web answer demands.
/// </summary>
/// <example><code>
/// await using var sheet = await XlsxSheetWriter.StartAsync(stream, "整改台账", [new("编号", 24), new("时间", 17)], cancel);
/// await foreach (var it in cases) await sheet.RowAsync([XlsxCell.Text(it.Number), XlsxCell.Moment(it.FiledAt)], cancel);
/// await sheet.CompleteAsync(cancel);
/// </code></example>
public sealed class XlsxSheetWriter : IAsyncDisposable
{
    /// <summary>Rows a sheet can hold, its heading among them.</summary>
    public const int MaxRows = 1_048_576;

    /// <summary>Characters a cell can hold.</summary>
    public const int MaxText = 32_767;

    private static readonly System.Buffers.SearchValues<char> NotInNames = System.Buffers.SearchValues.Create("[]:*?/\\");

    private const int FlushAt = 32 * 1024;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Cell formats of the workbook, by their place in <see cref="Styles"/>.</summary>
    private const int Heading = 1, Words = 2, Moment = 3, Day = 4, Link = 5, Guarded = 6;

    private readonly Stream target;
    private readonly Spool spool = new();
    private readonly ZipArchive archive;
    private readonly Stream part;
    private readonly int columns;
    private readonly StringBuilder text = new(FlushAt + 4096);

    /// <summary>Remembers half a character between two pieces of the text.</summary>
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
    private byte[] bytes = [];
    private bool complete;

    private XlsxSheetWriter(Stream target, string sheetName, IReadOnlyList<XlsxColumn> columns)
    {
        this.target = target;
        this.columns = columns.Count;
        archive = new ZipArchive(spool, ZipArchiveMode.Create, leaveOpen: true);
        Put("[Content_Types].xml", ContentTypes);
        Put("_rels/.rels", RootRelations);
        Put("xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"{Escaped(sheetName)}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        Put("xl/_rels/workbook.xml.rels", WorkbookRelations);
        Put("xl/styles.xml", Styles);
        part = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        Begin(columns);
    }

    /// <summary>Rows written, the heading among them.</summary>
    public int Rows { get; private set; }

    /// <summary>Writes everything that comes before the first row. The target stays open at the end.</summary>
    /// <param name="target">Where the file goes.</param>
    /// <param name="sheetName">1 to 31 characters, none of <c>[ ] : * ? / \</c>.</param>
    /// <param name="columns">At least one.</param>
    /// <param name="cancel">Cancels the writing.</param>
    public static async Task<XlsxSheetWriter> StartAsync(Stream target, string sheetName, IReadOnlyList<XlsxColumn> columns, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sheetName);
        ArgumentNullException.ThrowIfNull(columns);
        if (sheetName.Length > 31 || sheetName.AsSpan().ContainsAny(NotInNames)) throw new ArgumentException("Not a name a sheet can have.", nameof(sheetName));
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count, nameof(columns));
        var sheet = new XlsxSheetWriter(target, sheetName, columns);
        await sheet.spool.DrainAsync(target, cancel);
        return sheet;
    }

    /// <summary>Writes the next row. Cells left out at the end stay empty.</summary>
    /// <exception cref="InvalidOperationException">The sheet is full, or was completed.</exception>
    public async ValueTask RowAsync(IReadOnlyList<XlsxCell> cells, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (complete) throw new InvalidOperationException("The sheet is complete.");
        if (Rows == MaxRows) throw new InvalidOperationException($"A sheet holds {MaxRows} rows.");
        if (cells.Count > columns) throw new ArgumentException($"The sheet has {columns} columns.", nameof(cells));
        Rows++;
        text.Append(CultureInfo.InvariantCulture, $"<row r=\"{Rows}\">");
        for (var i = 0; i < cells.Count; i++) Cell(i, cells[i]);
        text.Append("</row>");
        if (text.Length < FlushAt) return;
        Encode();
        await spool.DrainAsync(target, cancel);
    }

    /// <summary>Writes what comes after the last row. Without this call the file is broken on purpose: half a list must not pass for the whole.</summary>
    public async Task CompleteAsync(CancellationToken cancel)
    {
        if (complete) return;
        complete = true;
        text.Append(CultureInfo.InvariantCulture, $"</sheetData><autoFilter ref=\"A1:{Name(columns - 1)}{Rows}\"/></worksheet>");
        Encode();
        await part.DisposeAsync();
        await archive.DisposeAsync();
        await spool.DrainAsync(target, cancel);
    }

    /// <summary>What a sheet that was not completed would still write goes nowhere.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!complete)
        {
            complete = true;
            await part.DisposeAsync();
            await archive.DisposeAsync();
        }

        await spool.DisposeAsync();
    }

    private void Begin(IReadOnlyList<XlsxColumn> headings)
    {
        text.Append(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>
            """);
        for (var i = 0; i < headings.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{headings[i].Width}\" customWidth=\"1\"/>");
        text.Append("</cols><sheetData><row r=\"1\">");
        Rows = 1;
        for (var i = 0; i < headings.Count; i++) Inline(i, Heading, headings[i].Heading);
        text.Append("</row>");
    }

    private void Cell(int column, XlsxCell cell)
    {
        switch (cell.Is)
        {
            case XlsxCell.Kind.Text: Inline(column, IsRisky(cell.Value!) ? Guarded : Words, cell.Value!); break;
            case XlsxCell.Kind.Number: Figure(column, 0, cell.Figure); break;
            case XlsxCell.Kind.Moment: Figure(column, Moment, cell.Figure); break;
            case XlsxCell.Kind.Day: Figure(column, Day, cell.Figure); break;
            case XlsxCell.Kind.Link:
                Open(column, Link);
                text.Append(" t=\"str\"><f>HYPERLINK(\"");
                AppendEscaped(cell.Address!.Replace("\"", "%22", StringComparison.Ordinal));
                text.Append("\",\"");
                AppendEscaped(cell.Value!.Replace("\"", "\"\"", StringComparison.Ordinal));
                text.Append("\")</f><v>");
                AppendEscaped(cell.Value!);
                text.Append("</v></c>");
                break;
        }
    }

    private void Figure(int column, int style, double value)
    {
        Open(column, style);
        text.Append(CultureInfo.InvariantCulture, $"><v>{value:R}</v></c>");
    }

    private void Inline(int column, int style, string value)
    {
        Open(column, style);
        text.Append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        AppendEscaped(value.Length > MaxText ? CleanText.Cut(value, MaxText)! : value);
        text.Append("</t></is></c>");
    }

    private void Open(int column, int style)
    {
        text.Append("<c r=\"").Append(Name(column)).Append(Rows).Append('"');
        if (style != 0) text.Append(" s=\"").Append(style).Append('"');
    }

    /// <summary>What a spreadsheet would take for a formula if somebody edited the cell or saved it as CSV; such text carries the "this is text" mark.</summary>
    private static bool IsRisky(string value) => value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    private static string Name(int column)
    {
        var name = "";
        for (var n = column; n >= 0; n = n / 26 - 1) name = (char)('A' + n % 26) + name;
        return name;
    }

    private static string Escaped(string value) => System.Security.SecurityElement.Escape(value);

    /// <summary>XML text: markup escaped, what XML cannot say dropped, and an underscore that would start an escape such as _x0041_ escaped itself.</summary>
    private void AppendEscaped(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '&': text.Append("&amp;"); break;
                case '<': text.Append("&lt;"); break;
                case '>': text.Append("&gt;"); break;
                case '_' when IsEscape(value.AsSpan(i)): text.Append("_x005F_"); break;
                case '\t' or '\n': text.Append(c); break;
                case '\r': break;
                case < ' ' or '\uFFFE' or '\uFFFF': break;
                case >= '\uD800' and <= '\uDFFF':
                    if (!char.IsHighSurrogate(c) || i + 1 == value.Length || !char.IsLowSurrogate(value[i + 1])) break;
                    text.Append(c).Append(value[++i]);
                    break;
                default: text.Append(c); break;
            }
        }
    }

    private static bool IsEscape(ReadOnlySpan<char> at) =>
        at.Length >= 7 && at[1] == 'x' && at[6] == '_' && char.IsAsciiHexDigit(at[2]) && char.IsAsciiHexDigit(at[3]) && char.IsAsciiHexDigit(at[4]) && char.IsAsciiHexDigit(at[5]);

    private void Encode()
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (bytes.Length < most) bytes = new byte[most];
        var used = 0;
        foreach (var chunk in text.GetChunks()) used += encoder.GetBytes(chunk.Span, bytes.AsSpan(used), flush: false);
        text.Clear();
        part.Write(bytes.AsSpan(0, used));
    }

    private void Put(string name, string xml)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml));
    }

    /// <summary>Takes what the archive writes, some of it only synchronously, and hands it on asynchronously. Holds one flush, some kilobytes.</summary>
    private sealed class Spool : Stream
    {
        private readonly MemoryStream held = new();

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public async ValueTask DrainAsync(Stream target, CancellationToken cancel)
        {
            await target.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length), cancel);
            held.SetLength(0);
        }

        public override void Write(byte[] buffer, int offset, int count) => held.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => held.Write(buffer);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private const string ContentTypes =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";

    private const string RootRelations =
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

    private const string WorkbookRelations =
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
        + $"<Relationship Id=\"rId2\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>";

    /// <summary>Formats 0 to 6: number, heading, words, moment, day, link, words marked as text.</summary>
    private const string Styles =
        $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/><numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
        + "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/><sz val=\"11\"/><name val=\"宋体\"/></font><font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"宋体\"/></font></fonts>"
        + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE7EEF7\"/></patternFill></fill></fills>"
        + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"7\"><xf/>"
        + "<xf fontId=\"1\" fillId=\"2\" applyFont=\"1\" applyFill=\"1\"/>"
        + "<xf numFmtId=\"49\" applyNumberFormat=\"1\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf numFmtId=\"165\" applyNumberFormat=\"1\"/>"
        + "<xf fontId=\"2\" applyFont=\"1\"/><xf numFmtId=\"49\" applyNumberFormat=\"1\" quotePrefix=\"1\"/></cellXfs></styleSheet>";
}
