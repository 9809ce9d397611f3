using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Regions.Boundaries;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Api.Hosting;

/// <summary>What the executable does besides serving: <c>import-regions FILE</c>, <c>import-boundaries FILE</c>, <c>create-admin NAME</c>.</summary>
public static class Commands
{
    private const int MaxErrorsShown = 200;

    /// <summary>The settings behind a command's own words: a file's path that begins with "/" would be read as a setting, and the next one as its value.</summary>
    public static string[] SettingsOf(string[] args) => [.. args.SkipWhile(x => !x.StartsWith("--", StringComparison.Ordinal))];

    /// <returns>The exit code, or null when the arguments name no command.</returns>
    public static async Task<int?> RunAsync(WebApplication app, string[] args, TextWriter? output = null) => args switch
    {
        ["import-regions", var file, ..] => await ImportRegionsAsync(app, file),
        ["import-regions"] => Usage("import-regions FILE.csv"),
        ["import-boundaries", var file, ..] when !file.StartsWith('-') => await ImportBoundariesAsync(app, file),
        ["import-boundaries", ..] => Usage("import-boundaries FILE.geojson"),
        ["create-admin", var name, .. var rest] when !name.StartsWith('-') => await CreateAdministratorAsync(app, name, rest, output ?? System.Console.Out),
        ["create-admin", ..] => Usage("create-admin NAME [--region CODE]"),
        _ => null,
    };

    private static async Task<int> ImportRegionsAsync(WebApplication app, string file)
    {
        if (!File.Exists(file)) return Fail($"找不到文件 {file}");
        await StoreStartup.PrepareAsync(app.Services, app.Environment, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        await using var csv = File.OpenRead(file);
        var import = await scope.ServiceProvider.GetRequiredService<RegionImporter>().ImportAsync(csv, CancellationToken.None);
        if (import.Errors.Count > 0) return Fail([.. import.Errors.Select(x => $"第 {x.Line} 行：{x.Reason}（{x.Text}）")]);
        System.Console.WriteLine($"新增 {import.Added} 个，更名 {import.Renamed} 个，停用 {import.Deactivated} 个。");
        return 0;
    }

    private static async Task<int> ImportBoundariesAsync(WebApplication app, string file)
    {
        if (!File.Exists(file)) return Fail($"找不到文件 {file}");
        await StoreStartup.PrepareAsync(app.Services, app.Environment, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        await using var geojson = File.OpenRead(file);
        var import = await scope.ServiceProvider.GetRequiredService<BoundaryAtlas>().ImportAsync(Actor.System, geojson, preview: false, CancellationToken.None);
        if (import.Errors.Count > 0) return Fail([.. import.Errors.Select(x => x.Feature == 0 ? x.Reason : $"第 {x.Feature} 个要素{(x.Code is null ? "" : $"（{x.Code}）")}：{x.Reason}")]);
        System.Console.WriteLine($"新增 {import.Added} 个地区的边界，更新 {import.Redrawn} 个。");
        return 0;
    }

    private static async Task<int> CreateAdministratorAsync(WebApplication app, string name, string[] rest, TextWriter output)
    {
        var code = RegionIn(rest);
        await StoreStartup.PrepareAsync(app.Services, app.Environment, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var region = code.Length == 0 ? null : await scope.ServiceProvider.GetRequiredService<RegionQueries>().FindAsync(code, CancellationToken.None);
        if (code.Length > 0 && region is not { Active: true }) return Fail($"没有找到地区 {code}，请先用 import-regions 导入区划。");
        try
        {
            var account = await scope.ServiceProvider.GetRequiredService<StaffAdministration>().CreateFirstAdministratorAsync(name, code, CancellationToken.None);
            await output.WriteLineAsync($"""
                已创建管理员：{account.UserName}（管理范围：{region?.FullName ?? RegionQueries.Everywhere}）
                临时密码：{account.TemporaryPassword}（只显示这一次）

                接下来：
                1. 启动服务，打开 /admin，用上面的用户名和临时密码登录；
                2. 按提示修改密码，并用手机验证器绑定动态验证码，妥善保存恢复码；
                3. 在“人员管理”中为乡镇、村委会等人员创建账号。
                """);
            return 0;
        }
        catch (Exception e) when (e is RuleViolation or InvalidInput)
        {
            return Fail(e.Message);
        }
    }

    /// <summary>The value of <c>--region CODE</c> or <c>--region=CODE</c>; empty, meaning everything, without it.</summary>
    private static string RegionIn(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--region") return i + 1 < args.Length ? args[i + 1] : "?";
            if (args[i].StartsWith("--region=", StringComparison.Ordinal)) return args[i]["--region=".Length..];
        }

        return "";
    }

    private static int Usage(string usage) => Fail($"用法：dotnet run --project api -- {usage}");

    private static int Fail(List<string> errors)
    {
        foreach (var error in errors.Take(MaxErrorsShown)) System.Console.Error.WriteLine(error);
        if (errors.Count > MaxErrorsShown) System.Console.Error.WriteLine($"……还有 {errors.Count - MaxErrorsShown} 处。");
        return Fail($"共 {errors.Count} 处错误，没有导入任何内容。");
    }

    private static int Fail(string message)
    {
        System.Console.Error.WriteLine(message);
        return 1;
    }
}
