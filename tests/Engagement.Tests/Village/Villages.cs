using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Xunit;

[assembly: AssemblyFixture(typeof(Villages))]

namespace Engagement.Tests.Village;

/// <summary>One application per store that most HTTP tests share; each test makes its own township in it, so none sees another's rows.</summary>
public sealed class Villages : IAsyncDisposable
{
    private readonly Lazy<Task<VillageApp>> sqlite = new(() => VillageApp.StartAsync(SharedServers.Current, Store.Sqlite));
    private readonly Lazy<Task<VillageApp>> postgres = new(() => VillageApp.StartAsync(SharedServers.Current, Store.Postgres));

    public Task<VillageApp> OnAsync(Store store) => store == Store.Sqlite ? sqlite.Value : postgres.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in new[] { sqlite, postgres })
            if (app is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await app.Value).DisposeAsync();
    }
}
