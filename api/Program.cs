using Engagement.Api.Demo;
using Engagement.Api.Hosting;

// Everything is found beside the executable, whatever folder it is started from; data/ stays relative to that folder.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
try
{
    var settings = Settings.Read(builder.Configuration, builder.Environment);
    builder.AddEngagement(settings);
    var app = builder.Build();
    if (await Commands.RunAsync(app, args) is { } exitCode) return exitCode;
    await StoreStartup.PrepareAsync(app.Services, app.Environment, CancellationToken.None);
    await DemoData.PrepareAsync(app.Services, settings, app.Environment, CancellationToken.None);
    app.MapEngagement(settings);
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
