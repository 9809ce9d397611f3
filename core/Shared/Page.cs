using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Engagement.Core.Shared;

/// <summary>One page of a keyset-paged list. <see cref="Next"/> is opaque and null on the last page.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Cuts a list that was read with one row too many and makes the cursor from the last row kept.</summary>
    public static Page<T> Cut(IReadOnlyList<T> rows, int limit, Func<T, object[]> key) =>
        rows.Count <= limit
            ? new Page<T>(rows, null)
            : new Page<T>([.. rows.Take(limit)], Cursor.Encode(key(rows[limit - 1])));
}

/// <summary>The opaque position in a keyset-paged list: the ordering values of the last row, as base64url JSON.</summary>
public static class Cursor
{
    public static string Encode(params object[] values) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(values));

    /// <summary>Reads a cursor of exactly <paramref name="count"/> values.</summary>
    /// <exception cref="InvalidInput">The text is not a cursor this list gave out.</exception>
    public static JsonElement[]? Decode(string? after, int count)
    {
        if (string.IsNullOrEmpty(after)) return null;
        try
        {
            var values = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(after));
            // GetString throws on half characters, which is the same refusal.
            if (values?.Length == count && values.All(x => x.ValueKind != JsonValueKind.String || CleanText.IsClean(x.GetString()))) return values;
        }
        catch (Exception e) when (e is FormatException or JsonException or DecoderFallbackException or InvalidOperationException)
        {
            // Falls through to the same refusal as a cursor of another list.
        }

        throw Refusal();
    }

    /// <summary>The values' types are checked by the list that reads them; a mismatch is the same refusal.</summary>
    public static TKey Read<TKey>(JsonElement[] values, Func<JsonElement[], TKey> read)
    {
        try
        {
            return read(values);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw Refusal();
        }
    }

    private static InvalidInput Refusal() => new("after", "分页位置无效，请从第一页重新查询。");
}
