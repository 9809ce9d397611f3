using Engagement.Core.WeChat;
using Microsoft.Extensions.Options;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>
/// A stand-in for WeChat over real HTTP, for development and tests: WeChat's own paths under <c>/simulator</c>, control under
/// <c>/simulator/control</c>, and a page that shows what arrived on the phones. Anybody can be anybody in it, so it refuses Production.
/// </summary>
public static class SimulatorEndpoints
{
    /// <summary>Where it is mounted: <c>WeChat:ApiBase</c> is this server's address with it.</summary>
    public const string Mount = "/simulator";

    /// <summary>Registers the simulator; needs <see cref="WeChatServices.AddWeChat"/> for the app it plays WeChat to.</summary>
    public static IServiceCollection AddWeChatSimulator(this IServiceCollection services, Action<SimulatorOptions>? configure = null)
    {
        services.AddOptions<SimulatorOptions>().BindConfiguration(SimulatorOptions.Section).Configure(o => configure?.Invoke(o));
        services.AddSingleton<SimulatorState>();
        return services;
    }

    /// <summary>Maps it. Throws in Production and where <c>WeChat:Simulator</c> is off.</summary>
    public static WebApplication MapWeChatSimulator(this WebApplication app)
    {
        if (app.Environment.IsProduction())
            throw new InvalidOperationException("WeChat:Simulator must be false in Production: the simulator lets anybody sign in as anybody.");
        if (!app.Services.GetRequiredService<IOptions<WeChatOptions>>().Value.Simulator)
            throw new InvalidOperationException("WeChat:Simulator must be true where the simulator is mapped.");
        var group = app.MapGroup(Mount).AllowAnonymous().ExcludeFromDescription();
        group.MapLoginInterfaces();
        group.MapMessageInterfaces();
        group.MapSafetyInterfaces();
        group.MapCodeInterfaces();
        group.MapControl();
        group.MapPhonePage();
        return app;
    }
}
