using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Engagement.Core.Photos;

/// <summary>The few facts read from EXIF; see <see cref="InspectedPhoto"/> for units and ranges.</summary>
public sealed record ExifFacts(int Orientation, DateTime? CapturedAt, double? Latitude, double? Longitude)
{
    /// <summary>An upright photo that says neither when nor where.</summary>
    public static readonly ExifFacts None = new(1, null, null, null);
}

/// <summary>
/// Reads orientation, capture time and position from an EXIF block (a TIFF structure; EXIF 2.32).
/// A broken block yields fewer facts and never an error: the picture may be good all the same.
/// Only three directories are looked at, each reached by one pointer and scanned once, so nothing in the data can make it loop.
/// </summary>
public static class ExifReader
{
    private const ushort Orientation = 0x0112, ExifPointer = 0x8769, GpsPointer = 0x8825;
    private const ushort DateTimeOriginal = 0x9003, OffsetTimeOriginal = 0x9011;
    private const ushort LatitudeRef = 1, Latitude = 2, LongitudeRef = 3, Longitude = 4, MapDatum = 18;
    private const ushort Ascii = 2, Short = 3, Long = 4, Rational = 5;

    /// <summary>More entries than any camera writes; what lies beyond is not looked at.</summary>
    private const int MaxEntries = 512;

    /// <summary>The prefix of the EXIF block in a JPEG segment; some writers put it into PNG and WebP as well.</summary>
    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    // A camera without a set clock starts at 1970, 1980 or 2000; none of these is a time to believe.
    private static readonly DateTime Earliest = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Without an offset in the photo the camera is taken to run on Chinese time, which has had no summer time since 1992.
    private static readonly TimeSpan AssumedOffset = TimeSpan.FromHours(8);

    /// <summary>The facts in <paramref name="block"/>, with or without the <see cref="Prefix"/>.</summary>
    public static ExifFacts Read(ReadOnlySpan<byte> block)
    {
        if (block.StartsWith(Prefix))
            block = block[Prefix.Length..];
        if (!TryOpen(block, out var tiff, out var first))
            return ExifFacts.None;

        var orientation = tiff.Number(first, Orientation) is >= 1 and <= 8 and var o ? (int)o : 1;
        var capturedAt = tiff.Number(first, ExifPointer) is { } exif ? ReadTime(tiff, exif) : null;
        var position = tiff.Number(first, GpsPointer) is { } gps ? ReadPosition(tiff, gps) : null;
        return new ExifFacts(orientation, capturedAt, position?.Latitude, position?.Longitude);
    }

    private static bool TryOpen(ReadOnlySpan<byte> block, out Tiff tiff, out uint firstDirectory)
    {
        tiff = default;
        firstDirectory = 0;
        if (block.Length < 8)
            return false;
        var little = block.StartsWith("II"u8);
        if (!little && !block.StartsWith("MM"u8))
            return false;
        tiff = new Tiff(block, little);
        if (tiff.U16(2) != 42)
            return false;
        firstDirectory = tiff.U32(4);
        return true;
    }

    private static DateTime? ReadTime(Tiff tiff, uint directory)
    {
        if (!DateTime.TryParseExact(tiff.Text(directory, DateTimeOriginal), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        // The range also keeps the subtraction below away from the ends of DateTime.
        if (local < Earliest || local > Latest)
            return null;
        var utc = DateTime.SpecifyKind(local - (ParseOffset(tiff.Text(directory, OffsetTimeOriginal)) ?? AssumedOffset), DateTimeKind.Utc);
        return utc >= Earliest && utc < Latest ? utc : null;
    }

    private static TimeSpan? ParseOffset(string? text)
    {
        if (text is ['+' or '-', ..] && TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && offset <= TimeSpan.FromHours(14))
            return text[0] == '-' ? -offset : offset;
        return null;
    }

    private static (double Latitude, double Longitude)? ReadPosition(Tiff tiff, uint directory)
    {
        var datum = tiff.Text(directory, MapDatum)?.Trim();
        if (datum is { Length: > 0 } && !datum.StartsWith("WGS", StringComparison.OrdinalIgnoreCase))
            return null;
        var north = Signed(tiff.Degrees(directory, Latitude), tiff.Text(directory, LatitudeRef), "N", "S", 90);
        var east = Signed(tiff.Degrees(directory, Longitude), tiff.Text(directory, LongitudeRef), "E", "W", 180);
        if (north is not { } latitude || east is not { } longitude)
            return null;
        // Phones without a fix write zeros.
        return latitude == 0 && longitude == 0 ? null : (latitude, longitude);
    }

    private static double? Signed(double? degrees, string? reference, string plus, string minus, double limit)
    {
        if (degrees is not { } value || value > limit)
            return null;
        if (reference == plus)
            return value;
        return reference == minus ? -value : null;
    }

    /// <summary>Bounds-checked access; whatever lies outside the block reads as absent.</summary>
    private readonly ref struct Tiff(ReadOnlySpan<byte> data, bool little)
    {
        private readonly ReadOnlySpan<byte> _data = data;

        public ushort U16(int at) => little ? BinaryPrimitives.ReadUInt16LittleEndian(_data[at..]) : BinaryPrimitives.ReadUInt16BigEndian(_data[at..]);

        public uint U32(int at) => little ? BinaryPrimitives.ReadUInt32LittleEndian(_data[at..]) : BinaryPrimitives.ReadUInt32BigEndian(_data[at..]);

        /// <summary>One unsigned number of type SHORT or LONG.</summary>
        public uint? Number(uint directory, ushort tag)
        {
            if (!TryFind(directory, tag, out var type, out var count, out var entry) || count != 1)
                return null;
            return type switch { Short => U16(entry + 8), Long => U32(entry + 8), _ => null };
        }

        /// <summary>Text up to its terminator, at most 32 bytes long: nothing read here is longer.</summary>
        public string? Text(uint directory, ushort tag)
        {
            if (!TryFind(directory, tag, out var type, out var count, out var entry) || type != Ascii || count is 0 or > 32)
                return null;
            var at = count <= 4 ? entry + 8L : U32(entry + 8);
            if (at + count > _data.Length)
                return null;
            var text = _data.Slice((int)at, (int)count);
            var end = text.IndexOf((byte)0);
            return Encoding.ASCII.GetString(end < 0 ? text : text[..end]);
        }

        /// <summary>Degrees, minutes and seconds as one non-negative number of degrees.</summary>
        public double? Degrees(uint directory, ushort tag)
        {
            if (!TryFind(directory, tag, out var type, out var count, out var entry) || type != Rational || count is 0 or > 3)
                return null;
            long at = U32(entry + 8);
            if (at + count * 8 > _data.Length)
                return null;
            var (degrees, unit) = (0.0, 1.0);
            for (var i = 0; i < count; i++, unit /= 60)
            {
                var (top, bottom) = (U32((int)at + i * 8), U32((int)at + i * 8 + 4));
                // 0/0 seconds is how some phones say "not measured so finely".
                if (bottom == 0 && (top != 0 || i == 0))
                    return null;
                var part = bottom == 0 ? 0 : (double)top / bottom;
                if (i > 0 && part >= 60)
                    return null;
                degrees += part * unit;
            }
            return degrees;
        }

        private bool TryFind(uint directory, ushort tag, out ushort type, out uint count, out int entry)
        {
            (type, count, entry) = (0, 0, 0);
            if (directory < 8 || directory + 2L > _data.Length)
                return false;
            var entries = Math.Min((int)U16((int)directory), MaxEntries);
            for (var i = 0; i < entries; i++)
            {
                var at = directory + 2L + i * 12L;
                if (at + 12 > _data.Length)
                    return false;
                if (U16((int)at) != tag)
                    continue;
                entry = (int)at;
                (type, count) = (U16(entry + 2), U32(entry + 4));
                return true;
            }
            return false;
        }
    }
}
