using System.Text.Json;

namespace Engagement.Core.Regions.Boundaries;

/// <summary>Why one of the file's features cannot be taken.</summary>
/// <param name="Feature">From 1, in the file's order; 0 for the whole file.</param>
/// <param name="Code">The region's code as far as it could be read.</param>
/// <param name="Reason">One Chinese sentence.</param>
public sealed record BoundaryError(int Feature, string? Code, string Reason);

/// <summary>An outline as its file states it: polygons of rings of [longitude, latitude].</summary>
public sealed record BoundaryDraft(int Feature, string Code, double[][][][] Polygons);

/// <summary>Reads outlines from a GeoJSON FeatureCollection: polygons, each with the region's code among its properties. Reports all faults at once.</summary>
public static class BoundaryFile
{
    public const int MaxBytes = 20 * 1024 * 1024, MaxFeatures = 5000;

    /// <summary>Corners of one region; more is finer than any screen.</summary>
    public const int MaxCorners = 20_000;

    /// <summary>Decimals kept: about a metre.</summary>
    private const int Decimals = 5;

    /// <summary>What surveyors' tools call the code; the national atlas puts the country (156) before it.</summary>
    private static readonly string[] CodeNames = ["code", "adcode", "gb", "CODE", "区划代码", "代码"];
    private const string Country = "156";

    public static (IReadOnlyList<BoundaryDraft> Drafts, IReadOnlyList<BoundaryError> Errors) Parse(Stream file)
    {
        List<BoundaryDraft> drafts = [];
        List<BoundaryError> errors = [];
        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = 16 });
            if (Text(document.RootElement, "type") != "FeatureCollection" || !document.RootElement.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
                return ([], [new BoundaryError(0, null, "文件不是 GeoJSON 要素集合（FeatureCollection）。")]);
            if (features.GetArrayLength() is 0 or > MaxFeatures) return ([], [new BoundaryError(0, null, $"文件里应有 1 到 {MaxFeatures} 个地区。")]);
            var number = 0;
            foreach (var feature in features.EnumerateArray())
            {
                number++;
                var code = CodeOf(feature);
                if (code is null) errors.Add(new BoundaryError(number, null, "没有写区划代码：属性里应有 code 或 adcode。"));
                var (polygons, fault) = Shape(feature);
                if (fault is not null) errors.Add(new BoundaryError(number, code, fault));
                else if (code is not null) drafts.Add(new BoundaryDraft(number, code, polygons));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return ([], [new BoundaryError(0, null, "文件不是有效的 JSON，可能不完整。")]);
        }

        return (drafts, errors);
    }

    private static string? CodeOf(JsonElement feature)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in CodeNames)
        {
            if (!properties.TryGetProperty(name, out var value)) continue;
            var code = value.ValueKind switch { JsonValueKind.String => value.GetString()!.Trim(), JsonValueKind.Number => value.GetRawText(), _ => "" };
            if (code.Length == Country.Length + 6 && code.StartsWith(Country, StringComparison.Ordinal)) code = code[Country.Length..];
            if (code.Length is >= 2 and <= Region.CodeMaxLength && code.All(char.IsAsciiDigit)) return code;
        }

        return null;
    }

    private static (double[][][][] Polygons, string? Fault) Shape(JsonElement feature)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array) return ([], "没有边界（geometry）。");
        var read = new RingReader();
        double[][][][] polygons = Text(geometry, "type") switch
        {
            "Polygon" => [read.Rings(coordinates)],
            "MultiPolygon" => [.. coordinates.EnumerateArray().Select(read.Rings)],
            _ => [],
        };
        if (polygons.Length == 0) return ([], "边界应是多边形（Polygon 或 MultiPolygon）。");
        return (polygons, read.Fault ?? (read.Corners > MaxCorners ? $"边界的角点超过 {MaxCorners} 个，请先简化。" : null));
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Takes rings and remembers the first thing that is wrong with them.</summary>
    private sealed class RingReader
    {
        public int Corners { get; private set; }
        public string? Fault { get; private set; }

        public double[][][] Rings(JsonElement polygon)
        {
            if (polygon.ValueKind != JsonValueKind.Array || polygon.GetArrayLength() == 0)
            {
                Fault ??= "边界里有空的多边形。";
                return [];
            }

            return [.. polygon.EnumerateArray().Select(Ring)];
        }

        private double[][] Ring(JsonElement ring)
        {
            if (ring.ValueKind != JsonValueKind.Array)
            {
                Fault ??= "边界的格式不正确。";
                return [];
            }

            Corners += ring.GetArrayLength();
            double[][] corners = [.. ring.EnumerateArray().Select(Corner)];
            if (corners.Length < 4) Fault ??= "边界的一圈至少要有四个点，最后一点与第一点相同。";
            else if (corners[0].Length != 2 || !corners[0].SequenceEqual(corners[^1])) Fault ??= "边界的一圈没有闭合：最后一点应与第一点相同。";
            return corners;
        }

        private double[] Corner(JsonElement corner)
        {
            if (corner.ValueKind != JsonValueKind.Array || corner.GetArrayLength() < 2 || corner[0].ValueKind != JsonValueKind.Number || corner[1].ValueKind != JsonValueKind.Number)
            {
                Fault ??= "边界的格式不正确。";
                return [];
            }

            var (lng, lat) = (corner[0].GetDouble(), corner[1].GetDouble());
            if (lng is < 73 or > 136 || lat is < 3 or > 54) Fault ??= "边界不在中国境内：每个点应先写经度，再写纬度（WGS-84 度）。";
            return [Math.Round(lng, Decimals), Math.Round(lat, Decimals)];
        }
    }
}
