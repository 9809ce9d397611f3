using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;

namespace Engagement.Tests.Api;

/// <summary>One hostile request: what is sent is fixed by the seed, so that a failure can be seen again.</summary>
/// <param name="Door">Where.</param>
/// <param name="What">In words, for the failure's message.</param>
/// <param name="Path">Path and query, percent-encoded as it is sent.</param>
/// <param name="Body">Null sends none.</param>
/// <param name="ContentType">Null sends none.</param>
/// <param name="Header">One more header, as Latin-1.</param>
public sealed record Attack(Door Door, string What, string Path, byte[]? Body = null, string? ContentType = null, (string Name, string Value)? Header = null)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public HttpRequestMessage Request(Uri address)
    {
        var request = new HttpRequestMessage(new HttpMethod(Door.Method), new Uri(address.ToString().TrimEnd('/') + Path, AsWritten));
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            if (ContentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        if (Header is { } header)
        {
            if (header.Name is "Authorization") request.Headers.Remove(header.Name);
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value)) request.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }

    public override string ToString() => $"{Door}: {What}";
}

/// <summary>Makes attacks on a door from what the OpenAPI document says about it.</summary>
public sealed class Attacks(JsonNode document, IReadOnlyDictionary<string, JsonNode?> known, IReadOnlyList<Guid> ids)
{
    private const string JsonType = "application/json";

    /// <summary>A request with nothing wrong in its shape.</summary>
    public Attack Plain(Door door) => new(door, "plain", Route(door, 0), Body(door), BodyType(door));

    public IEnumerable<Attack> On(Door door)
    {
        var (body, type) = (Body(door), BodyType(door));
        for (var i = 0; i < ids.Count; i++) yield return Plain(door) with { What = $"id {i}", Path = Route(door, i) };
        foreach (var (name, value) in Hostile.Headers) yield return Plain(door) with { What = $"header {name}: {Short(value)}", Header = (name, value) };
        foreach (var part in Hostile.Parts)
        {
            if (door.Path.Contains('{')) yield return Plain(door) with { What = $"route {Short(part)}", Path = Route(door, 0, part) };
            foreach (var name in Query(door)) yield return Plain(door) with { What = $"?{name}={Short(part)}", Path = $"{Route(door, 0)}?{QueryWith(door, name, part)}" };
        }

        foreach (var name in Query(door)) yield return Plain(door) with { What = $"?{name} three times", Path = $"{Route(door, 0)}?{name}=1&{name}=&{name}=x" };
        foreach (var query in new[] { "?%00=1", "?a=%00", "?=&=&&", "?" + new string('q', 6000), "?" + string.Concat(Enumerable.Range(0, 1500).Select(i => $"{i}&")) })
            yield return Plain(door) with { What = $"query {Short(query)}", Path = Route(door, 0) + query };
        if (body is null) yield break;
        foreach (var content in Hostile.Bodies) yield return Plain(door) with { What = $"body {Short(Encoding.Latin1.GetString(content))}", Body = content };
        foreach (var other in Hostile.ContentTypes) yield return Plain(door) with { What = $"content type {other}", ContentType = other };
        foreach (var multipart in type!.StartsWith("multipart", StringComparison.Ordinal) ? Forms() : []) yield return Plain(door) with { What = "form", Body = multipart };
        foreach (var (what, text) in type == JsonType ? Mutants(JsonNode.Parse(body)!) : []) yield return Plain(door) with { What = what, Body = Encoding.UTF8.GetBytes(text) };
    }

    /// <summary>Always sent, whatever else the seed chooses.</summary>
    public static bool IsSharp(Attack attack) =>
        attack.What is "plain" or "too large" || attack.What.Contains("= [null]", StringComparison.Ordinal) || attack.What.EndsWith("charset=nope", StringComparison.Ordinal);

    /// <summary>Larger than any door takes; few of them, for each costs its bytes.</summary>
    public Attack TooLarge(Door door) =>
        Plain(door) with { What = "too large", Body = Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('x', door.Path == "/api/photos" ? 13_000_000 : 1_100_000)}\"}}") };

    private string Route(Door door, int id, string? part = null)
    {
        // Every part whose name ends in id gets one, the others what is known to exist.
        return Regex.Replace(door.Path, @"\{(\w+)\}", x => part
            ?? (x.Groups[1].Value.EndsWith("id", StringComparison.OrdinalIgnoreCase) ? ids[id].ToString() : known.GetValueOrDefault(x.Groups[1].Value)?.ToString() ?? "x"));
    }

    private JsonNode? Operation(Door door) => document["paths"]?[door.Path]?[door.Method.ToLower(CultureInfo.InvariantCulture)];

    private IEnumerable<string> Query(Door door) =>
        Operation(door)?["parameters"]?.AsArray().Where(x => (string?)x!["in"] == "query").Select(x => (string)x!["name"]!) ?? [];

    private string QueryWith(Door door, string name, string part) =>
        string.Join('&', Operation(door)!["parameters"]!.AsArray().Where(x => (string?)x!["in"] == "query" && (bool?)x["required"] == true && (string)x["name"]! != name)
            .Select(x => $"{(string)x!["name"]!}={Hostile.Sample(x["schema"], document, (string)x["name"]!, known)}").Append($"{name}={part}"));

    private static string? BodyType(Door door) => door.Endpoint.Metadata.OfType<IAcceptsMetadata>().FirstOrDefault()?.ContentTypes is not [var first, ..] ? DefaultType(door) : first switch
    {
        "multipart/form-data" => "multipart/form-data; boundary=x",
        var x => x,
    };

    private static string? DefaultType(Door door) => door.Method is "GET" or "HEAD" or "DELETE" ? null : JsonType;

    private byte[]? Body(Door door) => BodyType(door) switch
    {
        null => null,
        JsonType => Encoding.UTF8.GetBytes((Hostile.Sample(Operation(door)?["requestBody"]?["content"]?[JsonType]?["schema"], document, "", known) ?? new JsonObject()).ToJsonString()),
        _ => Form("file", Photos.TestPhotos.Jpeg()),
    };

    /// <summary>Each value of the body in turn becomes each hostile value; then properties twice, unknown, and none.</summary>
    private static IEnumerable<(string What, string Text)> Mutants(JsonNode sample)
    {
        var text = sample.ToJsonString();
        const string Mark = "\"@@here@@\"";
        foreach (var path in Places(sample, []))
        {
            var copy = JsonNode.Parse(text)!;
            var at = path.Take(path.Count - 1).Aggregate(copy, (node, step) => step is int i ? node[i]! : node[(string)step]!);
            if (path[^1] is int index) at[index] = "@@here@@";
            else at[(string)path[^1]] = "@@here@@";
            foreach (var value in Hostile.Values) yield return ($"{string.Join('.', path)} = {Short(value)}", copy.ToJsonString().Replace(Mark, value, StringComparison.Ordinal));
        }

        if (sample is not JsonObject { Count: > 0 } properties) yield break;
        foreach (var (name, _) in properties)
        {
            yield return ($"without {name}", new JsonObject(properties.Where(x => x.Key != name).Select(x => KeyValuePair.Create(x.Key, x.Value?.DeepClone()))).ToJsonString());
            yield return ($"{name} twice", $"{text[..^1]},\"{name}\":null}}");
        }

        yield return ("unknown property", $"{text[..^1]},\"__proto__\":{{\"id\":1}}}}");
    }

    private static IEnumerable<List<object>> Places(JsonNode? node, List<object> at) => node switch
    {
        JsonObject o => o.SelectMany(x => Places(x.Value, [.. at, x.Key]).Prepend([.. at, x.Key])),
        JsonArray a => a.SelectMany((x, i) => Places(x, [.. at, i]).Prepend([.. at, i])),
        _ => [],
    };

    private static IEnumerable<byte[]> Forms() =>
    [
        "--x--\r\n"u8.ToArray(), "--x\r\n"u8.ToArray(), "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ntext\r\n--x--\r\n"u8.ToArray(), Form("file", []), Form("other", Photos.TestPhotos.Jpeg()),
        Form("file", "<svg onload=1>"u8.ToArray()), Form("file", Photos.TestPhotos.Jpeg()[..40]), Form("file", [0xFF, 0xD8, 0xFF]), Form("fi\0le", [1]), Form("file\"; filename=\"\ud800", [1]),
        [.. Form("file", Photos.TestPhotos.Jpeg())[..^8], .. "\r\n--x\r\nContent-Disposition: form-data; name=\"thumbnail\"; filename=\"t\"\r\n\r\nnone\r\n--x--\r\n"u8],
    ];

    private static byte[] Form(string name, byte[] content) =>
        [.. Encoding.UTF8.GetBytes($"--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"), .. content, .. "\r\n--x--\r\n"u8];

    private static string Short(string text) => text.Length > 60 ? $"{text[..60]}… ({text.Length})" : text;
}
