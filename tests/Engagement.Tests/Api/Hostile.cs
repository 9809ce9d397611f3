using System.Text.Json.Nodes;

namespace Engagement.Tests.Api;

/// <summary>What no client of ours sends and somebody will.</summary>
public static class Hostile
{
    /// <summary>JSON values, as they are written.</summary>
    public static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1", "0.5", "2147483648", "-9223372036854775809", "1e400", "NaN", "[]", "{}", "[null]", "[[[[]]]]", "{\"a\":{\"b\":1}}", "\"\"", "\" \"", "\"x\"",
        "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ufffe\\uffff\"", "\"𠮷𠮷𠮷𠮷𠮷𠮷\"", "\"x𠮷𠮷𠮷𠮷𠮷y\"", "\"\\u202e\\u200b\\u0301\"", "\"00000000-0000-0000-0000-000000000000\"",
        "\"not-a-guid\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999+14:00\"", "\"99\"", "\"filed,closed\"", "\"' OR 1=1 --\"", "\"%\"", "\"../../x\"", "\"" + new string('长', 2100) + "\"",
        "\"" + new string('x', 20_000) + "\"", "\"" + string.Concat(Enumerable.Repeat("𠮷", 1500)) + "\"",
    ];

    /// <summary>Whole bodies that are no JSON, or JSON nobody wants.</summary>
    public static readonly byte[][] Bodies =
    [
        [], "{"u8.ToArray(), "}"u8.ToArray(), "[]"u8.ToArray(), "null"u8.ToArray(), "\"text\""u8.ToArray(), "{\"a\":}"u8.ToArray(), "{}{}"u8.ToArray(), "\0"u8.ToArray(), [0xEF, 0xBB, 0xBF, 0x7B, 0x7D],
        [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D], [0x22, 0xC3, 0x28, 0x22], "{\"\\ud800\":1}"u8.ToArray(), System.Text.Encoding.UTF8.GetBytes(new string('[', 5000)),
        System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 3000))), System.Text.Encoding.Unicode.GetBytes("{}"), "<x/>"u8.ToArray(), "a=b&c=d"u8.ToArray(),
    ];

    /// <summary>Values of a query parameter or a route part, already percent-encoded.</summary>
    public static readonly string[] Parts =
    [
        "", "%20", "x", "0", "-1", "201", "99", "2147483648", "1e400", "NaN", "Infinity", "%00", "a%00b", "%ED%A0%80", "%C3%28", "%FF", "%zz", "%", "%F0%A0%AE%B7%F0%A0%AE%B7%F0%A0%AE%B7%F0%A0%AE%B7%F0%A0%AE%B7%F0%A0%AE%B7",
        "21028310%F0%A0%AE%B7%F0%A0%AE%B7", "x%F0%A0%AE%B7%F0%A0%AE%B7%F0%A0%AE%B7%F0%A0%AE%B7%F0%A0%AE%B7y", "%2e%2e%2f%2e%2e%2fetc", "..%5c", "filed%2Cclosed", "0001-01-01", "9999-12-31", "2199-12-31",
        "00000000-0000-0000-0000-000000000000", "%27%20OR%201%3D1--", "%E2%80%AE", new('9', 400), new('x', 3000),
        // Cursors: no base64, no JSON, wrong count, wrong types, extreme times, NUL and half characters inside.
        "!!!!", C("x"), C("[]"), C("[1,2,3]"), C("[null,null]"), C("[{},[]]"), C("[\"\\u0000\"]"), C("[\"\\ud800\"]"), C("[\"a\",\"b\"]"), C("[\"0001-01-01T00:00:00+14:00\",\"00000000-0000-0000-0000-000000000000\"]"),
        C("[\"9999-12-31T23:59:59.9999999-14:00\",\"00000000-0000-0000-0000-000000000000\"]"), C("[\"0001-01-01T00:00:00Z\",\"ffffffff-ffff-ffff-ffff-ffffffffffff\"]"), C(new string('[', 200)), "_w", "_____w",
    ];

    /// <summary>Header values as Latin-1, so that any byte can be sent.</summary>
    public static readonly (string Name, string Value)[] Headers =
    [
        ("Idempotency-Key", ""), ("Idempotency-Key", " "), ("Idempotency-Key", "\u00e9\u0092"), ("Idempotency-Key", "\u00ff\u00fe"), ("Idempotency-Key", new string('k', 5000)), ("Idempotency-Key", "a,b"),
        ("Idempotency-Key", Utf8("钥匙")), ("Idempotency-Key", "'\"\\%00"), ("User-Agent", "\u00ff\u00fe"), ("User-Agent", new string('u', 199) + Utf8("𠮷𠮷")), ("User-Agent", Utf8(new string('长', 300))),
        ("Authorization", "Bearer"), ("Authorization", "Bearer "), ("Authorization", "Basic eDp5"), ("Authorization", "Bearer " + new string('A', 72)), ("Authorization", "Bearer \u00ff\u00ff"), ("Authorization", Utf8("令牌")),
        ("Cookie", "engagement_session=x"), ("Cookie", "engagement_session=\u00ff; engagement_session="), ("Cookie", "a=" + new string('c', 6000)), ("Accept", "image/avif"), ("Accept", "text/html;q=2, ;;"),
        ("Content-Encoding", "gzip"), ("If-None-Match", "\u00ff"), ("Range", "bytes=5-1"), ("Accept-Language", new string('z', 5000)), ("X-Engagement", "\u0080"), ("X-Forwarded-For", "\u00ff"), ("Origin", "null"),
    ];

    public static readonly string?[] ContentTypes =
        [null, "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json; charset=nope", "application/problem+json", "nonsense"];

    /// <summary>Text without percent-encoding a client library would not send: NUL in the path, a header line with NUL, half a request.</summary>
    public static readonly string[] Raw =
    [
        "GET {0}%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET {0}?a=\0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "{1} {0} HTTP/1.1\r\nHost: x\r\nUser-Agent: a\0b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "{1} {0} HTTP/1.1\r\nHost: x\r\nIdempotency-Key: a\0b\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{{}}", "{1} {0} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 50\r\n\r\n{{",
        "{1} {0} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "{1} {0} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 99999999999\r\n\r\n{{}}",
        "BREW {0} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ];

    /// <summary>A well-formed body for a schema, with every property there.</summary>
    public static JsonNode? Sample(JsonNode? schema, JsonNode document, string name, IReadOnlyDictionary<string, JsonNode?> known, int depth = 0)
    {
        if (known.TryGetValue(name, out var value)) return value?.DeepClone();
        if (schema is null || depth > 6) return null;
        if ((string?)schema["$ref"] is { } reference) return Sample(document["components"]!["schemas"]![reference.Split('/')[^1]], document, name, known, depth + 1);
        if (schema["oneOf"] is JsonArray choices) return Sample(choices.First(x => (string?)x!["type"] != "null"), document, name, known, depth + 1);
        if (schema["enum"] is JsonArray words) return words[0]!.DeepClone();
        if (schema["properties"] is JsonObject properties)
            return new JsonObject(properties.Select(x => KeyValuePair.Create(x.Key, Sample(x.Value, document, x.Key, known, depth + 1))));
        var type = schema["type"] is JsonArray types ? (string?)types.First(x => (string?)x != "null") : (string?)schema["type"];
        return (type, (string?)schema["format"]) switch
        {
            ("array", _) => new JsonArray(Sample(schema["items"], document, "", known, depth + 1)),
            ("boolean", _) => true,
            ("integer", _) => 1,
            ("number", _) => 1.5,
            (_, "uuid") => known.GetValueOrDefault("id")?.DeepClone(),
            (_, "date-time") => "2026-01-01T00:00:00Z",
            (_, "date") => "2026-01-01",
            _ => "文字",
        };
    }

    private static string Utf8(string text) => System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static string C(string json) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(json));
}
