namespace Engagement.Api.Demo;

/// <summary>Troubles along the village road.</summary>
public sealed partial class VillageTroubles
{
    private static readonly int[] Flowers = [0xE86A8A, 0xF2D24B, 0xF4F0EA, 0xD9534F];

    private void Straw()
    {
        var straw = Lit(0xD9B75A);
        canvas.Ellipse(Canvas.Mix(village.Earth, 0, 0.3), 250, 434, 210, 26);
        canvas.Polygon(Canvas.Mix(straw, 0, 0.22), [(48, 432), (100, 366), (160, 322), (240, 296), (310, 312), (380, 362), (450, 432)]);
        canvas.Polygon(straw, [(70, 430), (120, 362), (180, 322), (236, 302), (290, 318), (330, 366), (370, 430)]);
        for (var i = 0; i < 110; i++)
        {
            var across = random.NextDouble() * 2 - 1;
            var (x, y) = (248 + across * 190, 430 - random.NextDouble() * 118 * (1 - across * across));
            var (dx, dy) = (Around(0, 26), Around(4, 11));
            canvas.Line(Canvas.Mix(straw, Pick(0x8A6A2C, 0xF7E7A6, 0xB08A3C), 0.75), x - dx, y - dy, x + dx, y + dy, 3);
        }
        for (var i = 0; i < 26; i++)
        {
            var (x, y, dx) = (Around(270, 260), Around(448, 18), Around(0, 16));
            canvas.Line(straw, x - dx, y - 3, x + dx, y + 3, 2);
        }
    }

    private void FlowerBed()
    {
        canvas.Polygon(Lit(0x7A5B3E), [(14, 470), (60, 400), (196, 340), (224, 340), (150, 470)]);
        for (var i = 0; i < 15; i++)
        {
            var depth = i / 14.0;
            Shrub(200 - 120 * depth + (i % 2 == 0 ? -14 : 14) * (0.4 + depth), 352 + 108 * depth, 0.5 + 0.9 * depth, Flowers[i % Flowers.Length]);
        }
        for (var i = 0; i < 10; i++)
        {
            var depth = i / 9.0;
            canvas.Box(Lit(0xF6F4EF), 222 - 80 * depth, 330 + 124 * depth - 12 * depth, 226 - 76 * depth + 4 * depth, 344 + 128 * depth);
        }
    }

    private void Potholes()
    {
        Span<(double X, double Y)> rim = stackalloc (double, double)[14], hole = stackalloc (double, double)[14], wet = stackalloc (double, double)[14];
        foreach (var (x, y, r) in new[] { (Around(330, 20), 432.0, 84.0), (Around(430, 16), 368.0, 48.0), (Around(300, 16), 352.0, 38.0), (Around(400, 8), 312.0, 22.0) })
        {
            for (var i = 0; i < rim.Length; i++)
            {
                var (c, s, wobble) = (Math.Cos(i * Math.PI / 7), Math.Sin(i * Math.PI / 7), Around(1, 0.2));
                rim[i] = (x + c * r * wobble * 1.14, y + s * r * 0.3 * wobble * 1.2);
                hole[i] = (x + c * r * wobble, y + s * r * 0.3 * wobble + r * 0.02);
                wet[i] = (x + c * r * wobble * 0.62, y + s * r * 0.17 * wobble + r * 0.06);
            }
            canvas.Polygon(Lit(0x8E8574), rim);
            canvas.Polygon(Lit(0x5F5342), hole);
            canvas.Polygon(Lit(0x7E8C90), wet);
            for (var i = 0; i < 8; i++)
                canvas.Tilted(Pick(0x9C9486, 0x7D7465, 0xC5BFB2), x + Around(0, r * 1.5), y + Around(0, r * 0.42), r * 0.12, r * 0.07, Around(0, 1));
            for (var crack = 0; crack < 3; crack++)
            {
                var (cx, cy, way) = (x, y, Around(0, Math.PI));
                for (var step = 0; step < 5; step++)
                {
                    var (nx, ny) = (cx + Math.Cos(way) * r * 0.5, cy + Math.Sin(way) * r * 0.18);
                    var (left, right) = VillageSetting.RoadEdges(ny);
                    if (step > 1 && nx > left && nx < right)
                        canvas.Line(Lit(0x665C4E), cx, cy, nx, ny, 0.6 + r * 0.025);
                    (cx, cy, way) = (nx, ny, way + Around(0, 0.7));
                }
            }
        }
    }

    private void RoadMarks()
    {
        for (var i = 1; i < 8; i++)
        {
            var (near, far) = (Math.Pow(i / 7.0, 1.8), Math.Pow((i - 0.5) / 7.0, 1.8));
            var (y1, y2) = (VillageSetting.Horizon + 20 + far * 225, VillageSetting.Horizon + 20 + near * 225);
            var (m1, m2) = (Middle(y1), Middle(y2));
            canvas.Polygon(Lit(0xF4F1E6), [(m1 - 0.6 - 4 * far, y1), (m1 + 0.6 + 4 * far, y1), (m2 + 0.6 + 4 * near, y2), (m2 - 0.6 - 4 * near, y2)]);
        }

        static double Middle(double y)
        {
            var (left, right) = VillageSetting.RoadEdges(y);
            return (left + right) / 2;
        }
    }

    private void StreetLamp(bool after)
    {
        var post = Lit(0xA8B0B8);
        if (after)
        {
            for (var i = 0; i < 5; i++)
                canvas.Polygon(0xFFE9A8, [(434 - i, 116), (446 + i, 116), (540 + i * 12, 470), (300 - i * 12, 470)], 0.11);
            canvas.Ellipse(0xFFE9A8, 420, 462, 150, 24, 0.35);
            for (var i = 0; i < 4; i++)
                canvas.Ellipse(0xFFF3CC, 438, 112, 18 + i * 11, 14 + i * 9, 0.3);
        }
        canvas.Polygon(post, [(537, 92), (545, 92), (549, 452), (533, 452)]);
        canvas.Box(Canvas.Mix(post, 0, 0.3), 524, 446, 558, 456);
        if (after)
        {
            canvas.Line(post, 541, 96, 452, 104, 6);
            canvas.Polygon(Canvas.Mix(post, 0xFFFFFF, 0.3), [(418, 108), (424, 99), (462, 99), (466, 108)]);
            canvas.Polygon(0xFFF7DA, [(420, 108), (464, 108), (456, 116), (428, 116)]);
            return;
        }

        // The arm has broken and the head hangs on its cable.
        canvas.Line(post, 541, 96, 496, 104, 6);
        canvas.Line(0x0B0E18, 497, 104, 488, 148, 2.5);
        canvas.Tilted(Canvas.Mix(post, 0, 0.25), 484, 168, 46, 13, 1.2);
        canvas.Tilted(Lit(0x4A525C), 478, 170, 38, 6, 1.2);
        for (var i = 0; i < 6; i++)
            canvas.Tilted(Lit(0xC9D3DA), Around(482, 24), Around(462, 6), 7, 4, Around(0, 1.5));
    }

    private void Ditch(bool after)
    {
        village.Ground(VillageSetting.Horizon + 26, village.Grass);
        village.Homestead(24, 322, 0.72);
        village.Fence(200, 330, 276, 322);
        canvas.Polygon(Lit(0xB9B5AC), [(520, 258), (545, 258), (640, 330), (640, 480), (560, 480)]);
        canvas.Polygon(Lit(0xD0CCC2), [(424, 258), (470, 258), (540, 480), (120, 480)]);
        canvas.Polygon(Lit(after ? 0x9A968C : 0x7F7A6C), [(430, 260), (464, 260), (500, 480), (160, 480)]);
        canvas.Polygon(after ? Lit(0x6FB2C9) : Lit(0x5C6A35), [(436, 274), (460, 274), (470, 480), (200, 480)]);
        for (var i = 0; i < (after ? 12 : 26); i++)
        {
            var depth = 0.12 + 0.88 * random.NextDouble();
            var (y, left, right) = (274 + 200 * depth, 436 - 236 * depth, 460 + 10 * depth);
            var x = left + (right - left) * (0.15 + 0.7 * random.NextDouble());
            if (after)
                canvas.Ellipse(Lit(0xBFE2EC), x, y, 26 * depth, 2.2 * depth + 0.5);
            else if (i % 2 == 0)
                canvas.Ellipse(Pick(0x7C8E3C, 0x46512A, 0x8C9A50), x, y, 42 * depth, 8 * depth);
            else
                canvas.Tilted(Pick(0xF1F1EC, 0xC9403A, 0x3E74B4, 0x2E3236, 0xB98A55, 0xE8C34A), x, y, 30 * depth, 14 * depth, Around(0, 0.8));
        }
        for (var i = 0; i < 16; i++)
        {
            var depth = i / 15.0;
            var (x, y) = (422 - 300 * depth, 268 + 206 * depth);
            if (after && i % 3 == 0)
                Shrub(x - 26 * depth - 4, y, 0.3 + 0.8 * depth, 0xF2D24B);
            for (var blade = 0; blade < 4 && !after; blade++)
                canvas.Line(Pick(0x5E7A36, 0x7C8C3E, 0xA08C4A), x + Around(18 * depth, 8 * depth), y + 4, x + Around(24 * depth, 26 * depth), y - (14 + 34 * depth) * (0.6 + 0.4 * random.NextDouble()), 1 + 2 * depth);
        }
    }
}
