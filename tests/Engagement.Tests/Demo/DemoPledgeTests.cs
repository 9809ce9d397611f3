using System.Globalization;
using Engagement.Api.Demo;
using Engagement.Core.Cases;
using Engagement.Core.Households;
using Engagement.Core.People;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Demo;

/// <summary>What a newcomer finds of signatures, rounds and what came of them.</summary>
public sealed class DemoPledgeTests(DemoVillages villages)
{
    private static readonly Actor Clerk = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.TownshipStaff, DemoPeople.Township, null)], null);

    [Theory, Stores]
    public async Task Most_households_signed_and_the_counts_equal_a_recount(Store store)
    {
        var app = await villages.OnAsync(store);
        (await app.InsideAsync(x => x.GetRequiredService<PledgeCounts>().ReconcileAsync(default))).ShouldBeEmpty();
        var report = (await app.InsideAsync(x => x.GetRequiredService<PledgeStatistics>().ReportAsync(Clerk, DemoPeople.Township, null, null, default)))!;
        report.Total.Coverage!.Value.ShouldBeInRange(0.7, 0.9);
        report.Rows.ShouldAllBe(x => x.Signed > 20);
        var first = report.Rows.OrderBy(x => x.Code).First();
        var lapsed = await app.InsideAsync(x => x.GetRequiredService<PledgeQueries>().ListAsync(Clerk, first.Code, PledgeListing.Lapsed, null, null, 50, null, default));
        lapsed.Items.ShouldNotBeEmpty();
        (await app.InsideAsync(x => x.GetRequiredService<PledgeQueries>().ListAsync(Clerk, first.Code, PledgeListing.Withdrawn, null, null, 50, null, default))).Items.ShouldHaveSingleItem();
        var finding = await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().SingleAsync(x => x.Kind == CaseKind.Finding));
        var referred = await app.InStoreAsync(db => db.Set<PledgeCheck>().AsNoTracking().SingleAsync(x => x.State == PledgeCheckState.Referred));
        (finding.SourceId, referred.FindingId, finding.PhotoCount).ShouldBe((referred.Id, finding.Id, 1));
        (await app.InsideAsync(x => x.GetRequiredService<CheckFindings>().ReferOverdueAsync(default))).ShouldBe(0, "the job finds nothing the story left undone");
    }

    [Theory, Stores]
    public async Task Zhang_has_a_round_to_walk_and_Wang_something_to_sign(Store store)
    {
        var app = await villages.OnAsync(store);
        var zhang = await app.SignInVillagerAsync("zhang");
        var round = (await zhang.SeeAsync<Page<RoundView>>("api/pledge-rounds?open=true")).Items.ShouldHaveSingleItem();
        var doors = (await zhang.SeeAsync<RoundSheet>($"api/pledge-rounds/{round.Id}")).Doors;
        doors.Count.ShouldBeGreaterThan(5);
        doors.Count(x => x.Signed).ShouldBeGreaterThan(3);
        (await zhang.SeeAsync<CurrentPledge>("api/pledges/current")).Pledge.ShouldNotBeNull().PhotoIds.ShouldNotBeEmpty();
        var mine = await (await app.SignInVillagerAsync("wang")).SeeAsync<CurrentPledge>("api/pledges/current");
        mine.MaySign.ShouldBeTrue();
        mine.Pledge.ShouldBeNull();
        mine.Offers[0].Body.ShouldContain("清扫门前积雪", customMessage: "the village's own addition");
        var text = await app.InStoreAsync(db => db.Set<PledgeText>().AsNoTracking().AnyAsync(x => x.Hash == mine.Offers[0].TextHash));
        text.ShouldBeTrue("the neighbours signed the very text that is offered");
    }

    [Theory]
    [InlineData("2026-07-01T00:30:00Z")]
    [InlineData("2026-11-22T04:00:00Z")]
    [InlineData("2027-01-02T23:30:00Z")]
    [InlineData("2029-12-31T15:59:59Z")]
    public async Task There_is_some_of_everything_on_any_day_and_always_the_same(string moment)
    {
        var now = DateTime.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        var (pledges, rounds) = await PlayAsync(now);

        rounds.Checks.Where(x => x.FirstCheckId == null).Average(x => x.Marks.AllKept ? 1.0 : 0).ShouldBeInRange(0.75, 0.92);
        rounds.Checks.Select(x => x.State).Distinct().ShouldBe(Enum.GetValues<PledgeCheckState>(), ignoreOrder: true);
        rounds.Objections.Select(x => x.State).Distinct().ShouldBe(Enum.GetValues<ObjectionState>(), ignoreOrder: true);
        pledges.Pledges.Select(x => x.Means).Distinct().Count().ShouldBe(2);
        pledges.Pledges.ShouldAllBe(x => x.SignedAt <= now && x.RecordedAt <= now && x.SignedAt < x.EndsAt);
        pledges.Pledges.Where(x => x.WithdrawnAt == null).GroupBy(x => (x.HouseholdId, x.TermCode)).ShouldAllBe(x => x.Count() == 1);
        rounds.Checks.ShouldAllBe(x => x.CheckedAt <= now && (x.ClosedAt == null || x.ClosedAt <= now));
        rounds.Checks.Where(x => !x.Marks.AllKept).Select(x => x.Id).Except(rounds.Photos.Select(x => x.CheckId)).ShouldBeEmpty("no failed check without a picture");
        rounds.Rounds.Count(x => x.ClosedAt is null).ShouldBe(1);
        var again = await PlayAsync(now);
        again.Pledges.Pledges.Select(x => (x.Id, x.VerifyCode)).ShouldBe(pledges.Pledges.Select(x => (x.Id, x.VerifyCode)));
        again.Rounds.Checks.Select(x => (x.Id, x.State)).ShouldBe(rounds.Checks.Select(x => (x.Id, x.State)));
    }

    private async Task<(DemoPledges Pledges, DemoRounds Rounds)> PlayAsync(DateTime now)
    {
        var app = await villages.OnAsync(Store.Sqlite);
        var regions = await app.InStoreAsync(db => db.Set<Region>().AsNoTracking().Where(x => x.Code.StartsWith(DemoPeople.County)).ToListAsync());
        var categories = await app.InStoreAsync(db => db.Set<Category>().AsNoTracking().ToListAsync());
        var cipher = new FieldCipher(new KeyRing([new KeyOptions { Version = 1, Secret = Convert.ToBase64String(new byte[32]) }]));
        var halfYear = new DemoHalfYear(regions, categories, WorkingCalendar.Official, cipher, "wx5e1f000000000001", now);
        var rows = new DemoRows();
        var pledges = new DemoPledges(halfYear.People, halfYear.Homes, new PledgeWording("承诺书", "扫净", "摆齐", "浇水", []), regions.ToDictionary(x => x.Code, x => x.Name), halfYear.Pictures, rows, now);
        var rounds = new DemoRounds(halfYear.People, halfYear.Homes, new DemoPosts(halfYear.People, now), pledges, halfYear.Pictures, rows, now);
        await rounds.ReferAsync(categories.Single(x => x.Code == "rubbish").Policy, WorkingCalendar.Official, (_, _) => Task.FromResult("GD1"));
        return (pledges, rounds);
    }
}
