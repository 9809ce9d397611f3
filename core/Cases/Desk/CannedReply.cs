using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Cases.Desk;

/// <summary>Words that the people of a place use again and again when they work cases; shared by all of them.</summary>
public sealed class CannedReply : IVersioned
{
    public const int TextMaxLength = CaseEvent.TextMaxLength;

    /// <summary>More than these nobody reads through.</summary>
    public const int MostPerPlace = 100;

    private CannedReply() { }

    /// <param name="id">New.</param>
    /// <param name="regionCode">The county, township or village whose people share it.</param>
    /// <param name="officeId">The department there, whose people alone share it; null for the place itself.</param>
    /// <param name="action">Where it is offered; null for everywhere.</param>
    /// <param name="text">The words.</param>
    /// <param name="by">Who keeps it.</param>
    /// <param name="now">UTC.</param>
    public CannedReply(Guid id, string regionCode, Guid? officeId, CaseAction? action, string text, Guid by, DateTime now)
    {
        Id = id;
        RegionCode = regionCode;
        OfficeId = officeId;
        CreatedBy = by;
        CreatedAt = now;
        Change(action, text, by, now);
    }

    public Guid Id { get; private init; }
    public string RegionCode { get; private init; } = "";
    public Guid? OfficeId { get; private init; }
    public CaseAction? Action { get; private set; }
    public string Text { get; private set; } = "";
    public Guid CreatedBy { get; private init; }
    public DateTime CreatedAt { get; private init; }
    public Guid ChangedBy { get; private set; }
    public DateTime ChangedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public void Change(CaseAction? action, string text, Guid by, DateTime now)
    {
        Action = action;
        Text = text;
        ChangedBy = by;
        ChangedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<CannedReply>
    {
        public void Configure(EntityTypeBuilder<CannedReply> builder)
        {
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.Text).HasMaxLength(TextMaxLength);
            builder.HasOne<Office>().WithMany().HasForeignKey(x => x.OfficeId);
            builder.HasIndex(x => new { x.RegionCode, x.Id });
        }
    }
}
