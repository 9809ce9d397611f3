using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Data;

/// <summary>Deletes what has served its time, in bounded batches so that no other writer waits long.</summary>
public sealed class Pruning(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>Runs kept per job, and as many failed ones besides.</summary>
    public const int RunsKept = 200;

    private const int Batch = 1000;

    /// <summary>One batch of outlived idempotency keys and job runs. Safe to run twice, late, or half.</summary>
    /// <returns>How many rows went; zero when nothing is left to prune.</returns>
    public async Task<int> PruneAsync(CancellationToken cancel)
    {
        var outlived = clock.UtcNow() - IdempotencyKey.KeptFor;
        var pruned = await DeleteAsync(db.Set<IdempotencyKey>().Where(x => x.CreatedAt < outlived).OrderBy(x => x.CreatedAt), cancel);
        foreach (var job in await db.Set<JobRun>().Select(x => x.Job).Distinct().ToListAsync(cancel))
        {
            pruned += await KeepNewestAsync(db.Set<JobRun>().Where(x => x.Job == job && x.Error == null), cancel);
            pruned += await KeepNewestAsync(db.Set<JobRun>().Where(x => x.Job == job && x.Error != null), cancel);
        }

        return pruned;
    }

    private async Task<int> KeepNewestAsync(IQueryable<JobRun> runs, CancellationToken cancel)
    {
        var oldestKept = await runs.OrderByDescending(x => x.StartedAt).Skip(RunsKept - 1).Select(x => (DateTime?)x.StartedAt).FirstOrDefaultAsync(cancel);
        return oldestKept is null ? 0 : await DeleteAsync(runs.Where(x => x.StartedAt < oldestKept).OrderBy(x => x.StartedAt), cancel);
    }

    private Task<int> DeleteAsync<T>(IQueryable<T> rows, CancellationToken cancel) =>
        db.InTransactionAsync(() => rows.Take(Batch).ExecuteDeleteAsync(cancel), cancel);
}
