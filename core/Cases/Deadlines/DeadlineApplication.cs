using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>
/// Moves running clocks to a rule that was laid down for them too: a bounded batch at a time, each case with a line on its timeline, all of
/// a batch in one transaction with its count. Safe to run twice, late, half, or by two processes: a case that has the policy is not found again.
/// Each case is moved by its own verb and written set-based; what it reads of a case is read inside the claim, as the escalation sweep does it.
/// </summary>
public sealed class DeadlineApplication(EngagementDbContext db, DeadlineBook book, WorkingCalendars calendars, TimeProvider clock)
{
    public const int BatchSize = 1000;

    /// <summary>All that <see cref="Case.ApplyPolicy"/> may change. The version is among them: who has the case open reads the new due time first.</summary>
    private static readonly string[] Columns =
    [
        nameof(Case.Policy), nameof(Case.RespondBy), nameof(Case.DueAt), nameof(Case.ClockStartedAt), nameof(Case.RemainingMs), nameof(Case.EscalationStep),
        nameof(Case.NextStepAt), nameof(Case.EventCount), nameof(Case.Version),
    ];

    /// <returns>How many clocks were moved or rules finished; zero when there is nothing to do.</returns>
    public async Task<int> ApplyAsync(CancellationToken cancel)
    {
        if (await db.Set<DeadlineRule>().AsNoTracking().Where(x => x.Applying).OrderBy(x => x.SetAt).FirstOrDefaultAsync(cancel) is not { } rule) return 0;
        book.Forget();
        foreach (var place in await PlacesAsync(rule, cancel))
        {
            var policy = (await book.PolicyAsync(rule.CategoryCode, place, rule.From, cancel))!;
            var ids = await DeadlineEditor.RunningIn(db, rule.CategoryCode, place).AsNoTracking().Where(x => x.Policy != policy && x.FiledAt <= rule.SetAt)
                .OrderBy(x => x.Id).Take(BatchSize).Select(x => x.Id).ToListAsync(cancel);
            if (ids.Count == 0) continue;
            try
            {
                return Math.Max(1, await db.InTransactionAsync(() => MoveAsync(rule, policy, ids, cancel), cancel));
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                // Somebody saves one of them in this very moment: the next batch finds what is left.
                return ids.Count;
            }
        }

        await db.Set<DeadlineRule>().Where(x => x.Id == rule.Id).ExecuteUpdateAsync(x => x.SetProperty(r => r.Applying, false), cancel);
        return 1;
    }

    /// <summary>Townships in which the rule leads to one policy for all: those with running cases, since the rule of a township goes before that of its county.</summary>
    private async Task<List<string>> PlacesAsync(DeadlineRule rule, CancellationToken cancel) =>
        rule.RegionCode.Length == 9 ? [rule.RegionCode]
            : await DeadlineEditor.RunningIn(db, rule.CategoryCode, rule.RegionCode).Where(x => x.FiledAt <= rule.SetAt).Select(x => x.TownshipCode).Distinct().Order().ToListAsync(cancel);

    private async Task<int> MoveAsync(DeadlineRule rule, DeadlinePolicy policy, List<Guid> ids, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var cases = (await ClaimAsync(ids, cancel)).Where(x => x.IsOpen && x.Policy != policy).ToList();
        var (reopened, extensions) = (await ReopeningsAsync(cases, cancel), await ExtensionsAsync(cases, cancel));
        foreach (var it in cases)
        {
            var began = reopened.GetValueOrDefault(it.Id, it.FiledAt);
            it.ApplyPolicy(Actor.System, now, policy, began,
                extensions[it.Id].Where(x => x.DecidedAt >= began).Select(x => new TimeAllowance(x.Amount!.Value, x.Unit!.Value)), await calendars.ForAsync(it.RegionCode, cancel));
            it.Version++;
        }

        await db.UpdateManyAsync(cases, Columns, cancel);
        await db.InsertManyAsync([.. cases.SelectMany(x => x.Timeline)], cancel);
        db.Add(AuditLine.Of(Actor.System, now, "deadline.apply", "deadline", rule.Id, $"{rule.CategoryCode}@{rule.RegionCode} moved {cases.Count}"));
        await db.SaveChangesAsync(cancel);
        await db.Set<DeadlineRule>().Where(x => x.Id == rule.Id).ExecuteUpdateAsync(x => x.SetProperty(r => r.AppliedTo, r => r.AppliedTo + cases.Count), cancel);
        return cases.Count;
    }

    /// <summary>On PostgreSQL held by their row locks until the end of the transaction; on SQLite nobody else writes meanwhile.</summary>
    private async Task<List<Case>> ClaimAsync(List<Guid> ids, CancellationToken cancel)
    {
        if (db is PostgresEngagementDbContext)
        {
            // A person's save has written its timeline line and waits for the case, we have the case and wait for the line: the person goes first.
            await db.Database.ExecuteSqlAsync($"SET LOCAL lock_timeout = '100ms'", cancel);
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM cases WHERE id = ANY ({ids}) ORDER BY id FOR UPDATE", cancel);
        }

        return await db.Set<Case>().AsNoTracking().Include(x => x.Pauses).Where(x => ids.Contains(x.Id)).OrderBy(x => x.Id).ToListAsync(cancel);
    }

    private async Task<Dictionary<Guid, DateTime>> ReopeningsAsync(List<Case> cases, CancellationToken cancel)
    {
        var ids = cases.Where(x => x.ReopenCount > 0).Select(x => x.Id).ToList();
        return ids.Count == 0 ? [] : (await db.Set<CaseEvent>().Where(x => ids.Contains(x.CaseId) && x.Type == CaseEventType.Reopened)
            .GroupBy(x => x.CaseId).Select(x => new { x.Key, At = x.Max(e => e.At) }).ToListAsync(cancel)).ToDictionary(x => x.Key, x => x.At);
    }

    private async Task<ILookup<Guid, CaseRequest>> ExtensionsAsync(List<Case> cases, CancellationToken cancel)
    {
        var ids = cases.Where(x => x.ExtensionCount > 0).Select(x => x.Id).ToList();
        var granted = ids.Count == 0 ? [] : await db.Set<CaseRequest>().AsNoTracking()
            .Where(x => ids.Contains(x.CaseId) && x.Kind == CaseRequestKind.Extension && x.State == CaseRequestState.Approved).OrderBy(x => x.DecidedAt).ToListAsync(cancel);
        return granted.ToLookup(x => x.CaseId);
    }
}
