using System.Net;
using Engagement.Api.Pledges;
using Engagement.Core.Cases;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Jobs;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Pledges;

/// <summary>What follows a failed check: put right, referred as a finding, or overturned by an objection.</summary>
public sealed class CheckAftermathTests(OwnVillages villages) : IClassFixture<OwnVillages>
{
    [Theory, Stores]
    public async Task A_second_visit_in_order_closes_the_first_which_still_counts_as_failed(Store store)
    {
        var (app, village, home, _) = await PledgedAsync(store);
        var failed = await village.FailAsync(home);
        var visit = village.Visit(home, first: failed);
        (await PledgeVillage.SendAsync(village.Chief.Client, visit))[0].Outcome.ShouldBe(ReportOutcome.Recorded);
        (await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(home, first: failed)))[0].Code.ShouldBe("pledge_check.not_first", "it is closed");
        (await village.CheckAsync(failed)).State.ShouldBe(PledgeCheckState.PutRight);
        (await CountAsync(app, village)).ShouldBe((1, 1, 0));
    }

    [Theory, Stores]
    public async Task A_second_visit_not_in_order_becomes_a_finding_with_its_pictures(Store store)
    {
        var (app, village, home, _) = await PledgedAsync(store);
        var failed = await village.FailAsync(home);
        var photo = await app.Given.PhotoAsync(village.Chief.Client);
        await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(home, clean: false, photo: photo, first: failed));
        var check = await village.CheckAsync(failed);
        check.State.ShouldBe(PledgeCheckState.Referred);
        var finding = await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().SingleAsync(x => x.Id == check.FindingId));
        (finding.Kind, finding.CategoryCode, finding.PhotoCount, finding.ReporterId).ShouldBe((CaseKind.Finding, "rubbish", 1, null));
        var clerk = await village.Township.ClerkAsync();
        (await clerk.Client.GetAsync($"api/cases/{finding.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await clerk.Client.GetAsync($"api/photos/{photo}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, Stores]
    public async Task What_nobody_came_back_for_is_referred_once_after_the_third_day(Store store)
    {
        var (app, village, home, _) = await PledgedAsync(store);
        var failed = await village.FailAsync(home);
        var by = (await village.CheckAsync(failed)).PutRightBy!.Value;
        (await ReferAsync(app, by.AddMilliseconds(-1))).ShouldBe(0);
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TryReferAsync(app, by))));
        runs.Sum().ShouldBe(1);
        (await ReferAsync(app, by.AddDays(1))).ShouldBe(0, "a later run finds nothing left");
        (await app.InStoreAsync(db => db.Set<Case>().CountAsync(x => x.SourceId == failed))).ShouldBe(1);
        (await village.CheckAsync(failed)).State.ShouldBe(PledgeCheckState.Referred);
    }

    [Theory, Stores]
    public async Task An_upheld_objection_takes_the_check_out_of_the_rate_and_the_finding_back(Store store)
    {
        var (app, village, home, son) = await PledgedAsync(store);
        var failed = await village.FailAsync(home);
        await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(home));
        await village.Chief.Client.IsRefusedAsync($"api/pledge-checks/{failed}/objection/decision", new { version = 1, upheld = true, answer = "好" }, HttpStatusCode.Forbidden, "not_allowed");
        var objection = await son.Client.DoAsync<ObjectionReceipt>($"api/pledge-checks/{failed}/objection", new { reason = "那不是我家门前" });
        await son.Client.IsRefusedAsync($"api/pledge-checks/{failed}/objection", new { reason = "再说一次" }, HttpStatusCode.Conflict, "pledge_check.already_objected");
        (await ReferAsync(app, (await village.CheckAsync(failed)).PutRightBy!.Value.AddDays(1))).ShouldBe(0, "while it waits nothing is referred");

        var asHeadOfHome = await app.Given.StaffAsync(Role.VillageCommittee, village.Code, personId: son.PersonId);
        await asHeadOfHome.Client.IsRefusedAsync($"api/pledge-checks/{failed}/objection/decision", new { objection.Version, upheld = true, answer = "好" }, HttpStatusCode.Forbidden, "household.own_household");
        var chiefAsStaff = await app.Given.StaffAsync(Role.VillageCommittee, village.Code, personId: village.Chief.PersonId);
        await chiefAsStaff.Client.IsRefusedAsync($"api/pledge-checks/{failed}/objection/decision", new { objection.Version, upheld = false, answer = "维持" }, HttpStatusCode.Forbidden, "pledge_check.decide_own");

        var committee = await village.Township.CommitteeAsync();
        (await committee.Client.SeeAsync<Page<CheckView>>($"api/pledge-checks?region={village.Code}&objected=true")).Items.ShouldHaveSingleItem().CanDecide.ShouldBeTrue();
        await committee.Client.DoAsync<ObjectionReceipt>($"api/pledge-checks/{failed}/objection/decision", new { objection.Version, upheld = true, answer = "核实属实" });
        await committee.Client.IsRefusedAsync($"api/pledge-checks/{failed}/objection/decision", new { version = objection.Version + 1, upheld = false, answer = "改主意" }, HttpStatusCode.Conflict, "pledge_check.objection_decided");
        (await CountAsync(app, village)).ShouldBe((1, 1, 1));
        var current = await son.Client.SeeAsync<Core.Pledges.Signing.CurrentPledge>("api/pledges/current");
        (current.Checks, current.KeepRate).ShouldBe((1, 1.0));
    }

    [Theory, Stores]
    public async Task An_upheld_objection_to_the_second_visit_withdraws_the_finding(Store store)
    {
        var (app, village, home, son) = await PledgedAsync(store);
        var failed = await village.FailAsync(home);
        var second = (await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(home, clean: false, photo: await app.Given.PhotoAsync(village.Chief.Client), first: failed)))[0].Id!.Value;
        var objection = await son.Client.DoAsync<ObjectionReceipt>($"api/pledge-checks/{second}/objection", new { reason = "已经扫干净了" });
        var committee = await village.Township.CommitteeAsync();
        await committee.Client.DoAsync<ObjectionReceipt>($"api/pledge-checks/{second}/objection/decision", new { objection.Version, upheld = true, answer = "照片为证" });
        var check = await village.CheckAsync(failed);
        check.State.ShouldBe(PledgeCheckState.PutRight);
        (await app.InStoreAsync(db => db.Set<Case>().AsNoTracking().SingleAsync(x => x.Id == check.FindingId))).Status.ShouldBe(CaseStatus.Closed);
        (await CountAsync(app, village)).ShouldBe((1, 1, 0));
    }

    [Theory, Stores]
    public async Task The_time_to_object_ends_with_the_third_day(Store store)
    {
        var (app, village, home, son) = await PledgedAsync(store);
        var failed = await village.FailAsync(home);
        var until = (await village.CheckAsync(failed)).ObjectBy!.Value;
        (await Should.ThrowAsync<RuleViolation>(() => ObjectAsync(app, son, failed, until))).Code.ShouldBe("pledge_check.objection_too_late");
        (await ObjectAsync(app, son, failed, until.AddMilliseconds(-1))).ShouldNotBeNull();
    }

    private static Task<PledgeObjection?> ObjectAsync(VillageApp app, Villager by, Guid check, DateTime now) => app.InsideAsync(services =>
        ActivatorUtilities.CreateInstance<ObjectionService>(services, new StoppedClock(now))
            .ObjectAsync(new Actor(ActorKind.Villager, by.PersonId, by.PersonId, null, [], null), check, "不是我家门前", default));

    private async Task<(VillageApp App, PledgeVillage Village, Guid Home, Villager Son)> PledgedAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var home = await village.HouseholdAsync();
        var son = await village.MemberAsync(home);
        await village.SignAsync(son);
        return (app, village, home, son);
    }

    private static Task<(int Signed, int Checks, int Kept)> CountAsync(VillageApp app, PledgeVillage village) => app.InStoreAsync(async db =>
        await db.Set<PledgeCount>().AsNoTracking().SingleAsync(x => x.RegionCode == village.Code) is var x ? (x.Signed, x.Checks, x.Kept) : default);

    private static Task<int> ReferAsync(VillageApp app, DateTime now) => app.InsideAsync(async services =>
    {
        var findings = ActivatorUtilities.CreateInstance<CheckFindings>(services, new StoppedClock(now));
        return await findings.ReferOverdueAsync(default);
    });

    /// <summary>A run that loses the race leaves the work to the other, as the job does when it is tried again.</summary>
    private static async Task<int> TryReferAsync(VillageApp app, DateTime now)
    {
        try
        {
            return await ReferAsync(app, now);
        }
        catch (StaleVersion)
        {
            return 0;
        }
    }
}
