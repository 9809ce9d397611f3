namespace Engagement.Api.Demo;

/// <summary>What a demo picture complains about.</summary>
public enum DemoScene
{
    RubbishHeap,
    SewagePuddle,
    StrawPile,
    BrokenRoad,
    DarkStreetLamp,
    DirtyToilet,
    CloggedDitch,
    IllegalPosters,
}

/// <summary>
/// Draws the small pictures of demo data: a village, and in it one trouble or the same place put right.
/// The same arguments give the same picture.
/// </summary>
public static class PngPainter
{
    /// <summary>
    /// A PNG of <paramref name="scene"/>, 6 to 20 KB at 640 × 480. <paramref name="seed"/> chooses the place, the light and the details;
    /// with <paramref name="after"/> it is the same place, solved.
    /// </summary>
    /// <param name="scene">The trouble.</param>
    /// <param name="after">False while it is there, true when it is solved.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="width">Pixels, 16 to 4000.</param>
    /// <param name="height">Pixels, 16 to 4000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or scene out of range.</exception>
    public static byte[] Paint(DemoScene scene, bool after, int seed, int width = 640, int height = 480)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 4000);

        // The place has its own numbers, so that before and after show the same one.
        // Random gives neighbouring seeds similar beginnings; the multiplication sets them apart.
        var mixed = unchecked(seed * (int)0x9E3779B1) ^ seed >> 16;
        var place = new Random(mixed);
        var canvas = new Canvas(width, height) { Mirrored = place.Next(2) == 1 };
        var setting = new VillageSetting(canvas, place, night: scene == DemoScene.DarkStreetLamp);
        var troubles = new VillageTroubles(canvas, setting, new Random(mixed ^ 0x5EED));
        troubles.Draw(scene, after);
        return canvas.ToPng();
    }
}
