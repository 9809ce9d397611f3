using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Households.Members;
using Engagement.Core.Households.Register;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Households;

/// <summary>Whatever a committee does in whatever order: nobody has two homes at any time, a split or merge loses nobody, and what was true of a past day stays true.</summary>
public sealed class MembershipPropertyTests
{
    private const int Villagers = 5, Runs = 12, Steps = 14;

    [Theory, Stores]
    public async Task Any_history_keeps_the_law(Store store)
    {
        await using var app = await VillageApp.StartAsync(SharedServers.Current, store);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Runs), Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 9999), Steps).ToArbitrary(), moves => PlayAsync(app, moves).GetAwaiter().GetResult()));
    }

    private static async Task<bool> PlayAsync(VillageApp app, int[] moves)
    {
        var township = await app.Given.TownshipAsync();
        var staff = new Actor(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.VillageCommittee, township.Village, null)], null);
        var people = Enumerable.Range(0, Villagers).Select(_ => Guid.NewGuid()).ToList();
        await app.InStoreAsync(db =>
        {
            db.AddRange(people.Select((x, i) => new Core.People.Person(x, $"村民{(char)('甲' + i)}", township.Village, DateTime.UtcNow)));
            return db.SaveChangesAsync();
        });
        Dictionary<DateTime, Dictionary<Guid, Guid>> answers = [];
        foreach (var move in moves)
        {
            app.Clock.Advance(TimeSpan.FromHours(5));
            await app.InsideAsync(async services =>
            {
                await StepAsync(services, staff, township.Village, people, move);
                return 0;
            });
            app.Clock.Advance(TimeSpan.FromHours(1));
            var now = app.Clock.UtcNow();
            answers[now] = await WhoLivesWhereAsync(app, township.Village, now);
        }

        await HoldsAsync(app, township.Village, answers);
        return true;
    }

    private static async Task StepAsync(IServiceProvider services, Actor staff, string village, List<Guid> people, int move)
    {
        var db = services.GetRequiredService<EngagementDbContext>();
        var homes = await db.Set<Household>().AsNoTracking().Where(x => x.RegionCode == village && x.Status == HouseholdStatus.Active).OrderBy(x => x.Code).ToListAsync();
        if (homes.Count < 2)
        {
            await services.GetRequiredService<HouseholdService>().CreateAsync(staff, village, new HouseholdPlace($"{move}号", null, null, null), null, default);
            return;
        }

        var (home, other, person) = (homes[move % homes.Count], homes[(move / 7) % homes.Count], people[move / 3 % Villagers]);
        var changes = services.GetRequiredService<HouseholdChanges>();
        var members = await db.Set<Membership>().AsNoTracking().Where(x => x.HouseholdId == home.Id && x.Status == MembershipStatus.Active).OrderBy(x => x.Id).Select(x => x.Id).ToListAsync();
        try
        {
            switch (move % 10)
            {
                case 0 when members.Count > 1:
                    await changes.SplitAsync(staff, home.Id, home.Version, [new SplitPart(members[..1], members[0], null), new SplitPart(members[1..], null, null)], default);
                    break;
                case 1:
                    await changes.MergeAsync(staff, home.Id, home.Version, other.Id, default);
                    break;
                case 2:
                    await changes.MoveAwayAsync(staff, home.Id, home.Version, null, default);
                    break;
                default:
                    var villager = new Actor(ActorKind.Villager, person, person, null, [], null);
                    var request = (await services.GetRequiredService<JoinService>().RequestAsync(villager, home.Id, null, true, null, default))!;
                    await services.GetRequiredService<MembershipService>().ApproveAsync(staff, request.Id, new Approval(request.Version, MemberRole.Member, null), default);
                    break;
            }
        }
        catch (RuleViolation)
        {
            // "Already a member", "into itself": no is an answer.
        }
    }

    private static Task<List<Membership>> LinesAsync(VillageApp app, string village) =>
        app.InStoreAsync(db => db.Set<Membership>().AsNoTracking().Where(x => x.RegionCode == village && x.Since != null).ToListAsync());

    private static async Task<Dictionary<Guid, Guid>> WhoLivesWhereAsync(VillageApp app, string village, DateTime at) =>
        (await LinesAsync(app, village)).Where(x => x.Covers(at)).ToDictionary(x => x.PersonId, x => x.HouseholdId);

    private static async Task HoldsAsync(VillageApp app, string village, Dictionary<DateTime, Dictionary<Guid, Guid>> answers)
    {
        var lines = await LinesAsync(app, village);
        foreach (var person in lines.GroupBy(x => x.PersonId))
        {
            person.Count(x => x.Status == MembershipStatus.Active).ShouldBeLessThanOrEqualTo(1);
            var ordered = person.OrderBy(x => x.Since).ThenBy(x => x.Until ?? DateTime.MaxValue).ToList();
            foreach (var (a, b) in ordered.Zip(ordered.Skip(1))) (a.Until is { } end && end <= b.Since).ShouldBeTrue($"{a.Since:O}–{a.Until:O} and {b.Since:O}");
        }

        var (homes, links, count) = await app.InStoreAsync(async db => (
            await db.Set<Household>().AsNoTracking().Where(x => x.RegionCode == village).ToDictionaryAsync(x => x.Id), await db.Set<HouseholdLink>().AsNoTracking().ToListAsync(),
            await db.Set<HouseholdCount>().Where(x => x.RegionCode == village).Select(x => (int?)x.Active).SingleOrDefaultAsync() ?? 0));
        count.ShouldBe(homes.Values.Count(x => x.IsActive));
        foreach (var ended in homes.Values.Where(x => x.Status is HouseholdStatus.Split or HouseholdStatus.Merged))
        {
            // Each who lived there at the end lives in a successor from the same moment, each in exactly one.
            var last = answers.Keys.Where(x => x < ended.EndedAt).Max();
            var left = lines.Where(x => x.HouseholdId == ended.Id && x.Until == ended.EndedAt).Select(x => x.PersonId).Order().ToList();
            left.ShouldBe([.. answers[last].Where(x => x.Value == ended.Id).Select(x => x.Key).Order()], ignoreOrder: false, "nobody is lost, and nobody leaves before the end");
            var next = links.Where(x => x.FromId == ended.Id).Select(x => x.ToId).ToHashSet();
            next.ShouldNotBeEmpty();
            lines.Where(x => next.Contains(x.HouseholdId) && x.Since == ended.EndedAt && left.Contains(x.PersonId)).Select(x => x.PersonId).Order().ShouldBe(left);
        }

        lines.Where(x => x.Status == MembershipStatus.Active).ShouldAllBe(x => homes[x.HouseholdId].IsActive);
        foreach (var (at, then) in answers) (await WhoLivesWhereAsync(app, village, at)).OrderBy(x => x.Key).ShouldBe(then.OrderBy(x => x.Key));
    }
}
