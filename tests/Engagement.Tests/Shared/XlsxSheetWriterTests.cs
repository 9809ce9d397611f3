using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Engagement.Core.Shared;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Shared;

public sealed class XlsxSheetWriterTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XlsxColumn[] Columns = [new("编号", 24), new("说明", 40), new("时间", 17)];

    [Fact]
    public async Task Sheet_HasFrozenHeadingAndFilters()
    {
        var sheet = await SheetAsync([[XlsxCell.Text("GD1")], [XlsxCell.Text("GD2")]]);
        var pane = sheet.Descendants(Main + "pane").Single();
        pane.Attribute("state")!.Value.ShouldBe("frozen");
        pane.Attribute("ySplit")!.Value.ShouldBe("1");
        sheet.Descendants(Main + "autoFilter").Single().Attribute("ref")!.Value.ShouldBe("A1:C3");
        Row(sheet, 1).Select(x => x.Value).ShouldBe(["编号", "说明", "时间"]);
        sheet.Descendants(Main + "row").Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")")]
    [InlineData("+86")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1")]
    public async Task Text_ThatLooksLikeAFormula_StaysTextAndIsMarkedSo(string risky)
    {
        var cell = Row(await SheetAsync([[XlsxCell.Text(risky)]]), 2).Single();
        cell.Attribute("t")!.Value.ShouldBe("inlineStr");
        cell.Attribute("s")!.Value.ShouldBe("6");
        cell.Element(Main + "f").ShouldBeNull();
        cell.Value.ShouldBe(risky);
    }

    [Theory]
    [InlineData("a<b & \"c\" > d", "a<b & \"c\" > d")]
    [InlineData("铃\u0007声\0", "铃声")]
    [InlineData("整👍齐", "整👍齐")]
    [InlineData("_x0041_", "_x005F_x0041_")]
    [InlineData("snake_case_x", "snake_case_x")]
    public async Task Text_OfAnyKind_IsReadable(string written, string read) =>
        Row(await SheetAsync([[XlsxCell.Text(written)]]), 2).Single().Value.ShouldBe(read);

    /// <summary>A fact of its own: an attribute cannot carry half a character.</summary>
    [Fact]
    public async Task Text_WithHalfACharacter_LosesTheHalf() =>
        Row(await SheetAsync([[XlsxCell.Text("a\uD800b" + "\uDC00")]]), 2).Single().Value.ShouldBe("ab");

    [Fact]
    public async Task Text_LongerThanACellHolds_IsCut() =>
        Row(await SheetAsync([[XlsxCell.Text(new string('长', 40_000))]]), 2).Single().Value.Length.ShouldBe(XlsxSheetWriter.MaxText);

    [Fact]
    public async Task Moment_IsTheWallClockOfChina()
    {
        // 16:30 UTC is half past midnight of the next day in Shanghai.
        var cells = Row(await SheetAsync([[XlsxCell.Moment(new DateTime(2026, 2, 16, 16, 30, 0, DateTimeKind.Utc)), XlsxCell.Day(new DateOnly(2026, 2, 17)), XlsxCell.Number(7)]]), 2);
        DateTime.FromOADate(double.Parse(cells[0].Value, CultureInfo.InvariantCulture)).ShouldBe(new DateTime(2026, 2, 17, 0, 30, 0), TimeSpan.FromSeconds(1));
        DateTime.FromOADate(double.Parse(cells[1].Value, CultureInfo.InvariantCulture)).ShouldBe(new DateTime(2026, 2, 17));
        cells.Select(x => x.Attribute("t")?.Value).ShouldBe([null, null, null]);
        cells[2].Value.ShouldBe("7");
    }

    [Fact]
    public async Task Link_OpensItsAddress_AndNothingElse()
    {
        var cells = Row(await SheetAsync([[XlsxCell.Link(new Uri("https://e.example/a?b=1&c=2"), "照片\"1\"")]]), 2);
        cells.Single().Element(Main + "f")!.Value.ShouldBe("HYPERLINK(\"https://e.example/a?b=1&c=2\",\"照片\"\"1\"\"\")");
        Should.Throw<ArgumentException>(() => XlsxCell.Link(new Uri("file:///etc/passwd"), "x"));
    }

    [Fact]
    public async Task Sheet_WithoutCompletion_IsNotAFile()
    {
        var stream = new Unseekable();
        await using (var sheet = await XlsxSheetWriter.StartAsync(stream, "台账", Columns, default)) await sheet.RowAsync([XlsxCell.Text("GD1")], default);
        Should.Throw<InvalidDataException>(() => new ZipArchive(new MemoryStream(stream.Written.ToArray())));
    }

    [Fact]
    public async Task Rows_OfALargeSheet_AreNotKept()
    {
        await using var sheet = await XlsxSheetWriter.StartAsync(Stream.Null, "台账", Columns, default);
        XlsxCell[] row = [XlsxCell.Text("GD210283202611210001"), XlsxCell.Text("村口垃圾堆了一周没人清，夏天味道很大"), XlsxCell.Moment(DateTime.UtcNow)];
        for (var i = 0; i < 1000; i++) await sheet.RowAsync(row, default);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 50_000; i++) await sheet.RowAsync(row, default);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(8 * 1024 * 1024);
        await sheet.CompleteAsync(default);
        sheet.Rows.ShouldBe(51_001);
    }

    private static async Task<XDocument> SheetAsync(XlsxCell[][] rows)
    {
        var stream = new Unseekable();
        await using (var sheet = await XlsxSheetWriter.StartAsync(stream, "整改台账", Columns, default))
        {
            foreach (var row in rows) await sheet.RowAsync(row, default);
            await sheet.CompleteAsync(default);
        }

        using var archive = new ZipArchive(new MemoryStream(stream.Written.ToArray()));
        foreach (var entry in archive.Entries)
        {
            using var part = entry.Open();
            XDocument.Load(part).Root.ShouldNotBeNull();
        }

        using var opened = archive.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        return XDocument.Load(opened, LoadOptions.PreserveWhitespace);
    }

    private static List<XElement> Row(XDocument sheet, int number) =>
        [.. sheet.Descendants(Main + "row").Single(x => x.Attribute("r")!.Value == number.ToString(CultureInfo.InvariantCulture)).Elements(Main + "c")];

    /// <summary>As a web answer is: written forwards, asynchronously only.</summary>
    private sealed class Unseekable : Stream
    {
        public MemoryStream Written { get; } = new();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new InvalidOperationException("Synchronous.");
        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous.");
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
