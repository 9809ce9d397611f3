using Engagement.Core.Shared.Sheets;

namespace Engagement.Core.Households.Importing;

/// <summary>Makes of what people type into cells what they mean.</summary>
public static class CellText
{
    /// <summary>A contact number: digits, a landline with its hyphen. Of several the first.</summary>
    /// <param name="phone">Null for an empty cell and for one that an export has masked.</param>
    /// <param name="error">What is wrong, for whoever made the file; null when nothing is.</param>
    public static void ReadPhone(string text, out string? phone, out string? error)
    {
        (phone, error) = (null, null);
        if (text.Length == 0 || text.Contains('*')) return;
        if (SheetText.LostDigits(text))
        {
            error = $"联系电话被表格软件写成了“{text}”，后几位已丢失。请把该列设为“文本”格式，重新填写。";
            return;
        }

        var first = SheetText.Number(text).Split(['/', '、', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // 138 1234 5678 is one number with blanks, not three.
        var joined = Digits(text);
        var candidate = IsPhone(joined) ? joined : Digits(first.Length > 0 ? first[0] : "");
        if (IsPhone(candidate)) phone = candidate;
        else error = $"联系电话“{Cut(text)}”不是有效的号码。";
    }

    /// <summary>False, with a reason, for what is no name.</summary>
    public static bool ReadName(string text, out string name, out string? error)
    {
        name = text.Any(x => x > 0x2E80) ? text.Replace(" ", "", StringComparison.Ordinal) : text;
        error = name.Length > People.Person.NameMaxLength ? $"姓名“{Cut(name)}”过长。"
            : name.Any(char.IsAsciiDigit) ? $"姓名“{Cut(name)}”中有数字，请核对是否填错了列。" : null;
        return error is null;
    }

    /// <summary>Null where nothing is said; an error where it cannot be understood.</summary>
    public static bool? ReadAdult(string text, out string? error)
    {
        error = null;
        switch (text.ToUpperInvariant())
        {
            case "": return null;
            case "是" or "成年" or "已成年" or "成年人" or "成人" or "Y" or "YES" or "TRUE" or "1" or "√" or "✓" or "有": return true;
            case "否" or "未成年" or "未成年人" or "儿童" or "N" or "NO" or "FALSE" or "0" or "×" or "X" or "不是": return false;
            default:
                error = $"是否成年只能填“是”或“否”，这里是“{Cut(text)}”。";
                return null;
        }
    }

    public static string Cut(string text) => text.Length <= 20 ? text : text[..20] + "…";

    private static string Digits(string text)
    {
        var digits = string.Concat(text.Where(x => char.IsAsciiDigit(x) || x == '+'));
        if (digits.StartsWith("+86", StringComparison.Ordinal)) digits = digits[3..];
        else if (digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal)) digits = digits[2..];
        return digits;
    }

    /// <summary>A mobile number, a landline with its area, or a landline of the county.</summary>
    private static bool IsPhone(string digits) => digits.Length switch
    {
        11 => digits[0] is '1' or '0',
        12 or 10 => digits[0] == '0',
        7 or 8 => digits[0] is not ('0' or '1'),
        _ => false,
    };
}
