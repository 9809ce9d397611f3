using System.Buffers.Binary;
using System.Diagnostics;
using Engagement.Core.Photos;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Photos;

/// <summary>Whatever arrives, the inspector answers, quickly, and what it passes on is clean and passes again.</summary>
public sealed class PhotoHostilityTests
{
    private static readonly byte[][] Samples =
    [
        TestPhotos.Jpeg(),
        TestPhotos.Jpeg(exif: TestPhotos.FullExif(6), loaded: true),
        TestPhotos.Png(),
        TestPhotos.Png(exif: TestPhotos.FullExif(3) with { BigEndian = true }, loaded: true),
        TestPhotos.Webp(),
        TestPhotos.Webp(exif: TestPhotos.FullExif(8), loaded: true),
        TestPhotos.LossyWebp(),
        TestPhotos.LossyWebpWithAlpha(),
        TestPhotos.AnimatedWebp(),
    ];

    /// <summary>The rule every input must obey.</summary>
    private static bool Hold(byte[] bytes)
    {
        if (!PhotoInspector.TryInspect(bytes, out var photo, out var refusal))
        {
            Enum.IsDefined(refusal).ShouldBeTrue();
            photo.ShouldBeNull();
            return false;
        }

        photo.StrippedBytes.Length.ShouldBeLessThanOrEqualTo(bytes.Length + 64);
        photo.Orientation.ShouldBeInRange(1, 8);
        photo.Width.ShouldBeInRange(1, PhotoInspector.MaxSide);
        photo.Height.ShouldBeInRange(1, PhotoInspector.MaxSide);
        (photo.Latitude is null).ShouldBe(photo.Longitude is null);
        var stripped = photo.StrippedBytes.ToArray();
        PhotoInspector.TryInspect(stripped, out var again, out _).ShouldBeTrue("what was passed on must pass again");
        again!.StrippedBytes.Span.SequenceEqual(stripped).ShouldBeTrue("stripping what is stripped changes nothing");
        (again.ContentType, again.Width, again.Height, again.Orientation).ShouldBe((photo.ContentType, photo.Width, photo.Height, photo.Orientation));
        (again.CapturedAt, again.Latitude).ShouldBe((null, null));
        return true;
    }

    [Fact]
    public void Every_truncation_of_a_plain_photo_is_refused()
    {
        foreach (var sample in new[] { TestPhotos.Jpeg(), TestPhotos.Png(), TestPhotos.Webp(), TestPhotos.LossyWebp(), TestPhotos.LossyWebpWithAlpha() })
            for (var length = 0; length < sample.Length; length++)
                Hold(sample[..length]).ShouldBeFalse($"{length} of {sample.Length} bytes");
    }

    [Fact]
    public void Truncations_and_single_bit_flips_never_throw()
    {
        foreach (var sample in Samples)
            for (var i = 0; i < sample.Length; i++)
            {
                Hold(sample[..i]);
                for (var bit = 0; bit < 8; bit++)
                {
                    var flipped = sample.ToArray();
                    flipped[i] ^= (byte)(1 << bit);
                    Hold(flipped);
                }
            }
    }

    [Fact]
    public void Any_byte_and_any_truncation_of_an_exif_block_is_survived()
    {
        foreach (var bigEndian in new[] { false, true })
        {
            // Without the preview the position lies at the very end, where a wrong offset leads out of the block.
            var block = (TestPhotos.FullExif(6) with { BigEndian = bigEndian, Thumbnail = null }).ToBytes();
            for (var i = 0; i < block.Length; i++)
            {
                ExifReader.Read(block.AsSpan(0, i));
                for (var value = 0; value < 256; value++)
                {
                    var damaged = block.ToArray();
                    damaged[i] = (byte)value;
                    ExifReader.Read(damaged).Orientation.ShouldBeInRange(1, 8);
                }
            }
        }
    }

    [Fact]
    public void A_png_with_any_bit_flipped_before_its_end_is_refused()
    {
        var sample = TestPhotos.Png();
        for (var bit = 0; bit < sample.Length * 8; bit++)
        {
            var flipped = sample.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            Hold(flipped).ShouldBeFalse($"bit {bit}");
        }
    }

    [Fact]
    public void Wild_damage_never_throws()
    {
        // Sample, then a few edits: where, what kind, and a value that lengths and offsets choke on.
        var edit = from kind in Gen.Choose(0, 4)
                   from at in Gen.Choose(0, 4000)
                   from value in Gen.Elements(0, 1, 2, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, unchecked((int)0x80000000), -1, -2, -12)
                   select (kind, at, value);
        var cases = from sample in Gen.Choose(0, Samples.Length - 1)
                    from edits in edit.ListOf()
                    from repair in Gen.Elements(true, false)
                    select (sample, edits, repair);

        var watch = Stopwatch.StartNew();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(12),
            Prop.ForAll(cases.ToArbitrary(), c =>
            {
                var bytes = Samples[c.sample].ToList();
                foreach (var (kind, at, value) in c.edits)
                    Apply(bytes, kind, at % Math.Max(bytes.Count, 1), value);
                Hold(c.repair ? WithRepairedChecksums([.. bytes]) : [.. bytes]);
            }));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Noise_behind_a_true_beginning_never_throws()
    {
        byte[][] beginnings = [[0xFF, 0xD8, 0xFF], PngChunk.Signature.ToArray(), [.. "RIFF"u8, 0xF0, 1, 0, 0, .. "WEBP"u8], [.. "II*\0"u8, 8, 0, 0, 0], [.. "MM\0*"u8, 0, 0, 0, 8]];
        var random = new System.Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var noise = new byte[random.Next(600)];
            random.NextBytes(noise);
            byte[] bytes = [.. beginnings[i % beginnings.Length], .. noise];
            Hold(bytes);
            ExifReader.Read(bytes).Orientation.ShouldBeInRange(1, 8);
        }
    }

    /// <summary>Work that grew with the square of the size would not end within the run: no clock is needed to see it.</summary>
    [Fact]
    public void The_largest_file_of_the_worst_kind_is_answered()
    {
        // Stuffed bytes, tiny segments, tiny chunks: each makes the longest loop its format allows.
        var jpeg = TestPhotos.Jpeg();
        Hold([.. jpeg[..^2], .. Enumerable.Repeat<byte[]>([0xFF, 0x00], PhotoInspector.MaxBytes / 2 - jpeg.Length).SelectMany(b => b), 0xFF, 0xD9]).ShouldBeTrue();
        Hold([0xFF, 0xD8, .. Enumerable.Repeat<byte[]>([0xFF, 0xFE, 0, 2], PhotoInspector.MaxBytes / 4 - jpeg.Length).SelectMany(b => b), .. jpeg[2..]]).ShouldBeTrue();
        var png = TestPhotos.Png();
        var empty = TestPhotos.Png()[^12..];
        "tEXt"u8.CopyTo(empty.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(empty.AsSpan(8), PngChunk.Crc("tEXt"u8));
        Hold([.. png[..33], .. Enumerable.Repeat(empty, PhotoInspector.MaxBytes / 12 - png.Length).SelectMany(b => b), .. png[33..]]).ShouldBeTrue();
    }

    private static void Apply(List<byte> bytes, int kind, int at, int value)
    {
        if (bytes.Count == 0)
            return;
        var number = new byte[4];
        switch (kind)
        {
            case 0:
                bytes[at] = (byte)value;
                break;
            case 1:
                BinaryPrimitives.WriteInt32BigEndian(number, value);
                goto default;
            case 2:
                BinaryPrimitives.WriteInt32LittleEndian(number, value);
                goto default;
            case 3:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, value & 0x1F));
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, value & 0x1F)));
                break;
            default:
                for (var i = 0; i < 4 && at + i < bytes.Count; i++)
                    bytes[at + i] = number[i];
                break;
        }
    }

    /// <summary>Makes PNG checksums right again as far as the chunks can be followed, so that damage gets past them.</summary>
    private static byte[] WithRepairedChecksums(byte[] bytes)
    {
        if (!PngStripper.Recognizes(bytes))
            return bytes;
        for (long at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            if (at + 12 + length > bytes.Length)
                break;
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((int)(at + 8 + length)), PngChunk.Crc(bytes.AsSpan((int)at + 4, 4 + (int)length)));
            at += 12 + length;
        }
        return bytes;
    }
}
