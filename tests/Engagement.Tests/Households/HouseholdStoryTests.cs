using System.Net;
using Engagement.Api.Households;
using Engagement.Core.Households;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Pledges;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Households;

/// <summary>One call tells what a household promised, what was seen at its door and what came of it.</summary>
public sealed class HouseholdStoryTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    [Theory, Stores]
    public async Task The_household_and_its_committee_read_the_whole_story(Store store)
    {
        var (_, village, home, son) = await StartAsync(store);
        var committee = await village.Township.CommitteeAsync();

        foreach (var client in new[] { son.Client, committee.Client })
        {
            var story = await client.SeeAsync<HouseholdStoryBody>($"api/households/{home}/story");
            story.Pledges.ShouldHaveSingleItem().SignedByName.ShouldBe("王小宝");
            story.Checks.Count.ShouldBe(2);
            story.EarlierChecks.ShouldBeFalse();
            var first = story.Checks.Single(x => x.FirstCheckId is null);
            first.State.ShouldBe(PledgeCheckState.Referred);
            var finding = story.Findings.ShouldHaveSingleItem();
            (finding.Id, finding.SourceId, finding.CategoryName.Length > 0).ShouldBe((first.FindingId!.Value, first.Id, true));
            finding.MayOpen.ShouldBe(client == committee.Client, "the case is for staff");
        }
    }

    [Theory, Stores]
    public async Task Another_household_of_the_same_staff_has_its_own_story(Store store)
    {
        var (_, village, _, _) = await StartAsync(store);
        var other = await village.HouseholdAsync();

        var story = await (await village.Township.CommitteeAsync()).Client.SeeAsync<HouseholdStoryBody>($"api/households/{other}/story");

        (story.Pledges.Count, story.Checks.Count, story.Findings.Count).ShouldBe((0, 0, 0));
    }

    [Theory, Stores]
    public async Task A_neighbour_and_the_committee_next_door_find_nothing(Store store)
    {
        var (app, village, home, _) = await StartAsync(store);
        var neighbour = await village.MemberAsync(await village.HouseholdAsync(), name: "李四");
        var nextDoor = await app.Given.StaffAsync(Role.VillageCommittee, village.Township.NextVillage);

        foreach (var client in new[] { neighbour.Client, nextDoor.Client, village.Chief.Client })
            (await client.GetAsync($"api/households/{home}/story")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, Stores]
    public async Task Staff_who_do_not_keep_the_register_read_it_without_names(Store store)
    {
        var (app, village, home, _) = await StartAsync(store);
        var auditor = await app.Given.StaffAsync(Role.Auditor, village.Township.County);

        var story = await auditor.Client.SeeAsync<HouseholdStoryBody>($"api/households/{home}/story");

        story.Pledges.ShouldHaveSingleItem().SignedByName.ShouldBe("王**");
        story.Events.ShouldBeEmpty();
        (await auditor.Client.GetStringAsync($"api/households/{home}/story")).ShouldNotContain("小宝");
    }

    /// <summary>A household that signed, was found wanting, and had not put it right at the second visit.</summary>
    private async Task<(VillageApp App, PledgeVillage Village, Guid Home, Villager Son)> StartAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        var son = await village.MemberAsync(home);
        await village.SignAsync(son);
        var failed = await village.FailAsync(home);
        await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(home, clean: false, photo: await app.Given.PhotoAsync(village.Chief.Client), first: failed));
        return (app, village, home, son);
    }
}
