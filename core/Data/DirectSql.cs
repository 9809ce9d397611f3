using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engagement.Core.Data;

/// <summary>Statements of the hot paths, on the context's own connection and transaction but past its change tracker and query pipeline,
/// which cost several times what the statement itself costs. Columns, conversions and parameter types come from the model all the same.</summary>
public static class DirectSql
{
    private static readonly ConcurrentDictionary<IEntityType, Insertion> Insertions = new();

    /// <summary>The first column of the first row, or the default when there is none. Values in the text become parameters.</summary>
    public static async Task<T?> ScalarAsync<T>(this EngagementDbContext db, FormattableString sql, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(sql);
        await using var held = await OpenAsync(db, cancel);
        await using var command = held.Connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var names = new object[sql.ArgumentCount];
        for (var i = 0; i < names.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            parameter.Value = sql.GetArgument(i) ?? DBNull.Value;
            command.Parameters.Add(parameter);
            names[i] = "@" + parameter.ParameterName;
        }

#pragma warning disable CA2100 // only the format is text; every value is a parameter
        command.CommandText = string.Format(System.Globalization.CultureInfo.InvariantCulture, sql.Format, names);
#pragma warning restore CA2100
        // Planned once per connection; of a null the driver cannot tell the type.
        if (db is PostgresEngagementDbContext && sql.GetArguments().All(x => x is not null)) await command.PrepareAsync(cancel);
        return await command.ExecuteScalarAsync(cancel) is T value ? value : default;
    }

    /// <summary>Goes through the rows of a query the store's own way, without keeping them. Parameters are named in the text as <c>@name</c>.</summary>
    public static async Task ReadRowsAsync(
        this EngagementDbContext db, string sql, IReadOnlyDictionary<string, object> parameters, Action<DbDataReader> read, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(parameters);
        await using var held = await OpenAsync(db, cancel);
        await using var command = held.Connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // the callers' texts are their own; every value is a parameter
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) read(reader);
    }

    /// <summary>Inserts rows in the order given, on PostgreSQL in one round trip. The entities stay untracked.</summary>
    /// <exception cref="InvalidOperationException">No transaction is open: several rows are one change.</exception>
    public static async Task InsertAsync(this EngagementDbContext db, IReadOnlyList<object> entities, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entities);
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Insert inside InTransactionAsync.");
        var connection = db.Database.GetDbConnection();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        await using var batch = connection.CanCreateBatch ? connection.CreateBatch() : null;
        if (batch is not null) batch.Transaction = transaction;
        foreach (var entity in entities)
        {
            var type = db.Model.FindEntityType(entity.GetType()) ?? throw new ArgumentException($"{entity.GetType()} has no table.", nameof(entities));
            var insertion = Insertions.GetOrAdd(type, x => new Insertion(x));
            if (batch is null)
            {
                command.Parameters.Clear();
                command.CommandText = insertion.Sql;
                insertion.Fill(command, command.Parameters, entity);
                await command.ExecuteNonQueryAsync(cancel);
                continue;
            }

            var step = batch.CreateBatchCommand();
            step.CommandText = insertion.Sql;
            insertion.Fill(command, step.Parameters, entity);
            batch.BatchCommands.Add(step);
        }

        if (batch is null) return;
        // Planned once per connection: what such a statement does never depends on its values.
        await batch.PrepareAsync(cancel);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<Held> OpenAsync(EngagementDbContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        return new Held(db);
    }

    /// <summary>Keeps the context's connection open; it counts who does.</summary>
    private sealed class Held(EngagementDbContext db) : IAsyncDisposable
    {
        public DbConnection Connection => db.Database.GetDbConnection();

        public ValueTask DisposeAsync() => new(db.Database.CloseConnectionAsync());
    }

    /// <summary>The INSERT of one table and how its parameters are read from an entity.</summary>
    private sealed class Insertion
    {
        private readonly (string Name, bool Nullable, IProperty Property, RelationalTypeMapping Mapping)[] columns;

        public Insertion(IEntityType type)
        {
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            columns = [.. type.GetProperties().Where(x => x.GetComputedColumnSql() is null).Select((x, i) => ($"p{i}", x.IsNullable, x, x.GetRelationalTypeMapping()))];
            Sql = $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(x => $"\"{x.Property.GetColumnName(table)}\""))}) VALUES ({string.Join(", ", columns.Select(x => "@" + x.Name))})";
        }

        public string Sql { get; }

        public void Fill(DbCommand maker, DbParameterCollection parameters, object entity)
        {
            foreach (var (name, nullable, property, mapping) in columns)
                parameters.Add(mapping.CreateParameter(maker, name, property.GetGetter().GetClrValue(entity), nullable));
        }
    }
}
