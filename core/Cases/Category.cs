using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Cases;

/// <summary>What can be reported, and how fast it must be answered and solved.</summary>
public sealed class Category
{
    public const int CodeMaxLength = 32;

    private Category() { }

    public Category(string code, string name, string hint, string icon, CasePriority priority, DeadlinePolicy policy, int sortOrder)
    {
        Code = code;
        Name = name;
        Hint = hint;
        Icon = icon;
        Priority = priority;
        Policy = policy;
        SortOrder = sortOrder;
    }

    /// <summary>Stable ASCII word.</summary>
    public string Code { get; private init; } = "";
    public string Name { get; private set; } = "";

    /// <summary>One line that helps the citizen choose.</summary>
    public string Hint { get; private set; } = "";

    /// <summary>Name of a TDesign icon.</summary>
    public string Icon { get; private set; } = "";
    public CasePriority Priority { get; private set; }
    public DeadlinePolicy Policy { get; private set; } = null!;
    public int SortOrder { get; private set; }
    public bool Active { get; private set; } = true;

    internal sealed class Mapping : IEntityTypeConfiguration<Category>
    {
        public void Configure(EntityTypeBuilder<Category> builder)
        {
            builder.HasKey(x => x.Code);
            builder.Property(x => x.Code).HasMaxLength(CodeMaxLength);
            builder.Property(x => x.Name).HasMaxLength(32);
            builder.Property(x => x.Hint).HasMaxLength(100);
            builder.Property(x => x.Icon).HasMaxLength(32);
            builder.Property(x => x.Policy).HasConversion<PolicyConverter>().HasMaxLength(64);
        }
    }
}
