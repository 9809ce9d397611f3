using System.Text;
using Engagement.Core.Photos;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Photos;

public sealed class PhotoInspectorTests
{
    public static TheoryData<string> Formats => ["image/jpeg", "image/png", "image/webp"];

    private static byte[] Make(string format, int width = 64, int height = 48, TestExif? exif = null, bool loaded = false) => format switch
    {
        "image/jpeg" => TestPhotos.Jpeg(width, height, exif, loaded),
        "image/png" => TestPhotos.Png(width, height, exif, loaded),
        _ => TestPhotos.Webp(width, height, exif, loaded),
    };

    private static InspectedPhoto Inspect(byte[] bytes)
    {
        PhotoInspector.TryInspect(bytes, out var photo, out var refusal).ShouldBeTrue($"refused as {refusal}");
        return photo!;
    }

    private static PhotoRefusal Refuse(byte[] bytes)
    {
        PhotoInspector.TryInspect(bytes, out var photo, out var refusal).ShouldBeFalse();
        photo.ShouldBeNull();
        return refusal;
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_plain_photo_passes_unchanged(string format)
    {
        var bytes = Make(format);

        var photo = Inspect(bytes);

        photo.ContentType.ShouldBe(format);
        (photo.Width, photo.Height, photo.Orientation).ShouldBe((64, 48, 1));
        (photo.CapturedAt, photo.Latitude, photo.Longitude).ShouldBe((null, null, null));
        photo.StrippedBytes.ToArray().ShouldBe(bytes);
    }

    [Theory, MemberData(nameof(Formats))]
    public void All_metadata_and_appended_data_are_removed(string format)
    {
        var photo = Inspect(Make(format, exif: TestPhotos.FullExif(), loaded: true));

        photo.StrippedBytes.ToArray().ShouldBe(Make(format), "what is left is the plain picture, byte for byte");
    }

    [Theory, MemberData(nameof(Formats))]
    public void Orientation_alone_survives(string format)
    {
        for (var orientation = 2; orientation <= 8; orientation++)
        {
            var photo = Inspect(Make(format, exif: TestPhotos.FullExif(orientation), loaded: true));

            photo.Orientation.ShouldBe(orientation);
            (photo.Width, photo.Height).ShouldBe(orientation >= 5 ? (48, 64) : (64, 48), "as shown");
            photo.CapturedAt.ShouldNotBeNull();
            var again = Inspect(photo.StrippedBytes.ToArray());
            (again.Orientation, again.CapturedAt, again.Latitude).ShouldBe((orientation, null, null));
            again.StrippedBytes.ToArray().ShouldBe(photo.StrippedBytes.ToArray());
            var text = Encoding.Latin1.GetString(photo.StrippedBytes.Span);
            foreach (var trace in new[] { TestPhotos.Secret, TestExif.Maker, "2026", "XMP", "xap", "GPS", "ICC", "Photoshop" })
                text.ShouldNotContain(trace);
        }
    }

    [Theory]
    [InlineData("image/jpeg", false), InlineData("image/jpeg", true)]
    [InlineData("image/png", false), InlineData("image/png", true)]
    [InlineData("image/webp", false), InlineData("image/webp", true)]
    public void Time_and_position_are_read_in_both_byte_orders(string format, bool bigEndian)
    {
        var photo = Inspect(Make(format, exif: TestPhotos.FullExif(6) with { BigEndian = bigEndian }));

        photo.CapturedAt.ShouldBe(new DateTime(2026, 4, 5, 7, 30, 10, DateTimeKind.Utc));
        photo.CapturedAt!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        photo.Latitude!.Value.ShouldBe(39.6271, 1e-6);
        photo.Longitude!.Value.ShouldBe(122.0083, 1e-6);
        photo.Orientation.ShouldBe(6);
    }

    [Theory]
    [InlineData("2026:04:05 15:30:10", null, "2026-04-05T07:30:10Z")] // no offset: Chinese time
    [InlineData("2026:04:05 15:30:10", "+08:00", "2026-04-05T07:30:10Z")]
    [InlineData("2026:04:05 15:30:10", "-03:30", "2026-04-05T19:00:10Z")]
    [InlineData("2026:04:05 15:30:10", "+99:00", "2026-04-05T07:30:10Z")]
    [InlineData("2026:04:05 15:30:10", "      ", "2026-04-05T07:30:10Z")]
    [InlineData("1970:01:01 08:00:00", null, null)]
    [InlineData("2000:01:01 00:00:00", null, null)] // a clock never set
    [InlineData("0001:01:01 00:00:00", "+14:00", null)]
    [InlineData("9999:12:31 23:59:59", "-14:00", null)]
    [InlineData("2026:13:05 15:30:10", null, null)]
    [InlineData("2026:02:30 15:30:10", null, null)]
    [InlineData("    :  :     :  :  ", null, null)]
    [InlineData("yesterday", null, null)]
    public void Capture_time_counts_only_when_it_makes_sense(string text, string? offset, string? expected)
    {
        var photo = Inspect(TestPhotos.Jpeg(exif: new TestExif { CapturedAtText = text, Offset = offset }));

        photo.CapturedAt?.ToString("yyyy-MM-ddTHH:mm:ssZ").ShouldBe(expected);
    }

    [Theory]
    [InlineData(39.5, 122.25, null, true)]
    [InlineData(-33.5, -70.25, "WGS-84", true)]
    [InlineData(0.0, 0.0, null, false)] // no fix
    [InlineData(90.5, 122.0, null, false)]
    [InlineData(39.5, 180.5, null, false)]
    [InlineData(39.5, null, null, false)]
    [InlineData(null, 122.25, null, false)]
    [InlineData(39.5, 122.25, "TOKYO", false)] // another datum is hundreds of metres off
    public void Position_counts_only_when_it_is_one(double? latitude, double? longitude, string? datum, bool counts)
    {
        var photo = Inspect(TestPhotos.Jpeg(exif: new TestExif { Latitude = latitude, Longitude = longitude, Datum = datum }));

        (photo.Latitude, photo.Longitude).ShouldBe(counts ? (latitude, longitude) : (null, null));
    }

    [Fact]
    public void A_directory_that_points_at_itself_is_read_once()
    {
        // One directory whose camera and position pointers and successor all lead back to it.
        byte[] looping = [.. "II*\0"u8, 8, 0, 0, 0, 2, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0];

        ExifReader.Read(looping).ShouldBe(ExifFacts.None);
    }

    [Fact]
    public void Lossy_webp_keeps_its_transparency()
    {
        Inspect(TestPhotos.LossyWebp()).StrippedBytes.ToArray().ShouldBe(TestPhotos.LossyWebp());
        Inspect(TestPhotos.LossyWebpWithAlpha()).StrippedBytes.ToArray().ShouldBe(TestPhotos.LossyWebpWithAlpha());
    }

    [Fact]
    public void A_webp_whose_picture_does_not_fit_is_refused()
    {
        // The first partition of the pixel data claims more bytes than there are.
        var bytes = TestPhotos.LossyWebp();
        bytes[22] = 0xFF;
        Refuse(bytes).ShouldBe(PhotoRefusal.Damaged);

        // The canvas says 2 × 1 where the picture has one pixel.
        bytes = TestPhotos.LossyWebpWithAlpha();
        bytes[24] = 1;
        Refuse(bytes).ShouldBe(PhotoRefusal.Damaged);
    }

    [Fact]
    public void A_moving_webp_is_refused() => Refuse(TestPhotos.AnimatedWebp()).ShouldBe(PhotoRefusal.Animated);

    [Fact]
    public void Content_decides_and_not_the_name()
    {
        Refuse([]).ShouldBe(PhotoRefusal.NotAPhoto);
        Refuse([0xFF, 0xD8]).ShouldBe(PhotoRefusal.NotAPhoto);
        Refuse("holiday.jpg, honestly"u8.ToArray()).ShouldBe(PhotoRefusal.NotAPhoto);
        Refuse("GIF89a\x01\0\x01\0\0\0\0;"u8.ToArray()).ShouldBe(PhotoRefusal.NotAPhoto);
        Refuse("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()).ShouldBe(PhotoRefusal.NotAPhoto);
        Refuse("RIFF\x24\0\0\0WAVEfmt "u8.ToArray()).ShouldBe(PhotoRefusal.NotAPhoto);
    }

    [Fact]
    public void Size_is_limited_in_bytes_sides_and_pixels()
    {
        Refuse(new byte[PhotoInspector.MaxBytes + 1]).ShouldBe(PhotoRefusal.TooLarge);
        byte[] atLimit = [.. TestPhotos.Jpeg(), .. new byte[PhotoInspector.MaxBytes - TestPhotos.Jpeg().Length]];
        Inspect(atLimit).StrippedBytes.Length.ShouldBe(TestPhotos.Jpeg().Length);

        Refuse(Declaring(20_001, 1)).ShouldBe(PhotoRefusal.TooLarge);
        Refuse(Declaring(10_001, 10_000)).ShouldBe(PhotoRefusal.TooLarge);
        Refuse(Declaring(int.MaxValue, int.MaxValue)).ShouldBe(PhotoRefusal.TooLarge);
        Refuse(Declaring(0, 10)).ShouldBe(PhotoRefusal.Damaged);
        Inspect(Declaring(10_000, 10_000)).Width.ShouldBe(10_000);
        Refuse(TestPhotos.Jpeg(20_001, 8)).ShouldBe(PhotoRefusal.TooLarge);
        Refuse(TestPhotos.Webp(16_000, 16_000)).ShouldBe(PhotoRefusal.TooLarge);

        // A few bytes that claim a large picture: only the header is real.
        static byte[] Declaring(int width, int height)
        {
            var bytes = TestPhotos.Png();
            var header = bytes.AsSpan(16, 8);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header, width);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), PngChunk.Crc(bytes.AsSpan(12, 17)));
            return bytes;
        }
    }

    [Fact]
    public void A_picture_of_endless_passes_is_refused()
    {
        var plain = TestPhotos.Jpeg();
        var scan = plain.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] passes = [.. plain[..^2], .. Enumerable.Repeat(plain[scan..^2], 200).SelectMany(s => s), 0xFF, 0xD9];

        Refuse(passes).ShouldBe(PhotoRefusal.Damaged);
    }

    [Fact]
    public void A_table_with_something_behind_it_is_refused()
    {
        var plain = TestPhotos.Jpeg();
        var table = plain.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]);
        byte[] smuggling = [.. plain[..table], .. TestPhotos.Segment(0xDB, [.. plain[(table + 4)..(table + 69)], .. "third house"u8]), .. plain[(table + 69)..]];

        Refuse(smuggling).ShouldBe(PhotoRefusal.Damaged);
    }
}
