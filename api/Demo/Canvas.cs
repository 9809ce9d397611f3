using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Engagement.Core.Photos;

namespace Engagement.Api.Demo;

/// <summary>
/// A picture to fill with flat shapes. Coordinates run from (0, 0) at the top left to (640, 480) whatever the size in pixels;
/// colours are 0xRRGGBB; opacity runs from 0 to 1.
/// </summary>
public sealed class Canvas(int width, int height)
{
    private const double LogicalWidth = 640, LogicalHeight = 480;
    private const int Subrows = 4;

    // Flat shapes need few colours, and each one more costs bytes in every edge.
    private const int PaletteSize = 96;

    // Less apart than four steps in every channel is one colour: so that rare but different ones find room.
    private const int TooAlike = 9 * 4 * 4;

    private readonly int[] _pixels = new int[width * height];
    private readonly float[] _coverage = new float[width];

    /// <summary>Swaps left and right of what is drawn from now on.</summary>
    public bool Mirrored { get; init; }

    /// <summary>Fills a polygon; where it crosses itself it has holes.</summary>
    public void Polygon(int colour, ReadOnlySpan<(double X, double Y)> corners, double opacity = 1)
    {
        var points = new (double X, double Y)[corners.Length];
        var (top, bottom, left, right) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        for (var i = 0; i < corners.Length; i++)
        {
            var (x, y) = corners[i];
            points[i] = ((Mirrored ? LogicalWidth - x : x) * width / LogicalWidth, y * height / LogicalHeight);
            (top, bottom) = (Math.Min(top, points[i].Y), Math.Max(bottom, points[i].Y));
            (left, right) = (Math.Min(left, points[i].X), Math.Max(right, points[i].X));
        }

        var first = (int)Math.Clamp(left, 0, width);
        var coverage = _coverage.AsSpan(first, (int)Math.Clamp(right + 1, first, width) - first);
        var crossings = new double[points.Length];
        for (var row = Math.Max(0, (int)top); row <= Math.Min(height - 1, (int)bottom); row++)
        {
            coverage.Clear();
            for (var sub = 0; sub < Subrows; sub++)
            {
                var count = Cross(points, row + (sub + 0.5) / Subrows, crossings);
                for (var i = 0; i + 1 < count; i += 2)
                    Cover(coverage, crossings[i] - first, crossings[i + 1] - first);
            }
            Blend(row, first, coverage, colour, opacity);
        }
    }

    /// <summary>A rectangle by two opposite corners.</summary>
    public void Box(int colour, double left, double top, double right, double bottom, double opacity = 1) =>
        Polygon(colour, [(left, top), (right, top), (right, bottom), (left, bottom)], opacity);

    /// <summary>An upright ellipse by centre and half-axes.</summary>
    public void Ellipse(int colour, double x, double y, double rx, double ry, double opacity = 1)
    {
        Span<(double, double)> corners = stackalloc (double, double)[36];
        for (var i = 0; i < corners.Length; i++)
            corners[i] = (x + rx * Math.Cos(i * Math.PI / 18), y + ry * Math.Sin(i * Math.PI / 18));
        Polygon(colour, corners, opacity);
    }

    /// <summary>A straight stroke.</summary>
    public void Line(int colour, double x1, double y1, double x2, double y2, double thickness, double opacity = 1)
    {
        var length = Math.Max(Math.Sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)), 1e-9);
        var (nx, ny) = ((y1 - y2) / length * thickness / 2, (x2 - x1) / length * thickness / 2);
        Polygon(colour, [(x1 + nx, y1 + ny), (x2 + nx, y2 + ny), (x2 - nx, y2 - ny), (x1 - nx, y1 - ny)], opacity);
    }

    /// <summary>A rectangle around a centre, turned by <paramref name="angle"/> radians.</summary>
    public void Tilted(int colour, double x, double y, double w, double h, double angle, double opacity = 1)
    {
        var (c, s) = (Math.Cos(angle) / 2, Math.Sin(angle) / 2);
        Polygon(colour, [(x - w * c + h * s, y - w * s - h * c), (x + w * c + h * s, y + w * s - h * c), (x + w * c - h * s, y + w * s + h * c), (x - w * c - h * s, y - w * s + h * c)], opacity);
    }

    /// <summary>Mixes <paramref name="share"/> (0 to 1) of <paramref name="other"/> into <paramref name="colour"/>.</summary>
    public static int Mix(int colour, int other, double share)
    {
        var mixed = 0;
        for (var shift = 0; shift <= 16; shift += 8)
        {
            var (a, b) = (colour >> shift & 255, other >> shift & 255);
            mixed |= (int)Math.Round(a + (b - a) * share) << shift;
        }
        return mixed;
    }

    /// <summary>
    /// The picture as a PNG with a palette of its most frequent colours; the few pixels of others, most of them on edges, take the nearest.
    /// </summary>
    public byte[] ToPng()
    {
        var (palette, indexOf) = MakePalette();
        var output = new ArrayBufferWriter<byte>();
        output.Write(PngChunk.Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);
        PngChunk.Write(output, "IHDR"u8, header);
        PngChunk.Write(output, "PLTE"u8, [.. palette.SelectMany(c => new[] { (byte)(c >> 16), (byte)(c >> 8), (byte)c })]);

        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            // A leading zero on each row: no filter, which suits a palette.
            var line = new byte[width + 1];
            for (var row = 0; row < height; row++)
            {
                for (var x = 0; x < width; x++)
                    line[x + 1] = indexOf[_pixels[row * width + x]];
                zlib.Write(line);
            }
        }
        PngChunk.Write(output, "IDAT"u8, packed.ToArray());
        PngChunk.Write(output, "IEND"u8, []);
        return output.WrittenSpan.ToArray();
    }

    private (List<int> Palette, Dictionary<int, byte> IndexOf) MakePalette()
    {
        var counts = new Dictionary<int, int>();
        foreach (var pixel in _pixels)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, pixel, out _)++;
        var palette = new List<int>();
        foreach (var (colour, _) in counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key))
            if (palette.Count < PaletteSize && palette.TrueForAll(c => Distance(c, colour) > TooAlike))
                palette.Add(colour);
        return (palette, counts.Keys.ToDictionary(c => c, c => Nearest(palette, c)));
    }

    private static byte Nearest(List<int> palette, int colour)
    {
        var best = 0;
        for (var i = 1; i < palette.Count; i++)
            if (Distance(palette[i], colour) < Distance(palette[best], colour))
                best = i;
        return (byte)best;
    }

    /// <summary>Squared, weighted by what the eye sees: 9 for one step in every channel.</summary>
    private static int Distance(int one, int other)
    {
        var (r, g, b) = ((one >> 16) - (other >> 16), (one >> 8 & 255) - (other >> 8 & 255), (one & 255) - (other & 255));
        return r * r * 3 + g * g * 4 + b * b * 2;
    }

    /// <summary>Where a horizontal line meets the polygon's edges, in order; returns how often.</summary>
    private static int Cross((double X, double Y)[] points, double y, double[] crossings)
    {
        var count = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var (a, b) = (points[i], points[(i + 1) % points.Length]);
            if (a.Y <= y != b.Y <= y)
                crossings[count++] = a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X);
        }
        Array.Sort(crossings, 0, count);
        return count;
    }

    private static void Cover(Span<float> coverage, double left, double right)
    {
        (left, right) = (Math.Clamp(left, 0, coverage.Length), Math.Clamp(right, 0, coverage.Length));
        for (var x = (int)left; x < right; x++)
            coverage[x] += (float)(Math.Min(x + 1, right) - Math.Max(x, left)) / Subrows;
    }

    private void Blend(int row, int first, ReadOnlySpan<float> coverage, int colour, double opacity)
    {
        var (red, green, blue, full) = (colour >> 16 & 255, colour >> 8 & 255, colour & 255, (int)Math.Round(opacity * 256));
        for (var i = 0; i < coverage.Length; i++)
        {
            // Five steps of coverage are smooth enough and leave few colours to pack.
            var share = (int)(coverage[i] * 4 + 0.5f) * full >> 2;
            if (share == 0)
                continue;
            ref var pixel = ref _pixels[row * width + first + i];
            var (r, g, b) = (pixel >> 16, pixel >> 8 & 255, pixel & 255);
            pixel = (r + ((red - r) * share >> 8) << 16) | (g + ((green - g) * share >> 8) << 8) | (b + ((blue - b) * share >> 8));
        }
    }
}
