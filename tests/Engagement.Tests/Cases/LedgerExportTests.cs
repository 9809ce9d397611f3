using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Engagement.Api.Cases;
using Engagement.Core.Cases.Ledger;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases;

/// <summary>The ledger as a workbook, through the front door.</summary>
public sealed class LedgerExportTests(Villages villages)
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Theory, Stores]
    public async Task Export_HasTheListsCases_WithoutPhones_AndIsOnRecord(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, zhang) = (await township.ClerkAsync(), await township.VillagerAsync());
        var first = await app.Given.ComplaintAsync(zhang, description: "=1+1 请打我电话 13912345678");
        await clerk.Client.OnCaseAsync(await clerk.Client.OnCaseAsync(first, "accept"), "resolve", new { text = "已清运", photoIds = new[] { await app.Given.PhotoAsync(clerk.Client) } });
        var second = await app.Given.ComplaintAsync(zhang, township.NextVillage);

        var rows = await SheetAsync(clerk.Client, $"api/cases/export.xlsx?region={township.Code}");
        rows[0].Take(3).ShouldBe(["编号", "来源", "类别"]);
        rows.Skip(1).Select(x => x[0]).ShouldBe([second.Number, first.Number], "the list's own order");
        rows[2][5].ShouldBe("=1+1 请打我电话 139****5678");
        rows[2][6].ShouldBe("待评价");
        rows[2].ShouldContain("整改后1");
        rows[2].ShouldNotContain(x => x.Contains('张'), "no reporter");
        var filedAt = DateTime.FromOADate(double.Parse(rows[2][10], CultureInfo.InvariantCulture));
        filedAt.ShouldBe(ChinaTime.ToLocal(app.Clock.UtcNow()), TimeSpan.FromMinutes(2));
        (await SheetAsync(clerk.Client, $"api/cases/export.xlsx?region={township.Code}&status=filed")).Count.ShouldBe(2, "the filters are the list's");
        var audited = await app.InStoreAsync(db => db.Set<AuditLine>().Where(x => x.ActorId == clerk.Id && x.Action == "case.export").OrderBy(x => x.At).Select(x => x.Detail).ToListAsync());
        audited.Count.ShouldBe(2);
        audited[0]!.ShouldStartWith("2 rows;");
    }

    [Theory, Stores]
    public async Task Export_ShowsNobodyWhatTheListHides(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var zhang = await township.VillagerAsync();
        await app.Given.ComplaintAsync(zhang, hiddenFromCommittee: true);
        var open = await app.Given.ComplaintAsync(zhang);
        var committee = (await township.CommitteeAsync()).Client;
        (await SheetAsync(committee, "api/cases/export.xlsx")).Skip(1).Select(x => x[0]).ShouldBe([open.Number]);
        using var answer = await zhang.Client.GetAsync("api/cases/export.xlsx");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Export_OfManyPages_HasEachCaseOnce()
    {
        var app = await villages.OnAsync(Store.Sqlite);
        var township = await app.Given.TownshipAsync();
        var made = await app.InsideAsync(services => Statistics.Many.FileAsync(services, township.Village, 1_203));
        var rows = await SheetAsync((await township.ClerkAsync()).Client, $"api/cases/export.xlsx?region={township.Code}");
        rows.Skip(1).Select(x => x[0]).ShouldBe(made, ignoreOrder: true);
    }

    [Theory]
    [InlineData("打13912345678", "打139****5678")]
    [InlineData("138 1234 5678", "138****5678")]
    [InlineData("139-1234-5678。", "139****5678。")]
    [InlineData("编号1391234567890", "编号1391234567890")]
    [InlineData("2026年11月", "2026年11月")]
    public void Phones_InWords_LoseTheirMiddle(string written, string shown) => LedgerWords.WithoutPhones(written).ShouldBe(shown);

    private static async Task<List<List<string>>> SheetAsync(HttpClient by, string path)
    {
        using var answer = await by.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var part = archive.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        // Cells by column: empty ones are not written.
        return [.. XDocument.Load(part).Descendants(Main + "row").Select(row =>
        {
            var cells = Enumerable.Repeat("", 28).ToList();
            foreach (var cell in row.Elements(Main + "c"))
            {
                var name = string.Concat(cell.Attribute("r")!.Value.TakeWhile(char.IsLetter));
                cells[name.Aggregate(0, (sum, c) => sum * 26 + c - 'A' + 1) - 1] = cell.Element(Main + "v")?.Value ?? cell.Value;
            }

            return cells;
        })];
    }
}
