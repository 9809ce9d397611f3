using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Api.Hosting;

/// <summary>What the executable does besides serving: <c>import-regions FILE</c>, <c>create-admin NAME</c>.</summary>
public static class Commands
{
    private const int MaxErrorsShown = 200;

    /// <returns>The exit code, or null when the arguments name no command.</returns>
    public static async Task<int?> RunAsync(WebApplication app, string[] args) => args switch
    {
        ["import-regions", var file, ..] => await ImportRegionsAsync(app, file),
        ["import-regions"] => Usage("import-regions FILE.csv"),
        _ => null,
    };

    private static async Task<int> ImportRegionsAsync(WebApplication app, string file)
    {
        if (!File.Exists(file)) return Fail($"找不到文件 {file}");
        await StoreStartup.PrepareAsync(app.Services, app.Environment, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        await using var csv = File.OpenRead(file);
        var import = await scope.ServiceProvider.GetRequiredService<RegionImporter>().ImportAsync(csv, CancellationToken.None);
        foreach (var error in import.Errors.Take(MaxErrorsShown)) System.Console.Error.WriteLine($"第 {error.Line} 行：{error.Reason}（{error.Text}）");
        if (import.Errors.Count > MaxErrorsShown) System.Console.Error.WriteLine($"……还有 {import.Errors.Count - MaxErrorsShown} 处。");
        if (import.Errors.Count > 0) return Fail($"共 {import.Errors.Count} 处错误，没有导入任何内容。");
        System.Console.WriteLine($"新增 {import.Added} 个，更名 {import.Renamed} 个，停用 {import.Deactivated} 个。");
        return 0;
    }

    private static int Usage(string usage) => Fail($"用法：dotnet run --project api -- {usage}");

    private static int Fail(string message)
    {
        System.Console.Error.WriteLine(message);
        return 1;
    }
}
