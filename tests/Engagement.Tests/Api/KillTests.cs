using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Engagement.Api.Cases;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Api;

/// <summary>kill -9 at any moment during filing loses no acknowledged complaint: the built executable, a durable store, villagers who file at once.</summary>
public sealed class KillTests
{
    private const int Rounds = 3, Villagers = 6, Seed = 20261121;
    private const string Village = "990101101201";

    [Theory, Stores]
    public async Task No_acknowledged_complaint_is_lost(Store store)
    {
        await using var server = store == Store.Postgres ? await PostgresServer.StartAsync(durable: true) : null;
        // Not under /tmp, which may be memory: the promise is about a disk.
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", $"engagement-kill-{Guid.NewGuid():N}"));
        try
        {
            var connection = server is null ? $"Data Source={Path.Combine(folder.FullName, "engagement.db")}" : await server.CreateDatabaseAsync();
            await PrepareAsync(store, connection);
            await RunAsync(store, connection, folder.FullName);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(Store store, string connection, string folder)
    {
        var random = new Random(Seed);
        var (acknowledged, doubtful) = (new ConcurrentDictionary<Filing, CaseReceipt>(), new ConcurrentBag<Filing>());
        List<string> tokens = [];
        for (var round = 0; round < Rounds; round++)
        {
            await using var api = await StartAsync(connection, folder);
            if (tokens.Count == 0) tokens = [.. await Task.WhenAll(Enumerable.Range(0, Villagers).Select(i => SignInAsync(api.Client, i)))];
            var before = acknowledged.Count;
            using var over = new CancellationTokenSource();
            var filing = tokens.Select(x => FileUntilAsync(api.Address, x, acknowledged, doubtful, over.Token)).ToList();
            // Kills while requests are on their way, never before the round has acknowledged some.
            while (acknowledged.Count < before + 4 * Villagers) await Task.Delay(5, TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(0, 400), TestContext.Current.CancellationToken);
            api.Kill();
            await over.CancelAsync();
            await Task.WhenAll(filing);
        }

        await using var last = await StartAsync(connection, folder);
        var retried = await Task.WhenAll(acknowledged.Select(async x => (Kept: x.Value, Again: await FileAsync(last.Address, x.Key, default))));
        retried.Where(x => x.Kept != x.Again).ShouldBeEmpty("A retry with the same Idempotency-Key must get the same answer.");
        // What was on its way when the process died may or may not have happened; sent again it has happened once.
        foreach (var filing in doubtful) acknowledged[filing] = (await FileAsync(last.Address, filing, default)).ShouldNotBeNull();
        doubtful.ShouldNotBeEmpty("No request was on its way at any kill: the test tests nothing.");
        last.Kill();
        await CheckAsync(store, connection, acknowledged);
    }

    private static async Task CheckAsync(Store store, string connection, ConcurrentDictionary<Filing, CaseReceipt> acknowledged)
    {
        await using var db = store.Open(connection);
        var cases = await db.Set<Case>().AsNoTracking().ToDictionaryAsync(x => x.Id);
        var lines = await db.Set<CaseEvent>().AsNoTracking().ToLookupAsync(x => x.CaseId);
        var messages = await db.Set<OutboxMessage>().AsNoTracking().ToLookupAsync(x => x.SubjectId);
        var audit = await db.Set<AuditLine>().AsNoTracking().Where(x => x.Action == "case.file").ToLookupAsync(x => x.TargetId!.Value);

        cases.Count.ShouldBe(acknowledged.Count, "Every filing is there, and only once.");
        cases.Values.Select(x => x.Number).Distinct().Count().ShouldBe(cases.Count);
        foreach (var (filing, receipt) in acknowledged)
        {
            var it = cases.GetValueOrDefault(receipt.Id).ShouldNotBeNull($"{receipt.Number} was acknowledged and is gone.");
            (it.Number, it.Description).ShouldBe((receipt.Number, filing.Key));
            lines[it.Id].ShouldHaveSingleItem().Type.ShouldBe(CaseEventType.Filed);
            messages[it.Id].ShouldHaveSingleItem().Event.ShouldBe(CaseMessages.Filed);
            audit[it.Id].ShouldHaveSingleItem();
        }
    }

    private static Task<RunningApi> StartAsync(string connection, string folder) =>
        RunningApi.StartAsync(connection, arguments: ["--Demo=false", "--roles=api", $"--DataFolder={folder}"]);

    private static async Task<string> SignInAsync(HttpClient client, int number)
    {
        using var answer = await client.PostAsJsonAsync("api/auth/wechat", new { code = $"sim:kill{number}" });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<SessionTokens>())!.AccessToken;
        using var introduction = new HttpRequestMessage(HttpMethod.Put, "api/me") { Content = JsonContent.Create(new { name = "张三", regionCode = Village }) };
        introduction.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await client.SendAsync(introduction)).EnsureSuccessStatusCode();
        return token;
    }

    private static async Task FileUntilAsync(
        Uri address, string token, ConcurrentDictionary<Filing, CaseReceipt> acknowledged, ConcurrentBag<Filing> doubtful, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var filing = new Filing(token, Guid.NewGuid().ToString("N"));
            try
            {
                if (await FileAsync(address, filing, over) is { } receipt) acknowledged[filing] = receipt;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                doubtful.Add(filing);
                return;
            }
        }
    }

    private static async Task<CaseReceipt?> FileAsync(Uri address, Filing filing, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "api/complaints"));
        request.Content = JsonContent.Create(new { category = "rubbish", description = filing.Key, visibility = "publicNamed" });
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", filing.Token);
        request.Headers.Add("Idempotency-Key", filing.Key);
        using var answer = await Client.SendAsync(request, cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return await answer.Content.ReadFromJsonAsync<CaseReceipt>(VillageApp.JsonOptions, cancel);
    }

    private static readonly HttpClient Client = new();

    private static async Task PrepareAsync(Store store, string connection)
    {
        await using var db = store.Open(connection);
        await db.Database.MigrateAsync();
        db.AddRange(new Region("99", "测试省", RegionLevel.Province, null, null), new Region("9901", "测试市", RegionLevel.City, "99", null),
            new Region("990101", "测试县", RegionLevel.County, "9901", null), new Region("990101101", "柳树镇", RegionLevel.Township, "990101", null),
            new Region(Village, "柳树村委会", RegionLevel.Village, "990101101", RegionKind.Village));
        await db.SaveChangesAsync();
    }

    private sealed record Filing(string Token, string Key);
}

file static class Lookups
{
    public static async Task<ILookup<TKey, T>> ToLookupAsync<TKey, T>(this IQueryable<T> query, Func<T, TKey> key) => (await query.ToListAsync()).ToLookup(key);
}
