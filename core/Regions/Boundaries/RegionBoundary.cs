using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Regions.Boundaries;

/// <summary>The outline of a region for maps. Not every region has one; none is bundled.</summary>
public sealed class RegionBoundary
{
    private RegionBoundary() { }

    public RegionBoundary(string code, string polygons, DateTime now)
    {
        Code = code;
        Draw(polygons, now);
    }

    public string Code { get; private init; } = "";

    /// <summary>JSON: polygons of rings of WGS-84 <c>[longitude, latitude]</c> corners, as in a GeoJSON MultiPolygon.</summary>
    public string Polygons { get; private set; } = "";
    public DateTime ChangedAt { get; private set; }

    public void Draw(string polygons, DateTime now) => (Polygons, ChangedAt) = (polygons, now);

    internal sealed class Mapping : IEntityTypeConfiguration<RegionBoundary>
    {
        public void Configure(EntityTypeBuilder<RegionBoundary> builder)
        {
            builder.HasKey(x => x.Code);
            builder.Property(x => x.Code).IsCode(Region.CodeMaxLength);
        }
    }
}
