using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Xunit;

[assembly: AssemblyFixture(typeof(Engagement.Tests.Demo.DemoVillages))]

namespace Engagement.Tests.Demo;

/// <summary>One application with demo data per store, shared by the tests that look at it.</summary>
public sealed class DemoVillages : IAsyncDisposable
{
    private readonly Lazy<Task<VillageApp>> sqlite = new(() => StartAsync(Store.Sqlite));
    private readonly Lazy<Task<VillageApp>> postgres = new(() => StartAsync(Store.Postgres));

    public Task<VillageApp> OnAsync(Store store) => store == Store.Sqlite ? sqlite.Value : postgres.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in new[] { sqlite, postgres })
            if (app is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await app.Value).DisposeAsync();
    }

    private static Task<VillageApp> StartAsync(Store store) =>
        VillageApp.StartAsync(SharedServers.Current, store, new Dictionary<string, string> { ["Demo"] = "true" });
}
