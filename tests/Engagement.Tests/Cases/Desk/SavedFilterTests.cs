using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Staff;
using Engagement.Core.Cases.Desk;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases.Desk;

/// <summary>Filters of the case list are where their owner signs in, and nobody else's.</summary>
public sealed class SavedFilterTests(Villages villages)
{
    private const string Path = "api/cases/filters";

    [Theory, Stores]
    public async Task A_filter_is_kept_for_its_owner_alone_and_replaced_by_name(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, colleague) = (await township.ClerkAsync(), await township.ClerkAsync());
        var first = await KeepAsync(clerk, "柳树超期", "region=210283105&view=overdue");
        await KeepAsync(clerk, "待受理", "status=filed");
        var replaced = await KeepAsync(clerk, " 柳树超期 ", "view=overdue");

        (replaced.Id, replaced.Query).ShouldBe((first.Id, "view=overdue"));
        (await ListAsync(clerk)).Select(x => x.Name).ShouldBe(["柳树超期", "待受理"]);
        (await ListAsync(colleague)).ShouldBeEmpty();
        (await colleague.Client.DeleteAsync($"{Path}/{first.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Client.DeleteAsync($"{Path}/{first.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await clerk.Client.DeleteAsync($"{Path}/{first.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ListAsync(clerk)).ShouldHaveSingleItem().Name.ShouldBe("待受理");
    }

    [Theory, Stores]
    public async Task The_same_name_saved_twice_at_once_is_one_filter(Store store)
    {
        var app = await villages.OnAsync(store);
        var clerk = await (await app.Given.TownshipAsync()).ClerkAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => KeepAsync(clerk, "今天", $"view=dueToday&limit={i}")));
        (await ListAsync(clerk)).ShouldHaveSingleItem();
    }

    [Theory, Stores]
    public async Task There_is_room_for_so_many_and_no_more(Store store)
    {
        var app = await villages.OnAsync(store);
        var clerk = await (await app.Given.TownshipAsync()).ClerkAsync();
        for (var i = 0; i < SavedFilter.MostPerAccount; i++) await KeepAsync(clerk, $"第{i}个", "view=open");
        await clerk.Client.IsRefusedAsync(Path, new { name = "还有一个", query = "view=open" }, HttpStatusCode.Conflict, "case.filters_full");
        (await KeepAsync(clerk, "第3个", "view=all")).Query.ShouldBe("view=all", "replacing needs no room");
        await clerk.Client.IsRefusedAsync(Path, new { name = new string('长', 21), query = "view=open" }, HttpStatusCode.BadRequest, "invalid");
    }

    [Theory, Stores]
    public async Task Whoever_leaves_takes_their_filters_along(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (leaving, successor) = (await township.ClerkAsync(), await township.ClerkAsync());
        var admin = await app.Given.StaffAsync(Role.Administrator, township.County);
        await KeepAsync(leaving, "我的", "mine=true");
        await admin.Client.DoAsync<LeaveReceipt>($"api/staff/{leaving.Id}/leave", new { handoverToId = successor.Id });
        (await app.InStoreAsync(db => db.Set<SavedFilter>().CountAsync(x => x.StaffUserId == leaving.Id))).ShouldBe(0);
    }

    private static Task<SavedFilterView> KeepAsync(StaffMemberClient by, string name, string query) => by.Client.DoAsync<SavedFilterView>(Path, new { name, query });

    private static async Task<IReadOnlyList<SavedFilterView>> ListAsync(StaffMemberClient by) => (await by.Client.SeeAsync<Page<SavedFilterView>>(Path)).Items;
}
