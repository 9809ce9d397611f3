using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Data;

/// <summary>Something true of the store as a whole: that it holds demo data, that a step of the set-up was finished.</summary>
public sealed class StoreMark
{
    /// <summary>Demo data was played in. A Production start refuses on it.</summary>
    public const string Demo = "demo";

    private StoreMark() { }

    public StoreMark(string name, DateTime now)
    {
        Name = name;
        CreatedAt = now;
    }

    public string Name { get; private init; } = "";
    public DateTime CreatedAt { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<StoreMark>
    {
        public void Configure(EntityTypeBuilder<StoreMark> builder)
        {
            builder.HasKey(x => x.Name);
            builder.Property(x => x.Name).HasMaxLength(32);
        }
    }
}
