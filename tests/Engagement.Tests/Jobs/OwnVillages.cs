using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Tests.Jobs;

/// <summary>One application per store for a class whose tests work on everything there is: jobs know no townships.</summary>
public sealed class OwnVillages : IAsyncDisposable
{
    // Repetitions of WeChat calls would otherwise take seconds.
    private static readonly Dictionary<string, string> Settings = new() { ["WeChat:RetryDelay"] = "00:00:00.001", ["WeChat:SimulatorSettings:SendTakes"] = "00:00:00.002" };

    private readonly Lazy<Task<VillageApp>> sqlite = new(() => VillageApp.StartAsync(SharedServers.Current, Store.Sqlite, Settings));
    private readonly Lazy<Task<VillageApp>> postgres = new(() => VillageApp.StartAsync(SharedServers.Current, Store.Postgres, Settings));

    public Task<VillageApp> OnAsync(Store store) => store == Store.Sqlite ? sqlite.Value : postgres.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in new[] { sqlite, postgres })
            if (app is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await app.Value).DisposeAsync();
    }
}

/// <summary>The application's scopes with one service replaced.</summary>
public sealed class ScopesWith<T>(IServiceScopeFactory inner, T replacement) : IServiceScopeFactory where T : class
{
    public IServiceScope CreateScope() => new Scope(inner.CreateScope(), replacement);

    private sealed class Scope(IServiceScope scope, T replacement) : IServiceScope, IServiceProvider
    {
        public IServiceProvider ServiceProvider => this;

        public object? GetService(Type serviceType) => serviceType == typeof(T) ? replacement : scope.ServiceProvider.GetService(serviceType);

        public void Dispose() => scope.Dispose();
    }
}

/// <summary>A clock that stands still where a test put it.</summary>
public sealed class StoppedClock(DateTime now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
