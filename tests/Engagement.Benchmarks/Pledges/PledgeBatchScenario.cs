using System.Diagnostics;
using System.Globalization;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Pledges;

/// <summary>An alley chief's phone comes back into reach and sends a round: 200 visits in one batch, 30 of them failed with a picture each, two adults told of each.
/// The floor is the bare insertion of the rows such a batch leaves.</summary>
public static class PledgeBatchScenario
{
    private const string Name = "pledge-batch", Village = "210283105206", Alley = "东街";
    private const int Visits = 200, FailedEvery = 7, Rounds = 90, WarmUp = 3; // a third of the rounds: compiled for good, as in a server that has run for a while

    public static async Task RunAsync(Run run)
    {
        var visits = run.Smoke ? Visits / 10 : Visits;
        foreach (var kind in run.Stores)
        {
            await using var store = await BenchStore.CreateAsync(run, kind);
            var (chief, _) = await store.VillagerAsync(Village);
            var homes = await SettleAsync(store, chief.PersonId!.Value, visits);
            var turns = run.Smoke ? 2 : Rounds;
            var reports = new List<List<CheckReport>>();
            for (var i = 0; i <= turns; i++) reports.Add(await UploadAsync(store, chief.PersonId.Value, homes));

            await RecordAsync(store, chief, reports[0]);
            await using var floor = await BatchFloor.OpenAsync(store);
            // What a running PostgreSQL does by itself (autovacuum).
            if (kind == StoreKind.Postgres) await store.InsideAsync(services => services.GetRequiredService<EngagementDbContext>().Database.ExecuteSqlRawAsync("ANALYZE"));
            List<double> bare = [], batch = [];
            for (var i = 1; i <= turns; i++)
            {
                // They change places from round to round.
                if (i % 2 == 0) bare.Add(await TimeAsync(floor.InsertAsync));
                batch.Add(await TimeAsync(() => RecordAsync(store, chief, reports[i])));
                if (i % 2 == 1) bare.Add(await TimeAsync(floor.InsertAsync));
            }

            var (checks, faults) = await store.InsideAsync(async x => (await x.GetRequiredService<EngagementDbContext>().Set<PledgeCheck>().CountAsync(),
                await x.GetRequiredService<PledgeCounts>().ReconcileAsync(CancellationToken.None)));
            Run.Demand(checks == visits * (2 * turns + 1), $"{checks} checks in the store.");
            Run.Demand(faults is [var fault] && fault.Kept.Contains($"Checks = {visits * (turns + 1)}", StringComparison.Ordinal), "The floor's checks, which no count knows, are not all that the recount finds.");

            run.AtMost(Name, kind, $"{visits} checks in one batch : bare inserts of the same {floor.Rows} rows", Load.Median(batch.Skip(turns / WarmUp)) / Load.Median(bare.Skip(turns / WarmUp)), 2.0);
            run.Note(Name, kind, "bare inserts / batch, p50", string.Create(CultureInfo.InvariantCulture, $"{Load.Median(bare.Skip(turns / WarmUp)):0.0} / {Load.Median(batch.Skip(turns / WarmUp)):0.0} ms"));
        }
    }

    private static Task RecordAsync(BenchStore store, Actor chief, IReadOnlyList<CheckReport> reports) => store.InsideAsync(async services =>
    {
        var results = await services.GetRequiredService<CheckBatch>().RecordAsync(chief, reports, CancellationToken.None);
        Run.Demand(results.All(x => x.Outcome == ReportOutcome.Recorded), $"Refused: {results.FirstOrDefault(x => x.Outcome == ReportOutcome.Refused)?.Code}.");
    });

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>An alley of households that have signed, two adults each, and its chief.</summary>
    private static Task<List<Guid>> SettleAsync(BenchStore store, Guid chief, int count) => store.InsideAsync(async services =>
    {
        var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
        var now = clock.UtcNow();
        var group = new HouseholdGroup(clock.NewId(), Village, Alley, 1, now);
        var post = new DutyPost(clock.NewId(), DutyPostKind.AlleyChief, Village, "东街胡同长", Alley, [], now);
        post.HandOver(clock.NewId(), chief, ChinaTime.DateOf(now).AddDays(-100), null);
        var term = PledgeTerm.On(ChinaTime.DateOf(now), PledgeTermKind.Year);
        var text = PledgeText.Compose(new PledgeWording("门前三包承诺书", "扫净", "摆齐", "浇水", []), Village, term, now);
        db.AddRange(group, post, text);
        List<Guid> homes = [];
        for (var i = 0; i < count; i++)
        {
            var home = new Household(clock.NewId(), Village, i + 1, new HouseholdPlace($"{i + 1}号", group.Id, null, null), now);
            db.Add(home);
            Person[] adults = [new(clock.NewId(), "王德福", Village, now), new(clock.NewId(), "李秀英", Village, now)];
            db.AddRange((IEnumerable<object>)adults);
            db.AddRange(adults.Select((x, n) => Membership.Enter(clock.NewId(), home, x.Id, n == 0 ? MemberRole.Head : MemberRole.Member, true, null, now)));
            db.Add(new Pledge(new PledgeSigning(clock.NewId(), home.Id, Village, term, text.Hash, Guid.NewGuid().ToString("N")[..16].ToUpperInvariant(), PledgeMeans.MiniProgram, adults[0].Id, null, now), now));
            homes.Add(home.Id);
        }

        await db.SaveChangesAsync();
        await services.GetRequiredService<PledgeCounts>().AddAsync(Village, term.Code, count, 0, 0, CancellationToken.None);
        return homes;
    });

    /// <summary>The pictures are in the house already: the phone sends them one by one before the batch.</summary>
    private static Task<List<CheckReport>> UploadAsync(BenchStore store, Guid chief, IReadOnlyList<Guid> homes) => store.InsideAsync(async services =>
    {
        var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
        var picture = new InspectedPhoto { ContentType = "image/jpeg", Width = 1200, Height = 900, Orientation = 1, CapturedAt = null, Latitude = null, Longitude = null, StrippedBytes = new byte[10] };
        var reports = new List<CheckReport>();
        foreach (var (home, i) in homes.Select((x, i) => (x, i)))
        {
            var fails = i % FailedEvery == FailedEvery - 1;
            var photo = fails ? new Photo(clock.NewId(), chief, picture, hasThumbnail: false, clock.UtcNow()) : null;
            if (photo is not null) db.Add(photo);
            reports.Add(new CheckReport(Guid.NewGuid(), home, null, null, new GuaranteeMarks(!fails, true, true), fails ? "门前有散落垃圾" : null, photo is null ? [] : [new CheckPicture(photo.Id, Guarantee.Cleanliness)], clock.UtcNow()));
        }

        await db.SaveChangesAsync();
        return reports;
    });
}
