using System.Net.Http.Json;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Data.SharedState;
using Engagement.Core.WeChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Tests.WeChat;

/// <summary>The simulator on a real listening port, and the nodes of ours that talk to it.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<ServiceProvider> _nodes = [];

    private SimulatorServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single() + SimulatorEndpoints.Mount + "/");
        Control = new HttpClient { BaseAddress = new Uri(Address, "control/") };
    }

    /// <summary>What <c>WeChat:ApiBase</c> is.</summary>
    public Uri Address { get; }

    public HttpClient Control { get; }

    public SimulatorState State => _app.Services.GetRequiredService<SimulatorState>();

    /// <summary>All that the nodes of this server logged, at every level.</summary>
    public LogCapture Log { get; } = new();

    public static async Task<SimulatorServer> StartAsync(Action<SimulatorOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Settings("http://127.0.0.1/"));
        builder.Services.AddSharedState(null).AddWeChat(builder.Configuration);
        builder.Services.AddWeChatSimulator(o =>
        {
            o.InitialConsent = 0;
            o.EverybodyIsActive = false;
            o.SendTakes = TimeSpan.FromMilliseconds(5);
            o.MediaCheckTakes = TimeSpan.FromMilliseconds(20);
            o.PushTimeout = TimeSpan.FromMilliseconds(300);
            o.PushRetryDelay = TimeSpan.FromMilliseconds(30);
            configure?.Invoke(o);
        });
        // Villagers' sign-in and the sender come with the client and want the store, which nobody has here.
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = false);
        var app = builder.Build();
        app.MapWeChatSimulator();
        await app.StartAsync();
        return new SimulatorServer(app);
    }

    /// <summary>One process of ours, on the simulator's clock. Nodes that share state get the same <paramref name="shared"/>.</summary>
    public WeChatNode NewNode(ISharedState? shared = null, string? apiBase = null, Action<IDictionary<string, string?>>? configure = null)
    {
        var settings = Settings(apiBase ?? Address.ToString());
        configure?.Invoke(settings);
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(State.Clock);
        services.AddSingleton<IHostEnvironment>(_app.Environment);
        services.AddSharedState(null);
        if (shared is not null) services.AddSingleton(shared);
        services.AddWeChat(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var provider = services.BuildServiceProvider();
        _nodes.Add(provider);
        return new WeChatNode(provider);
    }

    public Task FaultAsync(SimulatorFault fault) => PostAsync("faults", fault);

    public Task ForwardAsync(TimeSpan by) => PostAsync("clock", new { seconds = by.TotalSeconds });

    public async Task PostAsync(string path, object body) => (await Control.PostAsJsonAsync(path, body)).EnsureSuccessStatusCode();

    public int Calls(string path) => State.Rates.Calls.GetValueOrDefault(path);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        Control.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(string apiBase) => new()
    {
        ["WeChat:Simulator"] = "true",
        ["WeChat:AppId"] = "wxba5fad812f8e6fb9",
        ["WeChat:AppSecret"] = "a-secret-of-32-letters-and-signs",
        ["WeChat:PushToken"] = "AAAAA",
        ["WeChat:EncodingAesKey"] = new string('A', 43),
        ["WeChat:ApiBase"] = apiBase,
        ["WeChat:RetryDelay"] = "00:00:00.002",
        ["WeChat:AttemptTimeout"] = "00:00:01.500",
    };
}

/// <summary>The parts of one process of ours.</summary>
public sealed class WeChatNode(IServiceProvider services)
{
    public WeChatClient Client { get; } = services.GetRequiredService<WeChatClient>();

    public WeChatTokenKeeper Tokens { get; } = services.GetRequiredService<WeChatTokenKeeper>();

    public WeChatLimits Limits { get; } = services.GetRequiredService<WeChatLimits>();
}
