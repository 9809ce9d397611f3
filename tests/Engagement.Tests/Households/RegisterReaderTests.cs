using System.IO.Compression;
using System.Text;
using Engagement.Core.Households.Importing;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Shared.Sheets;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Households;

/// <summary>The files villages have, in all their disorder.</summary>
public sealed class RegisterReaderTests
{
    private const string Village = "990001101201", NextVillage = "990001101202";

    [Fact]
    public void A_sheet_with_titles_merged_cells_and_floats_is_understood()
    {
        var file = Read(new Workbook()
            .Row(1, "柳树村农户登记表").Merge("A1:G1")
            .Row(2, "填表日期：2026年11月")
            .Row(4, "序号", "胡同/小组", "门牌号", "户主姓名", "联系电话(手机)", "家庭成员", "身份证号")
            .Row(5, 1, "东胡同", "１２号", "张 德福", 13812345678d, "李秀英(妻)、张小明（子，未成年）", "x")
            .Row(6, 2, null, "13号", "李永福", "1.39123456780E+10", null, "x")
            .Row(8, "合计：2户")
            .Merge("B5:B6").Bytes());

        file.Errors.ShouldBeEmpty();
        file.Entries.Count.ShouldBe(2);
        var (zhang, li) = (file.Entries[0], file.Entries[1]);
        (zhang.Row, zhang.Alley, zhang.DoorPlate, zhang.Village).ShouldBe((5, "东胡同", "12号", Village));
        zhang.Members.Select(x => (x.Name, x.IsHead, x.IsAdult, x.Relation, x.Phone)).ShouldBe(
            [("张德福", true, null, null, "13812345678"), ("李秀英", false, null, "妻", null), ("张小明", false, false, "子", null)]);
        (li.Alley, li.Head!.Phone).ShouldBe(("东胡同", "13912345678"));
        file.IgnoredColumns.ShouldBe(["序号", "身份证号"]);
    }

    [Fact]
    public void One_line_per_member_with_a_merged_family_is_one_household()
    {
        var file = Read(new Workbook()
            .Row(1, "小组", "门牌", "户主", "家庭成员", "与户主关系", "是否成年", "手机")
            .Row(2, "一组", "1号", "张德福", "张德福", "户主", "是", "13812345678")
            .Row(3, null, null, null, "李秀英", "妻", "是")
            .Row(4, null, null, null, "张小明", "子", "否")
            .Row(5, "一组", "2号", "王福山", "王福山", "本人", "是")
            .Merge("A2:A4").Merge("B2:B4").Merge("C2:C4").Bytes());

        file.Errors.ShouldBeEmpty();
        file.Entries.Select(x => (x.DoorPlate, string.Join(',', x.Members.Select(m => m.Name)))).ShouldBe([("1号", "张德福,李秀英,张小明"), ("2号", "王福山")]);
        file.Entries[0].Members[2].IsAdult.ShouldBe(false);
    }

    [Fact]
    public void One_line_per_member_without_a_head_column_begins_a_household_with_each_head()
    {
        var file = Read("姓名,与户主关系,门牌号\n张德福,户主,1号\n李秀英,妻,1号\n王福山,户主,2号\n王小,子,\n"u8.ToArray());

        file.Errors.ShouldBeEmpty();
        file.Entries.Select(x => x.Members.Count).ShouldBe([2, 2]);
    }

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("GB18030")]
    [InlineData("UTF-16")]
    public void Encodings_are_told_apart(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);

        var file = Read([.. encoding.GetPreamble(), .. encoding.GetBytes("户主姓名,门牌号,联系电话\r\n张德福,\"东街1号\r\n后院\",13812345678\r\n\r\n李永福,2号,\r\n")]);

        file.Errors.ShouldBeEmpty();
        file.Entries.Select(x => (x.Row, x.DoorPlate)).ShouldBe([(2, "东街1号 后院"), (5, "2号")]);
    }

    [Fact]
    public void Lone_lines_name_the_alley_of_those_below()
    {
        var file = Read("户主,门牌号\n第一组,\n,第一组\n"u8.ToArray());
        file.Entries.Count.ShouldBe(1, "a name in the head's column is a head");

        file = Read("门牌号,户主\n第一组,\n1号,张德福\n第二组,\n1号,李永福\n"u8.ToArray());
        file.Entries.Select(x => x.Alley).ShouldBe(["第一组", "第二组"]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_its_line()
    {
        var file = Read("户主姓名,门牌号,联系电话,家庭成员\n张德福,1号,1.38E+10,\n,2号,,\n李4,3号,,\n王福山,4号,12345,\n王福山,4号,,\n赵六,5号,,小赵、小赵\n"u8.ToArray());

        file.Errors.Select(x => x.Row).ShouldBe([2, 3, 4, 5, 6, 7]);
        file.Errors[0].Message.ShouldContain("后几位已丢失");
        file.Errors[1].Message.ShouldContain("户主姓名");
        file.Errors[2].Message.ShouldContain("数字");
        file.Errors[3].Message.ShouldContain("12345");
        file.Errors[4].Message.ShouldContain("第 5 行");
        file.Errors[5].Message.ShouldContain("小赵");
    }

    [Fact]
    public void Villages_are_found_by_name_when_a_file_has_several()
    {
        using var stream = new MemoryStream("村,户主,门牌号\n柳树村,张德福,1号\n杏树村委会,李永福,1号\n桃树村,王福山,1号\n"u8.ToArray());

        var file = RegisterReader.Read(stream, new VillageNames([Place(Village, "柳树村委会"), Place(NextVillage, "杏树村委会")]));

        file.Entries.Select(x => x.Village).ShouldBe([Village, NextVillage]);
        file.Errors.ShouldHaveSingleItem().Row.ShouldBe(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("这里没有表头\n也没有\n")]
    [InlineData("PK\u0003\u0004 not a zip")]
    public void What_is_no_register_is_refused_with_a_sentence(string text) =>
        Should.Throw<InvalidInput>(() => Read(Encoding.UTF8.GetBytes(text))).Field.ShouldBe("file");

    [Fact]
    public void Old_and_binary_files_are_refused()
    {
        Should.Throw<InvalidInput>(() => Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])).Message.ShouldContain(".xlsx");
        Should.Throw<InvalidInput>(() => Read([1, 0, 2, 0, 3, 0, 4, 0, 5, 0]));
    }

    [Fact]
    public void A_workbook_that_unpacks_to_more_than_its_share_is_refused_before_it_is_read()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 310; i++) part.Write(zeros);
        }

        Should.Throw<InvalidInput>(() => Read(bytes.ToArray())).Message.ShouldContain("过大");
    }

    [Fact]
    public void Cells_in_far_columns_and_rows_cost_nothing()
    {
        var file = Read(new Workbook().Row(1, "户主", "门牌").Row(1048576, "张德福", "1号").Merge("A1:XFD1").Merge("C2:ZZ1048576").Bytes());

        file.Entries.ShouldHaveSingleItem().Row.ShouldBe(1048576);
    }

    [Theory]
    [InlineData("138 1234 5678", "13812345678")]
    [InlineData("+86 138-1234-5678", "13812345678")]
    [InlineData("13812345678/13912345678", "13812345678")]
    [InlineData("0411-89123456", "041189123456")]
    [InlineData("13812345678.0", "13812345678")]
    [InlineData("1.3812345678E+10", "13812345678")]
    [InlineData("138****5678", null)]
    public void Phones_are_read_as_people_write_them(string text, string? expected)
    {
        CellText.ReadPhone(SheetText.Plain(text), out var phone, out var error);

        (phone, error).ShouldBe((expected, null));
    }

    /// <summary>No bytes of any kind make the reader fail in another way than with a sentence.</summary>
    [Fact]
    public void Damaged_workbooks_are_refused_or_read()
    {
        var good = new Workbook().Row(1, "户主", "门牌").Row(2, "张德福", 1).Merge("A1:A2").Bytes();
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var bad = (byte[])good.Clone();
            for (var n = 0; n < 3; n++) bad[random.Next(4, bad.Length)] = (byte)random.Next(256);
            try
            {
                Read(bad[..random.Next(8, bad.Length + 1)]);
            }
            catch (InvalidInput)
            {
                // As it should.
            }
        }
    }

    private static Region Place(string code, string name) => new(code, name, RegionLevel.Village, code[..9], RegionKind.Village);

    private static RegisterFile Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return RegisterReader.Read(stream, new VillageNames([Place(Village, "柳树村委会")]));
    }
}
