using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Engagement.Jobs;

/// <summary>A job as its keepers see it.</summary>
/// <param name="NextRunAt">UTC; null when switched off, under way, or not run by this process.</param>
public sealed record JobView(ScheduledJob Job, bool Enabled, DateTime? NextRunAt, JobHistory History);

/// <summary>Every job with its last run, its next, and its failures.</summary>
public sealed class JobOverview(JobSettings settings, JobRuns runs, IServiceProvider services)
{
    /// <exception cref="NotAllowed">The actor is no administrator.</exception>
    public async Task<IReadOnlyList<JobView>> ListAsync(Actor actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.HoldsAny(Role.Administrator)) throw new NotAllowed("只有系统管理员可以查看后台任务。");
        var views = new List<JobView>();
        foreach (var job in settings.Jobs)
        {
            var enabled = settings.Enabled && job.Enabled;
            views.Add(new JobView(job, enabled, enabled ? await NextRunAsync(job.Row.Name, cancel) : null, await runs.HistoryAsync(job.Row.Name, cancel)));
        }

        return views;
    }

    /// <summary>Only a process that runs jobs has a scheduler to ask.</summary>
    private async Task<DateTime?> NextRunAsync(string name, CancellationToken cancel)
    {
        if (services.GetService<ISchedulerFactory>() is not { } schedulers) return null;
        var scheduler = await schedulers.GetScheduler(cancel);
        return (await scheduler.GetTrigger(new TriggerKey(name), cancel))?.NextFireTimeUtc?.UtcDateTime;
    }
}
