using System.Security.Cryptography;
using Engagement.Core.Cases;
using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Pledges;
using Engagement.Core.Posts;
using Engagement.Core.Regions;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engagement.Benchmarks.Stores;

/// <summary>A migrated store and the application's services on it, without a host: what a measurement in process calls.</summary>
public sealed class BenchStore : IAsyncDisposable
{
    private readonly string secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly ServiceProvider services;

    private BenchStore(StoreKind kind, string connectionString, string folder)
    {
        Kind = kind;
        ConnectionString = connectionString;
        Folder = folder;
        services = new ServiceCollection()
            .AddLogging(x => x.AddConsole().SetMinimumLevel(LogLevel.Warning)).AddSingleton(TimeProvider.System).AddMemoryCache()
            .AddData(connectionString).AddRegions().AddPhotos(new PhotoOptions { Folder = Path.Combine(folder, "photos") })
            .AddPeople(new KeyRing([new KeyOptions { Version = 1, Secret = secret }])).AddStaff().AddPosts().AddMessaging(QuietTime.Standard)
            .AddSafety(null, _ => null, 1).AddCases().AddHouseholds().AddPledges()
            .BuildServiceProvider();
    }

    public StoreKind Kind { get; }
    public string ConnectionString { get; }
    public string Folder { get; }

    /// <summary>Arguments that make the executable serve this store with the same keys.</summary>
    public string[] Arguments => ["--Demo=false", $"--DataFolder={Folder}", "--Keys:0:Version=1", $"--Keys:0:Secret={secret}"];

    /// <summary>A new store with the shipped categories, and the shipped regions unless told otherwise.</summary>
    public static async Task<BenchStore> CreateAsync(Run run, StoreKind kind, bool regions = true)
    {
        var store = new BenchStore(kind, await run.Servers.CreateAsync(kind), run.Servers.CreateFolder());
        await store.InsideAsync(async services =>
        {
            await services.GetRequiredService<EngagementDbContext>().Database.MigrateAsync();
            await services.GetRequiredService<CategoryCatalog>().SeedAsync(CancellationToken.None);
            if (!regions) return;
            await using var dalian = typeof(Region).Assembly.GetManifestResourceStream("Engagement.Core.Regions.regions-dalian.csv")!;
            await services.GetRequiredService<RegionImporter>().ImportAsync(dalian, CancellationToken.None);
        });
        return store;
    }

    /// <summary>Runs something in a scope of its own, as a request does.</summary>
    public async Task<T> InsideAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <inheritdoc cref="InsideAsync{T}"/>
    public async Task InsideAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    /// <summary>A villager of a village with a session: the actor for calls in process and the token for calls over HTTP.</summary>
    public Task<(Actor Actor, string Token)> VillagerAsync(string village) => InsideAsync(async services =>
    {
        var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
        var person = new Person(clock.NewId(), "张大爷", village, clock.UtcNow());
        db.Add(person);
        var session = services.GetRequiredService<SessionService>().Start(ActorKind.Villager, person.Id, cookie: false, "benchmark", null);
        await db.SaveChangesAsync();
        return (new Actor(ActorKind.Villager, person.Id, person.Id, session.Id, [], "127.0.0.1"), services.GetRequiredService<TokenFactory>().For(session).AccessToken);
    });

    /// <summary>A member of staff with one grant and a session.</summary>
    public Task<(Actor Actor, string Token)> StaffAsync(Role role, string region) => InsideAsync(async services =>
    {
        var (db, clock) = (services.GetRequiredService<EngagementDbContext>(), services.GetRequiredService<TimeProvider>());
        var name = $"{role}-{region}";
        var user = new StaffUser
        {
            Id = clock.NewId(),
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = "小李",
            CreatedAt = clock.UtcNow(),
            SecurityStamp = name,
        };
        db.Add(user);
        db.Add(new Grant(clock.NewId(), user.Id, role, region, null, clock.UtcNow().AddDays(-1)));
        var session = services.GetRequiredService<SessionService>().Start(ActorKind.Staff, user.Id, cookie: false, "benchmark", null);
        await db.SaveChangesAsync();
        var actor = new Actor(ActorKind.Staff, user.Id, null, session.Id, [new ActorGrant(role, region, null)], "127.0.0.1");
        return (actor, services.GetRequiredService<TokenFactory>().For(session).AccessToken);
    });

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
