using System.Diagnostics;
using System.Net;

namespace Engagement.Tests.Infrastructure;

/// <summary>
/// The built executable as a process of its own on a free port of 127.0.0.1, with data nobody else has: what a user starts, what a kill -9 hits.
/// It runs the build that lies beside these tests (same configuration), so build the solution first.
/// </summary>
public sealed class RunningApi : IAsyncDisposable
{
    private readonly Supervised process;

    private RunningApi(Supervised process, Uri address)
    {
        this.process = process;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    /// <summary>Where it answers, such as <c>http://127.0.0.1:34567/</c>.</summary>
    public Uri Address { get; }

    /// <summary>An HTTP client for <see cref="Address"/> without any credentials; disposed with this.</summary>
    public HttpClient Client { get; }

    /// <summary>Process id of the executable.</summary>
    public int Pid => process.Pid;

    /// <summary>The last lines it logged.</summary>
    public string Output => process.Output;

    /// <summary>Root folder of the checkout.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Starts the executable and waits until <c>/readyz</c> answers 200.</summary>
    /// <param name="engagement">Connection string; null for a new SQLite file in the temporary folder.</param>
    /// <param name="environment">Development (the WeChat simulator works) or Production.</param>
    /// <param name="arguments">Further arguments, such as <c>--Demo=false</c>.</param>
    /// <param name="readyWithin">How long it may take; two minutes when not given.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message holds its output.</exception>
    public static async Task<RunningApi> StartAsync(
        string? engagement = null, string environment = "Development", string[]? arguments = null, TimeSpan? readyWithin = null)
    {
        var port = Supervised.FreePort();
        var configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!.Name;
        var executable = Path.Combine(Repository, "api", "bin", configuration, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Engagement.Api.dll");
        if (!File.Exists(executable))
            throw new InvalidOperationException($"{executable} does not exist: build the solution first.");
        var further = string.Concat((arguments ?? []).Select(argument => " " + Quote(argument)));
        var process = await Supervised.StartAsync(
            prepare: $"cd {Quote(Path.Combine(Repository, "api"))} || exit 1",
            serve: $"""
                env ASPNETCORE_ENVIRONMENT={environment} dotnet {Quote(executable)} --urls http://127.0.0.1:{port} --DataFolder="$dir" --WeChat:ApiBase=http://127.0.0.1:{port}/simulator --ConnectionStrings:Engagement={(engagement is null ? "\"Data Source=$dir/engagement.db\"" : Quote(engagement))}{further}
                """);
        var api = new RunningApi(process, new Uri($"http://127.0.0.1:{port}/"));
        try
        {
            await api.WaitUntilReadyAsync(readyWithin ?? TimeSpan.FromMinutes(2));
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once (kill -9).</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }

    private async Task WaitUntilReadyAsync(TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        var answer = "no answer";
        while (clock.Elapsed < patience && process.IsRunning)
        {
            try
            {
                using var response = await Client.GetAsync("readyz");
                if (response.StatusCode == HttpStatusCode.OK)
                    return;
                answer = $"{(int)response.StatusCode}";
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(50);
        }
        var end = process.IsRunning ? $"was not ready after {clock.Elapsed.TotalSeconds:0} s ({answer})" : "ended";
        throw new InvalidOperationException($"The API {end}.\n{process.Output}");
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Engagement.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests must run inside the checkout: no Engagement.sln above them.");
    }
}
