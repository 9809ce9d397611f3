using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Pledges.Signing;

/// <summary>What a household answers for: the ground in front of its door, in words, with a photo and, where somebody drew it, an outline.</summary>
public sealed class Frontage : IVersioned
{
    public const int WordsMaxLength = 200;
    public const int MaxCorners = 50;
    private const int OutlineMaxLength = 4000;

    private Frontage() { }

    public Frontage(Guid householdId, string regionCode) => (HouseholdId, RegionCode) = (householdId, regionCode);

    public Guid HouseholdId { get; private init; }
    public string RegionCode { get; private init; } = "";

    /// <summary>From where to where: 东至路边沟，西至王家院墙.</summary>
    public string Boundary { get; private set; } = "";
    public Guid? PhotoId { get; private set; }

    /// <summary>WGS-84 corners as <c>lat,lng</c> pairs parted by blanks, in order, not closed; null when nobody drew it.</summary>
    public string? Outline { get; private set; }
    public DateTime ChangedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <param name="boundary">Words.</param>
    /// <param name="photoId">A new photo; null keeps the one there is.</param>
    /// <param name="corners">Three or more WGS-84 corners; null for none.</param>
    /// <param name="now">UTC.</param>
    public void Describe(string boundary, Guid? photoId, IReadOnlyList<Position>? corners, DateTime now)
    {
        Boundary = boundary;
        PhotoId = photoId ?? PhotoId;
        Outline = corners is null ? null : string.Join(' ', corners.Select(x => FormattableString.Invariant($"{x.Latitude:0.######},{x.Longitude:0.######}")));
        ChangedAt = now;
    }

    public IReadOnlyList<Position> Corners() => Outline is null ? [] : [.. Outline.Split(' ').Select(x => x.Split(',')).Select(x =>
        new Position(double.Parse(x[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(x[1], System.Globalization.CultureInfo.InvariantCulture)))];

    internal sealed class Mapping : IEntityTypeConfiguration<Frontage>
    {
        public void Configure(EntityTypeBuilder<Frontage> builder)
        {
            builder.HasKey(x => x.HouseholdId);
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.Boundary).HasMaxLength(WordsMaxLength);
            builder.Property(x => x.Outline).HasMaxLength(OutlineMaxLength);
        }
    }
}
