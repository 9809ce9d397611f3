namespace Engagement.Api.Demo;

/// <summary>The eight troubles of the demo, each as it is found and as it looks when it is put right.</summary>
public sealed partial class VillageTroubles(Canvas canvas, VillageSetting village, Random random)
{
    /// <summary>Paints the whole picture.</summary>
    public void Draw(DemoScene scene, bool after)
    {
        village.Distance();
        switch (scene)
        {
            case DemoScene.RubbishHeap:
                Yard();
                if (after) Bins(); else Rubbish(330, 408, 1);
                break;
            case DemoScene.SewagePuddle:
                Yard();
                Sewage(after);
                break;
            case DemoScene.StrawPile:
                village.Road(0xB9B5AC);
                if (after) FlowerBed(); else Straw();
                break;
            case DemoScene.BrokenRoad:
                village.Road(after ? 0x8D9093 : 0xB4AFA5);
                if (after) RoadMarks(); else Potholes();
                break;
            case DemoScene.DarkStreetLamp:
                village.Road(0x9A9A96);
                village.Homestead(-62, 330, 0.66);
                StreetLamp(after);
                break;
            case DemoScene.DirtyToilet:
                village.Ground(VillageSetting.Horizon + 40, village.Grass);
                village.Homestead(392, 318, 0.78);
                ToiletHut(after);
                break;
            case DemoScene.CloggedDitch:
                Ditch(after);
                break;
            case DemoScene.IllegalPosters:
                PosterWall(after);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(scene), scene, "No such scene.");
        }
    }

    private double Around(double middle, double spread) => middle + (random.NextDouble() * 2 - 1) * spread;

    private int Pick(params ReadOnlySpan<int> colours) => village.Lit(colours[random.Next(colours.Length)]);

    private int Lit(int colour) => village.Lit(colour);

    private void Yard()
    {
        village.Ground(VillageSetting.Horizon + 50, village.Earth);
        village.Homestead(70, 316, 1.0);
        village.Fence(330, 640, 258, 322);
        canvas.Polygon(Lit(0xC3BEB4), [(0, 330), (640, 322), (640, 352), (0, 372)]);
        canvas.Polygon(Lit(0xA9A49A), [(0, 372), (640, 352), (640, 357), (0, 378)]);
    }

    private void Shrub(double x, double y, double size, int flower = 0)
    {
        foreach (var (dx, dy, r) in new[] { (-14, -8, 13), (2, -14, 16), (16, -7, 12) })
            canvas.Ellipse(Lit(Canvas.Mix(0x4F8A45, 0x7AAE4E, (dx + 14) / 40.0)), x + dx * size, y + dy * size, r * size, r * 0.9 * size);
        if (flower != 0)
            for (var i = 0; i < 7; i++)
                canvas.Ellipse(Lit(flower), x + Around(0, 20) * size, y - 10 * size + Around(0, 9) * size, 3.2 * size, 3.2 * size);
    }

    private void Litter(double x, double y, double spread, int pieces)
    {
        for (var i = 0; i < pieces; i++)
            canvas.Tilted(Pick(0xF4F4F0, 0xD94B3D, 0x3F7FC1, 0xE8C34A, 0xB8C4C8, 0x8A6A48), Around(x, spread), Around(y, spread * 0.18), 4 + random.Next(12), 3 + random.Next(6), Around(0, 1.5));
    }

    private void Rubbish(double x, double y, double size)
    {
        canvas.Ellipse(Canvas.Mix(village.Earth, 0, 0.3), x, y + 22 * size, 190 * size, 34 * size);
        canvas.Polygon(Lit(0x77684F), [(x - 150 * size, y + 24 * size), (x - 90 * size, y - 24 * size), (x - 20 * size, y - 62 * size), (x + 50 * size, y - 50 * size), (x + 110 * size, y - 10 * size), (x + 160 * size, y + 26 * size)]);
        for (var i = 0; i < 22; i++)
        {
            // From the back to the front, lower and wider.
            var row = i / 22.0;
            var (bx, by) = (x + Around(0, 50 + 95 * row) * size, y + (-58 + 78 * row + Around(0, 6)) * size);
            var r = (13 + random.Next(13)) * size;
            switch (random.Next(5))
            {
                case 0:
                    canvas.Tilted(Lit(0xB98A55), bx, by, r * 2.1, r * 1.5, Around(0, 0.5));
                    canvas.Tilted(Lit(0x94693B), bx, by - r * 0.2, r * 2.1, r * 0.25, Around(0, 0.5));
                    break;
                case 1:
                    var angle = Around(0, 1.4);
                    canvas.Tilted(Pick(0x5FA36A, 0x8EC3D8, 0x4E7B4A), bx, by, r * 1.5, r * 0.5, angle);
                    canvas.Tilted(Lit(0xF4F4F0), bx, by, r * 0.5, r * 0.5, angle);
                    break;
                default:
                    var bag = Pick(0x2E3236, 0x3D4348, 0xE9EAE6, 0xC9403A, 0x3E74B4, 0x55594E, 0xDDD5C2);
                    canvas.Ellipse(bag, bx, by, r * 1.15, r);
                    canvas.Polygon(bag, [(bx - r * 0.2, by - r * 0.9), (bx + r * 0.2, by - r * 0.9), (bx + r * 0.42, by - r * 1.4), (bx - r * 0.34, by - r * 1.35)]);
                    canvas.Ellipse(Canvas.Mix(bag, 0xFFFFFF, 0.3), bx - r * 0.38, by - r * 0.3, r * 0.28, r * 0.36);
                    break;
            }
        }
        Litter(x, y + 34 * size, 210 * size, 16);
        for (var i = 0; i < 9; i++)
            canvas.Ellipse(0x1E1E1E, Around(x, 130 * size), Around(y - 95 * size, 30 * size), 1.6, 1.6);
    }

    private void Bins()
    {
        canvas.Polygon(Lit(0xCFCBC2), [(190, 396), (470, 396), (520, 446), (150, 446)]);
        canvas.Polygon(Lit(0xABA69B), [(150, 446), (520, 446), (520, 454), (150, 454)]);
        var x = 232.0;
        foreach (var colour in new[] { 0x3C9A54, 0x3F78B8, 0x6A7075 })
        {
            var body = Lit(colour);
            canvas.Ellipse(Canvas.Mix(Lit(0xCFCBC2), 0, 0.2), x + 30, 430, 42, 8);
            canvas.Polygon(body, [(x, 342), (x + 60, 342), (x + 53, 428), (x + 7, 428)]);
            canvas.Polygon(Canvas.Mix(body, 0, 0.18), [(x + 44, 342), (x + 60, 342), (x + 53, 428), (x + 42, 428)]);
            canvas.Polygon(Canvas.Mix(body, 0, 0.3), [(x - 5, 343), (x + 65, 343), (x + 58, 330), (x + 2, 330)]);
            canvas.Box(0xF5F5F0, x + 16, 366, x + 38, 390);
            canvas.Tilted(body, x + 27, 378, 11, 11, Math.PI / 4);
            canvas.Ellipse(0x2B2B2B, x + 13, 430, 6, 6);
            canvas.Ellipse(0x2B2B2B, x + 47, 430, 6, 6);
            x += 76;
        }
        Shrub(130, 418, 1.3, 0xE86A8A);
        Shrub(545, 420, 1.4, 0xF2D24B);
    }

    private void Sewage(bool after)
    {
        canvas.Box(Lit(0x8E8A82), 404, 292, 440, 312);
        canvas.Ellipse(Lit(0x3A3833), 404, 302, 6, 10);
        if (after)
        {
            canvas.Polygon(Lit(0xC6C1B6), [(356, 334), (440, 330), (400, 478), (210, 478)]);
            for (var i = 0; i < 7; i++)
            {
                var (y, inset) = (352 + i * 18.0, i * 20.0);
                canvas.Polygon(Lit(0x55585A), [(366 - inset, y), (418 - inset * 0.45, y), (415 - inset * 0.5, y + 8), (357 - inset, y + 8)]);
            }
            canvas.Box(Lit(0x6F7477), 398, 288, 408, 334);
            for (var i = 0; i < 3; i++)
                Shrub(486 + i * 52, 412 + i * 8, 1.1, i % 2 == 0 ? 0xE86A8A : 0xF2D24B);
            return;
        }

        var (edge, water, film) = (Lit(0x6E5D3C), Lit(0x4B4A2C), Lit(0x68703C));
        canvas.Polygon(water, [(398, 302), (406, 302), (402, 380), (384, 380)]);
        var blobs = new (double X, double Y, double Rx, double Ry)[9];
        for (var i = 0; i < blobs.Length; i++)
            blobs[i] = (Around(330, 130), Around(418, 24), 60 + random.Next(70), 14 + random.Next(14));
        foreach (var b in blobs)
            canvas.Ellipse(edge, b.X, b.Y, b.Rx + 9, b.Ry + 5);
        foreach (var b in blobs)
            canvas.Ellipse(water, b.X, b.Y, b.Rx, b.Ry);
        for (var i = 0; i < 9; i++)
            canvas.Ellipse(film, Around(330, 120), Around(418, 20), 10 + random.Next(26), 2 + random.Next(4));
        for (var i = 0; i < 3; i++)
            canvas.Ellipse(Lit(0x9DA66E), Around(330, 110), Around(416, 16), 16 + random.Next(12), 2.4, 0.8);
        Litter(330, 425, 150, 8);
    }

    private void ToiletHut(bool after)
    {
        var plaster = after ? Lit(0xF4F2EC) : Lit(0xB9AD96);
        canvas.Polygon(after ? Lit(0xC9C5BB) : village.Earth, [(120, 400), (330, 400), (440, 480), (60, 480)]);
        canvas.Box(plaster, 110, 236, 340, 408);
        canvas.Polygon(Lit(after ? 0x3F78A8 : 0x77716A), [(92, 240), (120, 200), (330, 200), (358, 240)]);
        canvas.Box(Lit(after ? 0x5B7D94 : 0x7E6F5B), 110, 382, 340, 408);
        if (after)
        {
            for (var i = 0; i < 6; i++)
                canvas.Box(Lit(0xE0DDD4), 110, 262 + i * 20, 340, 263.5 + i * 20);
            foreach (var (x, colour) in new[] { (140.0, 0x3A76B8), (262.0, 0xC2507A) })
            {
                canvas.Box(Lit(colour), x, 296, x + 50, 408);
                canvas.Ellipse(Lit(0xF4D269), x + 42, 356, 3.4, 3.4);
                canvas.Ellipse(Lit(0xFFFFFF), x + 25, 316, 6, 6);
                if (colour == 0x3A76B8) canvas.Box(Lit(0xFFFFFF), x + 18, 324, x + 32, 348);
                else canvas.Polygon(Lit(0xFFFFFF), [(x + 25, 322), (x + 36, 348), (x + 14, 348)]);
            }
            canvas.Box(Lit(0xA8D0E2), 208, 268, 246, 288);
            Shrub(92, 420, 1.3, 0xE86A8A);
            Shrub(362, 420, 1.3, 0xF2D24B);
            return;
        }

        foreach (var (x, y, rx, ry) in new[] { (152, 290, 34, 40), (300, 352, 30, 36), (220, 262, 50, 14), (140, 366, 22, 30) })
            canvas.Ellipse(Lit(0x93866C), x, y, Around(rx, 6), Around(ry, 6));
        canvas.Polygon(Lit(0xA4674A), [(300, 250), (340, 246), (340, 300), (318, 292), (306, 270)]);
        foreach (var y in new[] { 262, 276 })
            canvas.Line(Lit(0xC9BBA2), 306, y, 340, y, 2);
        canvas.Box(0x2A2520, 150, 296, 200, 408);
        canvas.Tilted(Lit(0x7A5B3C), 214, 362, 46, 112, 0.22);
        canvas.Tilted(Lit(0x5D442C), 216, 340, 44, 5, 0.22);
        canvas.Box(0x2A2520, 262, 296, 312, 408);
        canvas.Polygon(Lit(0x55504A), [(196, 200), (238, 200), (228, 226), (206, 218)]);
        canvas.Ellipse(Lit(0x5A4E30), 232, 434, 104, 17);
        canvas.Ellipse(Lit(0x6F6A3E), 210, 432, 46, 6);
        Litter(240, 446, 170, 18);
        for (var i = 0; i < 12; i++)
            canvas.Ellipse(0x1E1E1E, Around(230, 90), Around(330, 50), 1.7, 1.7);
    }

    private void PosterWall(bool after)
    {
        village.Ground(400, village.Earth);
        village.Poplar(48, 300, 170);
        village.Poplar(604, 296, 150);
        village.Fence(0, 640, 132, 404);
        canvas.Polygon(Lit(0xC3BEB4), [(0, 404), (640, 404), (640, 424), (0, 424)]);
        if (after)
        {
            Mural();
            return;
        }

        for (var i = 0; i < 22; i++)
        {
            var (x, y, w, h, angle) = (44 + i % 8 * 78 + Around(0, 22), 190 + i / 8 * 66 + Around(0, 18), 46 + random.Next(30), 58 + random.Next(26), Around(0, 0.16));
            var paper = Pick(0xF6F2DC, 0xF4D65A, 0xF08FA6, 0x8FC7E8, 0xFFFFFF, 0xA8D88A, 0xEF7A4C);
            canvas.Tilted(Canvas.Mix(village.Wall, 0, 0.25), x + 3, y + 4, w, h, angle);
            canvas.Tilted(paper, x, y, w, h, angle);
            var ink = Pick(0xC4241E, 0x1F2F6E, 0x262626);
            canvas.Tilted(ink, x + h * 0.3 * Math.Sin(angle), y - h * 0.3 * Math.Cos(angle), w * 0.74, h * 0.16, angle);
            for (var line = 0; line < 3; line++)
            {
                var down = h * (-0.05 + line * 0.14);
                canvas.Tilted(Canvas.Mix(paper, 0, 0.45), x - down * Math.Sin(angle), y + down * Math.Cos(angle), w * (0.7 - line * 0.1), h * 0.045, angle);
            }
            canvas.Tilted(ink, x - h * 0.38 * Math.Sin(angle), y + h * 0.38 * Math.Cos(angle), w * 0.8, h * 0.1, angle);
        }
        for (var i = 0; i < 9; i++)
            canvas.Tilted(Lit(0xEDE7D6), Around(320, 300), Around(250, 90), 18 + random.Next(20), 10 + random.Next(14), Around(0, 0.8));
        Litter(320, 440, 260, 12);
    }

    private void Mural()
    {
        canvas.Box(Lit(0xFAF6EA), 90, 166, 550, 332);
        canvas.Box(Lit(0xBFE0EC), 98, 174, 542, 324);
        canvas.Ellipse(Lit(0xF07B4B), 468, 212, 24, 24);
        canvas.Polygon(Lit(0x8FBFA4), [(98, 270), (170, 206), (240, 256), (310, 196), (400, 262), (470, 230), (542, 274), (542, 324), (98, 324)]);
        canvas.Polygon(Lit(0xF0CF5C), [(98, 290), (300, 272), (542, 292), (542, 324), (98, 324)]);
        for (var i = 0; i < 9; i++)
        {
            var (x, y) = (124 + i * 49.0, 292 + (i % 2 == 0 ? 0 : 10));
            canvas.Line(Lit(0x4F8A45), x, y, x, 324, 3);
            for (var petal = 0; petal < 6; petal++)
                canvas.Ellipse(Lit(0xF2A93B), x + 8 * Math.Cos(petal * Math.PI / 3), y + 8 * Math.Sin(petal * Math.PI / 3), 5.5, 5.5);
            canvas.Ellipse(Lit(0x7A4B2E), x, y, 6, 6);
        }
        Shrub(60, 420, 1.2, 0xE86A8A);
        Shrub(586, 420, 1.2, 0xE86A8A);
    }
}
