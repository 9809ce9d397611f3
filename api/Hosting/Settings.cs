using System.Security.Cryptography;
using System.Text.Json;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Microsoft.Data.Sqlite;

namespace Engagement.Api.Hosting;

/// <summary>A wrong setting stops the start with a sentence that names the key.</summary>
public sealed class SettingsException(string message) : Exception(message);

/// <summary>What the configuration says, read and checked once at start.</summary>
/// <param name="ConnectionString">Chooses the store by its form; <c>ConnectionStrings:Engagement</c>.</param>
/// <param name="Redis"><c>ConnectionStrings:Redis</c>; null keeps shared state in process.</param>
/// <param name="DataFolder">Photos, and in Development the generated keys; <c>DataFolder</c>, by default beside the SQLite file or <c>data</c>.</param>
/// <param name="ServesApi"><c>roles</c> contains api.</param>
/// <param name="RunsJobs"><c>roles</c> contains jobs.</param>
/// <param name="Demo">Play in demo data when the store is new; <c>Demo</c>, by default only in Development.</param>
/// <param name="PublicBaseUrl">Where this server is reached from outside, <c>PublicBaseUrl</c>; WeChat fetches pictures to check from there. Null: a person checks them.</param>
/// <param name="Keys">Secrets of section <c>Keys</c>; generated beside the data in Development.</param>
public sealed record Settings(
    string ConnectionString, string? Redis, string DataFolder, bool ServesApi, bool RunsJobs, bool Demo, Uri? PublicBaseUrl, KeyRing Keys)
{
    public static Settings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var connection = configuration.GetConnectionString("Engagement");
        var folder = configuration["DataFolder"] ?? FolderOf(connection) ?? "data";
        Directory.CreateDirectory(folder);
        if (string.IsNullOrWhiteSpace(connection)) connection = $"Data Source={Path.Combine(folder, "engagement.db")}";
        var roles = (configuration["roles"] ?? "api,jobs").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (roles.Length == 0 || roles.Except(["api", "jobs"]).Any())
            throw new SettingsException("roles must be api, jobs, or api,jobs.");
        try
        {
            DataExtensions.StoreOf(connection);
            return new Settings(connection, configuration.GetConnectionString("Redis"), folder, roles.Contains("api"), roles.Contains("jobs"),
                configuration.GetValue("Demo", environment.IsDevelopment()), ReadPublicBase(configuration), new KeyRing(ReadKeys(configuration, environment, folder)));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new SettingsException(e.Message);
        }
    }

    private static Uri? ReadPublicBase(IConfiguration configuration)
    {
        if (configuration["PublicBaseUrl"] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.Query.Length == 0
            ? uri : throw new SettingsException("PublicBaseUrl must be the address of this server as seen from outside, such as https://engagement.example.gov.cn.");
    }

    /// <summary>When phones are left alone, <c>Messages:QuietTime</c>: <c>21:00-07:00</c> (Asia/Shanghai), other hours, or <c>none</c>. Beside the
    /// simulator, where nobody sleeps, none by default; asked for after it was chosen.</summary>
    public static QuietTime ReadQuietTime(IConfiguration configuration) => configuration["Messages:QuietTime"] is { Length: > 0 } text
        ? QuietTime.Parse(text) ?? throw new SettingsException("Messages:QuietTime must be hours such as 21:00-07:00, or none.")
        : configuration.GetValue<bool>("WeChat:Simulator") ? QuietTime.None : QuietTime.Standard;

    private static List<KeyOptions> ReadKeys(IConfiguration configuration, IHostEnvironment environment, string folder)
    {
        var keys = configuration.GetSection("Keys").Get<List<KeyOptions>>() ?? [];
        if (keys.Count > 0 || !environment.IsDevelopment()) return keys;
        var file = Path.Combine(folder, "keys.json");
        if (!File.Exists(file))
        {
            var made = new List<KeyOptions> { new() { Version = 1, Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) } };
            var aside = file + "." + Guid.NewGuid().ToString("N");
            File.WriteAllText(aside, JsonSerializer.Serialize(made));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            // Of two starts at once, the second takes the first's keys.
            try { File.Move(aside, file, overwrite: false); }
            catch (IOException) { File.Delete(aside); }
        }

        return JsonSerializer.Deserialize<List<KeyOptions>>(File.ReadAllText(file))!;
    }

    /// <summary>The folder of a SQLite file; null for PostgreSQL, in-memory and unnamed stores.</summary>
    private static string? FolderOf(string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection) || DataExtensions.StoreOf(connection) != StoreKind.Sqlite) return null;
        var file = new SqliteConnectionStringBuilder(connection).DataSource;
        return file is "" or ":memory:" ? null : Path.GetDirectoryName(Path.GetFullPath(file));
    }
}
