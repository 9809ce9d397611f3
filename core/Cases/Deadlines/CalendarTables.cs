using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>Days off and make-up days of one year as this installation knows them; goes before what was shipped.</summary>
public sealed class CalendarYear : IVersioned
{
    public const int DaysMaxLength = 8000;

    private CalendarYear() { }

    public CalendarYear(int year) => Year = year;

    public int Year { get; private init; }

    /// <summary>JSON object: date to name of the festival.</summary>
    public string Holidays { get; private set; } = "{}";

    /// <summary>JSON array of dates.</summary>
    public string MakeUpWorkdays { get; private set; } = "[]";

    /// <summary>The notice it was taken from.</summary>
    public string Source { get; private set; } = "";
    public DateTime SetAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public void Set(string holidays, string makeUpWorkdays, string source, DateTime now) =>
        (Holidays, MakeUpWorkdays, Source, SetAt) = (holidays, makeUpWorkdays, source, now);

    internal sealed class Mapping : IEntityTypeConfiguration<CalendarYear>, IEntityTypeConfiguration<OfficeHours>, IEntityTypeConfiguration<RuleChange>
    {
        public void Configure(EntityTypeBuilder<CalendarYear> builder)
        {
            builder.HasKey(x => x.Year);
            builder.Property(x => x.Year).ValueGeneratedNever();
            builder.Property(x => x.Holidays).HasMaxLength(DaysMaxLength);
            builder.Property(x => x.MakeUpWorkdays).HasMaxLength(DaysMaxLength);
            builder.Property(x => x.Source).HasMaxLength(RuleChange.ReasonMaxLength);
        }

        public void Configure(EntityTypeBuilder<OfficeHours> builder)
        {
            builder.HasKey(x => x.CountyCode);
            builder.Property(x => x.CountyCode).IsCode(6);
            builder.Property(x => x.Spans).HasMaxLength(100);
        }

        public void Configure(EntityTypeBuilder<RuleChange> builder)
        {
            builder.Property(x => x.Subject).HasMaxLength(RuleChange.SubjectMaxLength);
            builder.Property(x => x.OldValue).HasMaxLength(RuleChange.ValueMaxLength);
            builder.Property(x => x.NewValue).HasMaxLength(RuleChange.ValueMaxLength);
            builder.Property(x => x.Reason).HasMaxLength(RuleChange.ReasonMaxLength);
            builder.HasIndex(x => new { x.Kind, x.Subject, x.At, x.Id });
            builder.HasIndex(x => new { x.At, x.Id });
        }
    }
}

/// <summary>When the offices of a county are open, where that is not 08:30-12:00 and 13:30-17:30.</summary>
public sealed class OfficeHours : IVersioned
{
    private OfficeHours() { }

    public OfficeHours(string countyCode) => CountyCode = countyCode;

    public string CountyCode { get; private init; } = "";

    /// <summary>For example <c>08:30-12:00,13:30-17:30</c>.</summary>
    public string Spans { get; private set; } = "";
    public DateTime SetAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public void Set(string spans, DateTime now) => (Spans, SetAt) = (spans, now);
}

/// <summary>Which of the rules was changed.</summary>
public enum RuleKind { Category, Deadline, Calendar, OfficeHours }

/// <summary>One change of a rule the clocks go by: who, when, from what to what, and from when on it holds. Added, never changed.</summary>
public sealed class RuleChange
{
    public const int SubjectMaxLength = 64, ValueMaxLength = 20_000, ReasonMaxLength = 500;

    private RuleChange() { }

    public RuleChange(Guid id, RuleKind kind, string subject, string? oldValue, string? newValue, Guid? by, DateTime at, DateTime from, string? reason)
    {
        Id = id;
        Kind = kind;
        Subject = subject;
        OldValue = oldValue;
        NewValue = newValue;
        By = by;
        At = at;
        From = from;
        Reason = reason;
    }

    public Guid Id { get; private init; }
    public RuleKind Kind { get; private init; }

    /// <summary>A category's code, <c>code@region</c>, a year, or a county.</summary>
    public string Subject { get; private init; } = "";
    public string? OldValue { get; private init; }

    /// <summary>Null when the rule was withdrawn.</summary>
    public string? NewValue { get; private init; }
    public Guid? By { get; private init; }
    public DateTime At { get; private init; }
    public DateTime From { get; private init; }
    public string? Reason { get; private init; }
}
