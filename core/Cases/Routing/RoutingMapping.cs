using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Cases.Routing;

internal sealed class RoutingMapping : IEntityTypeConfiguration<RoutingRule>, IEntityTypeConfiguration<RoutingChange>, IEntityTypeConfiguration<RoutingExample>
{
    public void Configure(EntityTypeBuilder<RoutingRule> builder)
    {
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.Property(x => x.CategoryCode).HasMaxLength(Category.CodeMaxLength);
        builder.Property(x => x.Note).HasMaxLength(RoutingRule.NoteMaxLength);
        builder.Ignore(x => x.Target);
        builder.HasIndex(x => x.RegionCode);
    }

    public void Configure(EntityTypeBuilder<RoutingChange> builder)
    {
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.Property(x => x.Says).HasMaxLength(RoutingChange.SaysMaxLength);
        builder.Property(x => x.BrokenExamples).HasMaxLength(RoutingChange.SaysMaxLength);
        builder.HasIndex(x => new { x.RuleId, x.Sequence }).IsUnique();
        builder.HasIndex(x => x.RegionCode);
    }

    public void Configure(EntityTypeBuilder<RoutingExample> builder)
    {
        builder.Property(x => x.Name).HasMaxLength(RoutingExample.NameMaxLength);
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.Property(x => x.CategoryCode).HasMaxLength(Category.CodeMaxLength);
        builder.Property(x => x.Address).HasMaxLength(Case.AddressMaxLength);
        builder.Ignore(x => x.Input);
        builder.Ignore(x => x.Expected);
        builder.HasIndex(x => x.RegionCode);
    }
}
