using System.Net;
using System.Net.Http.Json;
using System.Text;
using Engagement.Core.Regions.Boundaries;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Regions;

/// <summary>Outlines for maps: from a GeoJSON file, all of it or nothing.</summary>
public sealed class BoundaryTests(Villages villages)
{
    private const string Square = "[[[122.9,39.9],[122.95,39.9],[122.95,39.95],[122.9,39.95],[122.9,39.9]]]";

    [Theory, Stores]
    public async Task An_administrator_looks_brings_in_and_draws_again(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var admin = await app.Given.StaffAsync(Role.Administrator, "");
        var clerk = await township.ClerkAsync();
        var file = Collection(Feature($"\"code\":\"{township.Village}\"", "Polygon", Square), Feature($"\"adcode\":{township.NextVillage}", "MultiPolygon", $"[{Square}]"));

        (await ImportAsync(admin, file, preview: true)).Added.ShouldBe(2);
        (await UnderAsync(clerk, township)).ShouldBeEmpty("a preview changes nothing");
        (await ImportAsync(admin, file, preview: false)).Added.ShouldBe(2);
        var seen = await UnderAsync(clerk, township);
        seen.Select(x => (x.Code, x.Name)).ShouldBe([(township.Village, "柳树村委会"), (township.NextVillage, "杏树村委会")]);
        seen[0].Polygons.ShouldHaveSingleItem().ShouldHaveSingleItem().Length.ShouldBe(5);
        var again = await ImportAsync(admin, Collection(Feature($"\"code\":\"{township.Village}\"", "Polygon", Square.Replace("39.95", "39.94", StringComparison.Ordinal))), preview: false);
        (again.Added, again.Redrawn).ShouldBe((0, 1));
        (await UnderAsync(clerk, township)).Count.ShouldBe(2, "what the file does not name stays");
        (await UnderAsync(clerk, township))[0].Polygons[0][0][2].ShouldBe([122.95, 39.94]);
    }

    [Theory, Stores]
    public async Task All_faults_are_told_at_once_and_nothing_is_taken(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var admin = await app.Given.StaffAsync(Role.Administrator, "");
        var code = $"\"code\":\"{township.Village}\"";
        var report = await ImportAsync(admin, Collection(
            Feature(code, "Polygon", Square), Feature("\"name\":\"没有代码\"", "Polygon", Square), Feature("\"code\":\"987654321098\"", "Polygon", Square), Feature(code, "Polygon", Square),
            Feature($"\"code\":\"{township.NextVillage}\"", "Polygon", "[[[39.9,122.9],[39.9,122.95],[39.95,122.95],[39.9,122.9]]]"), Feature(code, "Point", "[122.9,39.9]"),
            Feature(code, "Polygon", "[[[122.9,39.9],[122.95,39.9],[122.95,39.95],[122.9,39.95]]]")), preview: false);

        report.Errors.Select(x => (x.Feature, x.Reason)).ShouldBe([
            (2, "没有写区划代码：属性里应有 code 或 adcode。"), (3, "系统里没有这个区划代码。"), (4, "与第 1 个是同一个地区。"), (5, "边界不在中国境内：每个点应先写经度，再写纬度（WGS-84 度）。"),
            (6, "边界应是多边形（Polygon 或 MultiPolygon）。"), (7, "边界的一圈没有闭合：最后一点应与第一点相同。")]);
        (await UnderAsync(admin, township)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_command_line_takes_all_or_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("boundaries-").FullName;
        var (store, regions, outlines) = ($"Data Source={Path.Combine(folder, "engagement.db")}", Path.Combine(folder, "regions.csv"), Path.Combine(folder, "outlines.geojson"));
        await File.WriteAllTextAsync(regions, "code,name,level,parent\n99,测试省,province,\n", TestContext.Current.CancellationToken);
        (await CommandLine.RunAsync(folder, store, "import-regions", regions)).Exit.ShouldBe(0);
        Task<int> DrawnAsync() => Store.Sqlite.Open(store).Set<RegionBoundary>().CountAsync();

        (await CommandLine.RunAsync(folder, store, "import-boundaries")).Exit.ShouldBe(1);
        (await CommandLine.RunAsync(folder, store, "import-boundaries", outlines)).Exit.ShouldBe(1, "no such file");
        await File.WriteAllTextAsync(outlines, Collection(Feature("\"code\":\"99\"", "Polygon", Square), Feature("\"code\":\"98\"", "Polygon", Square)), TestContext.Current.CancellationToken);
        (await CommandLine.RunAsync(folder, store, "import-boundaries", outlines)).Exit.ShouldBe(1);
        (await DrawnAsync()).ShouldBe(0);
        await File.WriteAllTextAsync(outlines, Collection(Feature("\"code\":\"99\"", "Polygon", Square)), TestContext.Current.CancellationToken);
        (await CommandLine.RunAsync(folder, store, "import-boundaries", outlines)).Exit.ShouldBe(0);
        (await DrawnAsync()).ShouldBe(1);

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("不是文件")]
    [InlineData("{\"type\":\"FeatureCollection\"}")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[7,null,{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[1]]}}]}")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"code\":[]},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[]]}}]}")]
    public void A_broken_file_is_answered_in_words(string text)
    {
        var (drafts, errors) = BoundaryFile.Parse(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        drafts.ShouldBeEmpty();
        errors.ShouldNotBeEmpty();
    }

    private static async Task<IReadOnlyList<BoundaryView>> UnderAsync(StaffMemberClient by, Township township) =>
        (await by.Client.SeeAsync<Page<BoundaryView>>($"api/regions/{township.Code}/boundaries")).Items;

    private static async Task<BoundaryImport> ImportAsync(StaffMemberClient by, string json, bool preview)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(json)), "file", "boundaries.geojson" } };
        using var answer = await by.Client.PostAsync($"api/regions/boundaries?preview={(preview ? "true" : "false")}", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<BoundaryImport>(VillageApp.JsonOptions))!;
    }

    private static string Collection(params string[] features) => $"{{\"type\":\"FeatureCollection\",\"features\":[{string.Join(',', features)}]}}";

    private static string Feature(string properties, string type, string coordinates) =>
        $"{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{{\"type\":\"{type}\",\"coordinates\":{coordinates}}}}}";
}
