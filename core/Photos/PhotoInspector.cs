using System.Diagnostics.CodeAnalysis;

namespace Engagement.Core.Photos;

/// <summary>Why bytes were not taken as a photo.</summary>
public enum PhotoRefusal
{
    /// <summary>The content is neither JPEG, PNG nor WebP, whatever its name says.</summary>
    NotAPhoto,

    /// <summary>It begins like a photo but is truncated, malformed, or of a kind no browser shows.</summary>
    Damaged,

    /// <summary>More than <see cref="PhotoInspector.MaxBytes"/>, or more pixels than the limits allow.</summary>
    TooLarge,

    /// <summary>A moving WebP. (An animated PNG is reduced to its still picture instead.)</summary>
    Animated,
}

/// <summary>What a photo's bytes say about it, and the bytes that may be stored.</summary>
public sealed record InspectedPhoto
{
    /// <summary><c>image/jpeg</c>, <c>image/png</c> or <c>image/webp</c>, decided by content.</summary>
    public required string ContentType { get; init; }

    /// <summary>Pixels across as the photo is shown, that is after <see cref="Orientation"/> is applied.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels down as the photo is shown, that is after <see cref="Orientation"/> is applied.</summary>
    public required int Height { get; init; }

    /// <summary>
    /// EXIF orientation, 1 (upright) to 8. It is the only metadata left in <see cref="StrippedBytes"/>.
    /// Browsers apply it to JPEG and PNG; Chromium does not apply it to WebP, stripped or not.
    /// </summary>
    public required int Orientation { get; init; }

    /// <summary>
    /// When the camera says it was taken, UTC, whole seconds; null when it does not say or says nonsense.
    /// Not compared with a clock: a camera that runs ahead gives a time in the future.
    /// </summary>
    public required DateTime? CapturedAt { get; init; }

    /// <summary>Degrees north, WGS-84, -90 to 90; null exactly when <see cref="Longitude"/> is.</summary>
    public required double? Latitude { get; init; }

    /// <summary>Degrees east, WGS-84, -180 to 180; null exactly when <see cref="Latitude"/> is.</summary>
    public required double? Longitude { get; init; }

    /// <summary>The photo without any metadata but its orientation: no position, time, camera, comment, embedded preview or appended data.</summary>
    public required ReadOnlyMemory<byte> StrippedBytes { get; init; }
}

/// <summary>
/// Decides by content whether bytes are a photo, reads when and where it was taken, and removes all metadata but the orientation.
/// Works on the container's structure and never decodes pixels, so hostile input costs at most one pass over at most <see cref="MaxBytes"/>.
/// </summary>
public static class PhotoInspector
{
    /// <summary>Largest file taken, in bytes: 10 MiB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Longest side taken, in pixels.</summary>
    public const int MaxSide = 20_000;

    /// <summary>Largest area taken, in pixels: what a viewer can still decode without exhausting a cheap phone.</summary>
    public const long MaxPixels = 100_000_000;

    /// <summary>
    /// Inspects <paramref name="bytes"/>. Never throws, whatever they are.
    /// On false, <paramref name="refusal"/> says why; on true it has no meaning.
    /// </summary>
    public static bool TryInspect(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out InspectedPhoto? photo, out PhotoRefusal refusal)
    {
        photo = null;
        if (bytes.Length > MaxBytes)
        {
            refusal = PhotoRefusal.TooLarge;
            return false;
        }

        PhotoRefusal? no = PhotoRefusal.NotAPhoto;
        StrippedPhoto? stripped = null;
        var contentType = "";
        if (JpegStripper.Recognizes(bytes))
            (contentType, no) = ("image/jpeg", JpegStripper.Strip(bytes, out stripped));
        else if (PngStripper.Recognizes(bytes))
            (contentType, no) = ("image/png", PngStripper.Strip(bytes, out stripped));
        else if (WebpStripper.Recognizes(bytes))
            (contentType, no) = ("image/webp", WebpStripper.Strip(bytes, out stripped));

        refusal = no ?? default;
        if (no is not null || stripped is null)
            return false;

        var turned = stripped.Exif.Orientation >= 5;
        photo = new InspectedPhoto
        {
            ContentType = contentType,
            Width = turned ? stripped.Height : stripped.Width,
            Height = turned ? stripped.Width : stripped.Height,
            Orientation = stripped.Exif.Orientation,
            CapturedAt = stripped.Exif.CapturedAt,
            Latitude = stripped.Exif.Latitude,
            Longitude = stripped.Exif.Longitude,
            StrippedBytes = stripped.Bytes,
        };
        return true;
    }

    /// <summary>The refusal for a declared size in pixels, or null when it is acceptable. Zero is damage, not a size.</summary>
    internal static PhotoRefusal? CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
            return PhotoRefusal.Damaged;
        return width > MaxSide || height > MaxSide || width * height > MaxPixels ? PhotoRefusal.TooLarge : null;
    }
}

/// <summary>What one of the three strippers hands back; width and height as coded, before orientation.</summary>
internal sealed record StrippedPhoto(int Width, int Height, ExifFacts Exif, ReadOnlyMemory<byte> Bytes);
