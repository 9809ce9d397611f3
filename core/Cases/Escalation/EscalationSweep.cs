using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engagement.Core.Cases.Escalation;

/// <summary>
/// Passes the steps that have come due, batch by batch: cases, their timeline lines and the messages of a batch are one transaction.
/// Any number of processes may sweep at once. On PostgreSQL a case is claimed by its row lock and skipped by the others, on SQLite the only writer
/// holds the store; either way the case is read inside the claim, so what is passed is passed once, and a batch that dies leaves all of it due.
/// The case's version stays: a clerk who has it open loses nothing by the passing of time.
/// </summary>
public sealed class EscalationSweep(
    EngagementDbContext db, EscalationRecipients recipients, EscalationMessages messages, WorkingCalendars calendars, TimeProvider clock)
{
    public const int BatchSize = 1000;

    /// <summary>How many cases each attempt takes: after a collision fewer, so that the one a person is saving holds up few others.</summary>
    private static readonly int[] Attempts = [BatchSize, 100, 10, 1, 1, 1, 1, 1];

    /// <summary>Only they change in a sweep.</summary>
    private static readonly string[] Columns =
        [nameof(Case.EscalationStep), nameof(Case.NextStepAt), nameof(Case.ResponseOverdueAt), nameof(Case.EventCount)];

    /// <returns>How many cases were dealt with; zero when nothing is due, or all that is due is in the hands of another sweeper.</returns>
    public async Task<int> RunBatchAsync(CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await db.InTransactionAsync(() => PassBatchAsync(Attempts[attempt], cancel), cancel);
            }
            catch (PostgresException e) when (attempt < Attempts.Length - 1 && e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                // A person's save has written its timeline line and waits for the case, the sweep has the case and waits for the line: the person goes first.
            }
        }
    }

    private async Task<int> PassBatchAsync(int limit, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var due = await ClaimAsync(now, limit, cancel);
        if (due.Count == 0) return 0;
        List<(Case Case, CaseStep Step)> told = [];
        foreach (var it in due)
            if (it.Escalate(now, await calendars.ForAsync(it.RegionCode, cancel)) is { } step) told.Add((it, step));
        await db.UpdateManyAsync(due, Columns, cancel);
        await db.InsertManyAsync([.. due.SelectMany(x => x.Timeline)], cancel);
        await db.InsertManyAsync(await messages.ComposeAsync(told, await recipients.OfAsync(told, cancel), now, cancel), cancel);
        return due.Count;
    }

    /// <summary>The cases whose next step, or whose first answer, was due. Two questions, so that each is answered by its own small index.</summary>
    private async Task<List<Case>> ClaimAsync(DateTime now, int limit, CancellationToken cancel)
    {
        var hold = "";
        if (db is PostgresEngagementDbContext)
        {
            hold = " FOR UPDATE SKIP LOCKED";
            await db.Database.ExecuteSqlAsync($"SET LOCAL lock_timeout = '100ms'", cancel);
        }

        var due = await ReadAsync("SELECT * FROM cases WHERE next_step_at <= {0} ORDER BY next_step_at LIMIT {1}" + hold, now, limit, cancel);
        if (due.Count == limit) return due;
        var unanswered = await ReadAsync(
            "SELECT * FROM cases WHERE status = 'Filed' AND response_overdue_at IS NULL AND respond_by <= {0} ORDER BY respond_by LIMIT {1}" + hold, now, limit - due.Count, cancel);
        return [.. due, .. unanswered.ExceptBy(due.Select(x => x.Id), x => x.Id)];
    }

    private Task<List<Case>> ReadAsync(string sql, DateTime now, int limit, CancellationToken cancel) =>
        db.Set<Case>().FromSqlRaw(sql, now, limit).AsNoTracking().ToListAsync(cancel);
}
