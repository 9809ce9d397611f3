using Engagement.Api.Pledges;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Pledges;

/// <summary>Whatever is checked, put right, contested and decided in whatever order: the keep-rate is kept ÷ checks of the term with upheld objections left out,
/// as somebody counts it who only wrote down what the front door answered.</summary>
public sealed class KeepRatePropertyTests(Jobs.OwnVillages villages) : IClassFixture<Jobs.OwnVillages>
{
    private const int Runs = 6, Steps = 16, Homes = 3;

    [Theory, Stores]
    public async Task The_rate_equals_an_independent_recount(Store store)
    {
        var app = await villages.OnAsync(store);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(Runs), Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 9999), Steps).ToArbitrary(), acts => PlayAsync(app, acts).GetAwaiter().GetResult()));
    }

    private static async Task<bool> PlayAsync(VillageApp app, int[] acts)
    {
        var village = await PledgeVillage.SettleAsync(app);
        var committee = await village.Township.CommitteeAsync();
        var homes = await village.HouseholdsAsync(Homes);
        await PledgeRows.SignAsync(app, village, homes);
        List<Villager> members = [];
        foreach (var home in homes) members.Add(await village.MemberAsync(home));
        var seen = new List<Seen>();
        foreach (var act in acts) await StepAsync(app, village, committee, homes, members, seen, act);

        var counting = seen.Where(x => x is { First: null, Upheld: false }).ToList();
        var total = (await committee.Client.SeeAsync<PledgeReport>($"api/statistics/pledges?region={village.Code}")).Total;
        (total.Checks, total.Kept, total.KeepRate).ShouldBe((counting.Count, counting.Count(x => x.Kept), Rate(counting)));
        for (var i = 0; i < Homes; i++)
        {
            var own = counting.Where(x => x.Home == i).ToList();
            var current = await members[i].Client.SeeAsync<CurrentPledge>("api/pledges/current");
            (current.Checks, current.Kept, current.KeepRate).ShouldBe((own.Count, own.Count(x => x.Kept), Rate(own)));
        }

        return true;
    }

    private static async Task StepAsync(VillageApp app, PledgeVillage village, StaffMemberClient committee, IReadOnlyList<Guid> homes, List<Villager> members, List<Seen> seen, int act)
    {
        var home = act / 10 % Homes;
        switch (act % 10)
        {
            case < 3:
                await VisitAsync(home, kept: true, null);
                break;
            case < 6:
                await VisitAsync(home, kept: false, null);
                break;
            case < 8 when seen.Find(x => x is { Kept: false, First: null, Upheld: false, Closed: false } && x.Home == home) is { } first:
                await VisitAsync(home, kept: act / 100 % 2 == 0, first);
                first.Closed = true;
                break;
            case >= 8 when seen.FindLast(x => x is { Kept: false, Contested: false }) is { } doubtful:
                doubtful.Contested = true;
                var objection = await members[doubtful.Home].Client.DoAsync<ObjectionReceipt>($"api/pledge-checks/{doubtful.Id}/objection", new { reason = "不是我家门前" });
                if (act / 100 % 3 == 0) break; // nobody has decided yet: it counts
                doubtful.Upheld = act / 100 % 3 == 1;
                await committee.Client.DoAsync<ObjectionReceipt>($"api/pledge-checks/{doubtful.Id}/objection/decision", new { objection.Version, upheld = doubtful.Upheld, answer = "已核实" });
                break;
        }

        async Task VisitAsync(int at, bool kept, Seen? first)
        {
            var photo = kept ? (Guid?)null : await app.Given.PhotoAsync(village.Chief.Client);
            var result = (await PledgeVillage.SendAsync(village.Chief.Client, village.Visit(homes[at], clean: kept, photo: photo, first: first?.Id)))[0];
            result.Outcome.ShouldBe(ReportOutcome.Recorded, result.Code);
            seen.Add(new Seen(result.Id!.Value, at, kept, first));
        }
    }

    private static double? Rate(List<Seen> checks) => checks.Count == 0 ? null : Math.Round((double)checks.Count(x => x.Kept) / checks.Count, 4);

    /// <summary>What the checker wrote down.</summary>
    private sealed record Seen(Guid Id, int Home, bool Kept, Seen? First)
    {
        public bool Contested { get; set; }
        public bool Upheld { get; set; }

        /// <summary>A second visit was there.</summary>
        public bool Closed { get; set; }
    }
}
