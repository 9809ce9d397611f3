using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Photos;

/// <summary>How far the check of a picture others would see has come. Nobody is asked before somebody else than staff and reporter would see it.
/// <c>Passed</c> and <c>Withheld</c> may also be a person's decision, and then stand.</summary>
public enum PhotoSafetyState { Unchecked, Submitted, Passed, Review, Risky, Failed, Withheld }

/// <summary>Why an automatic check gave no verdict: no answer in time, the picture could not be fetched, nobody to ask.</summary>
public enum PhotoCheckTrouble { Silence, NotFetched, Unavailable }

/// <summary>A stored picture. Knows what it hangs on only as (kind, id); where and when it was taken stays in the database and never in the file.</summary>
public sealed class Photo : IVersioned
{
    /// <summary>An unattached photo is swept after this long.</summary>
    public static readonly TimeSpan UnattachedLifetime = TimeSpan.FromDays(1);

    public const int TraceMaxLength = 64;

    private Photo() { }

    public Photo(Guid id, Guid uploadedBy, InspectedPhoto content, bool hasThumbnail, DateTime now)
    {
        Id = id;
        UploadedBy = uploadedBy;
        ContentType = content.ContentType;
        Width = content.Width;
        Height = content.Height;
        Bytes = content.StrippedBytes.Length;
        TakenAt = content.CapturedAt;
        Latitude = content.Latitude;
        Longitude = content.Longitude;
        HasThumbnail = hasThumbnail;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>Account that sent it; only that account may attach it.</summary>
    public Guid UploadedBy { get; private init; }
    public string ContentType { get; private init; } = "";

    /// <summary>Pixels.</summary>
    public int Width { get; private init; }

    /// <summary>Pixels.</summary>
    public int Height { get; private init; }

    /// <summary>Size as stored.</summary>
    public int Bytes { get; private init; }
    public bool HasThumbnail { get; private init; }

    /// <summary>When the camera says it was taken, UTC.</summary>
    public DateTime? TakenAt { get; private init; }

    /// <summary>WGS-84 degrees.</summary>
    public double? Latitude { get; private set; }

    /// <summary>WGS-84 degrees.</summary>
    public double? Longitude { get; private set; }
    public DateTime CreatedAt { get; private init; }

    /// <summary>"case" and so on; null while nothing holds the photo.</summary>
    public string? OwnerKind { get; private set; }
    public Guid? OwnerId { get; private set; }

    public PhotoSafetyState Safety { get; private set; }

    /// <summary>With <see cref="PhotoSafetyState.Failed"/>.</summary>
    public PhotoCheckTrouble? SafetyTrouble { get; private set; }

    /// <summary>Under which the checker took it.</summary>
    public string? SafetyTrace { get; private set; }

    /// <summary>Since when others wait to see it; null when nobody does.</summary>
    public DateTime? SafetyAskedAt { get; private set; }
    public DateTime? SafetySubmittedAt { get; private set; }

    /// <summary>When to hand it in, or, once handed in, to stop waiting for the answer.</summary>
    public DateTime? SafetyDueAt { get; private set; }

    /// <summary>When the files were deleted because their time was over; the row stays as a trace.</summary>
    public DateTime? RemovedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Others would see it: have it checked.</summary>
    public void AskCheck(DateTime now)
    {
        if (Safety == PhotoSafetyState.Unchecked) SafetyAskedAt = SafetyDueAt = now;
    }

    /// <summary>A person has looked; their decision stands whatever a machine says later.</summary>
    public void Decide(bool show)
    {
        Safety = show ? PhotoSafetyState.Passed : PhotoSafetyState.Withheld;
        SafetyTrouble = null;
        SafetyDueAt = null;
    }

    /// <summary>Its time is over: nobody sees it again, and where it was taken is forgotten.</summary>
    public void Remove(DateTime now)
    {
        Decide(show: false);
        RemovedAt = now;
        Latitude = Longitude = null;
    }

    public void AttachTo(string ownerKind, Guid ownerId)
    {
        OwnerKind = ownerKind;
        OwnerId = ownerId;
    }

    /// <summary>Under which the store keeps the bytes.</summary>
    public string Key => Id.ToString("N");

    internal string ThumbnailKey => Key + "-thumbnail";

    internal sealed class Mapping : IEntityTypeConfiguration<Photo>
    {
        public void Configure(EntityTypeBuilder<Photo> builder)
        {
            builder.Property(x => x.ContentType).HasMaxLength(16);
            builder.Property(x => x.OwnerKind).HasMaxLength(16);
            builder.HasIndex(x => new { x.OwnerId, x.CreatedAt });
            builder.Property(x => x.OwnerId).IsConcurrencyToken();
            builder.Property(x => x.SafetyTrace).HasMaxLength(TraceMaxLength);
            builder.HasIndex(x => x.SafetyTrace);
            builder.HasIndex(x => new { x.Safety, x.SafetyDueAt });
        }
    }
}
