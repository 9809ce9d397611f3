using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Engagement.Core.Data;

/// <summary>Many rows of one table in one go, for sweeps: on PostgreSQL one statement over arrays, on SQLite, which has no round trips to save,
/// one prepared statement row by row. Columns and conversions come from the model; the entities stay untracked.</summary>
public static class BulkSql
{
    private static readonly ConcurrentDictionary<(IEntityType, string), Statement> Statements = new();

    /// <exception cref="InvalidOperationException">No transaction is open: the rows are one change.</exception>
    public static Task InsertManyAsync<T>(this EngagementDbContext db, IReadOnlyList<T> rows, CancellationToken cancel) where T : class =>
        RunAsync(db, rows, "", Statement.Insert, cancel);

    /// <summary>Writes the named properties of each row where its key is. The version stays: what a person is editing does not become stale by it.</summary>
    /// <exception cref="InvalidOperationException">No transaction is open: the rows are one change.</exception>
    public static Task UpdateManyAsync<T>(this EngagementDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> properties, CancellationToken cancel) where T : class =>
        RunAsync(db, rows, string.Join(',', properties), type => Statement.Update(type, properties), cancel);

    /// <summary>The statement that inserts all rows at once, its parameters added; PostgreSQL only.</summary>
    internal static string FillInsert<T>(EngagementDbContext db, IReadOnlyList<T> rows, DbCommand maker, DbParameterCollection parameters) where T : class
    {
        var statement = StatementOf<T>(db, "", Statement.Insert);
        statement.FillAtOnce(maker, parameters, rows);
        return statement.AtOnce;
    }

    private static Statement StatementOf<T>(EngagementDbContext db, string key, Func<IEntityType, Statement> make)
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T)} has no table.");
        return Statements.GetOrAdd((type, key), _ => make(type));
    }

    private static async Task RunAsync<T>(EngagementDbContext db, IReadOnlyList<T> rows, string key, Func<IEntityType, Statement> make, CancellationToken cancel) where T : class
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rows);
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Write many rows inside InTransactionAsync.");
        if (rows.Count == 0) return;
        var statement = StatementOf<T>(db, key, make);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        if (db is PostgresEngagementDbContext) await statement.RunAtOnceAsync(command, rows, cancel);
        else await statement.RunOneByOneAsync(command, rows, cancel);
    }

    private sealed class Statement
    {
        private readonly Column[] columns;
        private readonly string oneByOne;

        private Statement(Column[] columns, string atOnce, string oneByOne) => (this.columns, AtOnce, this.oneByOne) = (columns, atOnce, oneByOne);

        /// <summary>Over one array for each column.</summary>
        public string AtOnce { get; }

        public static Statement Insert(IEntityType type)
        {
            var (table, columns) = Read(type, type.GetProperties().Where(x => x.GetComputedColumnSql() is null));
            var into = $"INSERT INTO {table} ({string.Join(", ", columns.Select(x => x.Name))})";
            return new Statement(columns, $"{into} SELECT * FROM {Unnest(columns)}", $"{into} VALUES ({string.Join(", ", columns.Select(x => x.Parameter))})");
        }

        public static Statement Update(IEntityType type, IReadOnlyList<string> properties)
        {
            var key = type.FindPrimaryKey()!.Properties;
            var (table, columns) = Read(type, [.. key, .. properties.Select(x => type.FindProperty(x) ?? throw new ArgumentException($"{type.Name} has no {x}.", nameof(properties)))]);
            var (keys, set) = (columns[..key.Count], columns[key.Count..]);
            return new Statement(columns,
                $"UPDATE {table} AS t SET {string.Join(", ", set.Select(x => $"{x.Name} = v.{x.Name}"))} FROM {Unnest(columns)} AS v ({string.Join(", ", columns.Select(x => x.Name))}) WHERE {string.Join(" AND ", keys.Select(x => $"t.{x.Name} = v.{x.Name}"))}",
                $"UPDATE {table} SET {string.Join(", ", set.Select(x => $"{x.Name} = {x.Parameter}"))} WHERE {string.Join(" AND ", keys.Select(x => $"{x.Name} = {x.Parameter}"))}");
        }

        public async Task RunAtOnceAsync<T>(DbCommand command, IReadOnlyList<T> rows, CancellationToken cancel) where T : class
        {
            command.CommandText = AtOnce;
            FillAtOnce(command, command.Parameters, rows);
            await command.ExecuteNonQueryAsync(cancel);
        }

        public void FillAtOnce<T>(DbCommand maker, DbParameterCollection parameters, IReadOnlyList<T> rows) where T : class
        {
            foreach (var column in columns)
            {
                var values = Array.CreateInstance(column.ElementType, rows.Count);
                for (var i = 0; i < rows.Count; i++) values.SetValue(column.ValueOf(rows[i]), i);
                Add(maker, parameters, column, values);
            }
        }

        public async Task RunOneByOneAsync<T>(DbCommand command, IReadOnlyList<T> rows, CancellationToken cancel) where T : class
        {
            command.CommandText = oneByOne;
            foreach (var column in columns) Add(command, command.Parameters, column, DBNull.Value);
            foreach (var row in rows)
            {
                for (var i = 0; i < columns.Length; i++) command.Parameters[i].Value = columns[i].ValueOf(row) ?? DBNull.Value;
                await command.ExecuteNonQueryAsync(cancel);
            }
        }

        private static (string Table, Column[] Columns) Read(IEntityType type, IEnumerable<IProperty> properties)
        {
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            return (table.Name, [.. properties.Select((x, i) => new Column($"\"{x.GetColumnName(table)}\"", $"@p{i}", x))]);
        }

        private static string Unnest(Column[] columns) => $"unnest({string.Join(", ", columns.Select(x => $"{x.Parameter}::{x.StoreType}[]"))})";

        private static void Add(DbCommand maker, DbParameterCollection parameters, Column column, object value)
        {
            var parameter = maker.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (column.Parameter, value);
            // Said outright: of an array that begins with nulls the driver would guess.
            if (parameter is NpgsqlParameter array) array.DataTypeName = column.StoreType + "[]";
            parameters.Add(parameter);
        }
    }

    /// <summary>How one property is written: the store's type and the value as the store takes it.</summary>
    private sealed class Column
    {
        private readonly IProperty property;
        private readonly Func<object?, object?>? convert;

        public Column(string name, string parameter, IProperty property)
        {
            var mapping = property.GetRelationalTypeMapping();
            (Name, Parameter, this.property, convert) = (name, parameter, property, mapping.Converter?.ConvertToProvider);
            StoreType = mapping.StoreTypeNameBase;
            var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            ElementType = type.IsValueType && property.IsNullable ? typeof(Nullable<>).MakeGenericType(type) : type;
        }

        public string Name { get; }
        public string Parameter { get; }
        public string StoreType { get; }
        public Type ElementType { get; }

        public object? ValueOf(object row) =>
            property.GetGetter().GetClrValue(row) is not { } value ? null : convert is null ? value : convert(value);
    }
}
