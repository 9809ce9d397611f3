using System.Net;
using Engagement.Api.Households;
using Engagement.Api.Posts;
using Engagement.Core.Households.Members;
using Engagement.Core.Households.Register;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Households;

/// <summary>Whoever names a proxy, fills a post or plans a round chooses from the people the village knows.</summary>
public sealed class PersonFinderTests(Villages villages)
{
    [Theory, Stores]
    public async Task A_village_knows_its_post_holders_its_staff_and_the_adults_of_its_register(Store store)
    {
        var (app, township, committee, colleague) = await StartAsync(store);
        var all = await FindAsync(committee, township);
        all.Select(x => (x.Name, x.Roles[0].As)).ShouldBe([("赵胡同", KnownAs.Post), ("村委会小李", KnownAs.Staff), ("张德福", KnownAs.Member)], ignoreOrder: true);
        all.Single(x => x.Name == "张德福").Roles[0].Note.ShouldBe("东街1号 户主");
        (await FindAsync(committee, township, "&as=staff")).ShouldHaveSingleItem().PersonId.ShouldBe(colleague.PersonId);
        (await FindAsync(committee, township, "&q=德福")).ShouldHaveSingleItem().Name.ShouldBe("张德福");
        (await FindAsync(committee, township, "&q=东街1号")).ShouldHaveSingleItem("a door finds who lives behind it").Name.ShouldBe("张德福");
    }

    [Theory, Stores]
    public async Task Members_names_are_for_those_who_keep_the_register(Store store)
    {
        var (app, township, _, _) = await StartAsync(store);
        var county = await app.Given.StaffAsync(Role.CountyOffice, township.County);
        (await FindAsync(county, township)).ShouldNotContain(x => x.Name == "张德福");
        (await FindAsync(county, township, "&as=member")).ShouldBeEmpty();
        var nextDoor = await app.Given.StaffAsync(Role.VillageCommittee, township.NextVillage);
        (await nextDoor.Client.GetAsync($"api/people?village={township.Village}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, Stores]
    public async Task Somebody_of_the_committee_becomes_the_proxy_of_an_elder_without_a_phone(Store store)
    {
        var (_, township, committee, colleague) = await StartAsync(store);
        var elder = await committee.EnterAsync(township.Village, "王桂兰", "西街9号");
        var chosen = (await FindAsync(committee, township, "&as=staff"))[0];

        await committee.Client.DoAsync<ProxyReceipt>($"api/households/{elder.Id}/proxies", new { kind = "committee", personId = chosen.PersonId, note = "老人没有手机" });

        var proxy = (await committee.SeeHouseholdAsync(elder.Id)).Proxies.ShouldHaveSingleItem();
        (proxy.PersonId, proxy.Name, proxy.Until).ShouldBe((colleague.PersonId, "李支书", null));
        (await colleague.Client.SeeAsync<OwnHouseholdBody>("api/me/household")).ActsFor.ShouldHaveSingleItem().Id.ShouldBe(elder.Id);
    }

    private static async Task<IReadOnlyList<KnownPerson>> FindAsync(StaffMemberClient by, Township township, string more = "") =>
        (await by.Client.SeeAsync<Page<KnownPerson>>($"api/people?village={township.Village}{more}")).Items;

    /// <summary>A household, an alley chief, and a second member of the committee who lives in the village.</summary>
    private async Task<(VillageApp App, Township Township, StaffMemberClient Committee, Villager Colleague)> StartAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var colleague = await township.VillagerAsync("李支书");
        await app.Given.StaffAsync(Role.VillageCommittee, township.Village, personId: colleague.PersonId);
        // Staff who only look are nobody's proxy.
        await app.Given.StaffAsync(Role.Auditor, township.County, personId: (await township.VillagerAsync("审计人")).PersonId);
        var it = await committee.EnterAsync(township.Village);
        await committee.EnterMemberAsync(it.Id, "张小小", isAdult: false);
        await committee.Client.DoAsync<PostReceipt>("api/posts", new { kind = "alleyChief", regionCode = township.Village, alley = "东街", holder = new { name = "赵胡同" }, from = "2026-03-01" });
        return (app, township, committee, colleague);
    }
}
