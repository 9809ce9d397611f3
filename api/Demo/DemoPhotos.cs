using Engagement.Core.Photos;

namespace Engagement.Api.Demo;

/// <summary>A pool of painted pictures: painted once, used by many photos.</summary>
public sealed class DemoPhotos
{
    private const int SeedsPerScene = 3, Width = 480, Height = 360;
    private readonly InspectedPhoto[] pool;

    public DemoPhotos()
    {
        pool = new InspectedPhoto[Enum.GetValues<DemoScene>().Length * SeedsPerScene * 2];
        Parallel.For(0, pool.Length, i =>
        {
            var png = PngPainter.Paint((DemoScene)(i / (SeedsPerScene * 2)), after: i % 2 == 1, seed: 1 + i % (SeedsPerScene * 2) / 2, Width, Height);
            pool[i] = PhotoInspector.TryInspect(png, out var photo, out var refusal)
                ? photo! : throw new InvalidOperationException($"A painted picture was refused: {refusal}.");
        });
    }

    /// <summary>A picture of the scene; the same <paramref name="place"/> before and after is the same place.</summary>
    public InspectedPhoto Of(DemoScene scene, int place, bool after) =>
        pool[((int)scene * SeedsPerScene + place % SeedsPerScene) * 2 + (after ? 1 : 0)];
}
