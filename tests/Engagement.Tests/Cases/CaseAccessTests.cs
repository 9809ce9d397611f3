using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Requests;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases;

/// <summary>The rule of who sees a case is written twice, as a query and for a loaded case. Random actors and cases hold them equal.</summary>
public sealed class CaseAccessTests
{
    private const int Seed = 20261121, Cases = 150, Actors = 400;

    private static readonly string[] Regions =
        ["990101101", "990101101201", "990101101202", "990101102", "990101102201", "990102101", "990102101201", "990201101", "990201101201"];

    private static readonly string[] GrantRegions = [.. Regions, "99", "9901", "9902", "990101", "990102", "990201", "98", "9901011", "99010110120"];

    [Fact]
    public async Task The_query_shows_what_the_loaded_rule_shows()
    {
        await using var app = await VillageApp.StartAsync(Infrastructure.SharedServers.Current, Infrastructure.Store.Sqlite);
        var random = new Random(Seed);
        var (staff, offices) = (Ids(random, 6), Ids(random, 4));
        await app.InsideAsync(services => FillAsync(services, random, staff, offices));

        var owners = await app.InStoreAsync(db => db.Set<Office>().AsNoTracking().ToDictionaryAsync(x => x.Id));

        var (shown, hidden) = (0, 0);
        for (var i = 0; i < Actors; i++)
        {
            var actor = AnyActor(random, staff, offices);
            var (all, seen) = await app.InStoreAsync(async db => (
                await db.Set<Case>().AsNoTracking().ToListAsync(), await db.Set<Case>().Where(CaseAccess.VisibleTo(actor)).Select(x => x.Id).ToListAsync()));
            var expected = all.Where(x => CaseAccess.CanSee(actor, x)).Select(x => x.Id).ToHashSet();
            expected.SetEquals(seen).ShouldBeTrue($"{actor.Kind} with {string.Join(", ", actor.Grants)} of seed {Seed}, number {i}: {expected.Count} by rule, {seen.Count} by query");
            var above = await app.InStoreAsync(db => db.Set<Case>().Where(RequestQueries.AboveOwner(db, actor)).Select(x => x.Id).ToListAsync());
            all.Where(x => CaseAccess.IsAbove(actor, x, owners[x.OwnerOfficeId])).Select(x => x.Id).ToHashSet().SetEquals(above).ShouldBeTrue(
                $"above the owner: {actor.Kind} with {string.Join(", ", actor.Grants)} of seed {Seed}, number {i}");
            (shown, hidden) = (shown + expected.Count, hidden + all.Count - expected.Count);
        }

        shown.ShouldBeGreaterThan(1000);
        hidden.ShouldBeGreaterThan(1000);
    }

    private static async Task<int> FillAsync(IServiceProvider services, Random random, IReadOnlyList<Guid> staff, IReadOnlyList<Guid> offices)
    {
        var (db, calendar) = (services.GetRequiredService<EngagementDbContext>(), WorkingCalendar.Official);
        db.AddRange(offices.Select((x, i) => new Office(x, (OfficeKind)(i % 4), $"第{i}办", Regions[i])));
        var policy = (await db.Set<Category>().FirstAsync()).Policy;
        for (var i = 0; i < Cases; i++)
        {
            var it = Case.File(
                new CaseFiling(CaseKind.Complaint, "rubbish", policy, "垃圾", Any(random, Enum.GetValues<CaseVisibility>()), random.Next(2) == 0,
                    Any(random, Regions), null, null, null, null, Guid.NewGuid(), null),
                Guid.CreateVersion7(), $"GD{i:0000}", Any(random, offices), calendar, Actor.System, DateTime.UtcNow);
            if (random.Next(3) > 0)
            {
                it.Accept(Actor.System, DateTime.UtcNow);
                if (random.Next(2) == 0) it.Assign(Actor.System, DateTime.UtcNow, Any(random, staff));
            }

            db.Add(it);
        }

        return await db.SaveChangesAsync();
    }

    private static Actor AnyActor(Random random, IReadOnlyList<Guid> staff, IReadOnlyList<Guid> offices) => random.Next(10) switch
    {
        0 => Actor.System,
        1 => new Actor(ActorKind.Villager, Guid.NewGuid(), Guid.NewGuid(), null, [], null),
        // Nobody grants villagers anything today; a bug that did must not open the files either.
        2 => new Actor(ActorKind.Villager, Any(random, staff), null, null, Grants(random, offices), null),
        _ => new Actor(ActorKind.Staff, random.Next(2) == 0 ? Any(random, staff) : Guid.NewGuid(), null, null, Grants(random, offices), null),
    };

    private static List<ActorGrant> Grants(Random random, IReadOnlyList<Guid> offices) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new ActorGrant(Any(random, Enum.GetValues<Role>()), Any(random, GrantRegions), random.Next(2) == 0 ? Any(random, offices) : null))];

    private static List<Guid> Ids(Random random, int count)
    {
        var bytes = new byte[16];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            random.NextBytes(bytes);
            return new Guid(bytes);
        })];
    }

    private static T Any<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
