using System.Data.Common;
using System.Globalization;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Engagement.Benchmarks.Cases;

/// <summary>The least anybody could do about the cases that came due: one indexed query for them, and the rows a sweep leaves behind written by the store itself in
/// four statements and one transaction, from tables that already say who hears of it. It looks at no calendar and composes nothing: the next moment is a
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
        return floor;
    }

    public async Task RunAsync(DateTime now)
    {
        runs++;
        const string due = "cases c WHERE c.next_step_at <= @now";
        await using var transaction = await connection.BeginTransactionAsync();
        long found = 0;
        await using (var command = Command($"SELECT c.id FROM {due}{(IsPostgres ? " FOR UPDATE" : "")}", now, transaction))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) found++;
        Run.Demand(found > 0, "The floor found nothing due.");
        await using (var command = Command($"""
            INSERT INTO case_event (id, case_id, sequence, at, type, to_status, actor_kind, actor_id, actor_role, on_behalf_of, subject_staff_id, text, is_internal)
            SELECT {Id(1)}, c.id, c.event_count + 1, @now, 'Overdue', c.status, 'System', NULL, NULL, NULL, NULL, '已超过办理时限，尚未办结。', {(IsPostgres ? "false" : "0")} FROM {due}
            """, now, transaction)) await command.ExecuteNonQueryAsync();
        foreach (var (number, person, join) in new[]
        {
            (2, "u.person_id", "JOIN staff_user u ON u.id = c.assignee_id"), (3, "l.person_id", "JOIN floor_leader l ON l.region_code = c.county_code"),
        })
        {
            await using var command = Command($$"""
                INSERT INTO outbox_message (id, person_id, event, subject_id, fields, created_at, status, attempts, due_at)
                SELECT {{Id(number)}}, {{person}}, 'case.overdue', c.id,
                    '{"number":"' || c.number || '","category":"垃圾堆放","status":"InProgress","text":"已超过办理时限，尚未办结。","dueAt":"2026-11-22T03:00:00.0000000Z","at":"2026-11-22T03:00:30.0000000Z"}',
                    @now, 'Pending', 0, @now FROM cases c {{join}} WHERE c.next_step_at <= @now
                """, now, transaction);
            await command.ExecuteNonQueryAsync();
        }

        await using (var command = Command("UPDATE cases SET escalation_step = 100, event_count = event_count + 1, next_step_at = @next WHERE next_step_at <= @now", now, transaction))
        {
            Parameter(command, "@next", now.AddDays(5));
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
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
    private string Id(int kind)
    {
        var run = runs * 10 + kind;
        return IsPostgres
            ? string.Create(CultureInfo.InvariantCulture, $"('0199{run:0000}-0000-7000-8000-' || lpad(to_hex(row_number() OVER ()), 12, '0'))::uuid")
            : string.Create(CultureInfo.InvariantCulture, $"printf('0199{run:0000}-0000-7000-8000-%012X', row_number() OVER ())");
    }

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
