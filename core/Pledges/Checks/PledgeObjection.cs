using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Pledges.Checks;

public enum ObjectionState { Waiting, Upheld, Refused }

/// <summary>A household says that a check was wrong. One per check, within three days, decided by somebody else than the checker.</summary>
public sealed class PledgeObjection : IVersioned
{
    public const int TextMaxLength = 500;

    private PledgeObjection() { }

    public PledgeObjection(Guid id, PledgeCheck check, Guid? by, string reason, DateTime now)
    {
        if (check.ObjectBy is not { } until || check.State == PledgeCheckState.Overturned) throw PledgeErrors.NothingToObject();
        if (now >= until) throw PledgeErrors.ObjectionTooLate();
        Id = id;
        CheckId = check.Id;
        HouseholdId = check.HouseholdId;
        RegionCode = check.RegionCode;
        By = by;
        Reason = reason;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid CheckId { get; private init; }
    public Guid HouseholdId { get; private init; }
    public string RegionCode { get; private init; } = "";

    /// <summary>Who objected: a member, or a proxy; null after that account was deleted.</summary>
    public Guid? By { get; private set; }
    public string Reason { get; private init; } = "";
    public DateTime At { get; private init; }
    public ObjectionState State { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? Answer { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public void Decide(Guid? by, bool upheld, string answer, DateTime now)
    {
        if (State != ObjectionState.Waiting) throw PledgeErrors.ObjectionDecided();
        (State, DecidedBy, Answer, DecidedAt) = (upheld ? ObjectionState.Upheld : ObjectionState.Refused, by, answer, now);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PledgeObjection>
    {
        public void Configure(EntityTypeBuilder<PledgeObjection> builder)
        {
            builder.Property(x => x.RegionCode).HasMaxLength(12);
            builder.Property(x => x.Reason).HasMaxLength(TextMaxLength);
            builder.Property(x => x.Answer).HasMaxLength(TextMaxLength);
            builder.HasIndex(x => x.CheckId).IsUnique();
            builder.HasIndex(x => new { x.State, x.RegionCode, x.At, x.Id });
            builder.HasOne<PledgeCheck>().WithMany().HasForeignKey(x => x.CheckId);
        }
    }
}
