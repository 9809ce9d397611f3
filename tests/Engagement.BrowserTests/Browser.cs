using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Engagement.BrowserTests;
using Engagement.Tests.Infrastructure;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Engagement.BrowserTests;

/// <summary>A page did something no page of ours may do.</summary>
public sealed class UncleanPageException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Debian's Chromium as the offices have it: Chinese, 1366×768. A visit fails when the page logs an error, throws, or asks
/// anybody but this machine; what the page looked like then is kept in artifacts/test/screens.
/// </summary>
public sealed partial class Browser : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Chromium)>> started = new(LaunchAsync);

    private static string Executable =>
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    /// <summary>Folder for screenshots, made when first asked for.</summary>
    public static string Screens => Directory.CreateDirectory(Path.Combine(RunningApi.Repository, "artifacts", "test", "screens")).FullName;

    /// <summary>Opens a fresh profile, lets the test do its visit and checks that the pages behaved. Skips the test where there is no Chromium.</summary>
    /// <param name="visit">The visit; relative addresses start at <paramref name="address"/>.</param>
    /// <param name="address">Where the API answers; null when the visit needs none.</param>
    /// <param name="expectedStatuses">HTTP error statuses the visit causes on purpose. 401 is always one: it is how the console learns that nobody is signed in.</param>
    /// <param name="name">Name of the test, for the screenshot.</param>
    /// <exception cref="UncleanPageException">The visit or the page failed; the message has both stories.</exception>
    public async Task VisitAsync(
        Func<IPage, Task> visit, Uri? address = null, int[]? expectedStatuses = null, [CallerMemberName] string name = "")
    {
        MissingPrograms.SkipWhen(File.Exists(Executable) ? null : $"There is no Chromium at {Executable}; CHROMIUM_PATH can name another.");
        var (_, chromium) = await started.Value;
        await using var profile = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address?.ToString(),
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new ViewportSize { Width = 1366, Height = 768 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        profile.SetDefaultTimeout(15_000);
        var faults = new ConcurrentQueue<string>();
        await profile.RouteAsync(url => !IsLocal(url), route =>
        {
            faults.Enqueue($"asked a stranger: {route.Request.Method} {route.Request.Url}");
            return route.AbortAsync();
        });
        profile.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsExpected(message.Text, expectedStatuses ?? []) && !AskedAStranger(message))
                faults.Enqueue($"console: {message.Text} ({message.Location})");
        };
        profile.WebError += (_, error) => faults.Enqueue($"uncaught: {error.Error}");
        var page = await profile.NewPageAsync();
        try
        {
            await visit(page);
        }
        catch (Exception e)
        {
            throw new UncleanPageException($"{e.Message}\n{await DescribeAsync(page, faults, name)}", e);
        }
        if (!faults.IsEmpty)
            throw new UncleanPageException($"The page misbehaved.\n{await DescribeAsync(page, faults, name)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            return;
        var (playwright, chromium) = await started.Value;
        await chromium.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Chromium)> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var options = new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = Flags };
        return (playwright, await playwright.Chromium.LaunchAsync(options));
    }

    private static async Task<string> DescribeAsync(IPage page, IEnumerable<string> faults, string name)
    {
        var screen = Path.Combine(Screens, $"{name}.failed.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = screen, FullPage = true });
        return $"{string.Join('\n', faults)}\nat {page.Url}\nscreenshot: {screen}";
    }

    private static bool IsLocal(string url) =>
        new Uri(url) is var uri && (uri.Scheme is not ("http" or "https" or "ws" or "wss") || uri.IsLoopback);

    /// <summary>The refused request has been noted already.</summary>
    private static bool AskedAStranger(IConsoleMessage message) =>
        message.Text.StartsWith("Failed to load resource: net::ERR_FAILED", StringComparison.Ordinal);

    private static bool IsExpected(string text, int[] expectedStatuses) =>
        FailedStatus().Match(text) is { Success: true } match && int.Parse(match.Groups[1].Value) is var status
        && (status == 401 || expectedStatuses.Contains(status));

    [GeneratedRegex(@"^Failed to load resource: the server responded with a status of (\d{3})")]
    private static partial Regex FailedStatus();
}
