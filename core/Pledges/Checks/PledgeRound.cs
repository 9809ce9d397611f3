using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Pledges.Checks;

/// <summary>A walk along the doors of one or more alleys that somebody planned for a day. Closed by whoever walks or plans it; what was not visited is then counted.</summary>
public sealed class PledgeRound : IVersioned
{
    public const int MaxGroups = 50;
    public const int NoteMaxLength = 200;

    private PledgeRound() { }

    public PledgeRound(Guid id, string regionCode, IReadOnlyList<Guid> groups, DateOnly day, Guid? walkerId, string? note, Guid? plannedBy, DateTime now)
    {
        Id = id;
        RegionCode = regionCode;
        GroupIds = [.. groups];
        Day = day;
        WalkerId = walkerId;
        Note = note;
        PlannedBy = plannedBy;
        PlannedAt = now;
    }

    public Guid Id { get; private init; }
    public string RegionCode { get; private init; } = "";

    /// <summary>Empty for the whole village.</summary>
    public IReadOnlyList<Guid> GroupIds { get; private init; } = [];

    /// <summary>In Asia/Shanghai.</summary>
    public DateOnly Day { get; private init; }

    /// <summary>Person who walks it; null: whoever has the post.</summary>
    public Guid? WalkerId { get; private set; }
    public string? Note { get; private init; }
    public Guid? PlannedBy { get; private init; }
    public DateTime PlannedAt { get; private init; }
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Households on the list at closing.</summary>
    public int Listed { get; private set; }

    /// <summary>Households visited at closing.</summary>
    public int Visited { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public void Close(int listed, int visited, DateTime now)
    {
        if (ClosedAt is not null) throw PledgeErrors.RoundClosed();
        (Listed, Visited, ClosedAt) = (listed, visited, now);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PledgeRound>
    {
        public void Configure(EntityTypeBuilder<PledgeRound> builder)
        {
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.Note).HasMaxLength(NoteMaxLength);
            builder.HasIndex(x => new { x.RegionCode, x.Day, x.Id });
            builder.HasIndex(x => new { x.WalkerId, x.Day });
        }
    }
}
