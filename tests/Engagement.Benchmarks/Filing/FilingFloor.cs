using System.Data.Common;
using System.Globalization;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Engagement.Benchmarks.Filing;

/// <summary>The least anybody could do: the very rows of one filing, copied with new ids in one transaction through prepared commands on
/// connections that stay open, the county's counter included. On SQLite the callers share one connection and queue at a gate, as they do in the application:
/// SQLite's own waiting (sleep and try again) would make the floor slower, and the ratio a lie.</summary>
public abstract class FilingFloor : IAsyncDisposable
{
    /// <summary>The tables a filing writes one row to, besides the counter.</summary>
    public static readonly string[] Tables = ["cases", "case_event", "outbox_message", "audit_line", "idempotency_key"];

    /// <summary>Columns the database derives itself; no INSERT may name them.</summary>
    private static readonly HashSet<string> Derived =
        [.. new[] { FateColumns.OnBehalf, FateColumns.Response, FateColumns.Resolution, FateColumns.Marks }.Select(x => string.Concat(x.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{c}")).ToLowerInvariant())];

    /// <summary>Columns that hold the row's own id, the case's id, the case's number, and the idempotency key; all others are copied.</summary>
    private static readonly HashSet<string> OwnIds = ["case_event.id", "outbox_message.id", "audit_line.id"];
    private static readonly HashSet<string> CaseIds = ["cases.id", "case_event.case_id", "outbox_message.subject_id", "audit_line.target_id"];

    protected const string Counter =
        "INSERT INTO case_counter (scope, value) VALUES (@scope, 1) ON CONFLICT (scope) DO UPDATE SET value = case_counter.value + 1 RETURNING value";

    private readonly IReadOnlyList<string> counties;

    protected FilingFloor(IReadOnlyList<string> counties) => this.counties = counties;

    /// <summary>One open connection per caller. The store must hold exactly one filing, which is the pattern.</summary>
    public static async Task<FilingFloor> OpenAsync(BenchStore store, IReadOnlyList<string> counties)
    {
        var floor = store.Kind == StoreKind.Postgres ? (FilingFloor)new PostgresFloor(store, counties) : new SqliteFloor(store, counties);
        await floor.PrepareAsync();
        return floor;
    }

    /// <summary>Inserts the rows of one filing and returns when they are durable.</summary>
    public abstract Task InsertAsync(int caller);

    public abstract ValueTask DisposeAsync();

    protected abstract Task PrepareAsync();

    protected string Scope(int caller) =>
        string.Create(CultureInfo.InvariantCulture, $"GD{counties[caller % counties.Count]}{ChinaTime.ToLocal(DateTime.UtcNow):yyyyMMdd}");

    /// <summary>The statement that inserts one row of a table and the parameters that change from row to row.</summary>
    protected static async Task<Pattern> ReadPatternAsync(DbConnection connection, string table, Func<string, object, string, DbParameter> parameter)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync()) throw new WrongResultException($"A filing left nothing in {table}.");
        var pattern = new Pattern(table);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var column = reader.GetName(i);
            if (table == "cases" && Derived.Contains(column)) continue;
            var it = parameter($"p{i}", reader.GetValue(i), reader.GetDataTypeName(i));
            pattern.Add(column, it, OwnIds.Contains($"{table}.{column}"), CaseIds.Contains($"{table}.{column}"));
        }

        if (await reader.ReadAsync()) throw new WrongResultException($"{table} holds more than the pattern.");
        return pattern;
    }

    protected sealed class Pattern(string table)
    {
        private readonly List<string> columns = [];
        private DbParameter? ownId, caseId, number, key;

        public List<DbParameter> Parameters { get; } = [];

        public string Sql => $"INSERT INTO {table} ({string.Join(", ", columns.Select(x => $"\"{x}\""))}) VALUES ({string.Join(", ", Parameters.Select(x => "@" + x.ParameterName))})";

        public void Add(string column, DbParameter parameter, bool isOwnId, bool isCaseId)
        {
            columns.Add(column);
            Parameters.Add(parameter);
            if (isOwnId) ownId = parameter;
            if (isCaseId) caseId = parameter;
            if (column == "number") number = parameter;
            if (column == "key") key = parameter;
        }

        public void Renew(Guid newCase, string newNumber)
        {
            if (ownId is not null) ownId.Value = Guid.CreateVersion7();
            if (caseId is not null) caseId.Value = newCase;
            if (number is not null) number.Value = newNumber;
            if (key is not null) key.Value = newCase.ToString();
        }
    }

    private sealed class PostgresFloor(BenchStore store, IReadOnlyList<string> counties) : FilingFloor(counties)
    {
        private readonly List<(NpgsqlConnection Connection, NpgsqlCommand Counter, NpgsqlBatch Rows, List<Pattern> Patterns)> callers = [];

        protected override async Task PrepareAsync()
        {
            for (var i = 0; i < Load.Callers; i++)
            {
                var connection = new NpgsqlConnection(store.ConnectionString);
                await connection.OpenAsync();
                var counter = new NpgsqlCommand(FilingFloor.Counter, connection);
                counter.Parameters.AddWithValue("scope", "");
                await counter.PrepareAsync();
                var rows = new NpgsqlBatch(connection);
                List<Pattern> patterns = [];
                foreach (var table in Tables)
                {
                    await using var reading = new NpgsqlConnection(store.ConnectionString);
                    await reading.OpenAsync();
                    var pattern = await ReadPatternAsync(reading, table, (name, value, type) => new NpgsqlParameter(name, value) { DataTypeName = type });
                    var command = new NpgsqlBatchCommand(pattern.Sql);
                    foreach (var parameter in pattern.Parameters) command.Parameters.Add(parameter);
                    rows.BatchCommands.Add(command);
                    patterns.Add(pattern);
                }

                await rows.PrepareAsync();
                callers.Add((connection, counter, rows, patterns));
            }
        }

        public override async Task InsertAsync(int caller)
        {
            var (connection, counter, rows, patterns) = callers[caller];
            await using var transaction = await connection.BeginTransactionAsync();
            var scope = Scope(caller);
            counter.Parameters[0].Value = scope;
            var value = (long)(await counter.ExecuteScalarAsync())!;
            var id = Guid.CreateVersion7();
            foreach (var pattern in patterns) pattern.Renew(id, $"{scope}{value:0000}");
            await rows.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            foreach (var caller in callers) await caller.Connection.DisposeAsync();
        }
    }

    private sealed class SqliteFloor(BenchStore store, IReadOnlyList<string> counties) : FilingFloor(counties)
    {
        private readonly SemaphoreSlim turn = new(1, 1);
        private readonly List<(SqliteCommand Command, Pattern Pattern)> rows = [];

        // One connection for all: each that writes makes the others' page caches stale.
        private readonly SqliteConnection connection = new(store.ConnectionString + ";Pooling=False;Foreign Keys=True");
        private SqliteCommand begin = null!, counter = null!, commit = null!;

        protected override async Task PrepareAsync()
        {
            await connection.OpenAsync();
            await Command("PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;").ExecuteNonQueryAsync();
            (begin, counter, commit) = (Command("BEGIN IMMEDIATE"), Command(FilingFloor.Counter), Command("COMMIT"));
            counter.Parameters.AddWithValue("scope", "");
            foreach (var table in Tables)
            {
                var pattern = await ReadPatternAsync(connection, table, (name, value, _) => new SqliteParameter(name, value));
                var command = Command(pattern.Sql);
                foreach (var parameter in pattern.Parameters) command.Parameters.Add(parameter);
                rows.Add((command, pattern));
            }

            foreach (var command in rows.Select(x => x.Command).Concat([begin, counter, commit])) command.Prepare();
        }

        public override async Task InsertAsync(int caller)
        {
            var scope = Scope(caller);
            await turn.WaitAsync();
            try
            {
                begin.ExecuteNonQuery();
                counter.Parameters[0].Value = scope;
                var value = (long)counter.ExecuteScalar()!;
                var id = Guid.CreateVersion7();
                foreach (var (command, pattern) in rows)
                {
                    pattern.Renew(id, $"{scope}{value:0000}");
                    command.ExecuteNonQuery();
                }

                commit.ExecuteNonQuery();
            }
            finally
            {
                turn.Release();
            }
        }

        public override async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            turn.Dispose();
        }

        private SqliteCommand Command(string sql) => new(sql, connection);
    }
}
