using System.Buffers;
using System.Buffers.Binary;

namespace Engagement.Core.Photos;

/// <summary>
/// Rebuilds a still WebP (RFC 9649) from its picture and transparency only.
/// EXIF, XMP, colour profile, unknown chunks and whatever follows the container go.
/// </summary>
public static class WebpStripper
{
    private const byte AnimationFlag = 0x02, ExifFlag = 0x08, AlphaFlag = 0x10;
    private const int HeaderLength = 12, ChunkHeaderLength = 8;

    /// <summary>True when <paramref name="bytes"/> begin like a WebP.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderLength && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    internal static PhotoRefusal? Strip(ReadOnlySpan<byte> bytes, out StrippedPhoto? photo)
    {
        photo = null;
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (declared < 4 || declared > bytes.Length - 8)
            return PhotoRefusal.Damaged;
        var container = bytes[..((int)declared + 8)];

        ReadOnlySpan<byte> canvas = default, alpha = default, picture = default, pictureName = default;
        var exif = ExifFacts.None;
        var (at, first, sawExif) = (HeaderLength, true, false);
        for (; at < container.Length; first = false)
        {
            if (!TryNext(container, ref at, out var name, out var data))
                return PhotoRefusal.Damaged;

            if (name.SequenceEqual("VP8X"u8))
            {
                if (!first || data.Length < 10)
                    return PhotoRefusal.Damaged;
                canvas = data;
                if ((data[0] & AnimationFlag) != 0)
                    return PhotoRefusal.Animated;
            }
            else if (name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8))
            {
                return PhotoRefusal.Animated;
            }
            else if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8))
            {
                if (!picture.IsEmpty)
                    return PhotoRefusal.Damaged;
                pictureName = name;
                picture = data;
                // The simple form ends with its picture; nobody reads what comes after.
                if (canvas.IsEmpty)
                    break;
            }
            else if (name.SequenceEqual("ALPH"u8))
            {
                if (alpha.IsEmpty && picture.IsEmpty)
                    alpha = data;
            }
            else if (name.SequenceEqual("EXIF"u8) && !sawExif && !canvas.IsEmpty)
            {
                sawExif = true;
                exif = ExifReader.Read(data);
            }
            else if (first)
            {
                return PhotoRefusal.Damaged;
            }
        }

        if (picture.IsEmpty)
            return PhotoRefusal.Damaged;
        var lossless = pictureName[3] == 'L';
        var (width, height) = (0, 0);
        var hasAlpha = !alpha.IsEmpty && !lossless;
        if (!(lossless ? TryReadLossless(picture, out width, out height, out hasAlpha) : TryReadLossy(picture, out width, out height)))
            return PhotoRefusal.Damaged;
        if (PhotoInspector.CheckSize(width, height) is { } refusal)
            return refusal;
        if (!canvas.IsEmpty && (U24(canvas[4..]) + 1 != width || U24(canvas[7..]) + 1 != height))
            return PhotoRefusal.Damaged;

        photo = new StrippedPhoto(width, height, exif, Write(pictureName, picture, lossless ? default : alpha, hasAlpha, width, height, exif.Orientation));
        return null;
    }

    private static ReadOnlyMemory<byte> Write(
        ReadOnlySpan<byte> pictureName, ReadOnlySpan<byte> picture, ReadOnlySpan<byte> alpha, bool hasAlpha, int width, int height, int orientation)
    {
        var output = new ArrayBufferWriter<byte>(picture.Length + alpha.Length + 128);
        output.Write("RIFF\0\0\0\0WEBP"u8);
        // The extended form is needed only when there is something beside the picture.
        if (orientation != 1 || !alpha.IsEmpty)
        {
            var flags = (orientation != 1 ? ExifFlag : 0) | (hasAlpha ? AlphaFlag : 0);
            var (w, h) = (width - 1, height - 1);
            WriteChunk(output, "VP8X"u8, [(byte)flags, 0, 0, 0, (byte)w, (byte)(w >> 8), (byte)(w >> 16), (byte)h, (byte)(h >> 8), (byte)(h >> 16)]);
        }
        if (!alpha.IsEmpty)
            WriteChunk(output, "ALPH"u8, alpha);
        WriteChunk(output, pictureName, picture);
        if (orientation != 1)
            WriteChunk(output, "EXIF"u8, ExifWriter.OrientationOnly(orientation));

        var file = output.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    private static void WriteChunk(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        output.Write(name);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        output.Write(length);
        output.Write(data);
        if (data.Length % 2 == 1)
            output.Write<byte>([0]);
    }

    private static bool TryNext(ReadOnlySpan<byte> container, scoped ref int at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> data)
    {
        name = data = default;
        if (container.Length - at < ChunkHeaderLength)
            return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(container[(at + 4)..]);
        if (length > container.Length - at - ChunkHeaderLength)
            return false;
        name = container.Slice(at, 4);
        data = container.Slice(at + ChunkHeaderLength, (int)length);
        // Chunks are padded to even lengths; a missing last pad byte is forgiven.
        at += ChunkHeaderLength + (int)length + (int)(length & 1);
        return true;
    }

    /// <summary>The frame header of a VP8 key frame (RFC 6386, 9.1).</summary>
    private static bool TryReadLossy(ReadOnlySpan<byte> data, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (data.Length < 10 || (data[0] & 1) != 0 || !data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            return false;
        var firstPartition = U24(data) >> 5;
        if (firstPartition > data.Length - 10)
            return false;
        // The upper two bits of each are a scale that decoders ignore.
        width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF;
        height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF;
        return true;
    }

    /// <summary>The header of a VP8L picture (RFC 9649, 3.4): signature, two 14-bit sizes less one, alpha hint, version 0.</summary>
    private static bool TryReadLossless(ReadOnlySpan<byte> data, out int width, out int height, out bool hasAlpha)
    {
        (width, height, hasAlpha) = (0, 0, false);
        if (data.Length < 6 || data[0] != 0x2F)
            return false;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        width = (int)(bits & 0x3FFF) + 1;
        height = (int)((bits >> 14) & 0x3FFF) + 1;
        hasAlpha = (bits & (1u << 28)) != 0;
        return bits >> 29 == 0;
    }

    private static int U24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
