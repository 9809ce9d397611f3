using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Tests.Infrastructure;

namespace Engagement.Benchmarks.Processes;

/// <summary>Resident memory of the executable after a thousand requests as they come on a morning: villagers file and look, staff list and read.</summary>
public static class MemoryScenario
{
    public static async Task RunAsync(Run run)
    {
        await using var store = await BenchStore.CreateAsync(run, StoreKind.Sqlite);
        const string village = "210283105206";
        var (_, villager) = await store.VillagerAsync(village);
        var (_, clerk) = await store.StaffAsync(Role.TownshipStaff, village[..9]);
        await using var api = await RunningApi.StartAsync(store.ConnectionString, arguments: store.Arguments);
        var before = ResidentMegabytes(api.Pid);
        var requests = run.Scaled(1000);
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
        {
            using var request = (i % 10) switch
            {
                0 or 1 => Post("api/complaints", new { category = "road", description = $"村东路面坑洼 {i}", visibility = "publicNamed", address = "村东" }, villager),
                2 => Get("api/complaints", villager),
                3 => Get("api/complaints?scope=public&region=" + village, villager),
                4 => Get("api/categories", null),
                5 => Get("api/regions?parent=210283105", null),
                6 or 7 => Get("api/cases?limit=50", clerk),
                8 => Get("api/cases/counts", clerk),
                _ => Get("api/me", villager),
            };
            using var answer = await api.Client.SendAsync(request, cancel);
            Run.Demand(answer.IsSuccessStatusCode, $"{request.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
            await answer.Content.CopyToAsync(Stream.Null, cancel);
        });
        run.Note("memory", StoreKind.Sqlite, "resident after the start", $"{before:0} MB");
        run.AtMost("memory", StoreKind.Sqlite, $"resident after {requests:#,0} requests", ResidentMegabytes(api.Pid), 250, "MB");
    }

    private static HttpRequestMessage Get(string path, string? token) => With(new HttpRequestMessage(HttpMethod.Get, path), token);

    private static HttpRequestMessage Post(string path, object body, string? token) =>
        With(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, token);

    private static HttpRequestMessage With(HttpRequestMessage request, string? token)
    {
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    /// <summary>VmRSS of /proc/PID/status; MB of 1,000,000 bytes.</summary>
    private static double ResidentMegabytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(x => x.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
