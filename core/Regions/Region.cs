using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Regions;

/// <summary>A place in the five-level division of the National Bureau of Statistics. The code is the key and its prefix is the scope.</summary>
public sealed class Region
{
    public const int CodeMaxLength = 12;
    public const int NameMaxLength = 64;

    private Region() { }

    public Region(string code, string name, RegionLevel level, string? parent, RegionKind? kind)
    {
        Code = code;
        Name = name;
        Level = level;
        Parent = parent;
        Kind = kind;
    }

    /// <summary>2, 4, 6, 9 or 12 digits: province, city, county, township, village.</summary>
    public string Code { get; private init; } = "";
    public string Name { get; private set; } = "";
    public RegionLevel Level { get; private init; }
    public string? Parent { get; private init; }

    /// <summary>What kind of village-level place; null above that level.</summary>
    public RegionKind? Kind { get; private set; }

    /// <summary>False once a newer list no longer has the code. What points at it stays valid.</summary>
    public bool Active { get; private set; } = true;

    /// <summary>The code that took over when villages merged.</summary>
    public string? SupersededBy { get; private set; }

    /// <summary>A re-import gives the current name and brings a code back to life.</summary>
    public void Confirm(string name)
    {
        Name = name;
        Active = true;
    }

    public void Deactivate() => Active = false;

    /// <summary>The exclusive upper end of the codes under <paramref name="code"/>: ':' is the character after '9'.</summary>
    public static string EndOf(string code) => code + ":";

    /// <summary>The code of the level above, null at the top and for what is no code.</summary>
    public static string? ParentOf(string code) => code.Length switch
    {
        _ when !code.All(char.IsAsciiDigit) => null,
        12 => code[..9],
        9 => code[..6],
        6 => code[..4],
        4 => code[..2],
        _ => null,
    };

    /// <summary>All codes from the province down to <paramref name="code"/> itself.</summary>
    public static IReadOnlyList<string> PathOf(string code)
    {
        List<string> path = [];
        for (var at = code; at is not null; at = ParentOf(at)) path.Insert(0, at);
        return path;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Region>
    {
        public void Configure(EntityTypeBuilder<Region> builder)
        {
            builder.HasKey(x => x.Code);
            builder.Property(x => x.Code).IsCode(CodeMaxLength);
            builder.Property(x => x.Parent).IsCode(CodeMaxLength);
            builder.Property(x => x.SupersededBy).IsCode(CodeMaxLength);
            builder.Property(x => x.Name).HasMaxLength(NameMaxLength);
            builder.HasIndex(x => new { x.Parent, x.Code });
        }
    }
}
