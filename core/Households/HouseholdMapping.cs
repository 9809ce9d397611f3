using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Households;

internal sealed class HouseholdMapping : IEntityTypeConfiguration<Household>, IEntityTypeConfiguration<HouseholdLink>, IEntityTypeConfiguration<HouseholdGroup>,
    IEntityTypeConfiguration<Membership>, IEntityTypeConfiguration<Proxy>, IEntityTypeConfiguration<HouseholdEvent>, IEntityTypeConfiguration<HouseholdCount>
{
    public void Configure(EntityTypeBuilder<Household> builder)
    {
        builder.Property(x => x.Code).IsCode(Household.CodeMaxLength);
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.Property(x => x.DoorPlate).HasMaxLength(Household.DoorPlateMaxLength);
        builder.Ignore(x => x.IsActive);
        builder.HasOne<HouseholdGroup>().WithMany().HasForeignKey(x => x.GroupId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => x.Code).IsUnique();
        builder.HasIndex(x => new { x.RegionCode, x.Status, x.DoorPlate });
        builder.HasIndex(x => new { x.GroupId, x.WalkingOrder });
    }

    public void Configure(EntityTypeBuilder<HouseholdLink> builder)
    {
        builder.HasKey(x => new { x.FromId, x.ToId });
        builder.HasOne<Household>().WithMany().HasForeignKey(x => x.FromId);
        builder.HasOne<Household>().WithMany().HasForeignKey(x => x.ToId);
        builder.HasIndex(x => x.ToId);
    }

    public void Configure(EntityTypeBuilder<HouseholdGroup> builder)
    {
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.Property(x => x.Name).HasMaxLength(HouseholdGroup.NameMaxLength);
        builder.HasIndex(x => new { x.RegionCode, x.Name }).IsUnique();
    }

    // No key leads to Person: history outlives the row of somebody who deleted their account.
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.Property(x => x.Relation).HasMaxLength(Membership.RelationMaxLength);
        builder.Property(x => x.Reason).HasMaxLength(Membership.ReasonMaxLength);
        builder.HasOne<Household>().WithMany().HasForeignKey(x => x.HouseholdId);
        builder.HasIndex(x => new { x.HouseholdId, x.Status });
        builder.HasIndex(x => new { x.RegionCode, x.CreatedAt, x.Id }, "ix_membership_requests").HasFilter("status = 'Requested'");
        builder.HasIndex(x => new { x.PersonId, x.Status });
        builder.HasIndex(x => x.Until);
        // The village's law: one home, one open wish to move, one head. The database refuses the second.
        builder.HasIndex(x => x.PersonId, "ix_membership_one_home").IsUnique().HasFilter("status = 'Active'");
        builder.HasIndex(x => x.PersonId, "ix_membership_one_request").IsUnique().HasFilter("status = 'Requested'");
        builder.HasIndex(x => x.HouseholdId, "ix_membership_one_head").IsUnique().HasFilter("status = 'Active' AND role = 'Head'");
    }

    public void Configure(EntityTypeBuilder<Proxy> builder)
    {
        builder.Property(x => x.Note).HasMaxLength(Proxy.NoteMaxLength);
        builder.HasOne<Household>().WithMany().HasForeignKey(x => x.HouseholdId);
        builder.HasIndex(x => new { x.PersonId, x.Until });
        builder.HasIndex(x => new { x.HouseholdId, x.PersonId }).IsUnique().HasFilter("until IS NULL");
    }

    public void Configure(EntityTypeBuilder<HouseholdEvent> builder)
    {
        builder.Property(x => x.Text).HasMaxLength(HouseholdEvent.TextMaxLength);
        builder.HasOne<Household>().WithMany().HasForeignKey(x => x.HouseholdId);
        builder.HasIndex(x => new { x.HouseholdId, x.At });
        builder.HasIndex(x => x.ActorId);
    }

    public void Configure(EntityTypeBuilder<HouseholdCount> builder)
    {
        builder.HasKey(x => x.RegionCode);
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
    }
}
