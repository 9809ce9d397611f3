using System.Text.Json;
using System.Text.RegularExpressions;

namespace Engagement.Core.Messaging.Templates;

/// <summary>What a message of one event says: a title and WeChat-typed values with <c>{field}</c> or <c>{field|stand-in}</c> in them.</summary>
public sealed record MessageTemplate(string Event, string Title, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The sentence or sentences of the inbox, with the same placeholders; of any length.</summary>
    public string Text { get; init; } = "";

    /// <summary>The mini-program's page a tap opens; <c>{subjectId}</c> is the thing the message is about.</summary>
    public string Page { get; init; } = "";

    /// <summary>When the mini-program asks for consent to this message (<see cref="MessageTemplates.Moments"/>); none when it never does.</summary>
    public IReadOnlyList<string> Moments { get; init; } = [];

    /// <summary>WeChat's template id by app id: test and production have accounts, and so ids, of their own. What is missing comes from the configuration.</summary>
    public IReadOnlyDictionary<string, string> TemplateIds { get; init; } = new Dictionary<string, string>();

    /// <summary>False: the phone is left alone, the inbox still gets its line.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>0 as shipped; counts editions.</summary>
    public int Version { get; init; }
}

/// <summary>The shipped templates, and how their placeholders are filled.</summary>
public static partial class MessageTemplates
{
    /// <summary>Where WeChat's dialog takes no more (subscribe-message: five templates per call).</summary>
    public const int MostPerMoment = 5;

    private static readonly Lazy<IReadOnlyDictionary<string, MessageTemplate>> All = new(() => Load());

    public static IReadOnlyCollection<MessageTemplate> List => [.. All.Value.Values];

    /// <summary>The moments in which the mini-program may ask for consent: somebody just did the thing the message will be about.</summary>
    public static IReadOnlyList<string> Moments { get; } =
        ["filing", "supporting", "urging", "reopening", "joining", "claiming", "signing", "nominating", "voting", "binding"];

    /// <summary>The shipped template; null for an event without one.</summary>
    public static MessageTemplate? Find(string eventName) => All.Value.GetValueOrDefault(eventName);

    /// <summary>The values for one message, each within its type's limit. A time nobody gave becomes the message's own.</summary>
    public static IReadOnlyDictionary<string, string> Fill(MessageTemplate template, IReadOnlyDictionary<string, string> fields) =>
        template.Values.ToDictionary(x => x.Key, x => Fill(x.Key, x.Value, fields).Shown);

    /// <summary>One value before and after it was brought within its type's limit.</summary>
    internal static (string Whole, string Shown) Fill(string key, string value, IReadOnlyDictionary<string, string> fields)
    {
        var whole = Replace(value, fields);
        return (whole.Trim(), MessageFitting.Fit(key, whole, fields.TryGetValue("at", out var at) ? MessageFitting.Localize(at) : null));
    }

    /// <summary>The inbox's sentences, uncut.</summary>
    public static string Say(MessageTemplate template, IReadOnlyDictionary<string, string> fields) => Say(template.Text, fields);

    internal static string Say(string text, IReadOnlyDictionary<string, string> fields) => DoubleStop().Replace(Replace(text, fields), "").Trim();

    /// <summary>The page of one message.</summary>
    public static string PageOf(MessageTemplate template, Guid subjectId) => template.Page.Replace("{subjectId}", subjectId.ToString(), StringComparison.Ordinal);

    /// <summary>Names of the placeholders in a text; null when braces are left over.</summary>
    public static IReadOnlyList<string>? FieldsOf(string text) =>
        Placeholder().Replace(text, "").AsSpan().ContainsAny('{', '}') ? null : [.. Placeholder().Matches(text).Select(x => x.Groups["field"].Value)];

    private static string Replace(string text, IReadOnlyDictionary<string, string> fields) => Placeholder().Replace(text, m =>
        fields.GetValueOrDefault(m.Groups["field"].Value)?.Trim() is { Length: > 0 } value ? MessageFitting.Localize(value) ?? value : m.Groups["instead"].Value);

    private static Dictionary<string, MessageTemplate> Load()
    {
        using var stream = typeof(MessageTemplates).Assembly.GetManifestResourceStream("Engagement.Core.Messaging.Templates.message-templates.seed.json")!;
        return JsonSerializer.Deserialize<List<MessageTemplate>>(stream, JsonSerializerOptions.Web)!.ToDictionary(x => x.Event);
    }

    [GeneratedRegex(@"\{(?<field>\w+)(\|(?<instead>[^{}]*))?\}")]
    private static partial Regex Placeholder();

    /// <summary>People end their words with a full stop, and so does the sentence around them.</summary>
    [GeneratedRegex("(?<=[。！？；])。")]
    private static partial Regex DoubleStop();
}
