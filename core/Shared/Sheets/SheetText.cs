using System.Globalization;
using System.Text;

namespace Engagement.Core.Shared.Sheets;

/// <summary>Makes of what stands in a cell what was typed there.</summary>
public static class SheetText
{
    /// <summary>Full-width letters, digits and signs as ordinary ones, without invisible signs, with single blanks.</summary>
    public static string Plain(string text)
    {
        if (IsPlain(text)) return text;
        var plain = new StringBuilder(Math.Min(text.Length, SheetLimits.CellLength));
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var value = rune.Value switch
            {
                >= 0xFF01 and <= 0xFF5E => rune.Value - 0xFEE0,
                0x3000 or 0xA0 => ' ',
                _ => rune.Value,
            };
            if (value <= ' ' || value == 0x7F || (value < 0x10000 && char.IsWhiteSpace((char)value)))
            {
                blank = plain.Length > 0;
                continue;
            }

            // Zero-width signs and half characters.
            if (value is 0xFEFF or 0xFFFD or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E)) continue;
            if (blank) plain.Append(' ');
            blank = false;
            plain.Append(new Rune(value));
            if (plain.Length >= SheetLimits.CellLength) break;
        }

        return plain.ToString();
    }

    /// <summary>A number as a spreadsheet stores it (1.3812345678E10, 12.0) as the digits somebody typed; other text as it is.</summary>
    public static string Number(string text) =>
        text.AsSpan().ContainsAny('.', 'e', 'E') && !LostDigits(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && Math.Abs(number) < 1e15m
            ? number.ToString("0", CultureInfo.InvariantCulture) : text;

    private static bool IsPlain(string text)
    {
        if (text.Length > SheetLimits.CellLength) return false;
        foreach (var x in text) if (x is not ((> ' ' and < '\u007F') or (>= '\u4E00' and <= '\u9FFF'))) return false;
        return true;
    }

    /// <summary>1.38E+10: fewer digits are written than the number has.</summary>
    public static bool LostDigits(string text)
    {
        var e = text.AsSpan().IndexOfAny('e', 'E');
        if (e <= 0 || !int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)) return false;
        var written = 0;
        foreach (var x in text.AsSpan(0, e)) if (char.IsAsciiDigit(x)) written++;
        return exponent >= 6 && written < exponent + 1;
    }
}
