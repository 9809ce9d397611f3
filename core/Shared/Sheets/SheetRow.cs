namespace Engagement.Core.Shared.Sheets;

/// <summary>One line of a sheet as plain text.</summary>
/// <param name="Number">As the spreadsheet shows it, from 1.</param>
/// <param name="Cells">Empty text where there is nothing; merged cells carry their text down.</param>
public readonly record struct SheetRow(int Number, IReadOnlyList<string> Cells)
{
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : "";

    public bool IsBlank => Cells.All(x => x.Length == 0);
}

/// <summary>What a file may hold at most. A village has 200 to 600 households, a county 100,000.</summary>
public static class SheetLimits
{
    public const int FileBytes = 20 * 1024 * 1024, Rows = 500_000, Columns = 64, CellLength = 500, MergedCells = 500_000;

    /// <summary>Of everything a workbook unpacks to; a village's file stays below 1 MB.</summary>
    public const long UnpackedBytes = 300L * 1024 * 1024;

    /// <summary>The file cannot be read, and why, for whoever sent it.</summary>
    internal static InvalidInput Unreadable(string why) => new("file", why);

    public static InvalidInput TooMuch() => Unreadable($"文件过大：最多 {Rows} 行，展开后不超过 {UnpackedBytes / 1024 / 1024} MB。请分村导入。");
}

/// <summary>Opens a table by what it is, not by what it is called.</summary>
public static class SheetFile
{
    /// <param name="file">Seekable; read from its start.</param>
    /// <exception cref="InvalidInput">Neither CSV nor XLSX, damaged, or too large.</exception>
    public static IEnumerable<SheetRow> Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length > SheetLimits.FileBytes) throw SheetLimits.TooMuch();
        Span<byte> start = stackalloc byte[8];
        file.Position = 0;
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..length] switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] => XlsxRows.Read(file),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw SheetLimits.Unreadable("这是旧版 Excel（.xls）或加密的文件，请另存为 .xlsx 后再上传。"),
            [] => throw SheetLimits.Unreadable("文件是空的。"),
            _ => CsvRows.Read(file),
        };
    }
}
