using System.Net.Http.Json;
using Engagement.Api.Households;
using Engagement.Core.Households;
using Engagement.Core.Households.Register;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Households;

/// <summary>Who sees what of a household.</summary>
public sealed class HouseholdPrivacyTests(Villages villages)
{
    private const string Phone = "13812345678";

    [Theory, Stores]
    public async Task A_neighbour_sees_no_phone_and_a_masked_name(Store store)
    {
        var (app, township, committee, it) = await StartAsync(store);
        var neighbour = await township.VillagerAsync("王秀珍");
        await committee.JoinAsync(neighbour, (await committee.EnterAsync(township.Village, "王福山", "东街2号")).Id);

        var text = await neighbour.Client.GetStringAsync($"api/households/{it.Id}");
        var seen = await neighbour.Client.SeeAsync<HouseholdBody>($"api/households/{it.Id}");

        seen.Sight.ShouldBe(HouseholdSight.Neighbour);
        seen.HeadName.ShouldBe("张**");
        seen.Members.Select(x => (x.Name, x.PhoneMasked, x.PersonId)).ShouldBe([("张**", null, null), ("李**", null, null)]);
        foreach (var secret in new[] { "德福", "秀英", Phone, "138*", "*5678" }) text.ShouldNotContain(secret);
        (await neighbour.Client.GetAsync($"api/households/{it.Id}/members")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Theory, Stores]
    public async Task Whoever_only_scanned_the_code_sees_the_door_and_who_heads_it_masked(Store store)
    {
        var (app, township, _, it) = await StartAsync(store);
        var stranger = await app.Given.VillagerAsync(township.NextVillage, "赵六");

        var seen = await stranger.Client.SeeAsync<HouseholdBody>($"api/households/{it.Id}");

        (seen.Sight, seen.HeadName, seen.DoorPlate, seen.Members.Count, seen.Location).ShouldBe((HouseholdSight.Outside, "张**", "东街1号", 0, null));
    }

    [Theory, Stores]
    public async Task The_household_and_its_committee_see_names_in_full_and_phones_masked(Store store)
    {
        var (_, township, committee, it) = await StartAsync(store);
        var son = await township.VillagerAsync("张小明");
        await committee.JoinAsync(son, it.Id);

        foreach (var client in new[] { son.Client, committee.Client })
        {
            var text = await client.GetStringAsync($"api/households/{it.Id}");
            text.ShouldContain("张德福");
            text.ShouldContain("138****5678");
            text.ShouldNotContain(Phone);
        }
    }

    [Theory, Stores]
    public async Task An_inspector_sees_masked_names_and_cannot_search_for_them(Store store)
    {
        var (app, township, _, _) = await StartAsync(store);
        var inspector = await app.Given.StaffAsync(Role.Inspector, township.County);

        (await inspector.Client.SeeAsync<Page<HouseholdListItem>>($"api/households?village={township.Village}")).Items[0].HeadName.ShouldBe("张**");
        (await inspector.Client.SeeAsync<Page<HouseholdListItem>>($"api/households?village={township.Village}&q=德福")).Items.ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Revealing_a_phone_is_recorded(Store store)
    {
        var (app, _, committee, it) = await StartAsync(store);

        var phone = await committee.Client.DoAsync<MemberPhone>($"api/memberships/{it.Members[0].MembershipId}/phone", new { });

        phone.Phone.ShouldBe(Phone);
        (await app.InStoreAsync(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(
            db.Set<Core.Data.AuditLine>().Where(x => x.Action == "household.reveal_phone" && x.TargetId == it.Members[0].PersonId)))).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Who_deletes_the_account_leaves_the_register_and_the_house_keeps_its_history(Store store)
    {
        var (app, township, committee, it) = await StartAsync(store);
        var son = await township.VillagerAsync("张小明");
        await committee.JoinAsync(son, it.Id);
        (await son.Client.GetStringAsync("api/me/export")).ShouldContain("households");

        using var answer = await son.Client.PostAsJsonAsync("api/me/delete", new { confirm = true });
        answer.EnsureSuccessStatusCode();

        (await committee.SeeHouseholdAsync(it.Id)).Members.Count.ShouldBe(2);
        var lines = await app.LinesAsync(it.Id);
        lines.Count.ShouldBe(3);
        lines.ShouldNotContain(x => x.PersonId == son.PersonId);
        lines.Count(x => x.Status == MembershipStatus.Ended && x.Until != null).ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Who_left_long_ago_without_an_account_is_forgotten_and_nobody_else(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var it = await committee.EnterAsync(township.Village, phone: Phone);
        foreach (var name in new[] { "李秀英", "刘桂兰" }) await committee.EnterMemberAsync(it.Id, name, phone: Phone);
        var son = await township.VillagerAsync("张小明");
        await committee.JoinAsync(son, it.Id);
        foreach (var member in (await committee.SeeHouseholdAsync(it.Id)).Members.Where(x => x.Name is "刘桂兰" or "张小明"))
            await committee.Client.DoAsync<MembershipReceipt>($"api/memberships/{member.MembershipId}/end", new { version = member.Version, reason = "迁出" });

        async Task<int> EnforceAsync() => await app.InsideAsync(x => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Core.Privacy.Retention>(x).EnforceAsync(default));
        app.Clock.Advance(Core.Privacy.RetentionTable.FormerMembers - TimeSpan.FromDays(1));
        while (await EnforceAsync() > 0) { }
        (await NamesAsync(app, township.Village)).ShouldBe(["刘桂兰", "张小明", "张德福", "李秀英"], ignoreOrder: true);
        app.Clock.Advance(TimeSpan.FromDays(2));
        while (await EnforceAsync() > 0) { }

        (await NamesAsync(app, township.Village)).ShouldBe(["张小明", "张德福", "李秀英"], ignoreOrder: true);
        (await app.LinesAsync(it.Id)).Count.ShouldBe(4);
    }

    private static Task<List<string>> NamesAsync(VillageApp app, string village) => app.InStoreAsync(db =>
        Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Set<Core.People.Person>().Where(x => x.RegionCode == village && x.Name != null).Select(x => x.Name!)));

    private async Task<(VillageApp App, Township Township, StaffMemberClient Committee, HouseholdBody It)> StartAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        var committee = await township.CommitteeAsync();
        var it = await committee.EnterAsync(township.Village, phone: Phone);
        await committee.EnterMemberAsync(it.Id, "李秀英", relation: "妻");
        return (app, township, committee, await committee.SeeHouseholdAsync(it.Id));
    }
}
