using Engagement.Core.Photos;

namespace Engagement.Api.Demo;

/// <summary>Drawn names and photographed sheets: a handful of each, painted once and used by many pledges.</summary>
public sealed class DemoInk
{
    private const int Variants = 4, Paper = 0xFBFAF5, Ink = 0x1C2440, Print = 0x8A8A86, Seal = 0xC8352B;
    private readonly InspectedPhoto[] signatures = [.. Enumerable.Range(0, Variants).Select(x => Inspect(Signature(x)))];
    private readonly InspectedPhoto[] sheets = [.. Enumerable.Range(0, Variants).Select(x => Inspect(Sheet(x)))];

    public InspectedPhoto SignatureOf(int number) => signatures[number % Variants];

    public InspectedPhoto SheetOf(int number) => sheets[number % Variants];

    private static InspectedPhoto Inspect(byte[] png) =>
        PhotoInspector.TryInspect(png, out var photo, out var refusal) ? photo : throw new InvalidOperationException($"A painted picture was refused: {refusal}.");

    private static byte[] Signature(int variant)
    {
        var canvas = new Canvas(320, 160);
        canvas.Box(0xFFFFFF, 0, 0, 640, 480);
        Write(canvas, new Random(variant + 1), 70, 120, 150, 16);
        return canvas.ToPng();
    }

    private static byte[] Sheet(int variant)
    {
        var (canvas, random) = (new Canvas(300, 400), new Random(variant + 11));
        canvas.Box(0xB9A98F, 0, 0, 640, 480);
        canvas.Box(Paper, 40, 20, 600, 462);
        canvas.Box(Print, 190, 45, 450, 60);
        for (var line = 0; line < 11; line++) canvas.Box(Print, 80, 90 + line * 24, line % 4 == 3 ? 300 : 560, 95 + line * 24);
        canvas.Ellipse(Seal, 490, 400, 44, 33, 0.8);
        canvas.Ellipse(Paper, 490, 400, 36, 27);
        Write(canvas, random, 110, 375, 60, 7);
        return canvas.ToPng();
    }

    /// <summary>Three characters' worth of strokes as a finger draws them.</summary>
    private static void Write(Canvas canvas, Random random, double left, double top, double size, double thickness)
    {
        for (var n = 0; n < 3; n++)
        {
            var x = left + n * size * 1.15;
            for (var stroke = 0; stroke < 5; stroke++)
            {
                var (fromX, fromY) = (x + random.NextDouble() * size * 0.4, top + random.NextDouble() * size);
                var slant = stroke % 2 == 0;
                canvas.Line(Ink, fromX, fromY, slant ? fromX + size * 0.5 : fromX + size * 0.1, slant ? fromY - size * 0.1 : fromY + size * 0.6, thickness);
            }
        }
    }
}
