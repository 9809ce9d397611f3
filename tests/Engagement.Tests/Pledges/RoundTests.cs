using System.Net;
using System.Net.Http.Json;
using Engagement.Api.Pledges;
using Engagement.Core.Messaging;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Pledges;

/// <summary>The alley chief's round: a list in walking order, visits sent in one batch, now or hours later.</summary>
public sealed class RoundTests(Villages villages)
{
    [Theory, Stores]
    public async Task Two_hundred_visits_go_in_one_batch_and_again_without_doubling(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var homes = await village.HouseholdsAsync(200);
        await PledgeInStoreAsync(app, village, homes);
        var visits = homes.Select(x => village.Visit(x)).ToList();
        var first = await PledgeVillage.SendAsync(village.Chief.Client, visits);
        first.ShouldAllBe(x => x.Outcome == ReportOutcome.Recorded);
        var again = await PledgeVillage.SendAsync(village.Chief.Client, visits);
        again.ShouldAllBe(x => x.Outcome == ReportOutcome.Already);
        again.Select(x => x.Id).ShouldBe(first.Select(x => x.Id), "the phone learns the same ids");
        var count = await app.InStoreAsync(db => db.Set<Core.Pledges.Coverage.PledgeCount>().AsNoTracking().SingleAsync(x => x.RegionCode == village.Code));
        (count.Checks, count.Kept).ShouldBe((200, 200));
    }

    [Theory, Stores]
    public async Task The_same_batch_sent_twice_at_once_counts_once(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var homes = await village.HouseholdsAsync(20);
        await PledgeInStoreAsync(app, village, homes);
        var visits = homes.Select(x => village.Visit(x)).ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PledgeVillage.SendAsync(village.Chief.Client, visits)));
        answers.SelectMany(x => x).Count(x => x.Outcome == ReportOutcome.Recorded).ShouldBe(20);
        answers.SelectMany(x => x).ShouldAllBe(x => x.Outcome != ReportOutcome.Refused);
        (await app.InStoreAsync(db => db.Set<PledgeCheck>().CountAsync(x => x.RegionCode == village.Code))).ShouldBe(20);
    }

    [Theory, Stores]
    public async Task What_cannot_be_recorded_is_refused_by_itself_and_the_rest_stands(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var (good, unsigned, own, west) = (await village.HouseholdAsync(), await village.HouseholdAsync(), await village.HouseholdAsync(), await village.HouseholdAsync(village.West));
        await PledgeInStoreAsync(app, village, [good, own, west]);
        await village.LivesInAsync(village.Chief.PersonId, own);
        var photo = await app.Given.PhotoAsync(village.Chief.Client);
        var now = app.Clock.UtcNow();
        var results = await PledgeVillage.SendAsync(village.Chief.Client,
            village.Visit(good), village.Visit(unsigned), village.Visit(own), village.Visit(west), village.Visit(Guid.NewGuid()),
            village.Visit(good, clean: false), village.Visit(good, clean: false, photo: Guid.NewGuid()), village.Visit(good, at: now.AddHours(2)), village.Visit(good, at: now.AddDays(-31)),
            village.Visit(good, first: Guid.NewGuid()), village.Visit(good, round: Guid.NewGuid()), village.Visit(good, clean: false, photo: photo), village.Visit(good, clean: false, photo: photo));
        results.Select(x => x.Code).ShouldBe(
        [
            null, "pledge.not_signed", "pledge_check.own_household", "pledge_check.no_household", "pledge_check.no_household",
            "pledge_check.photo_required", "pledge_check.photo_unknown", "pledge_check.in_future", "pledge_check.too_old",
            "pledge_check.not_first", "pledge_check.no_round", null, "pledge_check.photo_unknown",
        ]);
        results.Where(x => x.Code is not null).ShouldAllBe(x => x.Outcome == ReportOutcome.Refused && x.Message!.Length > 5);
        var stranger = await village.MemberAsync(good);
        await stranger.Client.IsRefusedAsync("api/pledge-checks/batch", new { checks = new[] { village.Visit(good) } }, HttpStatusCode.Forbidden, "not_allowed");
    }

    [Theory, Stores]
    public async Task A_planned_round_lists_its_doors_in_walking_order_and_closes_with_what_was_missed(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var homes = await village.HouseholdsAsync(3);
        await village.HouseholdAsync(village.West);
        await PledgeInStoreAsync(app, village, [homes[0], homes[1]]);
        var committee = await village.Township.CommitteeAsync();
        var round = await committee.Client.DoAsync<RoundReceipt>("api/pledge-rounds", new { village = village.Code, alleys = new[] { village.East }, day = ChinaTime.Today(app.Clock), note = "周五检查" });
        (await village.Chief.Client.SeeAsync<Page<RoundView>>("api/pledge-rounds")).Items.ShouldHaveSingleItem().Id.ShouldBe(round.Id);
        var sheet = await village.Chief.Client.SeeAsync<RoundSheet>($"api/pledge-rounds/{round.Id}");
        sheet.Doors.Select(x => x.HouseholdId).ShouldBe(homes);
        sheet.Doors.Select(x => x.Signed).ShouldBe([true, true, false]);
        sheet.Doors[0].HeadName.ShouldBe("王**");
        await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(homes[0], round: round.Id), village.Visit(homes[1], round: round.Id, clean: false, photo: await app.Given.PhotoAsync(village.Chief.Client)));
        var closed = await village.Chief.Client.DoAsync<RoundReceipt>($"api/pledge-rounds/{round.Id}/close", new { round.Version });
        (closed.Listed, closed.Visited).ShouldBe((3, 2));
        await village.Chief.Client.IsRefusedAsync($"api/pledge-rounds/{round.Id}/close", new { closed.Version }, HttpStatusCode.Conflict, "pledge_round.closed");
        (await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(homes[0], round: round.Id)))[0].Code.ShouldBe("pledge_check.no_round", "a closed round takes no more visits");
        (await (await village.MemberAsync(homes[0])).Client.GetAsync($"api/pledge-rounds/{round.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the list of doors is not for neighbours");
    }

    [Theory, Stores]
    public async Task A_failed_check_tells_the_household_with_picture_and_date(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        var son = await village.MemberAsync(home);
        var child = await village.MemberAsync(home, adult: false);
        var neighbour = await village.MemberAsync(await village.HouseholdAsync());
        await village.SignAsync(son);
        var failed = await village.FailAsync(home);
        var told = await app.InStoreAsync(db => db.Set<OutboxMessage>().AsNoTracking().Where(x => x.SubjectId == failed).ToListAsync());
        told.Select(x => x.PersonId).ShouldContain(son.PersonId);
        told.Select(x => x.PersonId).ShouldNotContain(child.PersonId);
        told[0].ReadFields()["text"].ShouldBe("卫生不合格");
        var check = await son.Client.SeeAsync<CheckView>($"api/pledge-checks/{failed}");
        check.PutRightBy.ShouldBe(ChinaTime.ToUtc(ChinaTime.Today(app.Clock).AddDays(4), TimeOnly.MinValue), "to 24:00 of the third day");
        check.CanObject.ShouldBeTrue();
        (await son.Client.GetAsync($"api/photos/{check.Photos[0].PhotoId}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await neighbour.Client.GetAsync($"api/photos/{check.Photos[0].PhotoId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.Client.GetAsync($"api/pledge-checks/{failed}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.Client.SeeAsync<Page<CheckView>>($"api/pledge-checks?household={home}")).Items.ShouldBeEmpty();
    }

    /// <summary>Signs for many households at once, past the door: how they signed is not what these tests are about.</summary>
    internal static Task PledgeInStoreAsync(VillageApp app, PledgeVillage village, IReadOnlyList<Guid> homes) => PledgeRows.SignAsync(app, village, homes);
}
