using System.Buffers;
using System.Buffers.Binary;

namespace Engagement.Core.Photos;

/// <summary>
/// Copies a JPEG (ITU-T T.81, JFIF 1.02) segment by segment, keeping only what a decoder needs for the pixels.
/// Everything else goes: EXIF with its position and preview, XMP, colour profiles, comments, further pictures after the first one's end.
/// </summary>
public static class JpegStripper
{
    private const byte Tem = 0x01, Sof0 = 0xC0, Sof2 = 0xC2, Dht = 0xC4, Rst0 = 0xD0, Rst7 = 0xD7, Soi = 0xD8, Eoi = 0xD9;
    private const byte Sos = 0xDA, Dqt = 0xDB, Dri = 0xDD, App0 = 0xE0, App1 = 0xE1, App14 = 0xEE, App15 = 0xEF, Com = 0xFE;

    /// <summary>Cameras write about ten; each one makes a viewer pass over the whole picture, so thousands are an attack on it.</summary>
    private const int MaxScans = 100;

    /// <summary>True when <paramref name="bytes"/> begin like a JPEG.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes) => bytes is [0xFF, Soi, 0xFF, ..];

    internal static PhotoRefusal? Strip(ReadOnlySpan<byte> bytes, out StrippedPhoto? photo)
    {
        photo = null;
        var exif = ReadExif(bytes);
        var output = new ArrayBufferWriter<byte>(bytes.Length + 64);
        output.Write<byte>([0xFF, Soi]);

        var (width, height, components) = (0, 0, 0);
        var (scans, headDone, adobeDone) = (0, false, false);
        for (var at = 2; ;)
        {
            if (!TryNextMarker(bytes, ref at, out var marker))
                return PhotoRefusal.Damaged;

            // JFIF wants to be first; EXIF, where a reader looks for the orientation, right behind it.
            if (!headDone && marker != App0)
            {
                WriteOrientation(output, exif.Orientation);
                headDone = true;
            }

            if (marker == Eoi)
                break;
            if (marker == Tem)
                continue;
            if (!TryTakeSegment(bytes, ref at, out var body))
                return PhotoRefusal.Damaged;

            switch (marker)
            {
                case App0:
                    if (!headDone && output.WrittenCount == 2)
                        WriteJfif(output, body);
                    break;

                case App14:
                    adobeDone = adobeDone || WriteAdobe(output, body);
                    break;

                case >= App0 and <= App15 or Com:
                    break;

                case >= Sof0 and <= Sof2:
                    if (components != 0 || !IsFrame(body))
                        return PhotoRefusal.Damaged;
                    height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
                    width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
                    components = body[5];
                    if (PhotoInspector.CheckSize(width, height) is { } refusal)
                        return refusal;
                    WriteSegment(output, marker, body);
                    break;

                case Dqt when AreQuantizationTables(body):
                case Dht when AreHuffmanTables(body):
                case Dri when body.Length == 2:
                    WriteSegment(output, marker, body);
                    break;

                case Sos:
                    if (++scans > MaxScans || components == 0 || !IsScan(body, components))
                        return PhotoRefusal.Damaged;
                    WriteSegment(output, marker, body);
                    var scan = ScanLength(bytes[at..]);
                    if (scan <= 0)
                        return PhotoRefusal.Damaged;
                    output.Write(bytes.Slice(at, scan));
                    at += scan;
                    break;

                // Lossless, hierarchical and arithmetic-coded pictures end here as well: no browser shows them.
                default:
                    return PhotoRefusal.Damaged;
            }
        }

        if (scans == 0)
            return PhotoRefusal.Damaged;
        output.Write<byte>([0xFF, Eoi]);
        photo = new StrippedPhoto(width, height, exif, output.WrittenMemory);
        return null;
    }

    /// <summary>The facts of the first EXIF segment before the pixels. Errors are left for the main pass to find.</summary>
    private static ExifFacts ReadExif(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; TryNextMarker(bytes, ref at, out var marker) && marker is not (Sos or Eoi);)
        {
            if (marker == Tem)
                continue;
            if (!TryTakeSegment(bytes, ref at, out var body))
                break;
            if (marker == App1 && body.StartsWith(ExifReader.Prefix))
                return ExifReader.Read(body);
        }
        return ExifFacts.None;
    }

    /// <summary>Reads a marker at <paramref name="at"/>, with any fill bytes before it, and moves behind it.</summary>
    private static bool TryNextMarker(ReadOnlySpan<byte> bytes, scoped ref int at, out byte marker)
    {
        marker = 0;
        if (at >= bytes.Length || bytes[at] != 0xFF)
            return false;
        while (at < bytes.Length && bytes[at] == 0xFF)
            at++;
        if (at >= bytes.Length)
            return false;
        marker = bytes[at++];
        return marker is not (0 or Soi or >= Rst0 and <= Rst7);
    }

    private static bool TryTakeSegment(ReadOnlySpan<byte> bytes, scoped ref int at, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (bytes.Length - at < 2)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        if (length < 2 || length > bytes.Length - at)
            return false;
        body = bytes.Slice(at + 2, length - 2);
        at += length;
        return true;
    }

    /// <summary>Bytes of entropy-coded data up to the next real marker; -1 when the data end first.</summary>
    private static int ScanLength(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; ;)
        {
            var step = bytes[at..].IndexOf((byte)0xFF);
            if (step < 0 || at + step + 1 >= bytes.Length)
                return -1;
            at += step;
            if (bytes[at + 1] is not (0 or >= Rst0 and <= Rst7))
                return at;
            at += 2;
        }
    }

    private static bool IsFrame(ReadOnlySpan<byte> body) =>
        body.Length >= 6 && body[0] == 8 && body[5] is >= 1 and <= 4 && body.Length == 6 + 3 * body[5];

    private static bool IsScan(ReadOnlySpan<byte> body, int components) =>
        body.Length >= 1 && body[0] >= 1 && body[0] <= components && body.Length == 4 + 2 * body[0];

    /// <summary>True when the segment is made of whole tables and nothing else, so that it cannot carry anything along.</summary>
    private static bool AreQuantizationTables(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            var size = (body[0] >> 4) switch { 0 => 65, 1 => 129, _ => int.MaxValue };
            if (size > body.Length || (body[0] & 15) > 3)
                return false;
            body = body[size..];
        }
        return true;
    }

    /// <summary>As <see cref="AreQuantizationTables"/>: a class byte, sixteen counts, and as many symbols as they add up to.</summary>
    private static bool AreHuffmanTables(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            if (body.Length < 17 || body[0] >> 4 > 1 || (body[0] & 15) > 3)
                return false;
            var size = 17;
            foreach (var count in body[1..17])
                size += count;
            if (size > body.Length)
                return false;
            body = body[size..];
        }
        return true;
    }

    private static void WriteJfif(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> body)
    {
        if (body.Length < 14 || !body.StartsWith("JFIF\0"u8))
            return;
        // Version, unit and densities as they were; the preview's size becomes 0 × 0.
        WriteSegment(output, App0, [.. body[..12], 0, 0]);
    }

    private static bool WriteAdobe(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> body)
    {
        // Twelve bytes, the last of which says how the colours are coded; longer ones carry something else behind.
        if (body.Length < 12 || !body.StartsWith("Adobe"u8))
            return false;
        WriteSegment(output, App14, body[..12]);
        return true;
    }

    private static void WriteOrientation(ArrayBufferWriter<byte> output, int orientation)
    {
        if (orientation != 1)
            WriteSegment(output, App1, [.. ExifReader.Prefix, .. ExifWriter.OrientationOnly(orientation)]);
    }

    private static void WriteSegment(ArrayBufferWriter<byte> output, byte marker, ReadOnlySpan<byte> body)
    {
        var length = body.Length + 2;
        output.Write<byte>([0xFF, marker, (byte)(length >> 8), (byte)length]);
        output.Write(body);
    }
}
