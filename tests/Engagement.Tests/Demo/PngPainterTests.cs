using System.Buffers.Binary;
using System.IO.Compression;
using Engagement.Api.Demo;
using Engagement.Core.Photos;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Demo;

public sealed class PngPainterTests
{
    public static TheoryData<DemoScene> Scenes => [.. Enum.GetValues<DemoScene>()];

    [Theory, MemberData(nameof(Scenes))]
    public void Every_scene_is_a_small_whole_photo_before_and_after(DemoScene scene)
    {
        foreach (var after in new[] { false, true })
        {
            var png = PngPainter.Paint(scene, after, seed: 11);

            PhotoInspector.TryInspect(png, out var photo, out _).ShouldBeTrue();
            (photo!.ContentType, photo.Width, photo.Height).ShouldBe(("image/png", 640, 480));
            photo.StrippedBytes.ToArray().ShouldBe(png, "nothing to remove");
            Pixels(png).Length.ShouldBe(641 * 480);
            Pixels(png).Distinct().Count().ShouldBeGreaterThan(20);
            png.Length.ShouldBeLessThan(22_000);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_picture_and_another_gives_another()
    {
        var first = PngPainter.Paint(DemoScene.RubbishHeap, false, seed: 3, 160, 120);

        PngPainter.Paint(DemoScene.RubbishHeap, false, seed: 3, 160, 120).ShouldBe(first);
        PngPainter.Paint(DemoScene.RubbishHeap, true, seed: 3, 160, 120).ShouldNotBe(first);
        var others = Enumerable.Range(0, 40).Select(seed => Convert.ToBase64String(PngPainter.Paint(DemoScene.RubbishHeap, false, seed, 160, 120)));
        others.Distinct().Count().ShouldBe(40);
    }

    [Fact]
    public void Any_size_within_the_limits_is_painted()
    {
        foreach (var (width, height) in new[] { (16, 16), (480, 360), (33, 700), (1001, 17) })
        {
            PhotoInspector.TryInspect(PngPainter.Paint(DemoScene.CloggedDitch, false, -5, width, height), out var photo, out _).ShouldBeTrue();
            (photo!.Width, photo.Height).ShouldBe((width, height));
        }
        Should.Throw<ArgumentOutOfRangeException>(() => PngPainter.Paint(DemoScene.CloggedDitch, false, 1, 15, 480));
        Should.Throw<ArgumentOutOfRangeException>(() => PngPainter.Paint(DemoScene.CloggedDitch, false, 1, 640, 4001));
        Should.Throw<ArgumentOutOfRangeException>(() => PngPainter.Paint((DemoScene)99, false, 1));
    }

    private static byte[] Pixels(byte[] png)
    {
        var at = png.AsSpan().IndexOf("IDAT"u8);
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at - 4));
        using var zlib = new ZLibStream(new MemoryStream(png, at + 4, length), CompressionMode.Decompress);
        var pixels = new MemoryStream();
        zlib.CopyTo(pixels);
        return pixels.ToArray();
    }
}
