using Engagement.Api.Cases;
using Engagement.Api.Households;
using Engagement.Api.Posts;
using Engagement.Core.Shared;
using Engagement.Tests.Households;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Routing;

/// <summary>A complaint that says no place of its own goes to whoever looks after the reporter's door.</summary>
public sealed class HomeRoutingTests(Villages villages)
{
    private const double Lat = 39.9, Lng = 122.9;

    [Theory, Stores]
    public async Task What_says_no_place_goes_to_the_chief_of_the_reporters_alley(Store store)
    {
        var (_, township, posts, reporter) = await VillageAsync(store);
        (await PostOfAsync(township, reporter)).ShouldBe(posts.West);
        (await PostOfAsync(township, reporter, location: (Lat, Lng + 0.0005))).ShouldBe(posts.West, "some forty metres from the door");
    }

    [Theory, Stores]
    public async Task An_address_or_a_point_elsewhere_counts_before_the_home(Store store)
    {
        var (_, township, posts, reporter) = await VillageAsync(store);
        (await PostOfAsync(township, reporter, address: "东街3号门前")).ShouldBe(posts.East);
        (await PostOfAsync(township, reporter, address: "村口")).ShouldBeNull("it names another place, and no alley");
        (await PostOfAsync(township, reporter, location: (Lat + 0.01, Lng))).ShouldBeNull("a kilometre away");
    }

    [Theory, Stores]
    public async Task Who_keeps_their_name_or_lives_in_another_village_is_not_looked_up(Store store)
    {
        var (app, township, _, reporter) = await VillageAsync(store);
        (await PostOfAsync(township, reporter, visibility: "publicAnonymous")).ShouldBeNull();
        (await PostOfAsync(township, reporter, visibility: "staffOnly")).ShouldBeNull();
        (await PostOfAsync(township, await township.VillagerAsync("没入户的人"))).ShouldBeNull();
        var guest = await app.Given.VillagerAsync(township.NextVillage, "邻村人");
        var nextDoor = await app.Given.StaffAsync(Role.VillageCommittee, township.NextVillage);
        await nextDoor.JoinAsync(guest, (await nextDoor.EnterAsync(township.NextVillage, "邻村户主")).Id);
        (await PostOfAsync(township, guest)).ShouldBeNull();
    }

    [Theory, Stores]
    public async Task A_post_for_a_set_of_households_comes_before_the_alley_and_is_not_for_the_whole_village(Store store)
    {
        var (app, township, posts, reporter) = await VillageAsync(store);
        var committee = await township.CommitteeAsync();
        var home = (await reporter.Client.SeeAsync<OwnHouseholdBody>("api/me/household")).Household!.Id;
        var elsewhere = await committee.EnterAsync(township.Village, "别家");
        await committee.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, householdIds = new[] { elsewhere.Id }, holder = new { name = "管别家的" }, from = "2026-03-01" });
        (await PostOfAsync(township, reporter)).ShouldBe(posts.West);
        (await PostOfAsync(township, reporter, address: "村口")).ShouldBeNull("who has one household does not have the village");

        var own = await committee.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, householdIds = new[] { home }, holder = new { name = "管这家的" }, from = "2026-03-01" });
        (await PostOfAsync(township, reporter)).ShouldBe(own.Id);
    }

    [Theory, Stores]
    public async Task Nobody_on_duty_there_leaves_it_to_the_office(Store store)
    {
        var (_, township, posts, reporter) = await VillageAsync(store);
        var committee = await township.CommitteeAsync();
        await committee.Client.DoAsync<PostReceipt>($"api/posts/{posts.West}/leaves", new { version = 1, from = "2026-03-02", to = "2027-12-31" });
        (await PostOfAsync(township, reporter)).ShouldBeNull();
    }

    private static async Task<Guid?> PostOfAsync(Township township, Villager by, string? address = null, (double Lat, double Lng)? location = null, string visibility = "publicNamed")
    {
        var it = await by.Client.DoAsync<CaseReceipt>("api/complaints", new
        {
            category = "rubbish",
            description = "门口的垃圾没人收",
            regionCode = township.Village,
            address,
            visibility,
            location = location is var (lat, lng) ? new { lat, lng } : null,
        });
        return await township.App.InStoreAsync(db => db.Set<Case>().Where(x => x.Id == it.Id).Select(x => x.AssigneePostId).SingleAsync());
    }

    /// <summary>Two alleys with a chief each; the reporter lives in the western one.</summary>
    private async Task<(VillageApp App, Township Township, (Guid East, Guid West) Posts, Villager Reporter)> VillageAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var (clerk, committee) = (await township.ClerkAsync(), await township.CommitteeAsync());
        await clerk.Client.DoAsync<object>("api/routing/rules", new { regionCode = township.Village, category = "rubbish", target = new { kind = "postKind", postKind = "alleyChief" }, priority = 10 });
        List<Guid> posts = [];
        foreach (var alley in new[] { "东街", "西街" })
            posts.Add((await committee.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, alley, holder = new { name = alley + "长" }, from = "2026-03-01" })).Id);
        var group = await committee.Client.DoAsync<GroupReceipt>("api/household-groups", new { village = township.Village, name = "西街" });
        var home = await committee.Client.DoAsync<HouseholdReceipt>("api/households", new { village = township.Village, groupId = group.Id, doorPlate = "9号", location = new { lat = Lat, lng = Lng } });
        var reporter = await township.VillagerAsync("刘翠花");
        await committee.JoinAsync(reporter, home.Id);
        return (app, township, (posts[0], posts[1]), reporter);
    }
}
