using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Pledges.Templates;

/// <summary>One published wording of the three guarantees (门前三包: cleanliness 包卫生, order 包秩序, greening 包绿化) of a province, county, township or village.
/// Published once and never changed; the next wording is a new row with the next number. What a narrower place leaves out it takes from the wider one.</summary>
public sealed class PledgeTemplate
{
    public const int TitleMaxLength = 60;
    public const int GuaranteeMaxLength = 500;
    public const int AdditionMaxLength = 200;
    public const int MaxAdditions = 10;

    private PledgeTemplate() { }

    public PledgeTemplate(Guid id, string regionCode, int number, PledgeWording wording, PledgeTermKind? term, Guid? publishedBy, DateTime now)
    {
        Id = id;
        RegionCode = regionCode;
        Number = number;
        Title = wording.Title;
        Cleanliness = wording.Cleanliness;
        Order = wording.Order;
        Greening = wording.Greening;
        Additions = [.. wording.Additions];
        Term = term;
        PublishedBy = publishedBy;
        PublishedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>The place it is for; empty for everywhere.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>1, 2, 3 … within the place; the highest is in force.</summary>
    public int Number { get; private init; }
    public string? Title { get; private init; }
    public string? Cleanliness { get; private init; }
    public string? Order { get; private init; }
    public string? Greening { get; private init; }

    /// <summary>What this place asks beyond the three; wider places' additions hold too.</summary>
    public IReadOnlyList<string> Additions { get; private init; } = [];

    /// <summary>Null takes the wider place's.</summary>
    public PledgeTermKind? Term { get; private init; }
    public Guid? PublishedBy { get; private init; }
    public DateTime PublishedAt { get; private init; }

    public PledgeWording Wording => new(Title, Cleanliness, Order, Greening, Additions);

    internal sealed class Mapping : IEntityTypeConfiguration<PledgeTemplate>
    {
        public void Configure(EntityTypeBuilder<PledgeTemplate> builder)
        {
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.Title).HasMaxLength(TitleMaxLength);
            builder.Property(x => x.Cleanliness).HasMaxLength(GuaranteeMaxLength);
            builder.Property(x => x.Order).HasMaxLength(GuaranteeMaxLength);
            builder.Property(x => x.Greening).HasMaxLength(GuaranteeMaxLength);
            builder.Ignore(x => x.Wording);
            builder.HasIndex(x => new { x.RegionCode, x.Number }).IsUnique();
        }
    }
}

/// <summary>The words of a template, or of several laid over one another. Null: not said here.</summary>
public sealed record PledgeWording(string? Title, string? Cleanliness, string? Order, string? Greening, IReadOnlyList<string> Additions)
{
    /// <summary>What holds in a place: the narrower wording over the wider, additions one after the other.</summary>
    public PledgeWording Under(PledgeWording narrower) => new(
        narrower.Title ?? Title, narrower.Cleanliness ?? Cleanliness, narrower.Order ?? Order, narrower.Greening ?? Greening, [.. Additions, .. narrower.Additions]);
}
