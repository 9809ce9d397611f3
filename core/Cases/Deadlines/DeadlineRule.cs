using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>What somebody laid down about the time allowed for a category in a place, from a moment on. Added, never changed: the rule in force is
/// the last one whose moment has come, and the earlier ones are its history.</summary>
public sealed class DeadlineRule : INumberedLine
{
    private DeadlineRule() { }

    /// <param name="id">UUIDv7.</param>
    /// <param name="category">Its code, or <see cref="DeadlineTiers.Finding"/>.</param>
    /// <param name="region">County or township; empty for everywhere.</param>
    /// <param name="sequence">1, 2, 3 … for this category and place.</param>
    /// <param name="policy">Null: from then on what holds one level up.</param>
    /// <param name="from">UTC.</param>
    /// <param name="setBy">Staff.</param>
    /// <param name="setAt">UTC.</param>
    /// <param name="reason">In words.</param>
    public DeadlineRule(Guid id, string category, string region, int sequence, DeadlinePolicy? policy, DateTime from, Guid? setBy, DateTime setAt, string? reason)
    {
        Id = id;
        CategoryCode = category;
        RegionCode = region;
        Sequence = sequence;
        Policy = policy;
        From = from;
        SetBy = setBy;
        SetAt = setAt;
        Reason = reason;
    }

    public Guid Id { get; private init; }
    public string CategoryCode { get; private init; } = "";
    public string RegionCode { get; private init; } = "";

    /// <inheritdoc/>
    public int Sequence { get; private init; }
    public DeadlinePolicy? Policy { get; private init; }
    public DateTime From { get; private init; }
    public Guid? SetBy { get; private init; }
    public DateTime SetAt { get; private init; }
    public string? Reason { get; private init; }

    /// <summary>True while running clocks are still being moved to this rule.</summary>
    public bool Applying { get; private set; }

    /// <summary>How many running clocks were moved.</summary>
    public int AppliedTo { get; private set; }

    /// <summary>Running clocks are to be moved too, by the job.</summary>
    public void ApplyToRunning() => Applying = true;

    internal sealed class Mapping : IEntityTypeConfiguration<DeadlineRule>
    {
        public void Configure(EntityTypeBuilder<DeadlineRule> builder)
        {
            builder.Property(x => x.CategoryCode).IsCode(Category.CodeMaxLength);
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.Policy).HasConversion<PolicyConverter>().HasMaxLength(64);
            builder.Property(x => x.Reason).HasMaxLength(500);
            builder.HasIndex(x => new { x.CategoryCode, x.RegionCode, x.Sequence }).IsUnique();
        }
    }
}
