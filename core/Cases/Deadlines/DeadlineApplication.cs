using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>Moves running clocks to a rule that was laid down for them too: a bounded batch at a time, each case with a line on its timeline, all of
/// a batch in one transaction with its count. Safe to run twice, late, half, or by two processes: a case that has the policy is not found again.</summary>
public sealed class DeadlineApplication(EngagementDbContext db, DeadlineBook book, WorkingCalendars calendars, TimeProvider clock)
{
    private const int Batch = 200;

    /// <returns>How many clocks were moved or rules finished; zero when there is nothing to do.</returns>
    public async Task<int> ApplyAsync(CancellationToken cancel)
    {
        if (await db.Set<DeadlineRule>().AsNoTracking().Where(x => x.Applying).OrderBy(x => x.SetAt).FirstOrDefaultAsync(cancel) is not { } rule) return 0;
        book.Forget();
        var moved = new List<Guid>();
        foreach (var place in await PlacesAsync(rule, cancel))
        {
            var policy = (await book.PolicyAsync(rule.CategoryCode, place, rule.From, cancel))!;
            moved = await DeadlineEditor.RunningIn(db, rule.CategoryCode, place).AsNoTracking().Where(x => x.Policy != policy && x.FiledAt <= rule.SetAt)
                .OrderBy(x => x.Id).Take(Batch).Select(x => x.Id).ToListAsync(cancel);
            if (moved.Count == 0) continue;
            try
            {
                return await MoveAsync(rule, policy, moved, cancel);
            }
            catch (StaleVersion)
            {
                // Somebody worked on one of them in this very moment: the next run finds what is left.
                db.ChangeTracker.Clear();
                return moved.Count;
            }
        }

        await db.Set<DeadlineRule>().Where(x => x.Id == rule.Id).ExecuteUpdateAsync(x => x.SetProperty(r => r.Applying, false), cancel);
        return 1;
    }

    /// <summary>Townships in which the rule leads to one policy for all: those with running cases, since the rule of a township goes before that of its county.</summary>
    private async Task<List<string>> PlacesAsync(DeadlineRule rule, CancellationToken cancel) =>
        rule.RegionCode.Length == 9 ? [rule.RegionCode]
            : await DeadlineEditor.RunningIn(db, rule.CategoryCode, rule.RegionCode).Where(x => x.FiledAt <= rule.SetAt).Select(x => x.TownshipCode).Distinct().Order().ToListAsync(cancel);

    private Task<int> MoveAsync(DeadlineRule rule, DeadlinePolicy policy, List<Guid> ids, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        var now = clock.UtcNow();
        var cases = await db.Set<Case>().Include(x => x.Pauses).Where(x => ids.Contains(x.Id)).ToListAsync(cancel);
        var reopened = (await db.Set<CaseEvent>().Where(x => ids.Contains(x.CaseId) && x.Type == CaseEventType.Reopened)
            .GroupBy(x => x.CaseId).Select(x => new { x.Key, At = x.Max(e => e.At) }).ToListAsync(cancel)).ToDictionary(x => x.Key, x => x.At);
        var extensions = (await db.Set<CaseRequest>().AsNoTracking()
            .Where(x => ids.Contains(x.CaseId) && x.Kind == CaseRequestKind.Extension && x.State == CaseRequestState.Approved).OrderBy(x => x.DecidedAt).ToListAsync(cancel)).ToLookup(x => x.CaseId);
        var moved = 0;
        foreach (var it in cases.Where(x => x.IsOpen && x.Policy != policy))
        {
            var began = reopened.GetValueOrDefault(it.Id, it.FiledAt);
            it.ApplyPolicy(Actor.System, now, policy, began,
                extensions[it.Id].Where(x => x.DecidedAt >= began).Select(x => new TimeAllowance(x.Amount!.Value, x.Unit!.Value)), await calendars.ForAsync(it.RegionCode, cancel));
            moved++;
        }

        db.Add(AuditLine.Of(Actor.System, now, "deadline.apply", "deadline", rule.Id, $"{rule.CategoryCode}@{rule.RegionCode} moved {moved}"));
        await db.SaveChangesAsync(cancel);
        await db.Set<DeadlineRule>().Where(x => x.Id == rule.Id).ExecuteUpdateAsync(x => x.SetProperty(r => r.AppliedTo, r => r.AppliedTo + moved), cancel);
        db.ChangeTracker.Clear();
        return Math.Max(1, moved);
    }, cancel);
}
