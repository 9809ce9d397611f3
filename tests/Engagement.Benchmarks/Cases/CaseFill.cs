using System.Data.Common;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engagement.Benchmarks.Cases;

/// <summary>Fills a store with cases over three years: seven out of ten closed, one in a hundred rejected, the open ones among the newest. A pattern case is
/// made by the application; what distinguishes the cases is set over it. Indexes are made after the rows, or the filling would take most of the run.</summary>
public sealed class CaseFill(int count)
{
    /// <summary>The township in which a fifth of the cases lies.</summary>
    public const string Township = "210283105";

    /// <summary>So many cases may have been filed in the same millisecond.</summary>
    public const int SameMoment = 3;

    private static readonly DateTime Newest = DateTime.UtcNow.Date;
    private readonly Random dice = new(20260101);
    private List<string> villages = [], ownVillages = [], categories = [];
    private Dictionary<string, Guid> offices = [];

    public int Count { get; } = count;

    /// <summary>Only these counties; all when empty.</summary>
    public IReadOnlyList<string> Counties { get; init; } = [];

    /// <summary>Give the cases answers, ends and satisfaction as figures count them; lists do not need it.</summary>
    public bool Lives { get; init; }
    /// <summary>Changes a row once more before it is written: its number from 0, its township, and how to set a property.</summary>
    public Action<int, string, Action<string, object?>>? Finish { get; init; }

    public async Task RunAsync(BenchStore store)
    {
        var pattern = await ArrangeAsync(store);
        var columns = pattern.Select(x => $"\"{x.Column}\"").ToList();
        await using DbConnection connection = store.Kind == StoreKind.Postgres
            ? new NpgsqlConnection(store.ConnectionString + ";Command Timeout=600") : new SqliteConnection(store.ConnectionString + ";Pooling=False");
        await connection.OpenAsync();
        var indexes = await DropIndexesAsync(connection);
        if (connection is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginBinaryImportAsync($"COPY cases ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in Rows(pattern))
            {
                await copy.StartRowAsync();
                for (var i = 0; i < row.Length; i++)
                {
                    if (row[i] is null) await copy.WriteNullAsync();
                    else await copy.WriteAsync(row[i], pattern[i].Mapping.StoreTypeNameBase);
                }
            }

            await copy.CompleteAsync();
        }
        else
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"INSERT INTO cases ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
            for (var i = 0; i < columns.Count; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
            foreach (var row in Rows(pattern))
            {
                for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
                await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        foreach (var index in indexes) await ExecuteAsync(connection, index);
        // What a running PostgreSQL does by itself (autovacuum). SQLite's planner has no figures, as in the application.
        if (connection is NpgsqlConnection) await ExecuteAsync(connection, "VACUUM ANALYZE cases");
    }

    /// <summary>Files one case through the service and returns the values of its row by column.</summary>
    private async Task<List<(string Column, string Property, RelationalTypeMapping Mapping, object? Value)>> ArrangeAsync(BenchStore store)
    {
        var (villager, _) = await store.VillagerAsync(Township + "206");
        return await store.InsideAsync(async services =>
        {
            var db = services.GetRequiredService<EngagementDbContext>();
            villages = await db.Set<Region>().Where(x => x.Level == RegionLevel.Village).Select(x => x.Code).ToListAsync();
            if (Counties.Count > 0) villages = [.. villages.Where(x => Counties.Contains(x[..6]))];
            ownVillages = [.. villages.Where(x => x.StartsWith(Township, StringComparison.Ordinal))];
            categories = [.. (await services.GetRequiredService<CategoryCatalog>().ListAsync(default)).Select(x => x.Code)];
            foreach (var township in villages.Select(x => x[..9]).Distinct())
                offices[township] = (await services.GetRequiredService<Offices>().AnsweringForAsync(township, default)).Id;
            var filed = await services.GetRequiredService<ComplaintService>().FileAsync(villager,
                new ComplaintFiling("rubbish", "村口垃圾堆了一周没人清，夏天味道很大，请尽快派人来看看。", [], 39.68, 122.95, 12, null, "村委会东侧", CaseVisibility.PublicNamed, false), default);
            var type = db.Model.FindEntityType(typeof(Case))!;
            return type.GetProperties().Where(x => x.GetComputedColumnSql() is null).Select(x => (x.GetColumnName(), x.Name, x.GetRelationalTypeMapping(), ToStore(x.GetRelationalTypeMapping(), x.GetGetter().GetClrValue(filed)))).ToList();
        });
    }

    private IEnumerable<object?[]> Rows(List<(string Column, string Property, RelationalTypeMapping Mapping, object? Value)> pattern)
    {
        var step = TimeSpan.FromDays(3 * 365) / Count;
        var positions = pattern.Select((x, i) => (x.Property, i)).ToDictionary(x => x.Property, x => x.i);
        for (var n = 0; n < Count; n++)
        {
            var row = pattern.Select(x => x.Value).ToArray();
            void Set(string property, object? value) => row[positions[property]] = ToStore(pattern[positions[property]].Mapping, value);

            var filedAt = Newest - TimeSpan.FromMilliseconds(Math.Floor((step * (Count - n)).TotalMilliseconds));
            var village = dice.Next(5) == 0 ? ownVillages[dice.Next(ownVillages.Count)] : villages[dice.Next(villages.Count)];
            var status = StatusOf(n);
            Set(nameof(Case.Id), Guid.CreateVersion7(filedAt));
            Set(nameof(Case.Number), $"GD{village[..6]}X{n:0000000}");
            Set(nameof(Case.CategoryCode), dice.Next(4) == 0 ? "rubbish" : categories[dice.Next(categories.Count)]);
            Set(nameof(Case.Status), status);
            Set(nameof(Case.Outcome), status == CaseStatus.Closed ? CaseOutcome.Solved : null);
            Set(nameof(Case.RegionCode), village);
            Set(nameof(Case.CountyCode), village[..6]);
            Set(nameof(Case.TownshipCode), village[..9]);
            Set(nameof(Case.OwnerOfficeId), offices[village[..9]]);
            Set(nameof(Case.AssigneeId), status is CaseStatus.InProgress or CaseStatus.Closed ? Someone() : null);
            Set(nameof(Case.ReporterId), Someone());
            Set(nameof(Case.FiledAt), filedAt);
            Set(nameof(Case.RespondBy), filedAt.AddHours(2));
            Set(nameof(Case.DueAt), filedAt.AddHours(24 * 7 + dice.Next(72)));
            if (Lives) Live(Set, status, filedAt);
            Finish?.Invoke(n, village[..9], Set);
            yield return row;
        }
    }

    private void Live(Action<string, object?> set, CaseStatus status, DateTime filedAt)
    {
        if (status == CaseStatus.Filed) return;
        var answered = filedAt.AddHours(0.1 + 2.2 * dice.NextDouble());
        set(nameof(Case.RespondedAt), answered);
        if (status is CaseStatus.Rejected or CaseStatus.Merged)
        {
            set(nameof(Case.SetAsideAt), answered);
            return;
        }

        set(nameof(Case.AcceptedAt), answered);
        if (status is not (CaseStatus.Resolved or CaseStatus.Closed)) return;
        set(nameof(Case.ResolvedAt), filedAt.AddHours(24 * 9 * dice.NextDouble()));
        set(nameof(Case.AskedAt), filedAt.AddDays(9));
        set(nameof(Case.Round), 1);
        if (status == CaseStatus.Resolved) return;
        var reason = dice.Next(10) switch { < 6 => CaseCloseReason.Confirmed, < 9 => CaseCloseReason.Unanswered, _ => CaseCloseReason.ByStaff };
        set(nameof(Case.CloseReason), reason);
        set(nameof(Case.ClosedAt), filedAt.AddDays(10));
        set(nameof(Case.Outcome), reason switch { CaseCloseReason.Confirmed => CaseOutcome.Solved, CaseCloseReason.Unanswered => CaseOutcome.NoAnswer, _ => (CaseOutcome?)null });
        set(nameof(Case.Satisfaction), reason == CaseCloseReason.Confirmed ? dice.Next(2, 6) : null);
    }

    /// <summary>Of the newest twentieth two in five are still open; of the rest almost none.</summary>
    private CaseStatus StatusOf(int n)
    {
        if (n > Count * 0.95 && dice.Next(5) < 2) return (CaseStatus)dice.Next(3);
        return dice.Next(100) switch { 0 => CaseStatus.Rejected, < 15 => CaseStatus.Merged, < 27 => CaseStatus.Resolved, _ => CaseStatus.Closed };
    }

    /// <summary>One of 5,000 people.</summary>
    private Guid Someone() => new(dice.Next(5000), 0x7000, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    private static object? ToStore(RelationalTypeMapping mapping, object? value) =>
        value is not null && mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value;

    /// <summary>Drops the indexes that are not keys and returns the statements that make them again.</summary>
    private static async Task<List<string>> DropIndexesAsync(DbConnection connection)
    {
        List<(string Name, string Sql)> indexes = [];
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = connection is NpgsqlConnection
                ? "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'cases' AND indexname LIKE 'IX%'"
                : "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'cases' AND type = 'index' AND sql IS NOT NULL";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (name, _) in indexes) await ExecuteAsync(connection, $"DROP INDEX \"{name}\"");
        return [.. indexes.Select(x => x.Sql)];
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
