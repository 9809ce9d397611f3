using Engagement.Api.Cases;
using Engagement.Api.Households;
using Engagement.Api.Posts;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Cases;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Pledges;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Households;

/// <summary>A household's complaints stand in its story for those alone who know who reported anyway.</summary>
public sealed class HouseholdCasesTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    [Theory, Stores]
    public async Task The_reporter_sees_all_of_their_own_and_the_family_what_was_filed_for_the_public(Store store)
    {
        var (app, village, home, father) = await StartAsync(store);
        var son = await village.MemberAsync(home, name: "王小宝");
        var child = await village.MemberAsync(home, adult: false, name: "王小妹");
        var named = await FileAsync(father, "publicNamed");
        var anonymous = await FileAsync(father, "publicAnonymous");
        var forStaff = await FileAsync(father, "staffOnly");
        var hidden = await FileAsync(father, "publicNamed", hiddenFromCommittee: true);
        var about = await FileAsync(father, "publicNamed", aboutCommittee: true);
        var sons = await FileAsync(son, "staffOnly");

        (await CasesAsync(father, home)).ShouldBe([named, anonymous, forStaff, hidden, about], ignoreOrder: true);
        (await CasesAsync(son, home)).ShouldBe([named, anonymous, sons], ignoreOrder: true);
        (await CasesAsync(child, home)).ShouldBeEmpty("a minor sees their own");
        var seen = (await son.Client.SeeAsync<HouseholdStoryBody>($"api/households/{home}/story")).Cases;
        (seen.Single(x => x.Id == sons).Own, seen.Single(x => x.Id == named).Own).ShouldBe((true, false));
        seen.Single(x => x.Id == named).MayOpen.ShouldBeTrue("its words passed the check");
        (await son.Client.GetStringAsync($"api/households/{home}/story")).ShouldNotContain("机密");
    }

    [Theory, Stores]
    public async Task A_proxy_a_neighbour_and_those_who_only_look_learn_of_none(Store store)
    {
        var (app, village, home, father) = await StartAsync(store);
        await FileAsync(father, "publicNamed");
        var committee = await village.Township.CommitteeAsync();
        await committee.Client.DoAsync<ProxyReceipt>($"api/households/{home}/proxies", new { kind = "alleyChief", personId = village.Chief.PersonId });
        var neighbour = await village.MemberAsync(await village.HouseholdAsync(), name: "李四");
        var auditor = await app.Given.StaffAsync(Role.Auditor, village.Township.County);

        (await CasesAsync(village.Chief, home)).ShouldBeEmpty("a proxy acts for the house and does not live in it");
        (await neighbour.Client.GetAsync($"api/households/{home}/story")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await CasesAsync(auditor.Client, home)).ShouldBeEmpty();
    }

    /// <summary>Whoever does not read the reporter's name on the case page must not learn it from the family's page.</summary>
    [Theory, Stores]
    public async Task Staff_see_exactly_those_whose_reporter_they_read_on_the_case_page(Store store)
    {
        var (app, village, home, father) = await StartAsync(store);
        var (committee, clerk) = (await village.Township.CommitteeAsync(), await village.Township.ClerkAsync());
        var office = Guid.NewGuid();
        await app.InStoreAsync(async db =>
        {
            db.Add(new Office(office, OfficeKind.VillageCommittee, "柳树村委会", village.Code));
            return await db.SaveChangesAsync();
        });
        List<Guid> filed = [];
        foreach (var visibility in new[] { "publicNamed", "publicAnonymous", "staffOnly" })
            foreach (var (hidden, about) in new[] { (false, false), (true, false), (false, true) })
                filed.Add(await FileAsync(father, visibility, hidden, about));
        // Half of them belong to the committee: also those it must not see, to prove that the owner alone does not decide.
        var handed = filed.Where((_, i) => i % 2 == 0 || i == 1).ToList();
        await app.InStoreAsync(db => db.Set<Case>().Where(x => handed.Contains(x.Id)).ExecuteUpdateAsync(x => x.SetProperty(c => c.OwnerOfficeId, office)));

        foreach (var staff in new[] { committee, clerk })
        {
            List<Guid> named = [];
            foreach (var id in filed)
            {
                using var page = await staff.Client.GetAsync($"api/cases/{id}");
                if (page.IsSuccessStatusCode && (await page.Content.ReadAsStringAsync()).Contains("王建国", StringComparison.Ordinal)) named.Add(id);
            }

            named.Count.ShouldBeInRange(1, filed.Count - 1);
            (await CasesAsync(staff.Client, home)).ShouldBe(named, ignoreOrder: true);
        }

        (await app.InStoreAsync(db => db.Set<Case>().Where(x => filed.Contains(x.Id) && x.HiddenFromCommittee).Select(x => x.Id).ToListAsync()))
            .Intersect(await CasesAsync(committee.Client, home)).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Only_what_was_filed_while_they_lived_there_belongs_to_a_household(Store store)
    {
        var (app, village, home, father) = await StartAsync(store);
        var before = await FileAsync(father, "publicNamed");
        await app.InStoreAsync(db => db.Set<Case>().Where(x => x.Id == before).ExecuteUpdateAsync(x => x.SetProperty(c => c.FiledAt, c => app.Clock.UtcNow().AddDays(-200))));
        var during = await FileAsync(father, "publicNamed");
        await app.InStoreAsync(db => db.Set<Membership>().Where(x => x.PersonId == father.PersonId).ExecuteUpdateAsync(x => x
            .SetProperty(m => m.Status, MembershipStatus.Ended).SetProperty(m => m.Until, app.Clock.UtcNow())));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var next = await village.HouseholdAsync();
        await app.InStoreAsync(async db =>
        {
            db.Add(Membership.Enter(Guid.CreateVersion7(), await db.Set<Household>().SingleAsync(x => x.Id == next), father.PersonId, MemberRole.Member, true, null, app.Clock.UtcNow()));
            return await db.SaveChangesAsync();
        });
        var after = await FileAsync(father, "publicNamed");
        var clerk = await village.Township.ClerkAsync();

        (await CasesAsync(clerk.Client, home)).ShouldBe([during], "the past stays where it happened");
        (await CasesAsync(clerk.Client, next)).ShouldBe([after]);
    }

    private static async Task<Guid> FileAsync(Villager by, string visibility, bool hiddenFromCommittee = false, bool aboutCommittee = false) =>
        (await by.Client.DoAsync<CaseReceipt>("api/complaints", new { category = "rubbish", description = "机密：村口垃圾", visibility, hiddenFromCommittee, aboutCommittee })).Id;

    private static Task<IEnumerable<Guid>> CasesAsync(Villager by, Guid home) => CasesAsync(by.Client, home);

    private static async Task<IEnumerable<Guid>> CasesAsync(HttpClient by, Guid home) =>
        (await by.SeeAsync<HouseholdStoryBody>($"api/households/{home}/story")).Cases.Select(x => x.Id);

    private async Task<(VillageApp App, PledgeVillage Village, Guid Home, Villager Father)> StartAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        return (app, village, home, await village.MemberAsync(home, name: "王建国"));
    }
}
