using System.Text;

namespace Engagement.Core.Shared.Sheets;

/// <summary>CSV as spreadsheets write it: UTF-8 or GBK, comma, semicolon or tab, quoted cells with line breaks in them.</summary>
internal static class CsvRows
{
    private static readonly char[] Separators = [',', '\t', ';'];

    static CsvRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<SheetRow> Read(Stream file)
    {
        var encoding = EncodingOf(file);
        file.Position = 0;
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        var separator = SeparatorOf(file, encoding);
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false, closed = false;
        int line = 1, start = 1;
        int read;
        while ((read = reader.Read()) >= 0)
        {
            var x = (char)read;
            if (x == '\0') throw SheetLimits.Unreadable("这不是表格文件，请上传 .xlsx 或 .csv。");
            if (x == '\n') line++;
            if (quoted)
            {
                if (x != '"') Append(x);
                else if (reader.Peek() == '"') Append((char)reader.Read());
                else (quoted, closed) = (false, true);
            }
            else if (x == '"' && cell.Length == 0 && !closed)
            {
                quoted = true;
            }
            else if (x == separator)
            {
                Next();
            }
            else if (x is '\n')
            {
                Next();
                yield return new SheetRow(start, [.. cells]);
                cells.Clear();
                if ((start = line) > SheetLimits.Rows) throw SheetLimits.TooMuch();
            }
            else if (x != '\r')
            {
                Append(x);
            }
        }

        if (cell.Length > 0 || cells.Count > 0)
        {
            Next();
            yield return new SheetRow(start, [.. cells]);
        }

        void Append(char x)
        {
            if (cell.Length < SheetLimits.CellLength * 2) cell.Append(x);
        }

        void Next()
        {
            if (cells.Count < SheetLimits.Columns) cells.Add(SheetText.Plain(cell.ToString()));
            cell.Clear();
            closed = false;
        }
    }

    /// <summary>UTF-8 when every byte fits it, GBK (as Chinese Excel saves) otherwise; a byte-order mark decides by itself.</summary>
    private static Encoding EncodingOf(Stream file)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var buffer = new char[16 * 1024];
        try
        {
            while (reader.Read(buffer) > 0) { }
            return new UTF8Encoding(false);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030");
        }
    }

    /// <summary>The sign that comes most often in the first lines.</summary>
    private static char SeparatorOf(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        var buffer = new char[4096];
        var length = reader.ReadBlock(buffer);
        var start = new string(buffer, 0, length);
        file.Position = 0;
        return Separators.MaxBy(x => start.Count(y => y == x));
    }
}
