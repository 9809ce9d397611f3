using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Engagement.Core.Shared;

namespace Engagement.Core.Messaging;

/// <summary>What a message of one event says: a title and WeChat-typed values with <c>{field}</c> or <c>{field|stand-in}</c> in them.</summary>
public sealed record MessageTemplate(string Event, string Title, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The sentence or sentences of the inbox, with the same placeholders; of any length.</summary>
    public string Text { get; init; } = "";

    /// <summary>The mini-program's page a tap opens; <c>{subjectId}</c> is the thing the message is about.</summary>
    public string Page { get; init; } = "";

    /// <summary>When the mini-program asks for consent to this message: <c>filing</c>, <c>signing</c>, <c>voting</c> …; none when it never does.</summary>
    public IReadOnlyList<string> Moments { get; init; } = [];
}

/// <summary>The shipped templates, and the fitting of words into the limits of WeChat's value types.</summary>
public static partial class MessageTemplates
{
    private static readonly Lazy<IReadOnlyDictionary<string, MessageTemplate>> All = new(() => Load());

    public static IReadOnlyCollection<MessageTemplate> List => [.. All.Value.Values];

    /// <summary>Null for an event without a template.</summary>
    public static MessageTemplate? Find(string eventName) => All.Value.GetValueOrDefault(eventName);

    /// <summary>The values for one message, each within its type's limit.</summary>
    public static IReadOnlyDictionary<string, string> Fill(MessageTemplate template, IReadOnlyDictionary<string, string> fields) =>
        template.Values.ToDictionary(x => x.Key, x => Fit(x.Key, Placeholder().Replace(x.Value, m =>
            fields.GetValueOrDefault(m.Groups["field"].Value) is { Length: > 0 } value ? value : m.Groups["instead"].Value)));

    /// <summary>Shortens a value to what its type allows (WeChat, subscribe-message parameter table): an empty or overlong one would be answered with 47003.</summary>
    public static string Fit(string key, string value)
    {
        var text = Blank().Replace(value, " ").Trim();
        switch (key.TrimEnd("0123456789".ToCharArray()))
        {
            case "thing":
                return text.Length == 0 ? "－" : Shorten(text, 20);
            case "phrase":
                return Shorten(string.Concat(text.Where(x => x is >= '一' and <= '龥')) is { Length: > 0 } han ? han : "通知", 5, "");
            case "character_string":
                return string.Concat(text.Where(x => x is >= ' ' and <= '~')).Trim() is { Length: > 0 } ascii ? Shorten(ascii, 32, "").TrimEnd() : "-";
            case "time" or "date":
                return DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at)
                    ? ChinaTime.ToLocal(at).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture) : text;
            default:
                return text;
        }
    }

    /// <summary>Never cuts a surrogate pair in two.</summary>
    private static string Shorten(string text, int max, string ending = "…")
    {
        if (text.Length <= max) return text;
        var keep = max - ending.Length;
        if (char.IsHighSurrogate(text[keep - 1])) keep--;
        return text[..keep] + ending;
    }

    private static Dictionary<string, MessageTemplate> Load()
    {
        using var stream = typeof(MessageTemplates).Assembly.GetManifestResourceStream("Engagement.Core.Messaging.message-templates.seed.json")!;
        return JsonSerializer.Deserialize<List<MessageTemplate>>(stream, JsonSerializerOptions.Web)!.ToDictionary(x => x.Event);
    }

    [GeneratedRegex(@"\{(?<field>\w+)(\|(?<instead>[^}]*))?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
