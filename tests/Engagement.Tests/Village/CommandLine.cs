using Engagement.Api.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Engagement.Tests.Village;

/// <summary>The executable's commands, run in this process.</summary>
public static class CommandLine
{
    /// <param name="folder">The data folder.</param>
    /// <param name="store">Connection string.</param>
    /// <param name="command">Such as <c>create-admin laoli</c>.</param>
    public static async Task<(int? Exit, string Said)> RunAsync(string folder, string store, params string[] command)
    {
        string[] args = [.. command, "--environment=Development", $"--ConnectionStrings:Engagement={store}", $"--DataFolder={folder}"];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = Commands.SettingsOf(args), ContentRootPath = AppContext.BaseDirectory });
        builder.AddEngagement(Settings.Read(builder.Configuration, builder.Environment));
        await using var app = builder.Build();
        using var output = new StringWriter();
        return (await Commands.RunAsync(app, args, output), output.ToString());
    }
}
