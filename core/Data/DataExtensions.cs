using System.Data.Common;
using Engagement.Core.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engagement.Core.Data;

/// <summary>Which store a connection string names.</summary>
public enum StoreKind { Sqlite, Postgres }

/// <summary>Registers the store. The form of the connection string chooses it.</summary>
public static class DataExtensions
{
    /// <summary>"Host=…" is PostgreSQL, "Data Source=…" is SQLite.</summary>
    /// <exception cref="ArgumentException">Neither form; the message names the key.</exception>
    public static StoreKind StoreOf(string connectionString)
    {
        DbConnectionStringBuilder parts;
        try
        {
            parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"ConnectionStrings:Engagement cannot be read: {e.Message}", e);
        }

        if (parts.ContainsKey("Host") || parts.ContainsKey("Server")) return StoreKind.Postgres;
        if (parts.ContainsKey("Data Source") || parts.ContainsKey("DataSource") || parts.ContainsKey("Filename")) return StoreKind.Sqlite;
        throw new ArgumentException(
            "ConnectionStrings:Engagement names no store: write \"Data Source=FILE\" for SQLite or \"Host=…;Database=…\" for PostgreSQL.");
    }

    public static IServiceCollection AddData(this IServiceCollection services, string connectionString)
    {
        if (StoreOf(connectionString) == StoreKind.Postgres)
        {
            services.AddDbContextPool<PostgresEngagementDbContext>(options => UsePostgres(options, connectionString));
            services.AddScoped<EngagementDbContext>(x => x.GetRequiredService<PostgresEngagementDbContext>());
        }
        else
        {
            services.AddDbContextPool<SqliteEngagementDbContext>(options => UseSqlite(options, connectionString));
            services.AddScoped<EngagementDbContext>(x => x.GetRequiredService<SqliteEngagementDbContext>());
        }

        return services.AddScoped<IdempotentWork>().AddScoped<JobRuns>().AddScoped<Pruning>().AddScoped<IPersonalData, TraceData>();
    }

    public static void UsePostgres(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString, x => x.MigrationsHistoryTable("migrations_history")).ConfigureWarnings(Quiet);

    public static void UseSqlite(DbContextOptionsBuilder options, string connectionString)
    {
        var parts = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        if (parts.DefaultTimeout < 30) parts.DefaultTimeout = 30;
        options.UseSqlite(parts.ToString(), x => x.MigrationsHistoryTable("migrations_history"))
            .AddInterceptors(SqliteSettings.Instance).ConfigureWarnings(Quiet)
            // True of every rebuilt table; StoreUpgrade answers it with a copy.
            .ConfigureWarnings(x => x.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning));
    }

    /// <summary>Unique violations and stale versions are answers, not faults: they are translated, so they need no error line.</summary>
    private static void Quiet(WarningsConfigurationBuilder warnings) => warnings
        .Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
            (RelationalEventId.CommandError, LogLevel.Information), (CoreEventId.QueryIterationFailed, LogLevel.Information));

    /// <summary>Set on every opened connection: an acknowledged write survives a power cut, a second process waits its turn.</summary>
    private sealed class SqliteSettings : DbConnectionInterceptor
    {
        public static readonly SqliteSettings Instance = new();

        private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Run(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Run(connection);
            return Task.CompletedTask;
        }

        private static void Run(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }
}
