using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engagement.Core.Data;

/// <summary>Writes of a hot path that go to the store together, in the order given: on PostgreSQL in one round trip, planned once per connection;
/// on SQLite, which has no round trips, in turn. Past the change tracker, as <see cref="BulkSql"/>.</summary>
public sealed class Writes(EngagementDbContext db)
{
    private readonly List<IStep> steps = [];

    /// <summary>Inserts the rows; the entities stay untracked.</summary>
    public Writes Insert<T>(IReadOnlyList<T> rows) where T : class
    {
        if (rows.Count > 0) steps.Add(new Insertion<T>(rows));
        return this;
    }

    /// <summary>One statement; values in its text become parameters, a list of ids one that reads as a table: <c>IN {ids}</c>.</summary>
    /// <param name="sql">In words both stores understand.</param>
    /// <param name="changed">Told how many rows it changed; may throw, which undoes everything.</param>
    public Writes Execute(FormattableString sql, Action<int>? changed = null)
    {
        steps.Add(new Sentence(sql, changed));
        return this;
    }

    /// <exception cref="InvalidOperationException">No transaction is open: the writes are one change.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Write inside InTransactionAsync.");
        var connection = db.Database.GetDbConnection();
        await using var maker = connection.CreateCommand();
        if (!connection.CanCreateBatch)
        {
            foreach (var step in steps) await step.RunAsync(db, cancel);
            return;
        }

        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var step in steps)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = step.Fill(db, maker, command.Parameters);
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync(cancel);
        await batch.ExecuteNonQueryAsync(cancel);
        for (var i = 0; i < steps.Count; i++) steps[i].Changed?.Invoke(batch.BatchCommands[i].RecordsAffected);
    }

    private interface IStep
    {
        Action<int>? Changed { get; }

        /// <summary>Adds the parameters and returns the text.</summary>
        string Fill(EngagementDbContext db, DbCommand maker, DbParameterCollection parameters);

        Task RunAsync(EngagementDbContext db, CancellationToken cancel);
    }

    private sealed class Insertion<T>(IReadOnlyList<T> rows) : IStep where T : class
    {
        public Action<int>? Changed => null;

        public string Fill(EngagementDbContext db, DbCommand maker, DbParameterCollection parameters) => BulkSql.FillInsert(db, rows, maker, parameters);

        public Task RunAsync(EngagementDbContext db, CancellationToken cancel) => db.InsertManyAsync(rows, cancel);
    }

    private sealed class Sentence(FormattableString sql, Action<int>? changed) : IStep
    {
        public Action<int>? Changed => changed;

        public string Fill(EngagementDbContext db, DbCommand maker, DbParameterCollection parameters)
        {
            var lists = db is PostgresEngagementDbContext ? "(SELECT unnest({0}))" : "(SELECT value FROM json_each({0}))";
            var words = new object[sql.ArgumentCount];
            for (var i = 0; i < words.Length; i++)
            {
                var parameter = maker.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                var value = sql.GetArgument(i);
                if (value is not IReadOnlyCollection<Guid> ids)
                    (parameter.Value, words[i]) = (value ?? DBNull.Value, parameter.ParameterName);
                else
                    (parameter.Value, words[i]) = (db is PostgresEngagementDbContext ? ids.ToArray() : JsonSerializer.Serialize(ids.Select(x => x.ToString().ToUpperInvariant())),
                        string.Format(CultureInfo.InvariantCulture, lists, parameter.ParameterName));
                parameters.Add(parameter);
            }

            return string.Format(CultureInfo.InvariantCulture, sql.Format, words);
        }

        public async Task RunAsync(EngagementDbContext db, CancellationToken cancel)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // only the format is text; every value is a parameter
            command.CommandText = Fill(db, command, command.Parameters);
#pragma warning restore CA2100
            var count = await command.ExecuteNonQueryAsync(cancel);
            changed?.Invoke(count);
        }
    }
}
