using Engagement.Core.Data;
using Engagement.Tests.Infrastructure;

namespace Engagement.Benchmarks.Stores;

/// <summary>The PostgreSQL server of a run (fsync and synchronous_commit on, on a disk), started when first asked for, and folders for SQLite files on the same disk.</summary>
public sealed class BenchServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> postgres = new(() => PostgresServer.StartAsync(durable: true));
    private readonly List<string> folders = [];

    /// <summary>A new, empty store.</summary>
    public async Task<string> CreateAsync(StoreKind kind) =>
        kind == StoreKind.Postgres ? await (await postgres.Value).CreateDatabaseAsync() : $"Data Source={Path.Combine(CreateFolder(), "engagement.db")}";

    /// <summary>A new folder on a disk: /tmp is memory on many machines, and a commit to memory costs nothing.</summary>
    public string CreateFolder()
    {
        var root = Directory.Exists("/var/tmp") ? "/var/tmp" : Path.GetTempPath();
        var folder = Path.Combine(root, $"engagement-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        folders.Add(folder);
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await postgres.Value).DisposeAsync();
        foreach (var folder in folders) Directory.Delete(folder, recursive: true);
    }
}
