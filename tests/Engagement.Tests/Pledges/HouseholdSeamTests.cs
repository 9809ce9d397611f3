using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Households;
using Engagement.Api.Pledges;
using Engagement.Core.Households;
using Engagement.Core.Households.Register;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Consents;
using Engagement.Core.Photos;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Tests.Households;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Pledges;

/// <summary>What the register does to pledges: households end, people turn out to be one, accounts are deleted.</summary>
public sealed class HouseholdSeamTests(Jobs.OwnVillages villages) : IClassFixture<Jobs.OwnVillages>
{
    [Theory, Stores]
    public async Task Split_merge_and_move_away_take_the_signature_out_of_the_count(Store store)
    {
        var (app, village, committee) = await StartAsync(store);
        var homes = await village.HouseholdsAsync(5);
        await village.MemberAsync(homes[0]);
        await PledgeRows.SignAsync(app, village, [homes[0], homes[1], homes[2], homes[3]]);
        await village.FailAsync(homes[0]);

        var old = await committee.SeeHouseholdAsync(homes[0]);
        await committee.Client.DoAsync<Page<HouseholdReceipt>>($"api/households/{old.Id}/split",
            new { version = old.Version, parts = old.Members.Select(x => new { membershipIds = new[] { x.MembershipId } }) });
        (await CountAsync(app, village)).ShouldBe((3, 1, 0), "the check stays in the rate of the term");
        await committee.Client.DoAsync<HouseholdReceipt>($"api/households/{homes[1]}/merge", new { version = (await committee.SeeHouseholdAsync(homes[1])).Version, intoId = homes[4] });
        (await CountAsync(app, village)).Signed.ShouldBe(2);
        await committee.Client.DoAsync<HouseholdReceipt>($"api/households/{homes[2]}/move-away", new { version = (await committee.SeeHouseholdAsync(homes[2])).Version, reason = "进城" });
        (await CountAsync(app, village)).Signed.ShouldBe(1);
        var gone = await app.InStoreAsync(db => db.Set<Pledge>().AsNoTracking().SingleAsync(x => x.HouseholdId == homes[2]));
        await committee.Client.DoAsync<PledgeReceipt>($"api/pledges/{gone.Id}/withdraw", new { gone.Version, reason = "已迁出" });

        (await CountAsync(app, village)).Signed.ShouldBe(1, "it was taken out when the household went");
        (await app.InsideAsync(x => x.GetRequiredService<PledgeCounts>().ReconcileAsync(default))).ShouldBeEmpty();
        (await app.InsideAsync(x => x.GetRequiredService<HouseholdCounts>().ReconcileAsync(default))).ShouldBe(0);
    }

    [Theory, Stores]
    public async Task Withdrawing_while_the_household_moves_away_counts_it_out_once(Store store)
    {
        var (app, village, committee) = await StartAsync(store);
        var homes = await village.HouseholdsAsync(6);
        await PledgeRows.SignAsync(app, village, homes);
        var pledges = await app.InStoreAsync(db => db.Set<Pledge>().AsNoTracking().Where(x => homes.Contains(x.HouseholdId)).ToListAsync());
        await Task.WhenAll(pledges.SelectMany(x => new Task[]
        {
            Task.Run(() => committee.Client.PostAsJsonAsync($"api/pledges/{x.Id}/withdraw", new { x.Version, reason = "签错" })),
            Task.Run(() => committee.Client.PostAsJsonAsync($"api/households/{x.HouseholdId}/move-away", new { version = 1, reason = "进城" })),
        }));
        (await CountAsync(app, village)).Signed.ShouldBe(0);
        (await app.InsideAsync(x => x.GetRequiredService<PledgeCounts>().ReconcileAsync(default))).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Reconcile_WhileAHouseholdIsEntered_CountsIt(Store store)
    {
        var (app, village, _) = await StartAsync(store);
        await village.HouseholdsAsync(3);
        await app.InStoreAsync(db => db.Set<HouseholdCount>().Where(x => x.RegionCode == village.Code).ExecuteUpdateAsync(x => x.SetProperty(c => c.Active, 99)));
        var reconciled = Task.FromResult(0);
        await app.InsideAsync(async services =>
        {
            var (db, counts) = (services.GetRequiredService<Core.Data.EngagementDbContext>(), services.GetRequiredService<HouseholdCounts>());
            return await db.InTransactionAsync(async () =>
            {
                var serial = await counts.AddAsync(village.Code, 1, default);
                db.Add(new Household(Guid.NewGuid(), village.Code, serial, new HouseholdPlace(null, null, null, null), app.Clock.UtcNow()));
                await db.SaveChangesAsync();
                reconciled = Task.Run(() => app.InsideAsync(x => x.GetRequiredService<HouseholdCounts>().ReconcileAsync(default)));
                // Long enough for the reconciliation to have looked and to stand at the row this transaction holds.
                await Task.Delay(400);
                return 0;
            }, default);
        });
        (await reconciled).ShouldBe(1);
        (await app.InStoreAsync(db => db.Set<HouseholdCount>().AsNoTracking().SingleAsync(x => x.RegionCode == village.Code))).Active.ShouldBe(4);
    }

    [Theory, Stores]
    public async Task What_the_register_s_person_signed_and_allowed_is_the_villager_s_who_joins(Store store)
    {
        var (app, village, committee) = await StartAsync(store);
        var home = await village.HouseholdAsync();
        await village.PledgeAllAsync(committee, [home]);
        var head = (await app.LinesAsync(home))[0];
        var villager = await app.Given.VillagerAsync(village.Code, "王大福");
        var now = app.Clock.UtcNow();
        var round = new PledgeRound(Guid.NewGuid(), village.Code, [], ChinaTime.DateOf(now), head.PersonId, null, null, now);
        var post = new DutyPost(Guid.NewGuid(), DutyPostKind.AlleyChief, village.Code, "西胡同胡同长", "西胡同", [], now);
        post.HandOver(Guid.NewGuid(), head.PersonId, ChinaTime.DateOf(now).AddDays(-1), null);
        await app.InsideAsync(async services =>
        {
            var db = services.GetRequiredService<Core.Data.EngagementDbContext>();
            db.AddRange(round, post);
            await db.SaveChangesAsync();
            var book = services.GetRequiredService<ConsentBook>();
            await book.LearnAsync([Accepted(head.PersonId, "t1", now, 1), Accepted(head.PersonId, "t1", now.AddDays(-40), 2), Accepted(head.PersonId, "t2", now, 3), Accepted(villager.PersonId, "t1", now, 4)], default);
            return 0;
        });

        await committee.JoinAsync(villager, home, role: "head", match: head.Id);

        (await villager.Client.SeeAsync<CurrentPledge>("api/pledges/current")).Pledge!.SignedByName.ShouldBe("王大福");
        var (signedBy, walker, balances, facts) = await app.InStoreAsync(async db => (
            await db.Set<Pledge>().Where(x => x.HouseholdId == home).Select(x => x.SignedBy).SingleAsync(), await db.Set<PledgeRound>().Where(x => x.Id == round.Id).Select(x => x.WalkerId).SingleAsync(),
            await db.Set<ConsentBalance>().AsNoTracking().Where(x => x.PersonId == villager.PersonId || x.PersonId == head.PersonId).OrderBy(x => x.TemplateId).ToListAsync(),
            await db.Set<ConsentFact>().AsNoTracking().Where(x => x.PersonId == villager.PersonId || x.PersonId == head.PersonId).ToListAsync()));
        (signedBy, walker).ShouldBe((villager.PersonId, villager.PersonId));
        balances.Select(x => (x.PersonId, x.TemplateId, x.Remaining)).ShouldBe([(villager.PersonId, "t1", 3), (villager.PersonId, "t2", 1)]);
        facts.ShouldAllBe(x => x.PersonId == villager.PersonId);
        (await villager.Client.SeeAsync<Page<RoundView>>("api/pledge-rounds")).Items.ShouldContain(x => x.Id == round.Id);
        (await app.InStoreAsync(db => db.Set<PostTerm>().AsNoTracking().SingleAsync(x => x.PostId == post.Id))).PersonId.ShouldBe(villager.PersonId);
        // What comes later is reckoned on.
        await app.InsideAsync(async x =>
        {
            await x.GetRequiredService<ConsentBook>().LearnAsync([Accepted(villager.PersonId, "t1", now.AddSeconds(5), 5)], default);
            return 0;
        });
        (await app.InStoreAsync(db => db.Set<ConsentBalance>().AsNoTracking().SingleAsync(x => x.PersonId == villager.PersonId && x.TemplateId == "t1"))).Remaining.ShouldBe(4);
    }

    [Theory, Stores]
    public async Task Only_who_holds_the_post_becomes_proxy_as_alley_chief(Store store)
    {
        var (app, village, committee) = await StartAsync(store);
        var home = await village.HouseholdAsync();
        var neighbour = await app.Given.VillagerAsync(village.Code, "孙某");
        using var refused = await committee.Client.PostAsJsonAsync($"api/households/{home}/proxies", new { kind = "alleyChief", personId = neighbour.PersonId });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("personId");
        await committee.Client.DoAsync<ProxyReceipt>($"api/households/{home}/proxies", new { kind = "alleyChief", personId = village.Chief.PersonId });
    }

    [Theory, Stores]
    public async Task Every_adult_hears_that_the_household_signed_and_how(Store store)
    {
        var (app, village, committee) = await StartAsync(store);
        var (self, paper, old) = (await village.HouseholdAsync(), await village.HouseholdAsync(), await village.HouseholdAsync());
        var son = await village.MemberAsync(self);
        var child = await village.MemberAsync(self, adult: false);
        await village.SignAsync(son);
        await village.PledgeAllAsync(committee, [paper]);
        await committee.Client.DoAsync<ProxyReceipt>($"api/households/{old}/proxies", new { kind = "alleyChief", personId = village.Chief.PersonId });
        var offer = (await village.Chief.Client.SeeAsync<CurrentPledge>($"api/pledges/current?household={old}")).Offers[0];
        await village.Chief.Client.DoAsync<PledgeReceipt>("api/pledges", new { householdId = old, textHash = offer.TextHash, signaturePhotoId = await app.Given.PhotoAsync(village.Chief.Client) });

        async Task<List<OutboxMessage>> ToldAsync(Guid home) => await app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking()
            .Where(x => x.Event == MessageEvents.PledgeSigned && db.Set<Pledge>().Any(p => p.Id == x.SubjectId && p.HouseholdId == home)).ToListAsync());
        var told = await ToldAsync(self);
        told.Count.ShouldBe(2);
        told.Select(x => x.PersonId).ShouldContain(son.PersonId);
        told.Select(x => x.PersonId).ShouldNotContain(child.PersonId);
        (await ToldAsync(paper)).ShouldHaveSingleItem().ReadFields()["text"].ShouldContain("纸质");
        (await ToldAsync(old)).ShouldHaveSingleItem().ReadFields()["text"].ShouldContain("代办人代签");
    }

    [Theory, Stores]
    public async Task Who_deletes_the_account_is_in_no_pledge_any_more_and_the_pledge_stays(Store store)
    {
        var (app, village, committee) = await StartAsync(store);
        var home = await village.HouseholdAsync();
        var son = await village.MemberAsync(home);
        var signed = await village.SignAsync(son);
        var failed = await village.FailAsync(home);
        await son.Client.DoAsync<ObjectionReceipt>($"api/pledge-checks/{failed}/objection", new { reason = "那不是我家门前" });
        var copy = await son.Client.GetStringAsync("api/me/export");
        foreach (var part in new[] { "\"pledges\"", "那不是我家门前", signed.Id.ToString() }) copy.ShouldContain(part);
        (await village.Chief.Client.GetStringAsync("api/me/export")).ShouldContain("\"visits\":1");

        foreach (var leaver in new[] { son, village.Chief })
            using (var answer = await leaver.Client.PostAsJsonAsync("api/me/delete", new { confirm = true })) answer.EnsureSuccessStatusCode();

        var (pledge, check, objection, signature) = await app.InStoreAsync(async db => (
            await db.Set<Pledge>().AsNoTracking().SingleAsync(x => x.Id == signed.Id), await db.Set<PledgeCheck>().AsNoTracking().SingleAsync(x => x.Id == failed),
            await db.Set<PledgeObjection>().AsNoTracking().SingleAsync(x => x.CheckId == failed), await db.Set<Photo>().AsNoTracking().CountAsync(x => x.OwnerId == signed.Id)));
        (pledge.SignedBy, pledge.WithdrawnAt, objection.By, signature).ShouldBe((null, null, null, 0));
        check.CheckerId.ShouldNotBe(village.Chief.PersonId);
        (await committee.Client.SeeAsync<PledgeView>($"api/pledges/{signed.Id}")).SignedByName.ShouldBeNull();
        (await CountAsync(app, village)).ShouldBe((1, 1, 0));
    }

    private static ConsentFact Accepted(Guid person, string template, DateTime at, int key) => new(person, template, ConsentNews.Accepted, at, $"{person:N}{key}");

    private async Task<(VillageApp App, PledgeVillage Village, StaffMemberClient Committee)> StartAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        return (app, village, await village.Township.CommitteeAsync());
    }

    private static Task<(int Signed, int Checks, int Kept)> CountAsync(VillageApp app, PledgeVillage village) => app.InStoreAsync(async db =>
        await db.Set<PledgeCount>().AsNoTracking().SingleAsync(x => x.RegionCode == village.Code) is var x ? (x.Signed, x.Checks, x.Kept) : default);
}
