using System.Text.Json;
using System.Text.Json.Serialization;
using Engagement.Core.Shared;

namespace Engagement.Api.Hosting;

/// <summary>How JSON is read and written everywhere.</summary>
public static class Json
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 16;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new CleanTextConverter());
        options.Converters.Add(new UtcConverter());
    }

    /// <summary>Refuses NUL and lone surrogates: SQLite would store them, PostgreSQL would throw.</summary>
    private sealed class CleanTextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException();
            string text;
            try
            {
                text = reader.GetString()!;
            }
            catch (InvalidOperationException e)
            {
                throw new JsonException("Lone surrogate.", e);
            }

            return CleanText.IsClean(text) ? text : throw new JsonException("NUL or lone surrogate.");
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    /// <summary>RFC 3339 in UTC with milliseconds only when there are any.</summary>
    private sealed class UtcConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (!reader.TryGetDateTimeOffset(out var value)) throw new JsonException();
            return value.UtcDateTime;
        }

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(DateTime.SpecifyKind(value, DateTimeKind.Utc));
    }
}
