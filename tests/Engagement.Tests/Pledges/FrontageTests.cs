using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Households;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Pledges;

/// <summary>What a household answers for: words, a photo, an outline.</summary>
public sealed class FrontageTests(Villages villages)
{
    private static readonly object[] Yard = [At(39.9, 122.9), At(39.9, 122.9003), At(39.9002, 122.9003), At(39.9002, 122.9)];

    [Theory, Stores]
    public async Task The_committee_and_the_household_describe_it_and_both_read_it_in_the_story(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        var (committee, son) = (await village.Township.CommitteeAsync(), await village.MemberAsync(home));
        (await StoryAsync(son.Client, home)).ShouldBeNull("nobody said yet");
        var photo = await app.Given.PhotoAsync(committee.Client);

        var first = await PutAsync(committee.Client, home, new { boundary = " 东至路边沟，西至王家院墙 ", photoId = photo, corners = Yard });
        (first.Boundary, first.PhotoId, first.Corners.Count, first.Version).ShouldBe(("东至路边沟，西至王家院墙", photo, 4, 1));
        var second = await PutAsync(son.Client, home, new { version = first.Version, boundary = "门前到水沟" });
        (second.Boundary, second.PhotoId, second.Corners.Count, second.Version).ShouldBe(("门前到水沟", photo, 0, 2));

        foreach (var client in new[] { committee.Client, son.Client })
        {
            (await StoryAsync(client, home))!.Boundary.ShouldBe("门前到水沟");
            (await client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory, Stores]
    public async Task A_neighbour_neither_describes_nor_sees_it_and_the_second_of_two_is_told(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        var committee = await village.Township.CommitteeAsync();
        var neighbour = await village.MemberAsync(await village.HouseholdAsync(), name: "李四");
        var photo = await app.Given.PhotoAsync(committee.Client);
        await PutAsync(committee.Client, home, new { boundary = "门前", photoId = photo });

        (await neighbour.Client.PutAsJsonAsync($"api/pledges/frontage/{home}", new { version = 1, boundary = "都归他家" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.Client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var stale in new object[] { new { boundary = "再说一遍" }, new { version = 7, boundary = "再说一遍" } })
            (await committee.Client.PutAsJsonAsync($"api/pledges/frontage/{home}", stale)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("两个角点", "三个不同", 39.9, 122.9, 39.9, 122.901)]
    [InlineData("重复", "三个不同", 39.9, 122.9, 39.9, 122.9003, 39.9, 122.9)]
    [InlineData("一条线", "交叉", 39.9, 122.9, 39.9, 122.9001, 39.9, 122.9002)]
    [InlineData("蝴蝶结", "交叉", 39.9, 122.9, 39.9002, 122.9003, 39.9, 122.9003, 39.9002, 122.9)]
    [InlineData("太大", "1 公里", 39.9, 122.9, 39.9, 122.95, 39.95, 122.95)]
    [InlineData("太远", "2 公里", 39.95, 122.9, 39.95, 122.9003, 39.9502, 122.9003)]
    public void What_cannot_be_an_outline_is_refused_with_a_reason(string why, string reason, params double[] numbers)
    {
        List<Position> corners = [.. numbers.Chunk(2).Select(x => new Position(x[0], x[1]))];
        Should.Throw<InvalidInput>(() => FrontageOutline.Checked(corners, new Position(39.9, 122.9)), why).Message.ShouldContain(reason);
    }

    [Fact]
    public void A_closed_ring_is_taken_without_its_last_corner()
    {
        Position[] ring = [new(39.9, 122.9), new(39.9, 122.9003), new(39.9002, 122.9003), new(39.9, 122.9)];
        FrontageOutline.Checked(ring, null).ShouldBe(ring[..3]);
    }

    private static object At(double lat, double lng) => new { lat, lng };

    private static async Task<FrontageView> PutAsync(HttpClient by, Guid home, object body)
    {
        using var answer = await by.PutAsJsonAsync($"api/pledges/frontage/{home}", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<FrontageView>(VillageApp.JsonOptions))!;
    }

    private static async Task<FrontageView?> StoryAsync(HttpClient by, Guid home) => (await by.SeeAsync<HouseholdStoryBody>($"api/households/{home}/story")).Frontage;
}
