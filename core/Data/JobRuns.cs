using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Data;

/// <summary>A job's last run and its failures among the runs still kept.</summary>
/// <param name="Failures">Failed runs that began in the last 24 hours.</param>
public sealed record JobHistory(JobRun? Last, JobRun? LastFailure, int Failures);

/// <summary>Writes down how jobs fared, and tells.</summary>
public sealed class JobRuns(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>How often the line of runs without work is moved on: staff want to see that the job lives, not each time.</summary>
    public static readonly TimeSpan IdleResolution = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan CountedFailures = TimeSpan.FromHours(24);

    /// <param name="job">Name in the timetable.</param>
    /// <param name="startedAt">UTC.</param>
    /// <param name="handled">How many things were dealt with.</param>
    /// <param name="error">Why the run broke off, in words; null when it did not.</param>
    /// <param name="cancel">Cancels the write.</param>
    public async Task RecordAsync(string job, DateTime startedAt, int handled, string? error, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        if (handled == 0 && error is null && await MoveIdleLineAsync(job, startedAt, now, cancel)) return;
        db.Add(new JobRun(clock.NewId(), job, startedAt, now, handled, error));
        await db.SaveChangesAsync(cancel);
    }

    public async Task<JobHistory> HistoryAsync(string job, CancellationToken cancel)
    {
        var since = clock.UtcNow() - CountedFailures;
        var runs = db.Set<JobRun>().AsNoTracking().Where(x => x.Job == job);
        var failed = runs.Where(x => x.Error != null);
        return new JobHistory(
            await runs.OrderByDescending(x => x.StartedAt).FirstOrDefaultAsync(cancel),
            await failed.OrderByDescending(x => x.StartedAt).FirstOrDefaultAsync(cancel),
            await failed.CountAsync(x => x.StartedAt > since, cancel));
    }

    private async Task<bool> MoveIdleLineAsync(string job, DateTime startedAt, DateTime now, CancellationToken cancel)
    {
        var last = await db.Set<JobRun>().AsNoTracking().Where(x => x.Job == job).OrderByDescending(x => x.StartedAt).FirstOrDefaultAsync(cancel);
        if (last is not { Handled: 0, Error: null }) return false;
        if (now - last.EndedAt < IdleResolution) return true;
        await db.InTransactionAsync(() => db.Set<JobRun>().Where(x => x.Id == last.Id)
            .ExecuteUpdateAsync(x => x.SetProperty(r => r.StartedAt, startedAt).SetProperty(r => r.EndedAt, now), cancel), cancel);
        return true;
    }
}
