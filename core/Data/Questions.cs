using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engagement.Core.Data;

/// <summary>A query to be asked together with others.</summary>
/// <param name="query">Flat: every selected value is one column, in the order selected.</param>
public abstract class Question(IQueryable query)
{
    internal IQueryable Query => query;

    internal abstract void Take(DbDataReader row);
}

/// <summary>A query whose rows are read column by column.</summary>
/// <param name="query">As with <see cref="Question"/>; nothing it returns is tracked.</param>
/// <param name="read">Makes a row of what the reader stands on.</param>
public sealed class Question<T>(IQueryable query, Func<DbDataReader, T> read) : Question(query)
{
    private readonly List<T> rows = [];

    /// <summary>The answer; empty until asked.</summary>
    public IReadOnlyList<T> Rows => rows;

    internal override void Take(DbDataReader row) => rows.Add(read(row));
}

/// <summary>Asks several queries of a hot path together: on PostgreSQL in one round trip; on SQLite, which has no round trips, in turn.</summary>
public static class Questions
{
    public static async Task AskAsync(this EngagementDbContext db, CancellationToken cancel, params IReadOnlyList<Question> questions)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(questions);
        if (questions.Count == 0) return;
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var connection = db.Database.GetDbConnection();
            await using var batch = connection.CanCreateBatch ? connection.CreateBatch() : null;
            if (batch is null)
            {
                foreach (var question in questions)
                {
                    await using var command = question.Query.CreateDbCommand();
                    await using var reader = await command.ExecuteReaderAsync(cancel);
                    while (await reader.ReadAsync(cancel)) question.Take(reader);
                }

                return;
            }

            batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            foreach (var question in questions)
            {
                await using var command = question.Query.CreateDbCommand();
                var step = batch.CreateBatchCommand();
                step.CommandText = command.CommandText;
                DbParameter[] parameters = [.. command.Parameters.Cast<DbParameter>()];
                command.Parameters.Clear(); // a parameter belongs to one command only
                step.Parameters.AddRange(parameters);
                batch.BatchCommands.Add(step);
            }

            await using var answers = await batch.ExecuteReaderAsync(cancel);
            foreach (var question in questions)
            {
                while (await answers.ReadAsync(cancel)) question.Take(answers);
                await answers.NextResultAsync(cancel);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
