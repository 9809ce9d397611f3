using System.Buffers;
using System.Buffers.Binary;

namespace Engagement.Core.Photos;

/// <summary>
/// Copies a PNG (ISO/IEC 15948) chunk by chunk, keeping pixels, palette, transparency and the small colour hints.
/// Text, times, profiles, EXIF, animation frames and whatever follows the end go. An animated PNG becomes its still picture.
/// </summary>
public static class PngStripper
{
    /// <summary>True when <paramref name="bytes"/> begin like a PNG.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes) => bytes.StartsWith(PngChunk.Signature);

    internal static PhotoRefusal? Strip(ReadOnlySpan<byte> bytes, out StrippedPhoto? photo)
    {
        photo = null;
        var at = PngChunk.Signature.Length;
        if (!TryNext(bytes, ref at, out var name, out var data) || !name.SequenceEqual("IHDR"u8) || !IsHeader(data))
            return PhotoRefusal.Damaged;
        long width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (PhotoInspector.CheckSize(width, height) is { } refusal)
            return refusal;
        var header = data;
        var colourType = header[9];

        var pixels = new ArrayBufferWriter<byte>(bytes.Length);
        var hints = new ArrayBufferWriter<byte>();
        var exif = ExifFacts.None;
        var seen = new HashSet<uint>();
        var (paletteEntries, pixelBytes, pixelsOver) = (0, 0L, false);

        for (; ; )
        {
            if (!TryNext(bytes, ref at, out name, out data))
                return PhotoRefusal.Damaged;
            if (name.SequenceEqual("IEND"u8))
                break;

            if (name.SequenceEqual("IDAT"u8))
            {
                // Other chunks among the pixel data are an error (5.6); without the check they would silently be joined.
                if (pixelsOver || (colourType == 3 && paletteEntries == 0))
                    return PhotoRefusal.Damaged;
                PngChunk.Write(pixels, name, data);
                pixelBytes += data.Length;
                continue;
            }

            pixelsOver = pixelBytes > 0;
            var first = seen.Add(BinaryPrimitives.ReadUInt32BigEndian(name));
            if (name.SequenceEqual("PLTE"u8))
            {
                if (!first || pixelsOver || data.Length is 0 or > 768 || data.Length % 3 != 0 || colourType is 0 or 4)
                    return PhotoRefusal.Damaged;
                paletteEntries = data.Length / 3;
                PngChunk.Write(hints, name, data);
            }
            else if (name.SequenceEqual("eXIf"u8))
            {
                if (first)
                    exif = ExifReader.Read(data);
            }
            else if (IsCritical(name))
            {
                return PhotoRefusal.Damaged;
            }
            else if (first && !pixelsOver && IsColourHint(name, data.Length, colourType, paletteEntries))
            {
                PngChunk.Write(hints, name, data);
            }
        }

        if (pixelBytes == 0)
            return PhotoRefusal.Damaged;

        var output = new ArrayBufferWriter<byte>(pixels.WrittenCount + hints.WrittenCount + 128);
        output.Write(PngChunk.Signature);
        PngChunk.Write(output, "IHDR"u8, header);
        output.Write(hints.WrittenSpan);
        if (exif.Orientation != 1)
            PngChunk.Write(output, "eXIf"u8, ExifWriter.OrientationOnly(exif.Orientation));
        output.Write(pixels.WrittenSpan);
        PngChunk.Write(output, "IEND"u8, []);
        photo = new StrippedPhoto((int)width, (int)height, exif, output.WrittenMemory);
        return null;
    }

    /// <summary>Reads the chunk at <paramref name="at"/>, checks its CRC, and moves behind it.</summary>
    private static bool TryNext(ReadOnlySpan<byte> bytes, scoped ref int at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> data)
    {
        name = data = default;
        var room = bytes.Length - at - PngChunk.Overhead;
        if (room < 0)
            return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        if (length > room)
            return false;
        var checkedPart = bytes.Slice(at + 4, 4 + (int)length);
        var crc = BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + (int)length)..]);
        if (PngChunk.Crc(checkedPart) != crc)
            return false;
        name = checkedPart[..4];
        data = checkedPart[4..];
        at += PngChunk.Overhead + (int)length;
        return true;
    }

    /// <summary>Size of the header, a permitted pair of colour type and bit depth (table 11.1), and the only methods there are.</summary>
    private static bool IsHeader(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13 || data[10] != 0 || data[11] != 0 || data[12] > 1)
            return false;
        var depth = data[8];
        return data[9] switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
    }

    /// <summary>A capital first letter: a decoder that does not know the chunk must not show the picture.</summary>
    private static bool IsCritical(ReadOnlySpan<byte> name) => (name[0] & 0x20) == 0;

    /// <summary>
    /// True for the small chunks that change how the pixels look, at exactly the size the colour type gives them,
    /// so that none can carry anything else.
    /// </summary>
    private static bool IsColourHint(ReadOnlySpan<byte> name, int length, byte colourType, int paletteEntries)
    {
        if (name.SequenceEqual("gAMA"u8))
            return length == 4;
        if (name.SequenceEqual("cHRM"u8))
            return length == 32;
        if (name.SequenceEqual("sRGB"u8))
            return length == 1;
        if (name.SequenceEqual("sBIT"u8))
            return length == colourType switch { 0 => 1, 4 => 2, 6 => 4, _ => 3 };
        if (name.SequenceEqual("bKGD"u8))
            return length == colourType switch { 3 => 1, 0 or 4 => 2, _ => 6 };
        if (name.SequenceEqual("tRNS"u8))
            return colourType switch { 0 => length == 2, 2 => length == 6, 3 => length > 0 && length <= paletteEntries, _ => false };
        return false;
    }
}
