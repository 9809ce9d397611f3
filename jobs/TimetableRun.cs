using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Engagement.Jobs;

/// <summary>What the scheduler fires for every row of the timetable: runs the row's job batch by batch and writes down how it went. Whatever
/// happens in a run, the schedule goes on. One run of a job at a time, over all processes.</summary>
[DisallowConcurrentExecution]
public sealed class TimetableRun(JobSettings settings, IServiceScopeFactory scopes, TimeProvider clock, ILogger<TimetableRun> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        // The shared store may hold rows of another version, or of a process with other settings.
        if (settings.Find(context.JobDetail.Key.Name) is { } job) await RunAsync(job, cancellationToken);
    }

    /// <summary>One run; never throws.</summary>
    public async Task RunAsync(ScheduledJob job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        var name = job.Row.Name;
        var (startedAt, began) = (clock.UtcNow(), clock.GetTimestamp());
        var handled = 0;
        string? error = null;
        try
        {
            int batch;
            do handled += batch = await RunBatchAsync(job.Row.Job, cancel);
            while (batch > 0 && !cancel.IsCancellationRequested && clock.GetElapsedTime(began) < job.Row.LongestRun);
            log.Log(handled > 0 ? LogLevel.Information : LogLevel.Debug, "Job {Job} handled {Handled} in {Milliseconds:0} ms", name, handled, clock.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            log.LogInformation("Job {Job} stopped after {Handled}: the process is shutting down", name, handled);
        }
        catch (Exception e)
        {
            error = $"{e.GetType().Name}: {e.Message}";
            log.LogError(e, "Job {Job} failed after {Handled} in {Milliseconds:0} ms", name, handled, clock.GetElapsedTime(began).TotalMilliseconds);
        }

        await RecordAsync(name, startedAt, handled, error);
    }

    /// <summary>Each batch has its own scope: a context full of yesterday's rows is slow, and a broken one stays broken.</summary>
    private async Task<int> RunBatchAsync(Type job, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ((IBatchJob)scope.ServiceProvider.GetRequiredService(job)).RunBatchAsync(cancel);
    }

    private async Task RecordAsync(string name, DateTime startedAt, int handled, string? error)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<JobRuns>().RecordAsync(name, startedAt, handled, error, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogError(e, "The run of job {Job} could not be recorded", name);
        }
    }
}
