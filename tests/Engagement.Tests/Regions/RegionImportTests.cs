using System.Text;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Regions;

/// <summary>Loading region lists: all or nothing, again and again.</summary>
public sealed class RegionImportTests
{
    private const string County = """
        code,name,level,parent
        98,甲省,province,
        9801,乙市,city,98
        980101,丙县,county,9801
        980101100,丁镇,township,980101
        980101100201,东村村委会,village,980101100
        980101100202,西村村委会,village,980101100
        """;

    private static Task<RegionImport> ImportAsync(VillageApp app, string csv) => app.InsideAsync(services =>
        services.GetRequiredService<RegionImporter>().ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), CancellationToken.None));

    [Theory, Stores]
    public async Task A_second_import_renames_and_deactivates_without_breaking_what_points_at_them(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        (await ImportAsync(app, County)).ShouldSatisfyAllConditions(x => x.Errors.ShouldBeEmpty(), x => x.Added.ShouldBe(6));
        var zhang = await app.Given.VillagerAsync("980101100202");
        var filed = await app.Given.ComplaintAsync(zhang);

        var again = await ImportAsync(app, County.Replace("东村村委会", "东新村村委会", StringComparison.Ordinal)
            .Replace("980101100202,西村村委会,village,980101100", "980101100203,南村村委会,village,980101100", StringComparison.Ordinal));
        (again.Added, again.Renamed, again.Deactivated).ShouldBe((1, 1, 1));

        (await app.Anonymous.SeeAsync<RegionDetail>("api/regions/980101100202")).Active.ShouldBeFalse();
        var children = await app.Anonymous.SeeAsync<Page<RegionView>>("api/regions?parent=980101100");
        children.Items.Select(x => x.FullName).ShouldBe(["甲省乙市丙县丁镇东新村村委会", "甲省乙市丙县丁镇南村村委会"]);
        (await zhang.Client.SeeAsync<Engagement.Core.Cases.Reading.ComplaintListItem>($"api/complaints/{filed.Id}")).RegionName.ShouldBe("丁镇西村村委会");
        (await app.Anonymous.SeeAsync<Page<RegionView>>("api/regions?search=南村")).Items.ShouldHaveSingleItem().Code.ShouldBe("980101100203");
    }

    [Theory, Stores]
    public async Task A_bad_row_is_named_and_nothing_is_imported(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var import = await ImportAsync(app, County + "\n98010110020,少一位,village,980101100\n980101999201,无上级,village,980101999\n980101100201,重复,village,980101100\n");
        import.Errors.Select(x => x.Line).ShouldBe([8, 9, 10]);
        (await app.InStoreAsync(db => db.Set<Region>().CountAsync())).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task A_list_of_one_place_leaves_the_next_place_alone(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        await ImportAsync(app, County);
        var next = await ImportAsync(app, "code,name,level,parent\n980102,戊县,county,9801\n980102100,己镇,township,980102\n980102100201,北村村委会,village,980102100\n");
        (next.Added, next.Deactivated).ShouldBe((3, 0));
    }

    [Theory, Stores]
    public async Task The_whole_of_Liaocheng_loads_and_lies_beside_what_was_there(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        await ImportAsync(app, County);
        var import = await ImportAsync(app, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Regions", "regions-liaocheng.csv")));
        import.Errors.ShouldBeEmpty();
        import.Added.ShouldBe(2554);
        var top = await app.Anonymous.SeeAsync<Page<RegionView>>("api/regions");
        top.Items.Select(x => x.Code).ShouldBe(["37", "98"]);
    }

    [Theory]
    [InlineData("210283105206,210283105207", "210283105")]
    [InlineData("210283105206,210283106201", "210283")]
    [InlineData("210283105206,370100100201", "\uffff")]
    public void CommonAncestor_IsTheLongestCodeAboveAllLeaves(string leaves, string expected)
    {
        RegionImporter.CommonAncestor([.. leaves.Split(',').Select((x, i) => new RegionRow(i, x, "村", RegionLevel.Village, Region.ParentOf(x)))]).ShouldBe(expected);
    }
}
