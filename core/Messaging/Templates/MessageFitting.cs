using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Engagement.Core.Shared;

namespace Engagement.Core.Messaging.Templates;

/// <summary>Fits words into the limits of WeChat's value types (subscribe-message parameter table): an empty or overlong value would be answered with 47003.</summary>
public static partial class MessageFitting
{
    /// <summary>Every type a value's name may begin with.</summary>
    public static readonly IReadOnlyList<string> Types =
        ["thing", "number", "letter", "symbol", "character_string", "time", "date", "amount", "phone_number", "car_number", "name", "phrase", "enum"];

    /// <summary>What stands where nothing usable was given; WeChat takes no empty value.</summary>
    private const string NoWords = "－", NoSigns = "-";

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。！？；!?;"), Commas = SearchValues.Create("，、：,");

    /// <summary>The type in <c>thing1</c>; null when WeChat knows none like it.</summary>
    public static string? TypeOf(string key) => Key().Match(key) is { Success: true } found && Types.Contains(found.Groups[1].Value) ? found.Groups[1].Value : null;

    /// <summary>Shortens a value to what its type allows.</summary>
    /// <param name="key">Name of the value: type and number.</param>
    /// <param name="value">Anything.</param>
    /// <param name="moment">What a time that was not given is replaced with, in words.</param>
    public static string Fit(string key, string value, string? moment = null)
    {
        var text = Blank().Replace(value, " ").Trim();
        return TypeOf(key) switch
        {
            "thing" => Or(Shorten(text, 20), NoWords),
            "number" => Or(Cut(Number().Match(text.Replace(",", "", StringComparison.Ordinal)).Value.TrimEnd('.'), 32), "0"),
            "letter" => Or(Cut(Keep(text, char.IsAsciiLetter), 32), "N"),
            "symbol" => Or(Cut(Keep(text, x => !char.IsLetterOrDigit(x) && !char.IsWhiteSpace(x) && !char.IsSurrogate(x)), 5), NoSigns),
            "character_string" => Or(Cut(Keep(text, x => x is >= ' ' and <= '~').Trim(), 32).TrimEnd(), NoSigns),
            "time" or "date" => MomentOf(text) ?? moment ?? "00:00",
            "amount" => Or(Amount().Match(text.Replace(",", "", StringComparison.Ordinal)).Value, "0元"),
            "phone_number" => Or(Cut(Keep(text, x => char.IsAsciiDigit(x) || "+-() ".Contains(x, StringComparison.Ordinal)).Trim(), 17), NoSigns),
            "car_number" => Or(Cut(Keep(text, char.IsLetterOrDigit), 8), NoSigns),
            "name" => Or(Cut(text, text.Any(IsHan) ? 10 : 20).Trim(), NoWords),
            "phrase" => Or(Cut(Keep(text, IsHan), 5), "通知"),
            _ => Or(text, NoWords),
        };
    }

    /// <summary>A stored UTC moment as people in China read it; null when it is none.</summary>
    internal static string? Localize(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at)
            && at < DateTime.MaxValue.AddDays(-1) ? ChinaTime.ToLocal(at).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture) : null;

    private static string? MomentOf(string text) => Localize(text) ?? (Moment().IsMatch(text) ? text : null);

    /// <summary>At the end of a sentence when more than half of the room is used by then, else at a comma, else anywhere; "…" unless the sentence is whole.</summary>
    private static string Shorten(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = text.AsSpan(0, max).LastIndexOfAny(SentenceEnds) + 1;
        if (end > max / 2) return text[..end];
        var comma = text.AsSpan(0, max).LastIndexOfAny(Commas);
        return (comma > max / 2 ? text[..comma] : Cut(text, max - 1).TrimEnd()) + "…";
    }

    /// <summary>Never cuts a surrogate pair in two.</summary>
    private static string Cut(string text, int max) => CleanText.Cut(text, max)!;

    private static string Keep(string text, Func<char, bool> wanted) => string.Concat(text.Where(wanted));

    private static string Or(string text, string standIn) => text.Length > 0 ? text : standIn;

    private static bool IsHan(char x) => x is >= '一' and <= '龥';

    [GeneratedRegex(@"\A([a-z_]+?)[0-9]{1,3}\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[¥$€]?[0-9]{1,10}(\.[0-9]{1,2})?元?")]
    private static partial Regex Amount();

    private const string Day = @"[0-9]{4}[年\-/][0-9]{1,2}[月\-/][0-9]{1,2}日?", Hour = @"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?";

    [GeneratedRegex($@"\A({Day}( ?{Hour})?|{Hour})(~({Day}( ?{Hour})?|{Hour}))?\z")]
    private static partial Regex Moment();
}
