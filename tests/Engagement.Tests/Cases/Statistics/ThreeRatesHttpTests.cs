using System.Net;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases.Statistics;

/// <summary>The three rates through the front door.</summary>
public sealed class ThreeRatesHttpTests(Villages villages)
{
    private static string Today => ChinaTime.Today(TimeProvider.System).ToString("yyyy-MM-dd");

    private static string Path(string region, string more = "") => $"api/statistics/three-rates?region={region}&from={Today[..8]}01&to={Today}{more}";

    [Theory, Stores]
    public async Task Rates_CountWhatTheCitizensSaid(Store store)
    {
        var (app, township, clerk, zhang) = await ArrangeAsync(store);
        var solved = await ResolvedAsync(app, clerk, await app.Given.ComplaintAsync(zhang));
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{solved.Id}/rating", new { solved = true, satisfaction = 5 });
        var unsolved = await ResolvedAsync(app, clerk, await app.Given.ComplaintAsync(zhang));
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{unsolved.Id}/rating", new { solved = false, satisfaction = 1 });
        var closed = await clerk.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        await clerk.OnCaseAsync(closed, "close", new { reason = "联系不上" });
        await clerk.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "reject", new { reason = "不属于受理范围" });
        await app.Given.ComplaintAsync(zhang);

        var rates = await clerk.SeeAsync<ThreeRates>(Path(township.Code));
        rates.Total.Filed.ShouldBe(5);
        (rates.Total.Response.Numerator, rates.Total.Response.Denominator, rates.Total.Response.Rate).ShouldBe((3, 3, 1d));
        Part(rates.Total.Response.Excluded, "response.rejected").ShouldBe(1);
        Part(rates.Total.Response.Excluded, "response.running").ShouldBe(1);
        (rates.Total.Resolution.Numerator, rates.Total.Resolution.Denominator, rates.Total.Resolution.Rate).ShouldBe((1, 3, 0.3333));
        Part(rates.Total.Resolution.Missed, "resolution.reopened").ShouldBe(1);
        Part(rates.Total.Resolution.Missed, "resolution.closedByStaff").ShouldBe(1, "nobody confirmed it");
        (rates.Total.Satisfaction.Numerator, rates.Total.Satisfaction.Denominator).ShouldBe((1, 2));
        rates.Total.Resolution.SampleTooSmall.ShouldBeTrue();
        rates.Formula.Resolution.ShouldContain("群众确认已解决");
        var behind = await clerk.SeeAsync<FigureCases>($"api/statistics/three-rates/cases?region={township.Code}&from={Today[..8]}01&to={Today}&figure=resolution.missed");
        behind.Items.Select(x => x.Id).ShouldBe([closed.Id, unsolved.Id], ignoreOrder: true);
        (behind.Count, behind.NotListed, behind.Name).ShouldBe((2, 0, "未解决"));
        behind.GroupName.ShouldEndWith("柳树镇");
        foreach (var (by, key, name) in new[] { ("village", township.Village, "柳树村委会"), ("month", Today[..7], $"{Today[..4]}年{int.Parse(Today[5..7])}月"), ("priority", "normal", "一般"), ("category", "rubbish", "生活垃圾堆放") })
        {
            var one = await clerk.SeeAsync<FigureCases>($"api/statistics/three-rates/cases?region={township.Code}&from={Today[..8]}01&to={Today}&figure=resolution.reopened&by={by}&group={key}");
            (one.Name, one.GroupName).ShouldBe(("群众要求重办、仍在办理", name));
        }

    }

    [Theory, Stores]
    public async Task OnBehalf_IsShownApart(Store store)
    {
        var (app, township, clerk, zhang) = await ArrangeAsync(store);
        await app.Given.ComplaintAsync(zhang);
        await clerk.DoAsync<CaseReceipt>("api/complaints/on-behalf", new { category = "rubbish", description = "王奶奶说门口有垃圾", visibility = "staffOnly", regionCode = township.Village, reporterName = "王奶奶" });
        var rates = await clerk.SeeAsync<ThreeRates>(Path(township.Code));
        (rates.Total.Filed, rates.OnBehalf.Filed).ShouldBe((1, 1));
    }

    [Theory, Stores]
    public async Task Sealed_CasesAreCounted_ButNotListedToTheCommittee(Store store)
    {
        var (app, township, _, zhang) = await ArrangeAsync(store);
        await app.Given.ComplaintAsync(zhang);
        await app.Given.ComplaintAsync(zhang, hiddenFromCommittee: true);
        var committee = (await township.CommitteeAsync()).Client;
        (await committee.SeeAsync<ThreeRates>(Path(township.Village))).Total.Filed.ShouldBe(2);
        var behind = await committee.SeeAsync<FigureCases>($"api/statistics/three-rates/cases?region={township.Village}&from={Today[..8]}01&to={Today}&figure=filed");
        (behind.Items.Count, behind.Count, behind.NotListed).ShouldBe((1, 2, 1));
    }

    [Theory, Stores]
    public async Task Villager_SeesHomeOnly_AndNoNumbersOfSoFew(Store store)
    {
        var (app, township, clerk, zhang) = await ArrangeAsync(store);
        for (var i = 0; i < 4; i++) await clerk.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        var few = (await zhang.Client.SeeAsync<ThreeRates>(Path(township.Village))).Total;
        (few.Filed, few.Response.Numerator, few.Response.Rate, few.Response.SampleTooSmall).ShouldBe((null, null, null, true));
        await clerk.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        var enough = (await zhang.Client.SeeAsync<ThreeRates>(Path(township.Code, "&by=village"))).Total;
        (enough.Filed, enough.Response.Rate).ShouldBe((5, 1d));
        enough.Shown.ShouldBeEmpty();
        foreach (var path in new[] { Path(township.NextVillage), Path(township.County), Path(township.Code, "&by=owner") })
        {
            using var answer = await zhang.Client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory, Stores]
    public async Task Staff_OfAnotherTownship_AreRefused(Store store)
    {
        var app = await villages.OnAsync(store);
        var (here, there) = (await app.Given.TownshipAsync(), await app.Given.TownshipAsync());
        var clerk = (await here.ClerkAsync()).Client;
        foreach (var path in new[] { Path(there.Code), Path(here.County), Path(there.Code).Replace("three-rates?", "three-rates/cases?figure=filed&", StringComparison.Ordinal), $"api/statistics/monthly-report?region={there.Code}&month={Today[..7]}" })
        {
            using var answer = await clerk.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory, Stores]
    public async Task Villages_AreRanked_AndThePeriodBeforeStandsBeside(Store store)
    {
        var (app, township, clerk, zhang) = await ArrangeAsync(store);
        var li = await app.Given.VillagerAsync(township.NextVillage, "李大娘");
        for (var i = 0; i < 5; i++)
        {
            await clerk.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
            await clerk.OnCaseAsync(await app.Given.ComplaintAsync(li), "accept");
        }

        var rates = await clerk.SeeAsync<ThreeRates>(Path(township.Code, "&by=village&compare=month"));
        rates.Groups.Select(x => x.Response.Rank).ShouldBe([1, 1], "equals share a rank");
        rates.Groups.Select(x => x.Name).ShouldBe(["柳树村委会", "杏树村委会"]);
        rates.PreviousTo!.Value.Month.ShouldBe(ChinaTime.Today(TimeProvider.System).AddMonths(-1).Month);
        rates.Total.Previous!.Filed.ShouldBe(0);
    }

    [Theory, Stores]
    public async Task Counties_AreRanked_ForThoseAboveThem(Store store)
    {
        var (app, quick, clerk, zhang) = await ArrangeAsync(store);
        var (_, slow, _, li) = await ArrangeAsync(store);
        for (var i = 0; i < 5; i++)
        {
            await clerk.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
            await app.Given.ComplaintAsync(li);
        }

        var province = (await app.Given.StaffAsync(Role.CountyOffice, "99")).Client;
        var rates = await province.SeeAsync<ThreeRates>(Path("99", "&by=county"));
        rates.By.ShouldBe(RatesBy.County);
        var (first, second) = (rates.Groups.Single(x => x.Key == quick.County), rates.Groups.Single(x => x.Key == slow.County));
        first.Name.ShouldStartWith("第");
        (first.Filed, first.Response.Numerator, first.Response.Rank).ShouldBe((5, 5, 1));
        (second.Filed, second.Response.Denominator, second.Response.Rank).ShouldBe((5, 0, null), "nothing of theirs is due yet, so nothing is ranked");
        rates.Groups.Sum(x => x.Filed).ShouldBe(rates.Total.Filed);
        var behind = await province.SeeAsync<FigureCases>($"api/statistics/three-rates/cases?region=99&from={Today[..8]}01&to={Today}&figure=filed&by=county&group={quick.County}");
        (behind.Count, behind.GroupName).ShouldBe((5, first.Name));
        behind.Items.ShouldAllBe(x => x.RegionCode.StartsWith(quick.County));
        (await province.SeeAsync<MonthlyReport>($"api/statistics/monthly-report?region=99&month={Today[..7]}")).Rates.By.ShouldBe(RatesBy.County);

        // Their own county only; the city around it is not theirs.
        (await clerk.SeeAsync<ThreeRates>(Path(quick.Code, "&by=county"))).Groups.ShouldHaveSingleItem().Name.ShouldBe(first.Name);
        foreach (var (client, path) in new[] { (clerk, Path(quick.County[..4], "&by=county")), (zhang.Client, Path(quick.Code, "&by=county")) })
        {
            using var answer = await client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory, Stores]
    public async Task MonthlyReport_HasEverythingInOneAnswer(Store store)
    {
        var (app, township, clerk, zhang) = await ArrangeAsync(store);
        var it = await clerk.OnCaseAsync(await app.Given.ComplaintAsync(zhang), "accept");
        await zhang.Client.DoAsync<CaseReceipt>($"api/complaints/{it.Id}/urge", new { });
        var report = await clerk.SeeAsync<MonthlyReport>($"api/statistics/monthly-report?region={township.Code}&month={Today[..7]}");
        (report.Volumes.Filed, report.Volumes.OpenAtPresent, report.Volumes.Closed).ShouldBe((1, 1, 0));
        report.Happenings.ShouldContain(new HappeningCount(CaseEventType.Urged, 1, 1));
        var urged = $"api/statistics/three-rates/cases?region={township.Code}&from={Today[..8]}01&to={Today}&figure={report.Happenings.Single(x => x.Type == CaseEventType.Urged).Figure}";
        (await clerk.SeeAsync<FigureCases>(urged)).Items.ShouldHaveSingleItem().Id.ShouldBe(it.Id);
        (await clerk.SeeAsync<FigureCases>(urged + "&onBehalf=true")).Count.ShouldBe(0);
        report.Rates.Groups.Count.ShouldBe(2);
        report.ByCategory.Single().Key.ShouldBe("rubbish");
        report.OverdueCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("region=21&by=village")]
    [InlineData("region=99abc1")]
    [InlineData("region=990101&from=2026-02-01&to=2026-01-01")]
    [InlineData("region=990101&from=2020-01-01&to=2026-01-01")]
    [InlineData("region=990101&by=nonsense")]
    public async Task Nonsense_IsRefusedInWords(string query)
    {
        var app = await villages.OnAsync(Store.Sqlite);
        using var answer = await (await app.Given.StaffAsync(Role.Administrator, "")).Client.GetAsync($"api/statistics/three-rates?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public void MinimumSample_OutOfRange_StopsTheStart() =>
        Should.Throw<InvalidOperationException>(() => new StatisticsOptions { MinimumSample = 0 }.Checked()).Message.ShouldContain("Statistics:MinimumSample");

    private async Task<(VillageApp App, Township Township, HttpClient Clerk, Villager Zhang)> ArrangeAsync(Store store)
    {
        var app = await villages.OnAsync(store);
        var township = await app.Given.TownshipAsync();
        return (app, township, (await township.ClerkAsync()).Client, await township.VillagerAsync());
    }

    private static async Task<CaseReceipt> ResolvedAsync(VillageApp app, HttpClient clerk, CaseReceipt it) =>
        await clerk.OnCaseAsync(await clerk.OnCaseAsync(it, "accept"), "resolve", new { text = "已清运", photoIds = new[] { await app.Given.PhotoAsync(clerk) } });

    private static int Part(IEnumerable<FigureCount> parts, string figure) => parts.Single(x => x.Figure == figure).Count;
}
