using System.Diagnostics;
using Engagement.Core.Data;
using Engagement.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Demo;

/// <summary>Demo accounts have a published password: Production must not start with them.</summary>
public sealed class DemoInProductionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("production-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_store_with_demo_data_is_refused()
    {
        var connection = $"Data Source={Path.Combine(folder, "engagement.db")}";
        var options = new DbContextOptionsBuilder<SqliteEngagementDbContext>();
        DataExtensions.UseSqlite(options, connection);
        await using (var db = new SqliteEngagementDbContext(options.Options))
        {
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            db.Add(new StoreMark(StoreMark.Demo, DateTime.UtcNow));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var (exitCode, said) = await StartAsync(connection);

        exitCode.ShouldBe(78, said);
        said.ShouldContain("ConnectionStrings:Engagement names a store with demo data");
    }

    [Fact]
    public async Task Asking_for_demo_data_is_refused()
    {
        var (exitCode, said) = await StartAsync($"Data Source={Path.Combine(folder, "engagement.db")}", "--Demo=true");

        exitCode.ShouldBe(78, said);
        said.ShouldContain("Demo is true");
    }

    /// <summary>Starts the built executable as a service would, with everything Production needs, and waits for its end.</summary>
    private async Task<(int ExitCode, string Said)> StartAsync(string connection, params string[] further)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var executable = Path.Combine(RunningApi.Repository, "api", "bin", output.Parent!.Name, output.Name, "Engagement.Api.dll");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet",
            [
                executable, "--urls", $"http://127.0.0.1:{Supervised.FreePort()}", "--DataFolder", folder, $"--ConnectionStrings:Engagement={connection}",
                "--Keys:0:Version=1", $"--Keys:0:Secret={Convert.ToBase64String(new byte[32])}", "--WeChat:AppId=wx1234567890abcdef",
                "--WeChat:AppSecret=0123456789abcdef0123456789abcdef", "--WeChat:ApiBase=https://127.0.0.1:9", "--WeChat:PushToken=token",
                $"--WeChat:EncodingAesKey={new string('k', 43)}", .. further,
            ])
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production" },
            },
        };
        process.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var said = Task.WhenAll(process.StandardError.ReadToEndAsync(CancellationToken.None), process.StandardOutput.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"It went on running: {string.Concat(await said)}");
        }

        return (process.ExitCode, string.Concat(await said));
    }
}
