using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Api.Hosting;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engagement.Tests.Village;

/// <summary>The whole application in process, on a real port and a real store, with WeChat simulated over real HTTP. Tests enter by the front door.</summary>
public sealed class VillageApp : IAsyncDisposable
{
    private readonly Host host;
    private readonly string folder;

    private VillageApp(Store store, string connection, string folder, IReadOnlyDictionary<string, string>? settings)
    {
        this.folder = folder;
        Store = store;
        Port = Supervised.FreePort();
        host = new Host(this, connection, settings ?? new Dictionary<string, string>());
        host.UseKestrel(Port);
        host.StartServer();
        Anonymous = Client(null);
        Given = new Given(this);
    }

    public Store Store { get; }
    public int Port { get; }
    public TestClock Clock { get; } = new();

    /// <summary>Everything of warning level and above that was logged.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>A caller without any credentials.</summary>
    public HttpClient Anonymous { get; }

    public Given Given { get; }
    public IServiceProvider Services => host.Services;
    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>How the API reads and writes JSON.</summary>
    public static JsonSerializerOptions JsonOptions { get; } = MakeJsonOptions();

    /// <summary>An application of its own on an empty store; for tests that move the clock, count everything, or need settings.</summary>
    public static async Task<VillageApp> StartAsync(SharedServers servers, Store store, IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("village-").FullName;
        return new VillageApp(store, store == Store.Postgres
            ? await (await servers.PostgresAsync()).CreateDatabaseAsync("village", x => MigrateAsync(Store.Postgres, x))
            : await EmptyFileAsync(folder), folder, settings);
    }

    /// <summary>Runs something inside the application's own services.</summary>
    public async Task<T> InsideAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Reads or writes the store directly, to arrange what no door offers or to look at what was written.</summary>
    public Task<T> InStoreAsync<T>(Func<EngagementDbContext, Task<T>> work) => InsideAsync(x => work(x.GetRequiredService<EngagementDbContext>()));

    /// <summary>A villager signed in through the simulated WeChat.</summary>
    public async Task<HttpClient> SignInVillagerAsync(string name)
    {
        using var answer = await Anonymous.PostAsJsonAsync("api/auth/wechat", new { code = $"sim:{name}" });
        answer.EnsureSuccessStatusCode();
        return Client((await answer.Content.ReadFromJsonAsync<SessionTokens>())!.AccessToken);
    }

    /// <summary>A caller with a bearer token, or none.</summary>
    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task MigrateAsync(Store store, string connection)
    {
        await using var db = store.Open(connection);
        await db.Database.MigrateAsync();
    }

    /// <summary>A migrated SQLite file, made once and then copied.</summary>
    private static async Task<string> EmptyFileAsync(string folder)
    {
        var file = Path.Combine(folder, "engagement.db");
        await File.WriteAllBytesAsync(file, await EmptyFile.Value);
        return $"Data Source={file}";
    }

    private static readonly Lazy<Task<byte[]>> EmptyFile = new(async () =>
    {
        var folder = Directory.CreateTempSubdirectory("village-").FullName;
        var file = Path.Combine(folder, "engagement.db");
        // Without a pool the last connection closes the file, and its write-ahead log is written back.
        await MigrateAsync(Store.Sqlite, $"Data Source={file};Pooling=false");
        var bytes = await File.ReadAllBytesAsync(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    });

    private static JsonSerializerOptions MakeJsonOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Json.Configure(options);
        return options;
    }

    private sealed class Host(VillageApp app, string connection, IReadOnlyDictionary<string, string> settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("ConnectionStrings:Engagement", connection);
            builder.UseSetting("DataFolder", app.folder);
            builder.UseSetting("Demo", "false");
            builder.UseSetting("roles", "api");
            builder.UseSetting("WeChat:Simulator", "true");
            builder.UseSetting("WeChat:ApiBase", $"http://127.0.0.1:{app.Port}/simulator");
            builder.UseSetting("PublicBaseUrl", $"http://127.0.0.1:{app.Port}");
            // All tests come from one address.
            builder.UseSetting("SignIn:PerAddress", "1000000");
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(app.Clock));
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(new Listener(app.Complaints)));
        }
    }

    private sealed class Listener(List<string> heard) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (heard) heard.Add($"{logLevel}: {formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
