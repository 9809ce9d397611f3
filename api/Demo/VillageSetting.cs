namespace Engagement.Api.Demo;

/// <summary>The village of one seed: its light, hills, houses, trees, wall and road, painted in layers from back to front.</summary>
public sealed class VillageSetting
{
    /// <summary>Where earth meets sky.</summary>
    public const double Horizon = 235;

    private sealed record Light(int SkyTop, int SkyBottom, int FarHill, int NearHill, int Field, int Grass, int Earth, int Shade, double Shading);

    private static readonly Light[] Days =
    [
        new(0x6FB3E0, 0xDDEFF6, 0x9DB9BE, 0x7FA47F, 0xA8BC5B, 0x86A94F, 0xCDB58C, 0, 0), // a clear morning
        new(0xAEBEC8, 0xE4E8E6, 0xAEBBBE, 0x8DA391, 0xA3AF68, 0x86A060, 0xBFAE90, 0x54606A, 0.08), // overcast
        new(0x86AFD6, 0xF7DDB4, 0xB9AFA8, 0x97A070, 0xC7B45A, 0x99A352, 0xD2B07E, 0xE08A3C, 0.08), // late afternoon
        new(0x7CBFE8, 0xEAF5EE, 0xA5C4C9, 0x86B384, 0xD8C35F, 0x93B257, 0xD6C09A, 0, 0), // harvest time
    ];

    private static readonly Light Night = new(0x131C38, 0x2E3A5E, 0x232E4A, 0x1C2740, 0x263244, 0x24323A, 0x3A3C44, 0x0C1230, 0.62);

    private readonly Canvas _canvas;
    private readonly Random _place;
    private readonly Light _light;
    private readonly int _roof, _wall, _gate;

    public VillageSetting(Canvas canvas, Random place, bool night)
    {
        (_canvas, _place, IsNight) = (canvas, place, night);
        _light = night ? Night : Days[place.Next(Days.Length)];
        _roof = Pick(0xA9503C, 0x6F7880, 0x8E4A3E, 0x5F6F86);
        _wall = Pick(0xF3EDE0, 0xE9DFC8, 0xF5F3EE, 0xE3D3B8, 0xD9A188);
        _gate = Pick(0x2F6E9E, 0xA8322C, 0x3E7A55, 0x7A4B2E);
    }

    public bool IsNight { get; }

    public int Grass => _light.Grass;

    public int Earth => _light.Earth;

    public int Wall => Lit(_wall);

    /// <summary>A colour in the light of the hour.</summary>
    public int Lit(int colour) => Canvas.Mix(colour, _light.Shade, _light.Shading);

    /// <summary>Sky, hills, far fields and trees.</summary>
    public void Distance()
    {
        const int bands = 14;
        for (var i = 0; i < bands; i++)
            _canvas.Box(Canvas.Mix(_light.SkyTop, _light.SkyBottom, i / (bands - 1.0)), 0, i * Horizon / bands, 640, (i + 1) * Horizon / bands + 1);
        if (IsNight)
            NightSky();
        else
            Clouds();

        Hill(_light.FarHill, Horizon - 62, 30, 210);
        Hill(_light.NearHill, Horizon - 26, 18, 150);
        _canvas.Box(_light.Field, 0, Horizon - 4, 640, 480);
        for (var i = 0; i < 5; i++)
            _canvas.Box(Canvas.Mix(_light.Field, _light.Grass, 0.55), 0, Horizon + 4 + i * i * 2.2 + i * 3, 640, Horizon + 6 + i * i * 2.6 + i * 3);
        for (var x = _place.Next(20); x < 640; x += 26 + _place.Next(34))
            Poplar(x, Horizon + 4, 34 + _place.Next(22));
    }

    /// <summary>A farmhouse with its courtyard wall and gate, standing on <paramref name="ground"/>.</summary>
    public void Homestead(double x, double ground, double size)
    {
        var (wide, high, eave) = (230 * size, 84 * size, 14 * size);
        var top = ground - high;
        _canvas.Box(Wall, x, top, x + wide, ground);
        _canvas.Box(Canvas.Mix(Wall, Lit(0x6B6259), 0.45), x, ground - 14 * size, x + wide, ground);
        _canvas.Polygon(Lit(_roof), [(x - eave, top + 4 * size), (x + 18 * size, top - 42 * size), (x + wide - 18 * size, top - 42 * size), (x + wide + eave, top + 4 * size)]);
        for (var i = 1; i < 12; i++)
        {
            var (upper, lower) = (x + 18 * size + (wide - 36 * size) * i / 12, x - eave + (wide + 2 * eave) * i / 12);
            _canvas.Line(Canvas.Mix(Lit(_roof), 0, 0.14), upper, top - 42 * size, lower, top + 4 * size, 2 * size);
        }
        _canvas.Box(Canvas.Mix(Lit(_roof), 0, 0.25), x + 14 * size, top - 46 * size, x + wide - 14 * size, top - 40 * size);
        Window(x + 24 * size, top + 20 * size, size);
        Window(x + wide - 70 * size, top + 20 * size, size);
        var door = x + wide / 2 - 19 * size;
        _canvas.Box(Lit(_gate), door, top + 18 * size, door + 38 * size, ground);
        _canvas.Line(Canvas.Mix(Lit(_gate), 0, 0.3), door + 19 * size, top + 18 * size, door + 19 * size, ground, 2 * size);
        // Spring couplets and the good-fortune square.
        foreach (var side in new[] { door - 10 * size, door + 41 * size })
            _canvas.Box(Lit(0xCC2B24), side, top + 22 * size, side + 7 * size, top + 70 * size);
        _canvas.Box(Lit(0xCC2B24), door, top + 8 * size, door + 38 * size, top + 15 * size);
        _canvas.Tilted(Lit(0xD9A13A), door + 19 * size, top + 42 * size, 12 * size, 12 * size, Math.PI / 4);
    }

    /// <summary>A low courtyard wall with a tiled cap.</summary>
    public void Fence(double left, double right, double top, double bottom)
    {
        _canvas.Box(Canvas.Mix(Wall, Lit(0xB9A58A), 0.35), left, top, right, bottom);
        _canvas.Box(Canvas.Mix(Wall, Lit(0x6B6259), 0.55), left, bottom - (bottom - top) * 0.22, right, bottom);
        _canvas.Box(Lit(_roof), left, top - 7, right, top + 2);
        _canvas.Box(Canvas.Mix(Lit(_roof), 0, 0.25), left, top + 2, right, top + 5);
    }

    /// <summary>Ground from <paramref name="top"/> to the lower edge.</summary>
    public void Ground(double top, int colour)
    {
        _canvas.Box(colour, 0, top, 640, 480);
        for (var i = 0; i < 16; i++)
        {
            var y = top + 8 + _place.NextDouble() * (472 - top);
            var size = 0.5 + (y - top) / (480 - top);
            _canvas.Ellipse(Canvas.Mix(colour, _place.Next(2) == 0 ? 0 : 0xFFFFFF, 0.08), _place.Next(640), y, 34 * size, 5 * size);
        }
    }

    /// <summary>A concrete road running away to the horizon between trees, with grass on both sides.</summary>
    public void Road(int surface)
    {
        Ground(Horizon + 26, Grass);
        _canvas.Polygon(Earth, [(392, Horizon + 20), (424, Horizon + 20), (625, 480), (55, 480)]);
        _canvas.Polygon(Lit(surface), [(396, Horizon + 20), (420, Horizon + 20), (585, 480), (95, 480)]);
        for (var i = 1; i < 7; i++)
        {
            var depth = Math.Pow(i / 7.0, 1.8);
            var y = Horizon + 20 + depth * (460 - Horizon);
            var (left, right) = RoadEdges(y);
            _canvas.Line(Canvas.Mix(Lit(surface), 0, 0.16), left, y, right, y, 0.6 + 2.2 * depth);
        }
        for (var i = 1; i < 6; i++)
        {
            var depth = Math.Pow(i / 5.0, 1.7);
            var y = Horizon + 22 + depth * 130;
            var (left, right) = RoadEdges(y);
            Poplar(left - 24 - 50 * depth, y, 50 + 150 * depth);
            Poplar(right + 22 + 60 * depth, y, 46 + 150 * depth);
        }
    }

    /// <summary>Left and right edge of the road's surface at height <paramref name="y"/>.</summary>
    public static (double Left, double Right) RoadEdges(double y)
    {
        var share = (y - Horizon - 20) / (460 - Horizon);
        return (396 + (95 - 396) * share, 420 + (585 - 420) * share);
    }

    /// <summary>A slender tree with its foot at the given point.</summary>
    public void Poplar(double x, double foot, double high)
    {
        var leaves = Lit(Canvas.Mix(0x5E8F4A, 0x86A33F, _place.NextDouble()));
        _canvas.Box(Lit(0x7C6450), x - high * 0.025, foot - high * 0.35, x + high * 0.025, foot);
        // Whitewashed against insects, as along every village road.
        _canvas.Box(Lit(0xF0EEE8), x - high * 0.025, foot - high * 0.13, x + high * 0.025, foot);
        _canvas.Ellipse(leaves, x, foot - high * 0.58, high * 0.13, high * 0.38);
        _canvas.Ellipse(Canvas.Mix(leaves, 0xFFFFFF, 0.12), x - high * 0.035, foot - high * 0.64, high * 0.06, high * 0.26);
    }

    private void Window(double x, double y, double size)
    {
        var glass = IsNight ? 0xF4C765 : 0x9CC3D6;
        _canvas.Box(Lit(0xFFFFFF), x - 3 * size, y - 3 * size, x + 49 * size, y + 33 * size);
        _canvas.Box(glass, x, y, x + 46 * size, y + 30 * size);
        _canvas.Box(Lit(0xFFFFFF), x + 21 * size, y, x + 25 * size, y + 30 * size);
    }

    private void Hill(int colour, double level, double rise, double stretch)
    {
        Span<(double, double)> line = stackalloc (double, double)[35];
        var (phase, second) = (_place.NextDouble() * 9, _place.NextDouble() * 9);
        for (var i = 0; i <= 32; i++)
            line[i] = (i * 20, level - rise * Math.Sin(i * 20 / stretch * 2 + phase) - rise * 0.5 * Math.Sin(i * 20 / stretch * 5 + second));
        (line[33], line[34]) = ((640, 480), (0, 480));
        _canvas.Polygon(colour, line);
    }

    private void Clouds()
    {
        for (var i = 0; i < 3; i++)
        {
            var (x, y, size) = (60 + i * 220 + _place.Next(80), 36 + _place.Next(60), 0.7 + _place.NextDouble() * 0.6);
            foreach (var (dx, dy, r) in new[] { (-34, 4, 20), (-8, -6, 27), (24, -1, 23), (48, 6, 15) })
                _canvas.Ellipse(0xFFFFFF, x + dx * size, y + dy * size, r * 1.5 * size, r * 0.62 * size, 0.75);
        }
    }

    private void NightSky()
    {
        for (var i = 0; i < 45; i++)
            _canvas.Ellipse(0xE8ECF8, _place.Next(640), _place.Next(150), 1, 1, 0.8);
        _canvas.Ellipse(0xF3EBCB, 110, 66, 24, 24);
        _canvas.Ellipse(0x1A2443, 121, 60, 22, 22);
    }

    private int Pick(params ReadOnlySpan<int> colours) => colours[_place.Next(colours.Length)];
}
