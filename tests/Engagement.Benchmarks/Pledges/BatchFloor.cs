using System.Data.Common;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Engagement.Benchmarks.Pledges;

/// <summary>The very rows one batch of checks left, inserted again with new ids in one transaction through prepared commands on a connection that stays open:
/// row by row on SQLite, in one round trip on PostgreSQL.</summary>
public sealed class BatchFloor : IAsyncDisposable
{
    /// <summary>Columns that are unique to a row or lead to one; all others are copied as they are.</summary>
    private static readonly HashSet<string> Renewed = ["pledge_check.id", "pledge_check.client_id", "pledge_check_photo.check_id", "pledge_check_photo.photo_id", "outbox_message.id", "outbox_message.subject_id", "audit_line.id"];

    /// <summary>In the order the foreign keys want.</summary>
    private static readonly string[] Tables = ["pledge_check", "pledge_check_photo", "outbox_message", "audit_line"];

    private readonly DbConnection connection;
    private readonly List<(DbCommand Command, List<DbParameter> New)> rows = [];
    private readonly NpgsqlBatch? batch;
    private readonly List<(NpgsqlBatchCommand Command, List<DbParameter> New)> steps = [];
    private object? lastCheck;
    private readonly Dictionary<string, List<object?[]>> pattern;
    private readonly Dictionary<string, (string[] Columns, string[] Types)> columns;

    private BatchFloor(DbConnection connection, Dictionary<string, List<object?[]>> pattern, Dictionary<string, (string[], string[])> columns)
    {
        (this.connection, this.pattern, this.columns) = (connection, pattern, columns);
        batch = connection is NpgsqlConnection open ? new NpgsqlBatch(open) : null;
    }

    /// <summary>Rows of one round.</summary>
    public int Rows => pattern.Values.Sum(x => x.Count);

    /// <summary>Takes all rows the store holds now in these tables for the pattern: right after the first batch.</summary>
    public static async Task<BatchFloor> OpenAsync(BenchStore store)
    {
        DbConnection connection = store.Kind == StoreKind.Postgres ? new NpgsqlConnection(store.ConnectionString) : new SqliteConnection(store.ConnectionString + ";Pooling=False;Foreign Keys=True");
        await connection.OpenAsync();
        if (connection is SqliteConnection)
        {
            await using var settings = connection.CreateCommand();
            settings.CommandText = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"; // as the application has it
            await settings.ExecuteNonQueryAsync();
        }

        Dictionary<string, List<object?[]>> pattern = [];
        Dictionary<string, (string[], string[])> columns = [];
        foreach (var table in Tables)
        {
            await using var read = connection.CreateCommand();
            read.CommandText = $"SELECT * FROM {table}";
            await using var reader = await read.ExecuteReaderAsync();
            columns[table] = ([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)]);
            pattern[table] = [];
            while (await reader.ReadAsync())
            {
                var values = new object?[reader.FieldCount];
                reader.GetValues(values!);
                pattern[table].Add(values);
            }
        }

        var floor = new BatchFloor(connection, pattern, columns);
        await floor.PrepareAsync();
        return floor;
    }

    public async Task InsertAsync()
    {
        await using var transaction = await connection.BeginTransactionAsync();
        if (batch is null)
        {
            InsertOneByOne(transaction);
        }
        else
        {
            var at = 0;
            foreach (var table in Tables)
                foreach (var _ in pattern[table]) Renew(table, steps[at++].New);
            batch.Transaction = (NpgsqlTransaction)transaction;
            await batch.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var row in rows) await row.Command.DisposeAsync();
        if (batch is not null) await batch.DisposeAsync();
        await connection.DisposeAsync();
    }

    private void InsertOneByOne(DbTransaction transaction)
    {
        for (var t = 0; t < Tables.Length; t++)
        {
            var (command, renewed) = rows[t];
            command.Transaction = transaction;
            foreach (var values in pattern[Tables[t]])
            {
                for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
                Renew(Tables[t], renewed);
                command.ExecuteNonQuery();
            }
        }
    }

    /// <summary>New ids; a picture hangs on the last check inserted, which one does not matter to the time.</summary>
    private void Renew(string table, List<DbParameter> renewed)
    {
        foreach (var parameter in renewed) parameter.Value = Guid.CreateVersion7();
        if (table == "pledge_check") lastCheck = renewed[0].Value;
        if (table == "pledge_check_photo") renewed[0].Value = lastCheck;
    }

    private async Task PrepareAsync()
    {
        foreach (var table in Tables)
        {
            var (names, types) = columns[table];
            var sql = $"INSERT INTO {table} ({string.Join(", ", names.Select(x => $"\"{x}\""))}) VALUES ({string.Join(", ", names.Select((_, i) => $"@p{i}"))})";
            if (batch is null)
            {
                var command = connection.CreateCommand();
                command.CommandText = sql;
                for (var i = 0; i < names.Length; i++) command.Parameters.Add(new SqliteParameter($"p{i}", null));
                rows.Add((command, New(table, names, command.Parameters)));
                continue;
            }

            foreach (var values in pattern[table])
            {
                var step = new NpgsqlBatchCommand(sql);
                for (var i = 0; i < names.Length; i++) step.Parameters.Add(new NpgsqlParameter($"p{i}", values[i] ?? DBNull.Value) { DataTypeName = types[i] });
                batch.BatchCommands.Add(step);
                steps.Add((step, New(table, names, step.Parameters)));
            }
        }

        if (batch is not null) await batch.PrepareAsync();
    }

    private static List<DbParameter> New(string table, string[] names, DbParameterCollection parameters) =>
        [.. names.Select((x, i) => (Name: x, Parameter: parameters[i])).Where(x => Renewed.Contains($"{table}.{x.Name}")).Select(x => x.Parameter)];
}
