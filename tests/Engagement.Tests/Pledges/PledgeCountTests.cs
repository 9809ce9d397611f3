using Engagement.Api.Pledges;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Pledges;

/// <summary>The counts that coverage reads are equal to a recount, whatever happened; the job finds and rights what is not.</summary>
public sealed class PledgeCountTests(Jobs.OwnVillages villages) : IClassFixture<Jobs.OwnVillages>
{
    [Theory, Stores]
    public async Task After_any_run_of_acts_the_counts_equal_a_recount(Store store)
    {
        var app = await villages.OnAsync(store);
        var random = new Random(20261122);
        var village = await PledgeVillage.SettleAsync(app);
        var committee = await village.Township.CommitteeAsync();
        var homes = await village.HouseholdsAsync(12);
        await PledgeRows.SignAsync(app, village, homes.Take(8).ToList());
        var failed = new List<Guid>();
        for (var act = 0; act < 25; act++)
        {
            var home = homes[random.Next(homes.Count)];
            switch (random.Next(4))
            {
                case 0:
                    var bad = (await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(home, clean: false, photo: await app.Given.PhotoAsync(village.Chief.Client))))[0];
                    if (bad.Id is { } id) failed.Add(id);
                    break;
                case 1 when failed.Count > 0:
                    await PledgeVillage.SendAsync(village.Chief.Client, village.Visit((await village.CheckAsync(failed[^1])).HouseholdId, first: failed[^1]));
                    break;
                case 2:
                    var signed = await committee.Client.SeeAsync<Core.Shared.Page<Core.Pledges.Signing.PledgeListItem>>($"api/pledges?village={village.Code}");
                    if (signed.Items.Count > 3) await committee.Client.DoAsync<PledgeReceipt>($"api/pledges/{signed.Items[0].PledgeId}/withdraw", new { version = 1, reason = "重签" });
                    break;
                default:
                    await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(home), village.Visit(home));
                    break;
            }
        }

        (await ReconcileAsync(app)).ShouldBeEmpty();
        await app.InStoreAsync(db => db.Set<PledgeCount>().Where(x => x.RegionCode == village.Code).ExecuteUpdateAsync(x => x.SetProperty(c => c.Signed, 99)));
        (await ReconcileAsync(app)).ShouldHaveSingleItem().RegionCode.ShouldBe(village.Code);
        (await ReconcileAsync(app)).ShouldBeEmpty("it was righted");
    }

    [Theory, Stores]
    public async Task Coverage_and_keep_rate_drill_down_from_county_to_alley(Store store)
    {
        var app = await villages.OnAsync(store);
        var village = await PledgeVillage.SettleAsync(app);
        var east = await village.HouseholdsAsync(4);
        var west = await village.HouseholdsAsync(2, village.West);
        await PledgeRows.SignAsync(app, village, [east[0], east[1], east[2], west[0]]);
        await village.FailAsync(east[0]);
        await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(east[1]), village.Visit(east[2]));
        var county = await app.Given.StaffAsync(Core.Shared.Role.CountyOffice, village.Township.County);
        var report = await county.Client.SeeAsync<PledgeReport>($"api/statistics/pledges?region={village.Township.County}");
        report.Total.ShouldSatisfyAllConditions(x => x.Households.ShouldBe(6), x => x.Signed.ShouldBe(4), x => x.Coverage.ShouldBe(0.6667), x => x.Checks.ShouldBe(3), x => x.KeepRate.ShouldBe(0.6667));
        report.Rows.ShouldHaveSingleItem().Code.ShouldBe(village.Township.Code);
        report.Formulae.Count.ShouldBe(2);
        var villagesOf = await county.Client.SeeAsync<PledgeReport>($"api/statistics/pledges?region={village.Township.Code}");
        villagesOf.Rows.Select(x => (x.Code, x.Signed)).ShouldBe([(village.Code, 4), (village.Township.NextVillage, 0)]);
        villagesOf.Rows[1].Coverage.ShouldBeNull("without households there is no share");
        var alleys = await county.Client.SeeAsync<PledgeReport>($"api/statistics/pledges?region={village.Code}");
        alleys.Rows.Select(x => (x.Name, x.Households, x.Signed, x.Checks, x.Kept)).ShouldBe([("东胡同", 4, 3, 3, 2), ("西胡同", 2, 1, 0, 0)]);
        var unsigned = await county.Client.SeeAsync<Core.Shared.Page<Core.Pledges.Signing.PledgeListItem>>($"api/pledges?village={village.Code}&show=unsigned");
        unsigned.Items.Select(x => x.HouseholdId).ShouldBe([east[3], west[1]]);
        unsigned.Items[0].HeadName.ShouldBe("王**", "the county reads, it does not keep the register");
    }

    private static Task<IReadOnlyList<PledgeCountFault>> ReconcileAsync(VillageApp app) => app.InsideAsync(x => x.GetRequiredService<PledgeCounts>().ReconcileAsync(default));
}
