using System.Data.Common;
using System.Globalization;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Engagement.Benchmarks.Cases;

/// <summary>The least anybody could do about the cases that came due: one indexed query for them, and the rows a sweep leaves behind written by the store itself, from
/// tables that already say who hears of it; on PostgreSQL all in one statement that reads each case once, on SQLite in a few over the same batches as the sweep's. It looks at no calendar and composes nothing: the next moment is a
/// constant away, the words are constants as long as the real ones.</summary>
public sealed class SweepFloor : IAsyncDisposable
{
    private readonly StoreKind kind;
    private readonly DbConnection connection;
    private int runs;

    private SweepFloor(StoreKind kind, DbConnection connection) => (this.kind, this.connection) = (kind, connection);

    private bool IsPostgres => kind == StoreKind.Postgres;

    public static async Task<SweepFloor> OpenAsync(BenchStore store)
    {
        var floor = new SweepFloor(store.Kind, store.Kind == StoreKind.Postgres
            ? new NpgsqlConnection(store.ConnectionString + ";Command Timeout=600") : new SqliteConnection(store.ConnectionString + ";Pooling=False;Default Timeout=600"));
        await floor.connection.OpenAsync();
        if (!floor.IsPostgres) await floor.ExecuteAsync("PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON");
        await floor.ExecuteAsync(
            "CREATE TABLE floor_leader AS SELECT g.region_code, u.person_id FROM staff_grant g JOIN staff_user u ON u.id = g.staff_user_id WHERE g.role = 'CountyOffice'");
        if (!floor.IsPostgres) await floor.ExecuteAsync("CREATE TEMP TABLE due (place, id, number, event_count, status, assignee_id, county_code)");
        return floor;
    }

    public async Task RunAsync(DateTime now)
    {
        if (IsPostgres)
        {
            await BatchAsync(now, $"""
                WITH due AS (UPDATE cases SET {Change} WHERE next_step_at <= @now RETURNING id, number, event_count, status, assignee_id, county_code),
                lines AS (INSERT INTO case_event {Lines})
                INSERT INTO outbox_message {Messages(2, Assignee)} UNION ALL {Messages(3, Leader)}
                """);
            return;
        }

        // In batches as large as the sweep's: all at once is more than the cache holds, and slower.
        while (await BatchAsync(now, "DELETE FROM due", $"""
            INSERT INTO due SELECT rowid, id, number, event_count + 1, status, assignee_id, county_code FROM cases WHERE next_step_at <= @now ORDER BY next_step_at LIMIT {EscalationSweep.BatchSize}
            """, $"INSERT INTO case_event {Lines}", $"INSERT INTO outbox_message {Messages(2, Assignee)}", $"INSERT INTO outbox_message {Messages(3, Leader)}",
            $"UPDATE cases SET {Change} WHERE rowid IN (SELECT place FROM due)") > 0) { }
    }

    private const string Change = "escalation_step = 100, event_count = event_count + 1, next_step_at = @next";
    private const string Assignee = "u.person_id FROM due c JOIN staff_user u ON u.id = c.assignee_id";
    private const string Leader = "l.person_id FROM due c JOIN floor_leader l ON l.region_code = c.county_code";

    private string Lines => $"""
        (id, case_id, sequence, at, type, to_status, actor_kind, text, is_internal)
        SELECT {Id(1)}, c.id, c.event_count, @now, 'Overdue', c.status, 'System', '已超过办理时限，尚未办结。', {(IsPostgres ? "false" : "0")} FROM due c
        """;

    private string Messages(int kind, string personFrom)
    {
        var (person, from) = (personFrom[..personFrom.IndexOf(' ', StringComparison.Ordinal)], personFrom[personFrom.IndexOf(" FROM", StringComparison.Ordinal)..]);
        return $$"""
            {{(IsPostgres && kind > 2 ? "" : "(id, person_id, event, subject_id, fields, created_at, status, attempts, due_at, urgent)")}}
            SELECT {{Id(kind)}}, {{person}}, 'case.overdue', c.id,
                '{"number":"' || c.number || '","category":"垃圾堆放","status":"InProgress","text":"已超过办理时限，尚未办结。","dueAt":"2026-11-22T03:00:00.0000000Z","at":"2026-11-22T03:00:30.0000000Z"}',
                @now, 'Pending', 0, @now, {{(IsPostgres ? "false" : "0")}} {{from}}
            """;
    }

    /// <returns>Rows the last statement wrote.</returns>
    private async Task<int> BatchAsync(DateTime now, params string[] statements)
    {
        runs++;
        var written = 0;
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var sql in statements)
        {
            await using var command = Command(sql.Replace("RUN", runs.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal), now, transaction);
            Parameter(command, "@next", now.AddDays(5));
            written = await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        return written;
    }

    public async Task<(long Lines, long Messages)> CountAsync() =>
        (await NumberAsync("SELECT count(*) FROM case_event", null), await NumberAsync("SELECT count(*) FROM outbox_message", null));

    public Task<long> DueAsync(DateTime now) => NumberAsync("SELECT count(*) FROM cases WHERE next_step_at <= @now", now);

    /// <summary>What the last turn left to be written is written, so that nobody pays for the one before.</summary>
    public async Task SettleAsync()
    {
        if (IsPostgres) await ExecuteAsync("VACUUM ANALYZE cases; VACUUM ANALYZE case_event; VACUUM ANALYZE outbox_message; CHECKPOINT");
        else await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Ascending, as the ids of the application are.</summary>
    private string Id(int kind) => IsPostgres
        ? $"('0199RUN-000{kind}-7000-8000-' || lpad(to_hex(row_number() OVER ()), 12, '0'))::uuid"
        : $"printf('0199RUN-000{kind}-7000-8000-%012X', row_number() OVER ())";

    private DbCommand Command(string sql, DateTime? now, DbTransaction? transaction = null)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        if (now is { } at) Parameter(command, "@now", at);
        return command;
    }

    private async Task<long> NumberAsync(string sql, DateTime? now)
    {
        await using var command = Command(sql, now);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static void Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private async Task ExecuteAsync(string sql)
    {
        foreach (var one in sql.Split(';'))
        {
            await using var command = Command(one, null);
            await command.ExecuteNonQueryAsync();
        }
    }
}
