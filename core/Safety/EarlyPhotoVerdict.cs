using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Safety;

/// <summary>A result that came before we had written down what it is about. Taken up by the submission, or forgotten after a day.</summary>
public sealed class EarlyPhotoVerdict
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private EarlyPhotoVerdict() { }

    public string TraceId { get; private init; } = "";
    public SafetyVerdict Verdict { get; private init; }
    public DateTime At { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<EarlyPhotoVerdict>
    {
        public void Configure(EntityTypeBuilder<EarlyPhotoVerdict> builder)
        {
            builder.HasKey(x => x.TraceId);
            builder.Property(x => x.TraceId).HasMaxLength(Photos.Photo.TraceMaxLength);
            builder.HasIndex(x => x.At);
        }
    }
}
