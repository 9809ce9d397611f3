using Engagement.Core.Data;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Posts;

internal sealed class PostMapping : IEntityTypeConfiguration<DutyPost>, IEntityTypeConfiguration<PostTerm>, IEntityTypeConfiguration<PostLeave>,
    IEntityTypeConfiguration<PostHousehold>, IEntityTypeConfiguration<Responsibility>, IEntityTypeConfiguration<ResponsibilityPlace>
{
    public void Configure(EntityTypeBuilder<DutyPost> builder)
    {
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.Property(x => x.Title).HasMaxLength(DutyPost.TitleMaxLength);
        builder.Property(x => x.Alley).HasMaxLength(DutyPost.AlleyMaxLength);
        builder.HasMany(x => x.Terms).WithOne().HasForeignKey(x => x.PostId);
        builder.HasMany(x => x.Leaves).WithOne().HasForeignKey(x => x.PostId);
        builder.HasMany(x => x.Households).WithOne().HasForeignKey(x => x.PostId);
        builder.HasIndex(x => new { x.RegionCode, x.Kind });
        // One alley chief per alley at a time.
        builder.HasIndex(x => new { x.RegionCode, x.Alley }).IsUnique().HasFilter("kind = 'AlleyChief' AND alley IS NOT NULL AND ended_on IS NULL");
    }

    public void Configure(EntityTypeBuilder<PostTerm> builder)
    {
        builder.Property(x => x.Reason).HasMaxLength(PostTerm.ReasonMaxLength);
        builder.HasIndex(x => new { x.PostId, x.Sequence }).IsUnique();
        builder.HasIndex(x => x.PersonId);
    }

    public void Configure(EntityTypeBuilder<PostLeave> builder)
    {
        builder.Property(x => x.Reason).HasMaxLength(PostTerm.ReasonMaxLength);
        builder.HasIndex(x => x.PostId);
        builder.HasIndex(x => x.PersonId);
        builder.HasIndex(x => x.StandInId);
    }

    public void Configure(EntityTypeBuilder<PostHousehold> builder)
    {
        builder.HasKey(x => new { x.PostId, x.HouseholdId });
        // And one per household.
        builder.HasIndex(x => x.HouseholdId).IsUnique().HasFilter("exclusive");
    }

    public void Configure(EntityTypeBuilder<Responsibility> builder)
    {
        builder.Property(x => x.Title).HasMaxLength(Responsibility.TitleMaxLength);
        builder.Property(x => x.AreaName).HasMaxLength(Responsibility.TitleMaxLength);
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.HasMany(x => x.Places).WithOne().HasForeignKey(x => x.ResponsibilityId);
        builder.HasIndex(x => x.RegionCode);
        builder.HasIndex(x => x.PersonId);
    }

    public void Configure(EntityTypeBuilder<ResponsibilityPlace> builder)
    {
        builder.HasKey(x => new { x.ResponsibilityId, x.RegionCode });
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.HasIndex(x => x.RegionCode);
    }
}
