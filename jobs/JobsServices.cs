using Engagement.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Engagement.Jobs;

/// <summary>Registration of the jobs.</summary>
public static class JobsServices
{
    /// <summary>What every process knows of the jobs, those included that run none: names, settings, how the last runs went.</summary>
    public static IServiceCollection AddTimetable(this IServiceCollection services, JobSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var job in settings.Jobs) services.AddScoped(job.Row.Job);
        return services.AddSingleton(settings).AddScoped<TimetableRun>().AddScoped<JobOverview>();
    }

    /// <summary>Runs the jobs in this process; needs <see cref="AddTimetable"/>. On PostgreSQL all processes of the database share one schedule
    /// and fire each time once; its tables are made at start, beside our own, by the account that migrates those.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobSettings settings, string connectionString, StoreKind store)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!settings.Enabled) return services;
        services.AddQuartz(quartz =>
        {
            if (store == StoreKind.Postgres)
            {
                // How long a process that found nothing to fire looks away: it takes over from one that stopped within this time.
                quartz.ConfigureScheduler(x => x.IdleWaitTime = TimeSpan.FromSeconds(5));
                quartz.UsePersistentStore(x =>
                {
                    x.UsePostgres(NpgsqlFactory.Instance, connectionString);
                    x.UseClustering();
                    x.ProvisionSchema();
                });
            }
            else
            {
                quartz.UseInMemoryStore();
            }

            foreach (var job in settings.Jobs.Where(x => x.Enabled))
            {
                var key = new JobKey(job.Row.Name);
                quartz.AddJob(typeof(TimetableRun), x => x.WithIdentity(key).WithDescription(job.Row.Purpose));
                quartz.AddTrigger(x => x.ForJob(key).WithIdentity(job.Row.Name).StartNow()
                    .WithSimpleSchedule(s => s.WithInterval(job.Every).RepeatForever()));
            }
        });
        // A process that joins the cluster must not fire everything anew.
        services.Configure<QuartzOptions>(x => x.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        services.AddQuartzHostedService(x =>
        {
            x.WaitForJobsToComplete = true;
            // Whoever waits for the server comes first: the first run of all jobs at once is a second of compiling for two processors.
            x.StartDelay = TimeSpan.FromSeconds(1);
        });
        return services;
    }
}
