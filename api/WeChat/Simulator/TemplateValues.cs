using System.Globalization;
using System.Text.RegularExpressions;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>The limits of subscription message values by field type. Written apart from the sender's own rules, so that each checks the other.</summary>
internal static partial class TemplateValues
{
    public static bool Fits(string field, string value)
    {
        if (FieldName().Match(field) is not { Success: true } name || string.IsNullOrWhiteSpace(value)) return false;
        var length = new StringInfo(value).LengthInTextElements;
        return name.Groups[1].Value switch
        {
            "thing" => length <= 20,
            "number" => value.Length <= 32 && Number().IsMatch(value),
            "letter" => value.Length <= 32 && value.All(char.IsAsciiLetter),
            "symbol" => length <= 5 && !value.Any(char.IsLetterOrDigit),
            "character_string" => value.Length <= 32 && value.All(c => c is >= ' ' and <= '~'),
            "time" or "date" => Moment().IsMatch(value),
            "amount" => Amount().IsMatch(value),
            "phone_number" => value.Length <= 17 && value.All(c => char.IsAsciiDigit(c) || "+-() ".Contains(c)),
            "car_number" => length <= 8,
            "name" => value.Any(Chinese) ? length <= 10 : length <= 20,
            "phrase" => length <= 5 && value.All(Chinese),
            "enum" => true,
            _ => false,
        };
    }

    private static bool Chinese(char c) => c is >= '\u4e00' and <= '\u9fff';

    [GeneratedRegex(@"\A(thing|number|letter|symbol|character_string|time|date|amount|phone_number|car_number|name|phrase|enum)\d{1,3}\z")]
    private static partial Regex FieldName();

    [GeneratedRegex(@"\A-?\d+(\.\d+)?\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A[¥$€]?\d{1,10}(\.\d+)?元?\z")]
    private static partial Regex Amount();

    [GeneratedRegex(@"\A(\d{4}[年\-/]\d{1,2}[月\-/]\d{1,2}日?( ?\d{1,2}:\d{2}(:\d{2})?)?|\d{1,2}:\d{2}(:\d{2})?)(~(\d{4}[年\-/]\d{1,2}[月\-/]\d{1,2}日?( ?\d{1,2}:\d{2}(:\d{2})?)?|\d{1,2}:\d{2}(:\d{2})?))?\z")]
    private static partial Regex Moment();
}
