using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Staff;

/// <summary>An account of somebody who works: committee, department, township, county, inspector, auditor, administrator.</summary>
public sealed class StaffUser : IdentityUser<Guid>, IVersioned
{
    public const int NameMaxLength = 64;

    /// <summary>Shown on timelines and in pickers.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Set for staff who live here, so that nobody decides what concerns their own household.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The password was set by somebody else; the first sign-in must change it.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Part of the demo data: exempt from mandatory one-time codes, and a Production start refuses while any exist.</summary>
    public bool IsDemo { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? LastSignInAt { get; set; }

    /// <summary>The account's owner left at this moment; it can no longer sign in and works no case.</summary>
    public DateTime? LeftAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    internal sealed class Mapping : IEntityTypeConfiguration<StaffUser>
    {
        public void Configure(EntityTypeBuilder<StaffUser> builder)
        {
            builder.Property(x => x.DisplayName).HasMaxLength(NameMaxLength);
            builder.HasIndex(x => x.PersonId);
        }
    }
}

/// <summary>A right: this account, this role, this region, for an office when the role belongs to one, from a day to a day.</summary>
public sealed class Grant
{
    private Grant() { }

    public Grant(Guid id, Guid staffUserId, Role role, string regionCode, Guid? officeId, DateTime from, DateTime? to = null)
    {
        Id = id;
        StaffUserId = staffUserId;
        Role = role;
        RegionCode = regionCode;
        OfficeId = officeId;
        From = from;
        To = to;
    }

    public Guid Id { get; private init; }
    public Guid StaffUserId { get; private init; }
    public Role Role { get; private init; }
    public string RegionCode { get; private init; } = "";
    public Guid? OfficeId { get; private init; }
    public DateTime From { get; private init; }

    /// <summary>First moment the right is gone; null while it is open-ended.</summary>
    public DateTime? To { get; private set; }

    public void End(DateTime now)
    {
        if (To is null || To > now) To = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Grant>
    {
        public void Configure(EntityTypeBuilder<Grant> builder)
        {
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.HasIndex(x => x.StaffUserId);
            builder.HasIndex(x => x.RegionCode);
            builder.HasOne<StaffUser>().WithMany().HasForeignKey(x => x.StaffUserId);
            builder.HasOne<Office>().WithMany().HasForeignKey(x => x.OfficeId);
        }
    }
}

/// <summary>Township, department, village committee or county office: what can own a case.</summary>
public enum OfficeKind { Township, Department, VillageCommittee, County }

/// <summary>An office. A case's owner is always exactly one of these.</summary>
public sealed class Office
{
    public const int NameMaxLength = 64;

    private Office() { }

    public Office(Guid id, OfficeKind kind, string name, string regionCode)
    {
        Id = id;
        Kind = kind;
        Name = name;
        RegionCode = regionCode;
    }

    public Guid Id { get; private init; }
    public OfficeKind Kind { get; private init; }
    public string Name { get; private set; } = "";
    public string RegionCode { get; private init; } = "";
    public bool Active { get; private set; } = true;

    internal sealed class Mapping : IEntityTypeConfiguration<Office>
    {
        public void Configure(EntityTypeBuilder<Office> builder)
        {
            builder.Property(x => x.Name).HasMaxLength(NameMaxLength);
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.HasIndex(x => new { x.RegionCode, x.Kind, x.Name }).IsUnique();
        }
    }
}
