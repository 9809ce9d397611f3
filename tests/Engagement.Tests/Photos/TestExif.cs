using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Engagement.Tests.Photos;

/// <summary>What a camera would write into a picture. Everything not named is left out, except a maker's name, so that there is always something to remove.</summary>
public sealed record TestExif
{
    public const string Maker = "Dongfeng Camera Works";

    public int Orientation { get; init; } = 1;

    /// <summary>Local time, as cameras write it.</summary>
    public DateTime? CapturedAt { get; init; }

    /// <summary>Raw text instead of <see cref="CapturedAt"/>.</summary>
    public string? CapturedAtText { get; init; }

    /// <summary>As in <c>+08:00</c>.</summary>
    public string? Offset { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public string? Datum { get; init; }

    public bool BigEndian { get; init; }

    /// <summary>A preview in the second directory, as cameras embed it.</summary>
    public byte[]? Thumbnail { get; init; }

    private sealed record Entry(ushort Tag, ushort Type, uint Count, byte[] Data);

    /// <summary>The TIFF structure, without the JPEG prefix.</summary>
    public byte[] ToBytes()
    {
        List<Entry> main = [Text(0x010F, Maker), Short(0x0112, Orientation)], camera = [], gps = [], preview = [];
        if ((CapturedAtText ?? CapturedAt?.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture)) is { } taken)
            camera.Add(Text(0x9003, taken));
        if (Offset is not null)
            camera.Add(Text(0x9011, Offset));
        if (Latitude is { } latitude)
            gps.AddRange([Text(1, latitude < 0 ? "S" : "N"), Degrees(2, latitude)]);
        if (Longitude is { } longitude)
            gps.AddRange([Text(3, longitude < 0 ? "W" : "E"), Degrees(4, longitude)]);
        if (Datum is not null)
            gps.Add(Text(18, Datum));

        // Pointers have a fixed size, so the layout can be computed before their values are known.
        var mainEnd = 8 + Size(main) + 24;
        var cameraEnd = mainEnd + Size(camera);
        var gpsEnd = cameraEnd + Size(gps);
        main.AddRange([Long(0x8769, mainEnd), Long(0x8825, cameraEnd)]);
        if (Thumbnail is not null)
        {
            preview.AddRange([Long(0x0201, 0), Long(0x0202, Thumbnail.Length)]);
            preview[0] = Long(0x0201, gpsEnd + Size(preview));
        }

        return
        [
            .. Encoding.ASCII.GetBytes(BigEndian ? "MM" : "II"), .. U16(42), .. U32(8),
            .. Directory(main, 8, Thumbnail is null ? 0 : gpsEnd),
            .. Directory(camera, mainEnd, 0),
            .. Directory(gps, cameraEnd, 0),
            .. Thumbnail is null ? [] : Directory(preview, gpsEnd, 0),
            .. Thumbnail ?? [],
        ];
    }

    private static int Size(List<Entry> entries) => 2 + entries.Sum(e => 12 + (e.Data.Length > 4 ? e.Data.Length : 0)) + 4;

    private byte[] Directory(List<Entry> entries, int at, int next)
    {
        List<byte> heads = [.. U16(entries.Count)], data = [];
        var dataAt = at + 2 + entries.Count * 12 + 4;
        foreach (var entry in entries)
        {
            heads.AddRange([.. U16(entry.Tag), .. U16(entry.Type), .. U32((int)entry.Count)]);
            if (entry.Data.Length <= 4)
            {
                heads.AddRange([.. entry.Data, .. new byte[4 - entry.Data.Length]]);
                continue;
            }
            heads.AddRange(U32(dataAt + data.Count));
            data.AddRange(entry.Data);
        }
        return [.. heads, .. U32(next), .. data];
    }

    private static Entry Text(ushort tag, string text) => new(tag, 2, (uint)text.Length + 1, [.. Encoding.ASCII.GetBytes(text), 0]);

    private Entry Short(ushort tag, int value) => new(tag, 3, 1, U16(value));

    private Entry Long(ushort tag, int value) => new(tag, 4, 1, U32(value));

    private Entry Degrees(ushort tag, double value)
    {
        var degrees = Math.Abs(value);
        var minutes = degrees % 1 * 60;
        return new(tag, 5, 3, [.. U32((int)degrees), .. U32(1), .. U32((int)minutes), .. U32(1), .. U32((int)Math.Round(minutes % 1 * 60 * 10_000)), .. U32(10_000)]);
    }

    private byte[] U16(int value)
    {
        var bytes = new byte[2];
        if (BigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    private byte[] U32(int value)
    {
        var bytes = new byte[4];
        if (BigEndian)
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
