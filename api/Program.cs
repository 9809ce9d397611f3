using Engagement.Api.Demo;
using Engagement.Api.Hosting;

// Everything is found beside the executable, whatever folder it is started from; data/ stays relative to that folder.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = Commands.SettingsOf(args), ContentRootPath = AppContext.BaseDirectory });
try
{
    builder.UseSimulatorByDefault();
    var settings = Settings.Read(builder.Configuration, builder.Environment);
    builder.AddEngagement(settings);
    var app = builder.Build();
    if (await Commands.RunAsync(app, args) is { } exitCode) return exitCode;
    app.MapEngagement(settings);
    // The store is brought up to date while the doors are hung: a start is mostly just-in-time compilation, and there is more than one core.
    var store = Task.Run(() => StoreStartup.PrepareAsync(app.Services, app.Environment, CancellationToken.None));
    app.BuildEndpointsOnce();
    await store;
    await DemoData.PrepareAsync(app.Services, settings, app.Environment, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is SettingsException or Microsoft.Extensions.Options.OptionsValidationException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 78; // EX_CONFIG of sysexits.h: a supervisor need not try again.
}

/// <summary>Named so that tests can host it.</summary>
public partial class Program;
