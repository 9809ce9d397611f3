using System.Globalization;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Statistics;

/// <summary>The live figures (one statement over columns) equal a recount from the facts (timelines, answers, requests, pauses), and lead to exactly their cases.</summary>
public sealed class RecountTests
{
    private const int Seed = 20261122;

    [Theory, Stores]
    public async Task Figures_AfterRandomLives_EqualTheRecount_AndLeadToTheirCases(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        var place = await app.Given.TownshipAsync();
        await app.InStoreAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO region (code, name, level, parent, active) VALUES ({place.County + "102"}, '杨树镇', 'Township', {place.County}, {true}), ({place.County + "102201"}, '杨树村委会', 'Village', {place.County + "102"}, {true})"));
        string[] villages = [place.Village, place.NextVillage, place.County + "102201", place.Code];
        Guid[] offices = [Guid.NewGuid(), Guid.NewGuid()];
        var lives = await app.InsideAsync(async services =>
        {
            var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
            db.AddRange(new Office(offices[0], OfficeKind.Township, "柳树镇人民政府", place.Code), new Office(offices[1], OfficeKind.Department, "环卫所", place.County));
            await db.SaveChangesAsync();
            var categories = await services.GetRequiredService<CategoryCatalog>().ListAsync(default);
            var made = new RandomLives(Seed, villages, categories, offices, clock.UtcNow()).Live(store == Store.Sqlite ? 10_000 : 1_500);
            await db.InTransactionAsync(async () =>
            {
                await db.InsertAsync([.. made.Select(x => x.Case), .. made.SelectMany(x => x.Case.Timeline), .. made.SelectMany(x => x.Case.Pauses), .. made.SelectMany(x => x.Ratings),
                    .. made.SelectMany(x => x.Requests), .. made.SelectMany(x => x.Supervisions)], default);
                return 0;
            }, default);
            return made;
        });

        var today = ChinaTime.Today(app.Clock);
        var scope = new RatesScope(place.County, today.AddDays(-100), today.AddDays(-1), CaseKind.Complaint);
        var county = new Actor(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.CountyOffice, place.County, null)], null);
        var priorities = await app.InStoreAsync(db => db.Set<Category>().ToDictionaryAsync(x => x.Code, x => x.Priority));
        var inScope = lives.Where(x => ChinaTime.DateOf(x.Case.FiledAt) is var day && day >= scope.From && day <= scope.To).ToList();
        inScope.Count.ShouldBeInRange(lives.Count / 2, lives.Count - 1);
        foreach (var by in Enum.GetValues<RatesBy>())
        {
            var answer = await app.InsideAsync(x => x.GetRequiredService<ThreeRatesQuery>().AskAsync(county, scope, by, RatesCompare.None, default));
            var facts = inScope.ToLookup(x => KeyOf(by, x.Case, priorities), x => (Figures: Recount.FiguresOf(x.Facts, answer.AsOf, WorkingCalendar.Official), x.Facts));
            Recount.Compare(answer.Total, [.. facts.SelectMany(x => x).Where(x => !IsOnBehalf(x.Facts))], $"{by}, all");
            foreach (var figure in Figure.All.Where(x => x.Key != "shown.held"))
                facts.SelectMany(x => x).Count(x => x.Figures.Contains(figure.Key)).ShouldBeGreaterThan(3, $"{figure.Key} hardly occurs: the lives prove nothing about it");
            Recount.Compare(answer.OnBehalf, [.. facts.SelectMany(x => x).Where(x => IsOnBehalf(x.Facts))], $"{by}, on behalf");
            if (by == RatesBy.None) continue;
            answer.Groups.Select(x => x.Key).ShouldBeUnique();
            facts.Select(x => x.Key).Except(answer.Groups.Select(x => x.Key)).ShouldBeEmpty();
            foreach (var group in answer.Groups) Recount.Compare(group, [.. facts[group.Key].Where(x => !IsOnBehalf(x.Facts))], $"{by}, {group.Key}");
            // Each list compiles its own queries: all figures once, one figure for every breakdown.
            await FollowAsync(app, county, scope, by, answer.Groups[0], inScope, priorities, x => by == RatesBy.Village || x == "resolution.closedByStaff");
        }
    }

    private static string KeyOf(RatesBy by, Case it, Dictionary<string, CasePriority> priorities) => by switch
    {
        RatesBy.Village => it.RegionCode,
        RatesBy.Township => it.TownshipCode,
        RatesBy.County => it.CountyCode,
        RatesBy.Category => it.CategoryCode,
        RatesBy.Owner => it.OwnerOfficeId.ToString(),
        RatesBy.Month => ChinaTime.ToLocal(it.FiledAt).ToString("yyyy-MM", CultureInfo.InvariantCulture),
        RatesBy.Priority => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(priorities[it.CategoryCode].ToString()),
        _ => "",
    };

    private static bool IsOnBehalf(Facts it) => it.Case.FiledOnBehalfBy is not null;

    /// <summary>Every figure of a group leads to as many cases as it counts, and to those the facts name.</summary>
    private static async Task FollowAsync(
        VillageApp app, Actor actor, RatesScope scope, RatesBy by, RatesView group, IReadOnlyList<Life> lives, Dictionary<string, CasePriority> priorities,
        Func<string, bool> wanted)
    {
        foreach (var part in new[] { group.Response, group.Resolution, group.Satisfaction }.SelectMany(x => x.Missed.Concat(x.Excluded)).Concat(group.Shown).Where(x => wanted(x.Figure)))
        {
            HashSet<Guid> seen = [];
            string? after = null;
            do
            {
                var page = await app.InsideAsync(x => x.GetRequiredService<FigureCasesQuery>()
                    .ListAsync(actor, scope, new RatesGroup(by, group.Key), false, part.Figure, 200, after, default));
                page.Count.ShouldBe(part.Count, $"{by}, {group.Key}: {part.Figure}");
                page.NotListed.ShouldBe(0);
                foreach (var item in page.Items) seen.Add(item.Id).ShouldBeTrue();
                after = page.Next;
            }
            while (after is not null);
            seen.Count.ShouldBe(part.Count);
            if (part.Figure == "shown.held") continue;
            lives.Where(x => seen.Contains(x.Case.Id)).ShouldAllBe(x => x.Case.FiledOnBehalfBy == null && KeyOf(by, x.Case, priorities) == group.Key
                && Recount.FiguresOf(x.Facts, app.Clock.UtcNow(), WorkingCalendar.Official).Contains(part.Figure));
        }
    }
}
