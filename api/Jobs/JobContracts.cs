using Engagement.Core.Data;
using Engagement.Jobs;

namespace Engagement.Api.Jobs;

/// <summary>A job of the timetable. <c>EverySeconds</c> is the pause from the end of one run to the next; <c>NextRunAt</c> is null when the job is
/// switched off, under way, or run by other processes only.</summary>
public sealed record JobBody(
    string Name, string Purpose, bool Enabled, int EverySeconds, DateTime? NextRunAt, JobRunBody? LastRun, JobRunBody? LastFailure, int FailuresInLastDay)
{
    internal static JobBody Of(JobView view) => new(
        view.Job.Row.Name, view.Job.Row.Purpose, view.Enabled, (int)view.Job.Every.TotalSeconds, view.NextRunAt,
        JobRunBody.Of(view.History.Last), JobRunBody.Of(view.History.LastFailure), view.History.Failures);
}

/// <summary>One run: how many things were dealt with, and why it broke off if it did.</summary>
public sealed record JobRunBody(DateTime StartedAt, DateTime EndedAt, int Handled, string? Error)
{
    internal static JobRunBody? Of(JobRun? run) => run is null ? null : new JobRunBody(run.StartedAt, run.EndedAt, run.Handled, run.Error);
}
