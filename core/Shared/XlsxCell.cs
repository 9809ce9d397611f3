namespace Engagement.Core.Shared;

/// <summary>A column of a sheet: its heading, and its width in characters of the standard font.</summary>
public sealed record XlsxColumn(string Heading, double Width);

/// <summary>What stands in one cell. Text is always text: nothing a villager wrote can become a formula.</summary>
public readonly record struct XlsxCell
{
    internal enum Kind { Empty, Text, Number, Moment, Day, Link }

    internal Kind Is { get; private init; }
    internal string? Value { get; private init; }
    internal string? Address { get; private init; }
    internal double Figure { get; private init; }

    public static XlsxCell Empty => default;

    /// <summary>Words. Control characters are dropped; what exceeds 32,767 characters, the most a cell holds, is cut.</summary>
    public static XlsxCell Text(string? value) => string.IsNullOrEmpty(value) ? Empty : new XlsxCell { Is = Kind.Text, Value = value };

    /// <summary>A number; a spreadsheet keeps 15 digits of it. Not for phone numbers and codes, which are text.</summary>
    public static XlsxCell Number(double? value) =>
        value is { } x && double.IsFinite(x) ? new XlsxCell { Is = Kind.Number, Figure = x } : Empty;

    /// <summary>A moment, shown as date and time in Asia/Shanghai.</summary>
    /// <exception cref="ArgumentException">The moment is not of kind Utc.</exception>
    public static XlsxCell Moment(DateTime? utc) => utc is { } at ? new XlsxCell { Is = Kind.Moment, Figure = Serial(ChinaTime.ToLocal(at)) } : Empty;

    /// <summary>A calendar day.</summary>
    public static XlsxCell Day(DateOnly? day) => day is { } x ? new XlsxCell { Is = Kind.Day, Figure = Serial(x.ToDateTime(TimeOnly.MinValue)) } : Empty;

    /// <summary>Words that open an address when clicked; only the words where the address is longer than 255 or they are longer than 120 characters, the most a formula takes.</summary>
    /// <exception cref="ArgumentException">The address is neither http nor https.</exception>
    public static XlsxCell Link(Uri address, string words)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")) throw new ArgumentException("Only http and https addresses are linked.", nameof(address));
        return address.AbsoluteUri.Length > 255 || words.Length > 120 ? Text(words) : new XlsxCell { Is = Kind.Link, Address = address.AbsoluteUri, Value = words };
    }

    /// <summary>Days since 30 December 1899, as spreadsheets count; right from 1 March 1900.</summary>
    private static double Serial(DateTime local) => (local - new DateTime(1899, 12, 30)).TotalDays;
}
