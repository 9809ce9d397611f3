using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using Engagement.Core.Photos;

namespace Engagement.Tests.Photos;

/// <summary>
/// Small real pictures made byte by byte: one flat shade, with whatever metadata a test asks for. Any viewer opens them.
/// The optional parts carry <see cref="Secret"/> wherever the format has room for text.
/// </summary>
public static class TestPhotos
{
    /// <summary>Stands in every text a loaded picture carries; must never come out of stripping.</summary>
    public const string Secret = "home of Zhang San, third house on the left";

    private static readonly byte[] SecretBytes = Encoding.ASCII.GetBytes(Secret);

    /// <summary>An iPhone-like EXIF block: everything the inspector reads, and a preview.</summary>
    public static TestExif FullExif(int orientation = 1) => new()
    {
        Orientation = orientation,
        CapturedAt = new DateTime(2026, 4, 5, 15, 30, 10),
        Offset = "+08:00",
        Latitude = 39.6271,
        Longitude = 122.0083,
        Thumbnail = Jpeg(16, 12),
    };

    /// <summary>A baseline greyscale JPEG. With <paramref name="loaded"/>: comment, XMP, colour profile, JFIF preview, and a second picture and text appended.</summary>
    public static byte[] Jpeg(int width = 64, int height = 48, TestExif? exif = null, bool loaded = false, byte shade = 128)
    {
        var average = (shade - 128) * 8;
        var stepBits = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(average)));
        byte[] tail = loaded ? [.. Jpeg(8, 8), .. SecretBytes] : [];
        byte[] preview = loaded ? [1, 1, 0x53, 0x47, 0x50] : [0, 0];
        return
        [
            0xFF, 0xD8,
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, .. preview]),
            .. exif is null ? [] : Segment(0xE1, [.. "Exif\0\0"u8, .. exif.ToBytes()]),
            .. loaded ? Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. SecretBytes]) : [],
            .. loaded ? Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. SecretBytes]) : [],
            .. loaded ? Segment(0xED, [.. "Photoshop 3.0\0"u8, .. SecretBytes]) : [],
            .. loaded ? Segment(0xFE, SecretBytes) : [],
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
            .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
            // Two symbols for a block's average (0: as the last one; 10: a step of so many bits), one for "the rest is flat" (0).
            .. Segment(0xC4, [0x00, 1, 1, .. new byte[14], 0, (byte)stepBits, 0x10, 1, .. new byte[15], 0]),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
            .. FlatScan(((width + 7) / 8) * ((height + 7) / 8), average, stepBits),
            0xFF, 0xD9,
            .. tail,
        ];
    }

    /// <summary>A greyscale PNG. With <paramref name="loaded"/>: text chunks, a time, a profile, an animation frame, and text appended.</summary>
    public static byte[] Png(int width = 64, int height = 48, TestExif? exif = null, bool loaded = false, byte shade = 128)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write(PngChunk.Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        PngChunk.Write(output, "IHDR"u8, header);
        PngChunk.Write(output, "gAMA"u8, [0, 0, 0xB1, 0x8F]);
        if (loaded)
        {
            PngChunk.Write(output, "iCCP"u8, [.. "profile\0\0"u8, .. SecretBytes]);
            PngChunk.Write(output, "tEXt"u8, [.. "Comment\0"u8, .. SecretBytes]);
            PngChunk.Write(output, "iTXt"u8, [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. SecretBytes]);
            PngChunk.Write(output, "tIME"u8, [7, 234, 4, 5, 7, 30, 10]);
            PngChunk.Write(output, "acTL"u8, [0, 0, 0, 2, 0, 0, 0, 0]);
            PngChunk.Write(output, "fcTL"u8, [0, 0, 0, 0, .. header[..8], .. new byte[8], 0, 1, 0, 1, 0, 0]);
        }
        if (exif is not null)
            PngChunk.Write(output, "eXIf"u8, exif.ToBytes());

        var rows = new byte[(width + 1) * height];
        Array.Fill(rows, shade);
        for (var y = 0; y < height; y++)
            rows[y * (width + 1)] = 0;
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(rows);
        PngChunk.Write(output, "IDAT"u8, packed.ToArray());

        if (loaded)
        {
            PngChunk.Write(output, "fcTL"u8, [0, 0, 0, 1, .. header[..8], .. new byte[8], 0, 1, 0, 1, 0, 0]);
            PngChunk.Write(output, "fdAT"u8, [0, 0, 0, 2, .. packed.ToArray()]);
        }
        PngChunk.Write(output, "IEND"u8, []);
        return [.. output.WrittenSpan, .. loaded ? SecretBytes : []];
    }

    /// <summary>A lossless WebP; extended only when there is something to add. With <paramref name="loaded"/>: XMP, a profile, an unknown chunk, and text appended.</summary>
    public static byte[] Webp(int width = 64, int height = 48, TestExif? exif = null, bool loaded = false, byte shade = 128)
    {
        var (w, h) = (width - 1, height - 1);
        var flags = (exif is null ? 0 : 0x08) | (loaded ? 0x24 : 0);
        byte[] chunks =
        [
            .. flags == 0 ? [] : WebpChunk("VP8X", [(byte)flags, 0, 0, 0, (byte)w, (byte)(w >> 8), 0, (byte)h, (byte)(h >> 8), 0]),
            .. loaded ? WebpChunk("ICCP", SecretBytes) : [],
            .. WebpChunk("VP8L", FlatLossless(w, h, shade)),
            .. exif is null ? [] : WebpChunk("EXIF", exif.ToBytes()),
            .. loaded ? WebpChunk("XMP ", SecretBytes) : [],
            .. loaded ? WebpChunk("home", SecretBytes) : [],
        ];
        return [.. Riff(chunks), .. loaded ? SecretBytes : []];
    }

    /// <summary>A lossy WebP of one pixel.</summary>
    public static byte[] LossyWebp() => Convert.FromBase64String("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    /// <summary>A lossy WebP of one pixel with a transparency plane.</summary>
    public static byte[] LossyWebpWithAlpha() =>
        Convert.FromBase64String("UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==");

    /// <summary>A moving WebP of one pixel.</summary>
    public static byte[] AnimatedWebp() =>
        Convert.FromBase64String("UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA");

    public static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    public static byte[] WebpChunk(string name, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. Encoding.ASCII.GetBytes(name), .. length, .. data, .. new byte[data.Length % 2]];
    }

    public static byte[] Riff(byte[] chunks) => WebpChunk("RIFF", [.. "WEBP"u8, .. chunks]);

    /// <summary>The first block steps to the average in so many bits, all others repeat it.</summary>
    private static byte[] FlatScan(int blocks, int average, int stepBits)
    {
        var magnitude = average >= 0 ? average : average + (1 << stepBits) - 1;
        var bits = new StringBuilder("10").Append(Convert.ToString(magnitude, 2).PadLeft(stepBits, '0')).Append('0');
        for (var i = 1; i < blocks; i++)
            bits.Append("00");
        while (bits.Length % 8 != 0)
            bits.Append('1');
        var bytes = new List<byte>();
        for (var i = 0; i < bits.Length; i += 8)
        {
            bytes.Add(Convert.ToByte(bits.ToString(i, 8), 2));
            if (bytes[^1] == 0xFF)
                bytes.Add(0);
        }
        return [.. bytes];
    }

    /// <summary>VP8L: no transforms, and five prefix codes of one symbol each, so that the pixels themselves take no bits.</summary>
    private static byte[] FlatLossless(int w, int h, byte shade)
    {
        var bits = new List<bool>();
        void Put(int value, int count)
        {
            for (var i = 0; i < count; i++)
                bits.Add((value >> i & 1) == 1);
        }
        Put(0x2F, 8);
        Put(w, 14);
        Put(h, 14);
        Put(0, 1 + 3 + 1 + 1 + 1);
        foreach (var symbol in new[] { shade, shade, shade, (byte)255, (byte)0 })
        {
            Put(0b101, 3);
            Put(symbol, 8);
        }
        var bytes = new byte[(bits.Count + 7) / 8 + 1];
        for (var i = 0; i < bits.Count; i++)
            bytes[i / 8] |= (byte)(bits[i] ? 1 << i % 8 : 0);
        return bytes;
    }
}
