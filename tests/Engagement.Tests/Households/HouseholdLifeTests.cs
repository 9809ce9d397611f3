using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Api.Households;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Households.Members;
using Engagement.Core.Households.Register;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Households;

/// <summary>A household from its entry through joining, moves, split, merge and moving away, through the front door.</summary>
public sealed class HouseholdLifeTests(Villages villages)
{
    [Theory, Stores]
    public async Task Households_of_a_village_are_numbered_and_counted(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var first = await committee.EnterAsync(township.Village);
        var second = await committee.EnterAsync(township.Village, "李永福", "东街2号");

        (first.Code, second.Code).ShouldBe((township.Village + "0001", township.Village + "0002"));
        (await CountAsync(app, township.Village)).ShouldBe(2);
        var page = await committee.Client.SeeAsync<Page<HouseholdListItem>>($"api/households?village={township.Village}&q=永福");
        page.Items.ShouldHaveSingleItem().HeadName.ShouldBe("李永福");
        (await committee.Client.SeeAsync<Page<HouseholdListItem>>($"api/households?village={township.Village}&q=东街1")).Items.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
    }

    [Theory, Stores]
    public async Task A_villager_joins_and_the_committee_approves(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var it = await committee.EnterAsync(township.Village);
        var villager = await township.VillagerAsync("张小明");

        var asked = await villager.Client.DoAsync<MembershipReceipt>($"api/households/{it.Id}/join", new { relation = "子" });
        await villager.Client.IsRefusedAsync($"api/households/{it.Id}/join", new { }, HttpStatusCode.Conflict, "membership.request_open");
        var request = (await committee.Client.SeeAsync<Page<JoinRequestView>>($"api/memberships/requests?village={township.Village}")).Items.ShouldHaveSingleItem();
        (request.Name, request.HeadName, request.Relation).ShouldBe(("张小明", "张德福", "子"));
        await committee.Client.DoAsync<MembershipReceipt>($"api/memberships/{asked.Id}/approve", new { version = asked.Version });
        await committee.Client.IsRefusedAsync($"api/memberships/{asked.Id}/approve", new { version = asked.Version + 1 }, HttpStatusCode.Conflict, "membership.already_decided");

        var own = await villager.Client.SeeAsync<OwnHouseholdBody>("api/me/household");
        own.Household!.Id.ShouldBe(it.Id);
        own.Household.Standing.ShouldBe(HouseholdStanding.Adult);
        own.Household.Members.Count.ShouldBe(2);
        (await app.InStoreAsync(db => db.Set<OutboxMessage>().Where(x => x.PersonId == villager.PersonId).Select(x => x.Event).ToListAsync())).ShouldBe([HouseholdMessages.MemberApproved]);
    }

    [Theory, Stores]
    public async Task Refuse_tells_the_villager_why(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var it = await committee.EnterAsync(township.Village);
        var villager = await township.VillagerAsync();
        var asked = await villager.Client.DoAsync<MembershipReceipt>("api/households/join", new { village = township.Village, doorPlate = "东街1号", headName = "张德福" });

        await committee.Client.DoAsync<MembershipReceipt>($"api/memberships/{asked.Id}/refuse", new { version = asked.Version, reason = "请到村委会核实" });

        (await villager.Client.SeeAsync<OwnHouseholdBody>("api/me/household")).Request!.Reason.ShouldBe("请到村委会核实");
        var message = await app.InStoreAsync(db => db.Set<OutboxMessage>().SingleAsync(x => x.PersonId == villager.PersonId));
        (message.Event, message.ReadFields()["text"]).ShouldBe((HouseholdMessages.MemberRefused, "请到村委会核实"));
        it.Members.Count.ShouldBe(1);
    }

    [Theory, Stores]
    public async Task Naming_a_household_wrongly_says_nothing_and_has_an_end(Store store)
    {
        var (_, township, committee) = await StartAsync(store);
        await committee.EnterAsync(township.Village);
        var villager = await township.VillagerAsync();

        for (var i = 0; i < JoinService.MaxTries; i++)
            await villager.Client.IsRefusedAsync("api/households/join", new { village = township.Village, doorPlate = "东街1号", headName = $"猜{i}" }, HttpStatusCode.Conflict, "household.not_found_by_name");

        await villager.Client.IsRefusedAsync("api/households/join", new { village = township.Village, doorPlate = "东街1号", headName = "张德福" }, HttpStatusCode.Conflict, "household.too_many_tries");
    }

    [Theory, Stores]
    public async Task A_move_ends_one_home_and_begins_another(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var (old, next) = (await committee.EnterAsync(township.Village), await committee.EnterAsync(township.Village, "李永福", "西街8号"));
        var villager = await township.VillagerAsync("张小明");
        await committee.JoinAsync(villager, old.Id);
        await committee.JoinAsync(villager, next.Id);

        var lines = await app.InStoreAsync(db => db.Set<Membership>().Where(x => x.PersonId == villager.PersonId).OrderBy(x => x.Since).ToListAsync());
        lines.Select(x => (x.HouseholdId, x.Status)).ShouldBe([(old.Id, MembershipStatus.Ended), (next.Id, MembershipStatus.Active)]);
        lines[0].Until.ShouldBe(lines[1].Since);
        var today = ChinaTime.DateOf(app.Clock.GetUtcNow().UtcDateTime);
        (await committee.Client.SeeAsync<Page<MemberView>>($"api/households/{old.Id}/members?on={today:yyyy-MM-dd}")).Items.Select(x => x.Name).ShouldBe(["张德福", "张小明"]);
        (await committee.Client.SeeAsync<Page<MemberView>>($"api/households/{old.Id}/members?on={today.AddDays(1):yyyy-MM-dd}")).Items.Select(x => x.Name).ShouldBe(["张德福"]);
    }

    [Theory, Stores]
    public async Task The_database_refuses_a_second_home(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var (a, b) = (await committee.EnterAsync(township.Village), await committee.EnterAsync(township.Village, "李永福", "西街8号"));

        var again = await app.InStoreAsync(async db =>
        {
            var household = await db.Set<Household>().SingleAsync(x => x.Id == b.Id);
            db.Add(Membership.Enter(Guid.NewGuid(), household, a.Members[0].PersonId!.Value, MemberRole.Member, true, null, household.CreatedAt));
            return await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync());
        });

        again.IsUniqueViolation().ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task A_member_of_the_register_and_the_person_with_WeChat_become_one(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var it = await committee.EnterAsync(township.Village, "张德福", phone: "13812345678");
        var villager = await township.VillagerAsync("张德福");
        var asked = await villager.Client.DoAsync<MembershipReceipt>($"api/households/{it.Id}/join", new { });

        // By name alone nothing is joined: the committee is offered the match and decides.
        var match = (await committee.Client.SeeAsync<Page<JoinRequestView>>($"api/memberships/requests?village={township.Village}")).Items[0].Matches.ShouldHaveSingleItem();
        (match.MembershipId, match.SameName, match.PhoneMasked).ShouldBe((it.Members[0].MembershipId, true, "138****5678"));
        var approved = await committee.Client.DoAsync<MembershipReceipt>($"api/memberships/{asked.Id}/approve", new { version = asked.Version, matchMembershipId = match.MembershipId });

        approved.Role.ShouldBe(MemberRole.Head);
        var now = await committee.SeeHouseholdAsync(it.Id);
        var member = now.Members.ShouldHaveSingleItem();
        (member.PersonId, member.HasWeChat, member.Since).ShouldBe((villager.PersonId, true, it.Members[0].Since));
        var (merged, kept) = await app.InStoreAsync(async db => (await db.Set<Person>().SingleAsync(x => x.Id == it.Members[0].PersonId), await db.Set<Person>().SingleAsync(x => x.Id == villager.PersonId)));
        merged.MergedInto.ShouldBe(villager.PersonId);
        kept.ContactPhone.ShouldNotBeNull();
        var today = ChinaTime.DateOf(app.Clock.GetUtcNow().UtcDateTime);
        (await committee.Client.SeeAsync<Page<MemberView>>($"api/households/{it.Id}/members?on={today:yyyy-MM-dd}")).Items.ShouldHaveSingleItem();
    }

    [Theory, Stores]
    public async Task Split_divides_the_members_and_keeps_the_past(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var it = await committee.EnterAsync(township.Village);
        foreach (var name in new[] { "张小明", "李秀英" }) await committee.EnterMemberAsync(it.Id, name);
        it = await committee.SeeHouseholdAsync(it.Id);
        Guid Line(string name) => it.Members.Single(x => x.Name == name).MembershipId;

        await committee.Client.IsRefusedAsync($"api/households/{it.Id}/split", new
        {
            version = it.Version,
            parts = new[] { new { membershipIds = new[] { Line("张德福") } }, new { membershipIds = new[] { Line("张小明") } } },
        }, HttpStatusCode.Conflict, "household.split_incomplete");
        var made = await committee.Client.DoAsync<Page<HouseholdReceipt>>($"api/households/{it.Id}/split", new
        {
            version = it.Version,
            parts = new object[]
            {
                new { membershipIds = new[] { Line("张德福"), Line("李秀英") }, headId = Line("张德福") },
                new { membershipIds = new[] { Line("张小明") }, headId = Line("张小明"), place = new { doorPlate = "东街1号-2" } },
            },
        });

        var old = await committee.SeeHouseholdAsync(it.Id);
        (old.Status, old.Members.Count).ShouldBe((HouseholdStatus.Split, 0));
        old.Successors.Select(x => x.Id).ShouldBe(made.Items.Select(x => x.Id));
        (await committee.SeeHouseholdAsync(made.Items[1].Id)).HeadName.ShouldBe("张小明");
        (await CountAsync(app, township.Village)).ShouldBe(2);
        await committee.Client.IsRefusedAsync($"api/households/{it.Id}/move-away", new { version = old.Version }, HttpStatusCode.Conflict, "household.not_active");
        var today = ChinaTime.DateOf(app.Clock.GetUtcNow().UtcDateTime);
        (await committee.Client.SeeAsync<Page<MemberView>>($"api/households/{it.Id}/members?on={today:yyyy-MM-dd}")).Items.Count.ShouldBe(3);
    }

    [Theory, Stores]
    public async Task Merge_and_move_away_end_a_household_and_link_or_free_its_people(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var (a, b) = (await committee.EnterAsync(township.Village), await committee.EnterAsync(township.Village, "李永福", "西街8号"));

        await committee.Client.DoAsync<HouseholdReceipt>($"api/households/{a.Id}/merge", new { version = a.Version, intoId = b.Id });
        var into = await committee.SeeHouseholdAsync(b.Id);
        into.Members.Select(x => (x.Name, x.Role)).ShouldBe([("李永福", MemberRole.Head), ("张德福", MemberRole.Member)]);
        into.Predecessors.ShouldHaveSingleItem().Id.ShouldBe(a.Id);
        await committee.Client.DoAsync<HouseholdReceipt>($"api/households/{b.Id}/move-away", new { version = into.Version, reason = "进城" });

        (await app.LinesAsync(b.Id)).ShouldAllBe(x => x.Status == MembershipStatus.Ended && x.Until != null);
        (await CountAsync(app, township.Village)).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task Approve_WhenItIsTheActorsOwnHousehold_IsRefused(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var it = await committee.EnterAsync(township.Village);
        var (clerk, son) = (await township.VillagerAsync("村干部"), await township.VillagerAsync("张小明"));
        await committee.JoinAsync(clerk, it.Id);
        var self = await app.Given.StaffAsync(Role.VillageCommittee, township.Village, personId: clerk.PersonId);
        var asked = await son.Client.DoAsync<MembershipReceipt>($"api/households/{it.Id}/join", new { });

        await self.Client.IsRefusedAsync($"api/memberships/{asked.Id}/approve", new { version = asked.Version }, HttpStatusCode.Forbidden, "household.own_household");
        var seen = await committee.SeeHouseholdAsync(it.Id);
        await self.Client.IsRefusedAsync($"api/households/{it.Id}/move-away", new { version = seen.Version }, HttpStatusCode.Forbidden, "household.own_household");
        var bulk = await self.Client.DoAsync<BulkApprovalReceipt>("api/memberships/bulk/approve", new { items = new[] { new { id = asked.Id, version = asked.Version }, new { id = Guid.NewGuid(), version = 1 } } });
        bulk.Results.Select(x => x.Code).ShouldBe(["household.own_household", "not_found"]);
    }

    [Theory, Stores]
    public async Task Another_village_committee_neither_sees_nor_decides(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var it = await committee.EnterAsync(township.Village);
        var other = await app.Given.StaffAsync(Role.VillageCommittee, township.NextVillage);

        (await other.Client.GetAsync($"api/households/{it.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Client.GetAsync($"api/households?village={township.Village}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await other.Client.PutAsJsonAsync($"api/households/{it.Id}", new { version = it.Version, doorPlate = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, Stores]
    public async Task A_proxy_acts_for_the_old_and_the_household_sees_it(Store store)
    {
        var (app, township, committee) = await StartAsync(store);
        var (old, kin) = (await committee.EnterAsync(township.Village), await committee.EnterAsync(township.Village, "李永福", "西街8号"));
        var son = await township.VillagerAsync("张小明");
        await committee.JoinAsync(son, kin.Id);
        var actor = new Actor(ActorKind.Villager, son.PersonId, son.PersonId, null, [], null);
        (await MayActAsync(app, actor, old.Id)).ShouldBeFalse();

        var proxy = await committee.Client.DoAsync<ProxyReceipt>($"api/households/{old.Id}/proxies", new { kind = "kin", personId = son.PersonId, note = "儿子" });
        (await MayActAsync(app, actor, old.Id)).ShouldBeTrue();
        (await committee.SeeHouseholdAsync(old.Id)).Proxies.ShouldHaveSingleItem().Name.ShouldBe("张小明");
        (await son.Client.SeeAsync<OwnHouseholdBody>("api/me/household")).ActsFor.ShouldHaveSingleItem().Id.ShouldBe(old.Id);
        await committee.Client.IsRefusedAsync($"api/households/{old.Id}/proxies", new { kind = "kin", personId = son.PersonId }, HttpStatusCode.Conflict, "proxy.exists");
        await son.Client.DoAsync<ProxyReceipt>($"api/proxies/{proxy.Id}/end", new { });

        (await MayActAsync(app, actor, old.Id)).ShouldBeFalse();
        (await committee.SeeHouseholdAsync(old.Id)).Proxies.ShouldHaveSingleItem().Until.ShouldNotBeNull();
    }

    [Theory, Stores]
    public async Task Door_codes_are_made_once_and_printed_in_walking_order(Store store)
    {
        var (_, township, committee) = await StartAsync(store);
        var alley = await committee.Client.DoAsync<GroupReceipt>("api/household-groups", new { village = township.Village, name = "柳树胡同" });
        foreach (var (plate, order) in new[] { ("2号", 2), ("1号", 1) })
            await committee.Client.DoAsync<HouseholdReceipt>("api/households", new { village = township.Village, doorPlate = plate, groupId = alley.Id, walkingOrder = order });

        (await committee.Client.DoAsync<DoorCodesMade>("api/households/door-codes", new { village = township.Village, alley = alley.Id })).Made.ShouldBe(2);
        (await committee.Client.DoAsync<DoorCodesMade>("api/households/door-codes", new { village = township.Village })).Made.ShouldBe(0);
        var sheet = await committee.Client.GetStringAsync($"api/households/door-codes/sheet?village={township.Village}&alley={alley.Id}");

        sheet.IndexOf("柳树胡同 1号", StringComparison.Ordinal).ShouldBeInRange(1, sheet.IndexOf("柳树胡同 2号", StringComparison.Ordinal));
    }

    [Theory, Stores]
    public async Task Joining_with_the_code_of_another_door_is_refused(Store store)
    {
        var (_, township, committee) = await StartAsync(store);
        var (a, b) = (await committee.EnterAsync(township.Village), await committee.EnterAsync(township.Village, "李永福", "西街8号"));
        await committee.Client.DoAsync<DoorCodesMade>("api/households/door-codes", new { village = township.Village });
        var code = (await committee.SeeHouseholdAsync(a.Id)).DoorCode;
        var villager = await township.VillagerAsync();

        await villager.Client.IsRefusedAsync($"api/households/{b.Id}/join", new { code }, HttpStatusCode.Conflict, "household.code_elsewhere");
        await villager.Client.DoAsync<MembershipReceipt>($"api/households/{a.Id}/join", new { code });
    }

    private static Task<bool> MayActAsync(VillageApp app, Actor actor, Guid household) =>
        app.InsideAsync(x => x.GetRequiredService<HouseholdAccess>().MayActForAsync(actor, household, default));

    private static Task<int> CountAsync(VillageApp app, string village) =>
        app.InStoreAsync(db => db.Set<HouseholdCount>().Where(x => x.RegionCode == village).Select(x => x.Active).SingleAsync());

    private async Task<(VillageApp App, Township Township, StaffMemberClient Committee)> StartAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        return (app, township, await township.CommitteeAsync());
    }
}
