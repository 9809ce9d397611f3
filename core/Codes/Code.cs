using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Codes;

/// <summary>What a printed code may stand for.</summary>
public enum CodeKind { Household, Toilet, Contest, Village }

/// <summary>A short id on a sticker. Knows what it stands for only as (kind, id); an unassigned one is a printed sticker that waits for its wall.</summary>
public sealed class Code
{
    public const int OwnerIdMaxLength = 36;

    private Code() { }

    public Code(string id, CodeKind ownerKind, string? ownerId, string regionCode, DateTime now)
    {
        Id = id;
        OwnerKind = ownerKind;
        OwnerId = ownerId;
        RegionCode = regionCode;
        CreatedAt = now;
    }

    public string Id { get; private init; } = "";
    public CodeKind OwnerKind { get; private init; }

    /// <summary>Null while unassigned.</summary>
    public string? OwnerId { get; private set; }
    public string RegionCode { get; private init; } = "";
    public DateTime CreatedAt { get; private init; }

    /// <summary>The sticker was lost or replaced; it no longer leads anywhere.</summary>
    public DateTime? RetiredAt { get; private set; }

    public void Assign(string ownerId)
    {
        if (RetiredAt is not null) throw CodeErrors.Retired();
        if (OwnerId is not null && OwnerId != ownerId) throw CodeErrors.AlreadyAssigned();
        OwnerId = ownerId;
    }

    /// <summary>Doing it again changes nothing.</summary>
    public void Retire(DateTime now) => RetiredAt ??= now;

    internal sealed class Mapping : IEntityTypeConfiguration<Code>
    {
        public void Configure(EntityTypeBuilder<Code> builder)
        {
            builder.Property(x => x.Id).IsCode(CodeId.Length);
            builder.Property(x => x.OwnerId).HasMaxLength(OwnerIdMaxLength).IsConcurrencyToken();
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.HasIndex(x => new { x.RegionCode, x.OwnerKind, x.Id });
            // One living sticker per thing; unassigned ones have no owner and are not compared.
            builder.HasIndex(x => new { x.OwnerKind, x.OwnerId }).IsUnique().HasFilter("retired_at IS NULL");
        }
    }
}
