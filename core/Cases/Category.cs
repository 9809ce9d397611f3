using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Cases;

/// <summary>What can be reported, and how fast it must be answered and solved.</summary>
public sealed class Category : IVersioned
{
    public const int CodeMaxLength = 32, NameMaxLength = 32, HintMaxLength = 100, IconMaxLength = 32;

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

    /// <summary>What holds where no rule lays down anything else.</summary>
    public DeadlinePolicy Policy { get; private init; } = null!;
    public int SortOrder { get; private set; }
    public bool Active { get; private set; } = true;

    /// <summary>Somebody else than the fixer confirms the work before the citizen is asked. Holds for what is filed from then on.</summary>
    public bool RequiresVerification { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Everything but code and deadline: those are keys of what has been filed, and of the rules.</summary>
    public void Edit(string name, string hint, string icon, CasePriority priority, int sortOrder, bool active, bool requiresVerification) =>
        (Name, Hint, Icon, Priority, SortOrder, Active, RequiresVerification) = (name, hint, icon, priority, sortOrder, active, requiresVerification);

    internal sealed class Mapping : IEntityTypeConfiguration<Category>
    {
        public void Configure(EntityTypeBuilder<Category> builder)
        {
            builder.HasKey(x => x.Code);
            builder.Property(x => x.Code).HasMaxLength(CodeMaxLength);
            builder.Property(x => x.Name).HasMaxLength(NameMaxLength);
            builder.Property(x => x.Hint).HasMaxLength(HintMaxLength);
            builder.Property(x => x.Icon).HasMaxLength(IconMaxLength);
            builder.Property(x => x.Policy).HasConversion<PolicyConverter>().HasMaxLength(64);
        }
    }
}
