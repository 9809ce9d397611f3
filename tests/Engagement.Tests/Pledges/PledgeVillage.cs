using System.Net.Http.Json;
using Engagement.Api.Pledges;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.People;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Tests.Pledges;

/// <summary>A village with two alleys, an alley chief for the first, and as many households as wanted.</summary>
public sealed class PledgeVillage
{
    private readonly VillageApp app;
    private int serial;

    private PledgeVillage(VillageApp app, Township township, Guid east, Guid west, Villager chief) =>
        (this.app, Township, East, West, Chief) = (app, township, east, west, chief);

    public Township Township { get; }
    public string Code => Township.Village;
    public Guid East { get; }
    public Guid West { get; }

    /// <summary>Alley chief of the eastern alley.</summary>
    public Villager Chief { get; }

    public static async Task<PledgeVillage> SettleAsync(VillageApp app)
    {
        var township = await app.Given.TownshipAsync();
        var chief = await app.Given.VillagerAsync(township.Village, "赵胡同长");
        var (east, west) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await app.InsideAsync(async services =>
        {
            var db = services.GetRequiredService<EngagementDbContext>();
            var clock = services.GetRequiredService<TimeProvider>();
            db.Add(new HouseholdGroup(east, township.Village, "东胡同", 1, clock.UtcNow()));
            db.Add(new HouseholdGroup(west, township.Village, "西胡同", 2, clock.UtcNow()));
            var post = new DutyPost(clock.NewId(), DutyPostKind.AlleyChief, township.Village, "东胡同胡同长", "东胡同", [], clock.UtcNow());
            post.HandOver(clock.NewId(), chief.PersonId, ChinaTime.Today(clock).AddDays(-400), null);
            db.Add(post);
            return await db.SaveChangesAsync();
        });
        return new PledgeVillage(app, township, east, west, chief);
    }

    /// <summary>A household whose head has no phone.</summary>
    public async Task<Guid> HouseholdAsync(Guid? alley = null) => (await HouseholdsAsync(1, alley))[0];

    public Task<IReadOnlyList<Guid>> HouseholdsAsync(int count, Guid? alley = null) => app.InsideAsync<IReadOnlyList<Guid>>(async services =>
    {
        var db = services.GetRequiredService<EngagementDbContext>();
        var clock = services.GetRequiredService<TimeProvider>();
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            var number = ++serial;
            var home = new Household(clock.NewId(), Code, number, new HouseholdPlace($"{number}号", alley ?? East, null, null), clock.UtcNow());
            var head = new Person(clock.NewId(), $"王{number}福", Code, clock.UtcNow());
            db.Add(home);
            db.Add(head);
            db.Add(Membership.Enter(clock.NewId(), home, head.Id, MemberRole.Head, isAdult: true, "户主", clock.UtcNow().AddDays(-100)));
            ids.Add(home.Id);
        }

        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"INSERT INTO household_count (region_code, active, last_serial) VALUES ({Code}, {count}, {serial}) ON CONFLICT (region_code) DO UPDATE SET active = household_count.active + excluded.active, last_serial = excluded.last_serial");
        return ids;
    });

    /// <summary>A signed-in villager who lives in a household.</summary>
    public async Task<Villager> MemberAsync(Guid household, bool adult = true, string name = "王小宝")
    {
        var villager = await app.Given.VillagerAsync(Code, name);
        await LivesInAsync(villager.PersonId, household, adult);
        return villager;
    }

    public Task LivesInAsync(Guid person, Guid household, bool adult = true) => app.InsideAsync(async services =>
    {
        var db = services.GetRequiredService<EngagementDbContext>();
        var clock = services.GetRequiredService<TimeProvider>();
        db.Add(Membership.Enter(clock.NewId(), await db.Set<Household>().SingleAsync(x => x.Id == household), person, MemberRole.Member, adult, "子", clock.UtcNow().AddDays(-100)));
        return await db.SaveChangesAsync();
    });

    /// <summary>Signs as the villager would: reads the text, draws, sends.</summary>
    public async Task<PledgeReceipt> SignAsync(Villager by)
    {
        var current = await by.Client.SeeAsync<CurrentPledge>("api/pledges/current");
        return await by.Client.DoAsync<PledgeReceipt>("api/pledges", new { textHash = current.Offers[0].TextHash, signaturePhotoId = await app.Given.PhotoAsync(by.Client) });
    }

    /// <summary>All of these households pledge on paper.</summary>
    public async Task PledgeAllAsync(StaffMemberClient committee, IReadOnlyList<Guid> households)
    {
        var today = ChinaTime.Today(app.Clock);
        foreach (var household in households)
        {
            var head = await app.InStoreAsync(db => db.Set<Membership>().Where(x => x.HouseholdId == household && x.Role == MemberRole.Head).Select(x => x.PersonId).SingleAsync());
            await committee.Client.DoAsync<PledgeReceipt>("api/pledges/paper",
                new { householdId = household, signedBy = head, signedOn = today, sheetPhotoIds = new[] { await app.Given.PhotoAsync(committee.Client) } });
        }
    }

    /// <summary>A visit as the phone sends it; all kept unless said otherwise.</summary>
    public object Visit(Guid household, Guid? clientId = null, bool clean = true, Guid? photo = null, Guid? first = null, Guid? round = null, DateTime? at = null) => new
    {
        clientId = clientId ?? Guid.NewGuid(),
        householdId = household,
        roundId = round,
        firstCheckId = first,
        cleanliness = clean,
        order = true,
        greening = true,
        photos = photo is { } x ? new[] { new { photoId = x, guarantee = "cleanliness" } } : [],
        at = at ?? app.Clock.UtcNow(),
    };

    public static async Task<IReadOnlyList<ReportResult>> SendAsync(HttpClient by, params IReadOnlyList<object> visits) =>
        (await by.DoAsync<CheckBatchAnswer>("api/pledge-checks/batch", new { checks = visits })).Results;

    /// <summary>A failed first visit; its id.</summary>
    public async Task<Guid> FailAsync(Guid household) =>
        (await SendAsync(Chief.Client, Visit(household, clean: false, photo: await app.Given.PhotoAsync(Chief.Client))))[0].Id!.Value;

    public Task<PledgeCheck> CheckAsync(Guid id) => app.InStoreAsync(db => db.Set<PledgeCheck>().AsNoTracking().SingleAsync(x => x.Id == id));
}
