using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Data;

/// <summary>One run of a job, for the staff who look after the system. Runs that found nothing to do share one line, which moves on with
/// them: a job of every two seconds would otherwise push every failure out of sight within minutes.</summary>
public sealed class JobRun
{
    public const int JobMaxLength = 48;
    public const int ErrorMaxLength = 500;

    private JobRun() { }

    public JobRun(Guid id, string job, DateTime startedAt, DateTime endedAt, int handled, string? error)
    {
        Id = id;
        Job = job;
        StartedAt = startedAt;
        EndedAt = endedAt;
        Handled = handled;
        Error = CleanText.Mend(error, ErrorMaxLength);
    }

    public Guid Id { get; private init; }

    /// <summary>Name in the timetable.</summary>
    public string Job { get; private init; } = "";
    public DateTime StartedAt { get; private init; }
    public DateTime EndedAt { get; private init; }

    /// <summary>How many things were dealt with, those before a failure included.</summary>
    public int Handled { get; private init; }

    /// <summary>Why the run broke off; null when it did not.</summary>
    public string? Error { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<JobRun>
    {
        public void Configure(EntityTypeBuilder<JobRun> builder)
        {
            builder.Property(x => x.Job).HasMaxLength(JobMaxLength);
            builder.Property(x => x.Error).HasMaxLength(ErrorMaxLength);
            builder.HasIndex(x => new { x.Job, x.StartedAt });
        }
    }
}
