using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Api.Cases;
using Engagement.Api.Hosting;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Filing;

/// <summary>Filing a complaint durably: case, timeline line, outgoing message, audit line, idempotency key and the county's counter in one
/// transaction, by 16 villagers of Dalian's seven agricultural counties and districts. Complaints of one county wait for each other at its counter.</summary>
public static class FilingScenario
{
    private const string Name = "filing";
    private const string Description = "村口垃圾堆了一周没人清，夏天味道很大，请尽快派人来看看。";

    /// <summary>One village of each: 旅顺口, 金州, 普兰店, 长海, 瓦房店, 庄河, 甘井子.</summary>
    private static readonly string[] Counties = ["210212", "210213", "210214", "210224", "210281", "210283", "210211"];
    private static readonly JsonSerializerOptions AnswerJson = MakeJson();

    public static async Task RunAsync(Run run)
    {
        var (rounds, slice) = run.Smoke ? (1, TimeSpan.FromSeconds(0.25)) : (5, TimeSpan.FromSeconds(4));
        foreach (var kind in run.Stores)
        {
            await using var store = await BenchStore.CreateAsync(run, kind);
            var villages = await VillagesAsync(store);
            List<(Actor Actor, string Token)> villagers = [];
            foreach (var caller in Enumerable.Range(0, Load.Callers)) villagers.Add(await store.VillagerAsync(villages[caller % villages.Count]));

            Task Subject(int caller) => FileAsync(store, villagers[caller].Actor, villages[caller % villages.Count]);
            await Subject(0);
            await using var floor = await FilingFloor.OpenAsync(store, Counties);
            // Without jobs: what they send in the meantime is not part of filing.
            await using var api = await RunningApi.StartAsync(store.ConnectionString, arguments: [.. store.Arguments, "--roles=api"]);
            using var door = new HttpDoor(api.Address, [.. villagers.Select(x => x.Token)], villages);

            // Everything is compiled, prepared and cached before anything is measured.
            var filed = 1L;
            foreach (var warmUp in run.Smoke ? [] : new Func<int, Task>[] { floor.InsertAsync, Subject, door.FileAsync }) filed += (await Load.RunAsync(slice / 2, warmUp)).Count;
            List<Measured> floors = [], subjects = [], doors = [];
            for (var round = 0; round < rounds; round++)
            {
                floors.Add(await Load.RunAsync(slice, floor.InsertAsync));
                subjects.Add(await Load.RunAsync(slice, Subject));
                doors.Add(await Load.RunAsync(slice, door.FileAsync));
            }

            filed += floors.Concat(subjects).Concat(doors).Sum(x => (long)x.Count);
            await CheckAsync(store, filed);
            var ratios = floors.Zip(subjects, (f, s) => s.PerSecond / f.PerSecond);
            var throughDoor = floors.Zip(doors, (f, d) => d.PerSecond / f.PerSecond);
            run.AtLeast(Name, kind, "throughput in process : bare insert of the same rows", Load.Median(ratios), 0.5);
            run.Note(Name, kind, "throughput over HTTP : bare insert of the same rows", $"{Load.Median(throughDoor):0.00}");
            run.Note(Name, kind, "bare / in process / HTTP, per second", string.Join(" / ", PerSecond(floors, subjects, doors)));
            run.Note(Name, kind, "bare / in process / HTTP, median ms of one", string.Join(" / ", Milliseconds(floors, subjects, doors)));
            run.Note(Name, kind, "bare / in process, ms of this process's processor time for one",
                $"{Load.Median(floors.Select(x => x.CpuMilliseconds)):0.00} / {Load.Median(subjects.Select(x => x.CpuMilliseconds)):0.00}");
        }
    }

    private static IEnumerable<string> PerSecond(params List<Measured>[] series) => series.Select(x => $"{Load.Median(x.Select(y => y.PerSecond)):0}");

    private static IEnumerable<string> Milliseconds(params List<Measured>[] series) => series.Select(x => $"{Load.Median(x.Select(y => y.MedianMilliseconds)):0.0}");

    /// <summary>What api/Hosting/Idempotency does around the service, without HTTP.</summary>
    private static Task FileAsync(BenchStore store, Actor actor, string village) => store.InsideAsync(async services =>
    {
        var once = services.GetRequiredService<IdempotentWork>();
        var complaints = services.GetRequiredService<ComplaintService>();
        var key = Guid.NewGuid().ToString();
        if (await once.FindAsync(actor.AccountId!.Value, key, default) is not null) throw new WrongResultException("A new key was known.");
        var filing = new ComplaintFiling("rubbish", Description, [], 39.68, 122.95, 12, village, "村委会东侧", CaseVisibility.PublicNamed, false);
        await once.RunAsync(actor.AccountId.Value, key, new string('0', 64), false, () => complaints.FileAsync(actor, filing, default),
            x => new KeptAnswer(201, JsonSerializer.Serialize(CaseReceipt.Of(x), AnswerJson)), default);
    });

    /// <summary>Every filing left every row, and the counters counted all of them.</summary>
    private static Task CheckAsync(BenchStore store, long filed) => store.InsideAsync(async services =>
    {
        var db = services.GetRequiredService<EngagementDbContext>();
        // Whole tables: nothing else writes to this store.
        long[] counts =
        [
            await db.Set<Case>().LongCountAsync(), await db.Set<CaseEvent>().LongCountAsync(), await db.Set<OutboxMessage>().LongCountAsync(),
            await db.Set<AuditLine>().LongCountAsync(), await db.Set<IdempotencyKey>().LongCountAsync(),
        ];
        Run.Demand(counts.All(x => x == filed), $"{store.Kind}: {filed} filings left {string.Join(", ", counts)} rows.");

        var counted = await db.Set<CaseCounter>().SumAsync(x => x.Value);
        Run.Demand(counted == filed, $"{store.Kind}: {filed} filings, but the counters say {counted}.");
    });

    private static Task<List<string>> VillagesAsync(BenchStore store) => store.InsideAsync(async services =>
    {
        var db = services.GetRequiredService<EngagementDbContext>();
        List<string> villages = [];
        foreach (var county in Counties)
            villages.Add(await db.Set<Core.Regions.Region>().Where(x => x.Code.StartsWith(county) && x.Level == Core.Regions.RegionLevel.Village).Select(x => x.Code).FirstAsync());
        return villages;
    });

    private static JsonSerializerOptions MakeJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Json.Configure(options);
        return options;
    }

    /// <summary>The same filings through the executable's front door.</summary>
    private sealed class HttpDoor(Uri address, List<string> tokens, List<string> villages) : IDisposable
    {
        private readonly HttpClient client = new() { BaseAddress = address };

        public async Task FileAsync(int caller)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/complaints")
            {
                Content = JsonContent.Create(new
                {
                    category = "rubbish",
                    description = Description,
                    location = new { lat = 39.68, lng = 122.95, accuracy = 12 },
                    regionCode = villages[caller % villages.Count],
                    address = "村委会东侧",
                    visibility = "publicNamed",
                }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[caller]);
            request.Headers.Add(Idempotency.Header, Guid.NewGuid().ToString());
            using var answer = await client.SendAsync(request);
            Run.Demand(answer.StatusCode == System.Net.HttpStatusCode.Created, $"Filing over HTTP answered {(int)answer.StatusCode}.");
        }

        public void Dispose() => client.Dispose();
    }
}
