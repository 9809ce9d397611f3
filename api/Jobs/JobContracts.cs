using Engagement.Core.Data;
using Engagement.Jobs;

namespace Engagement.Api.Jobs;

/// <param name="EverySeconds">Pause from the end of one run to the next.</param>
/// <param name="NextRunAt">Null when switched off, under way, or run by other processes only.</param>
/// <param name="FailuresInLastDay">Failed runs that began in the last 24 hours.</param>
public sealed record JobBody(
    string Name, string Purpose, bool Enabled, int EverySeconds, DateTime? NextRunAt, JobRunBody? LastRun, JobRunBody? LastFailure, int FailuresInLastDay)
{
    public JobBody(JobView view) : this(
        view.Job.Row.Name, view.Job.Row.Purpose, view.Enabled, (int)view.Job.Every.TotalSeconds, view.NextRunAt,
        JobRunBody.Of(view.History.Last), JobRunBody.Of(view.History.LastFailure), view.History.Failures)
    {
    }
}

/// <param name="Handled">How many things were dealt with.</param>
/// <param name="Error">Why it broke off, for the people who run the system.</param>
public sealed record JobRunBody(DateTime StartedAt, DateTime EndedAt, int Handled, string? Error)
{
    internal static JobRunBody? Of(JobRun? run) => run is null ? null : new JobRunBody(run.StartedAt, run.EndedAt, run.Handled, run.Error);
}
