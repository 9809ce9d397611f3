using System.Text;
using Engagement.Core.Regions;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Regions;

public sealed class RegionCsvTests
{
    private const string Header = "code,name,level,parent\n";

    /// <summary>辽宁省 in GBK, the way Excel saves it on a Chinese Windows.</summary>
    private static readonly byte[] LiaoningInGbk = [0xC1, 0xC9, 0xC4, 0xFE, 0xCA, 0xA1];

    [Fact]
    public void GoodFile_GivesRowsInOrder()
    {
        var result = Parse(Header + "21,辽宁省,province,\n2102,大连市,city,21\n");
        result.Errors.ShouldBeEmpty();
        result.Rows.ShouldBe(
        [
            new RegionRow(2, "21", "辽宁省", RegionLevel.Province, null),
            new RegionRow(3, "2102", "大连市", RegionLevel.City, "21"),
        ]);
    }

    [Theory]
    [InlineData("\uFEFFcode,name,level,parent\r\n21,辽宁省,province,\r\n2102,大连市,city,21\r\n")]
    [InlineData("code,name,level,parent\n2102,大连市,city,21\n21,辽宁省,province,")]
    [InlineData("\n  \nCode,Name,Level,Parent\n\n21,辽宁省,province,\n\r\n2102,大连市,city,21\n\n")]
    [InlineData("\"code\",\"name\",\"level\",\"parent\"\n\"21\",\"辽宁省\",province,\"\"\n 2102 , \"大连市\" ,\"city\", 21\n")]
    public void OtherSpellingsOfTheSameFile_GiveTheSameRegions(string csv)
    {
        var result = Parse(csv);
        result.Errors.ShouldBeEmpty();
        result.Rows.OrderBy(r => r.Code).Select(r => (r.Code, r.Name, r.Level, r.Parent)).ShouldBe(
            [("21", "辽宁省", RegionLevel.Province, null), ("2102", "大连市", RegionLevel.City, "21")]);
    }

    [Fact]
    public void QuotedField_MayHoldCommaAndDoubledQuote() =>
        Parse(Header + "21,\"辽宁,\"\"省\"\"\",province,").Rows.ShouldHaveSingleItem().Name.ShouldBe("辽宁,\"省\"");

    [Theory]
    [InlineData("210,大连市,county,21", "region_csv.code_length", "210")]
    [InlineData("2103x2,大连市,county,2103", "region_csv.code_not_digits", "2103x2")]
    [InlineData("２１０３,鞍山市,city,21", "region_csv.code_not_digits", "２１０３")]
    [InlineData(",大连市,city,21", "region_csv.code_not_digits", "")]
    [InlineData("2103,鞍山市,county,21", "region_csv.level_mismatch", "county")]
    [InlineData("2103,鞍山市,3,21", "region_csv.unknown_level", "3")]
    [InlineData("2103,鞍山市,town,21", "region_csv.unknown_level", "town")]
    [InlineData("2103,鞍山市,city,22", "region_csv.parent_not_prefix", "22")]
    [InlineData("2103,鞍山市,city,", "region_csv.parent_not_prefix", "")]
    [InlineData("22,吉林省,province,21", "region_csv.parent_not_prefix", "21")]
    [InlineData("220102,南关区,county,2201", "region_csv.unknown_parent", "2201")]
    [InlineData("21,辽宁省,province,", "region_csv.duplicate_code", "21")]
    [InlineData("2103,,city,21", "region_csv.empty_name", "2103")]
    [InlineData("2103,\u3000 ,city,21", "region_csv.empty_name", "2103")]
    [InlineData("2103,鞍\u0000山,city,21", "region_csv.name_control_character", "鞍 山")]
    [InlineData("2103,鞍山市,city", "region_csv.column_count", "2103,鞍山市,city")]
    [InlineData("2103,鞍山市,city,21,", "region_csv.column_count", "2103,鞍山市,city,21,")]
    [InlineData("2103,\"鞍山市,city,21", "region_csv.broken_quotes", "2103,\"鞍山市,city,21")]
    [InlineData("2103,鞍\"山\"市,city,21", "region_csv.broken_quotes", "2103,鞍\"山\"市,city,21")]
    [InlineData("2103,\"鞍山\"市,city,21", "region_csv.broken_quotes", "2103,\"鞍山\"市,city,21")]
    public void BadRow_IsReportedWithLineTextAndReason(string row, string code, string text)
    {
        var result = Parse(Header + "21,辽宁省,province,\n" + row + "\n2102,大连市,city,21\n");
        var error = result.Errors.ShouldHaveSingleItem();
        (error.Line, error.Code, error.Text).ShouldBe((3, code, text));
        error.Reason.ShouldEndWith("。");
        result.Rows.Select(r => r.Code).ShouldBe(["21", "2102"]);
    }

    [Fact]
    public void NameOver64Characters_IsReportedShortened()
    {
        Parse(Header + $"21,{new string('辽', 64)},province,").Errors.ShouldBeEmpty();
        var error = Parse(Header + $"21,{new string('辽', 65)},province,").Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("region_csv.name_too_long");
        error.Text.ShouldBe(new string('辽', 39) + "…");
        // 39 characters would end between the two halves of a rare character.
        Parse(Header + $"21,{new string('辽', 38)}𠮷{new string('辽', 65)},province,").Errors.Single().Text
            .ShouldBe(new string('辽', 38) + "…");
    }

    [Fact]
    public void DuplicateCode_NamesTheFirstLine() =>
        Parse(Header + "21,辽宁省,province,\n\n21,辽宁,province,\n21,辽,province,\n").Errors
            .Select(e => (e.Line, e.Reason)).ShouldBe(
            [
                (4, "区划代码 21 重复，第 2 行已经有了。"),
                (5, "区划代码 21 重复，第 2 行已经有了。"),
            ]);

    [Fact]
    public void KnownParent_NeedNotBeInTheFile()
    {
        const string csv = Header + "210283105,大郑镇,township,210283\n210283105206,林里村委会,village,210283105\n";
        Parse(csv).Errors.ShouldHaveSingleItem().Code.ShouldBe("region_csv.unknown_parent");
        RegionCsv.Parse(new MemoryStream(Encoding.UTF8.GetBytes(csv)), new HashSet<string> { "210283" }).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void AllErrors_AreReportedAtOnce_InLineOrder_AndOrphanNobody()
    {
        var result = Parse(Header + """
            2201,长春市,city,22
            21,,planet,
            2102,大连市,city
            210202,中山区,county,2102
            21x,?,county,21
            2103,鞍山市,county,22
            """);
        result.Errors.Select(e => (e.Line, e.Code)).ShouldBe(
        [
            (2, "region_csv.unknown_parent"),
            (3, "region_csv.empty_name"),
            (3, "region_csv.unknown_level"),
            (4, "region_csv.column_count"),
            (6, "region_csv.code_not_digits"),
            (7, "region_csv.level_mismatch"),
            (7, "region_csv.parent_not_prefix"),
        ]);
        result.Rows.ShouldHaveSingleItem().Code.ShouldBe("210202");
    }

    [Theory]
    [InlineData("", 1, "region_csv.missing_header")]
    [InlineData("\n\n", 1, "region_csv.missing_header")]
    [InlineData("21,辽宁省,province,\n2102,大连市,city,21\n", 1, "region_csv.missing_header")]
    [InlineData("code,level,name,parent\n21,province,辽宁省,\n", 1, "region_csv.wrong_header")]
    [InlineData("\ncode;name;level;parent\n21;辽宁省;province;\n", 2, "region_csv.wrong_header")]
    [InlineData("code,name,level,parent\n", 1, "region_csv.no_rows")]
    public void WithoutHeaderOrRows_SaysSoOnce(string csv, int line, string code)
    {
        var error = Parse(csv).Errors.ShouldHaveSingleItem();
        (error.Line, error.Code).ShouldBe((line, code));
    }

    [Fact]
    public void GbkRow_IsReportedAsWrongEncoding_AndDoesNotOrphanItsChildren()
    {
        byte[] csv =
        [
            .. Encoding.UTF8.GetBytes(Header + "21,"), .. LiaoningInGbk, .. Encoding.UTF8.GetBytes(",province,\n2102,大连市,city,21\n2103,"),
            .. LiaoningInGbk, .. ",city,21\n"u8,
        ];
        var result = RegionCsv.Parse(new MemoryStream(csv));
        result.Errors.Select(e => (e.Line, e.Code)).ShouldBe([(2, "region_csv.wrong_encoding"), (4, "region_csv.wrong_encoding")]);
        result.Errors[0].Text.ShouldStartWith("21,");
        result.Errors[0].Reason.ShouldContain("UTF-8");
    }

    [Fact]
    public void Utf16File_IsReportedAsWrongEncoding() =>
        RegionCsv.Parse(new MemoryStream([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Header + "21,辽宁省,province,\n")]))
            .Errors[0].ShouldSatisfyAllConditions(e => e.Line.ShouldBe(1), e => e.Code.ShouldBe("region_csv.wrong_encoding"));

    [Fact]
    public void ShippedRegionsOfDalian_AreWithoutFault()
    {
        using var csv = typeof(RegionCsv).Assembly.GetManifestResourceStream("Engagement.Core.Regions.regions-dalian.csv");
        var result = RegionCsv.Parse(csv.ShouldNotBeNull());
        result.Errors.ShouldBeEmpty();
        result.Rows.Count.ShouldBe(1_996);
        result.Rows.Count(r => r.Level == RegionLevel.Village).ShouldBe(1_832);
    }

    [Fact]
    public void RegionsOfLiaocheng_AreWithoutFault()
    {
        using var csv = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Regions", "regions-liaocheng.csv"));
        var result = RegionCsv.Parse(csv);
        result.Errors.ShouldBeEmpty();
        result.Rows.Count.ShouldBe(2_554);
    }

    [Fact]
    public void FileOfAWholeProvince_IsParsed()
    {
        // As many rows as Liaoning has, children before their parents.
        var csv = new StringBuilder(Header);
        for (var village = 0; village < 18_200; village++)
            csv.Append($"210283{village / 999:000}{village % 999:000},某某村村民委员会,village,210283{village / 999:000}\n");
        for (var township = 0; township <= 18_200 / 999; township++)
            csv.Append($"210283{township:000},某某镇,township,210283\n");
        csv.Append("210283,庄河市,county,2102\n2102,大连市,city,21\n21,辽宁省,province,\n");
        var bytes = Encoding.UTF8.GetBytes(csv.ToString());
        RegionCsv.Parse(new MemoryStream(bytes)).Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("林里村委会", RegionKind.Village)]
    [InlineData("西关村民委员会", RegionKind.Village)]
    [InlineData("幸福社区村委会", RegionKind.Village)]
    [InlineData("幸福新村", RegionKind.Village)]
    [InlineData("昆明街居委会", RegionKind.Community)]
    [InlineData("东街居民委员会", RegionKind.Community)]
    [InlineData("河口村社区 ", RegionKind.Community)]
    [InlineData("矿山家委会", RegionKind.Other)]
    [InlineData("农场一分场生活区", RegionKind.Other)]
    [InlineData("", RegionKind.Other)]
    public void Kind_IsGuessedFromTheNamesEnding(string name, RegionKind kind) =>
        RegionKinds.GuessKind(name).ShouldBe(kind);

    private static RegionCsvResult Parse(string csv) => RegionCsv.Parse(new MemoryStream(Encoding.UTF8.GetBytes(csv)));
}
