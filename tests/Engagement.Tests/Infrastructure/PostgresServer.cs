using System.Collections.Concurrent;
using Npgsql;

namespace Engagement.Tests.Infrastructure;

/// <summary>
/// A private PostgreSQL 15+ cluster: temporary folder, free port of 127.0.0.1, nobody's configuration but this. It is gone when this process is.
/// Text sorts by ICU en-US, as it does in most real clusters, so that an order that was meant to be by code point shows when it is not.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int OldestVersion = 15;

    private readonly Supervised process;
    private readonly int port;
    private readonly ConcurrentDictionary<string, Lazy<Task>> templates = new();
    private int databases;

    private PostgresServer(Supervised process, int port) => (this.process, this.port) = (process, port);

    /// <summary>Why PostgreSQL cannot be started here, or null when it can.</summary>
    public static string? Missing =>
        OperatingSystem.IsWindows() ? "PostgreSQL tests need a Unix shell."
        : FindBinaries() is null ? $"PostgreSQL {OldestVersion} or later is not installed (looked in /usr/lib/postgresql/*/bin and on PATH)."
        : Environment.IsPrivilegedProcess && Supervised.OnPath("runuser") is null ? "PostgreSQL refuses to run as root and there is no runuser to change to another account."
        : Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "PostgreSQL refuses to run as root and there is no account named postgres to run it as."
        : null;

    /// <summary>The server's last log lines.</summary>
    public string Log => process.Output;

    /// <summary>Starts a cluster in about a second.</summary>
    /// <param name="durable">
    /// True keeps fsync and all other promises, on a disk-backed folder: for kill tests and benchmarks. False gives them up for speed,
    /// which only a crash of the whole machine could show.
    /// </param>
    /// <exception cref="MissingProgramException">PostgreSQL is not installed; see <see cref="Missing"/>.</exception>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        if (Missing is { } reason)
            throw new MissingProgramException(reason);
        var bin = FindBinaries();
        var port = Supervised.FreePort();
        var promises = durable ? "" : "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        var process = await Supervised.StartAsync(
            prepare: $"""
                '{bin}/initdb' -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US --no-sync --no-instructions >"$dir/initdb.log" 2>&1 || [ "$(cat "$dir/initdb.log" >&2)" ] || exit 1
                """,
            // Shared memory through files: containers often have only 64 MB of /dev/shm.
            serve: $"""
                '{bin}/postgres' -D "$dir/data" -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="$dir" -c max_connections=400 -c shared_buffers=256MB -c dynamic_shared_memory_type=mmap -c max_wal_size=2GB {promises}
                """,
            ready: $"""
                until '{bin}/pg_isready' -q -h "$dir" -p {port}; do kill -0 $pid || exit 1; sleep 0.05; done
                """,
            // QUIT stops at once: nothing in this folder is worth a checkpoint.
            stopSignal: "QUIT",
            user: "postgres",
            temporary: durable ? "/var/tmp" : "/tmp");
        return new PostgresServer(process, port);
    }

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public Task<string> CreateDatabaseAsync() => CreateAsync("template1");

    /// <summary>Makes a database that starts as a copy of a template, much faster than migrating and filling a new one.</summary>
    /// <param name="template">The template's name within this server.</param>
    /// <param name="prepare">Fills the template, whose connection string it gets; called once per server, before the first copy.</param>
    public async Task<string> CreateDatabaseAsync(string template, Func<string, Task> prepare)
    {
        var name = "template_" + template;
        await templates.GetOrAdd(name, _ => new Lazy<Task>(() => PrepareAsync(name, prepare))).Value;
        return await CreateAsync(name);
    }

    /// <summary>Drops a database of this server, closing whatever is still connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using (var connection = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private async Task PrepareAsync(string name, Func<string, Task> prepare)
    {
        await ExecuteAsync($"CREATE DATABASE \"{name}\"");
        var connectionString = ConnectionString(name);
        await prepare(connectionString);
        // A template cannot be copied while anybody is connected to it.
        await using (var connection = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync(
            $"ALTER DATABASE \"{name}\" WITH ALLOW_CONNECTIONS false;",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    private async Task<string> CreateAsync(string template)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        // Copying files takes half the time of copying through the log, the default.
        await ExecuteAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\" STRATEGY FILE_COPY");
        return ConnectionString(name);
    }

    private async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 60 };
            await command.ExecuteNonQueryAsync();
        }
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=40;Connection Idle Lifetime=10";

    private static string? FindBinaries()
    {
        const string debian = "/usr/lib/postgresql";
        var versioned = !Directory.Exists(debian) ? null : Directory.EnumerateDirectories(debian)
            .Select(folder => (Bin: Path.Combine(folder, "bin"), Version: int.TryParse(Path.GetFileName(folder), out var v) ? v : 0))
            .Where(found => found.Version >= OldestVersion && File.Exists(Path.Combine(found.Bin, "initdb")))
            .OrderByDescending(found => found.Version).FirstOrDefault().Bin;
        return versioned ?? Path.GetDirectoryName(Supervised.OnPath("initdb"));
    }
}
