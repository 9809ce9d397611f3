using System.Globalization;
using Engagement.Core.Shared;

namespace Engagement.Core.Pledges.Templates;

/// <summary>How long a signature holds.</summary>
public enum PledgeTermKind { Year, HalfYear }

/// <summary>The year or half-year a pledge is signed for, e.g. <c>2026</c> or <c>2026H2</c>. Days are those of Asia/Shanghai, both inclusive.</summary>
public readonly record struct PledgeTerm
{
    public const int CodeMaxLength = 6;
    private const int FirstYear = 2000, LastYear = 2999;

    private PledgeTerm(string code, DateOnly from, DateOnly to) => (Code, From, To) = (code, from, to);

    /// <summary><c>2026</c>, <c>2026H1</c> or <c>2026H2</c>.</summary>
    public string Code { get; }
    public DateOnly From { get; }
    public DateOnly To { get; }

    /// <summary>How people say it: 2026年, 2026年上半年.</summary>
    public string Name => From.ToString("yyyy年", CultureInfo.InvariantCulture) + (Code.Length == 4 ? "" : From.Month == 1 ? "上半年" : "下半年");

    /// <summary>The first moment after the term, UTC.</summary>
    public DateTime EndsAt => ChinaTime.ToUtc(To.AddDays(1), TimeOnly.MinValue);

    public PledgeTerm Next => On(To.AddDays(1), Code.Length == 4 ? PledgeTermKind.Year : PledgeTermKind.HalfYear);

    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>The term of this kind a day lies in.</summary>
    public static PledgeTerm On(DateOnly day, PledgeTermKind kind)
    {
        var year = day.Year.ToString("0000", CultureInfo.InvariantCulture);
        return (kind, day.Month <= 6) switch
        {
            (PledgeTermKind.Year, _) => new(year, new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 12, 31)),
            (_, true) => new(year + "H1", new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 6, 30)),
            _ => new(year + "H2", new DateOnly(day.Year, 7, 1), new DateOnly(day.Year, 12, 31)),
        };
    }

    /// <summary>Reads a code back; null when it is none.</summary>
    public static PledgeTerm? Parse(string? code)
    {
        if (code is not { Length: 4 or 6 } || !int.TryParse(code.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < FirstYear or > LastYear)
            return null;
        return code[4..] switch
        {
            "" => On(new DateOnly(year, 1, 1), PledgeTermKind.Year),
            "H1" => On(new DateOnly(year, 1, 1), PledgeTermKind.HalfYear),
            "H2" => On(new DateOnly(year, 7, 1), PledgeTermKind.HalfYear),
            _ => null,
        };
    }

    /// <summary>The codes of all terms a day lies in: villages sign for a year or for half of one.</summary>
    public static IReadOnlyList<string> CodesOn(DateOnly day) => [On(day, PledgeTermKind.Year).Code, On(day, PledgeTermKind.HalfYear).Code];

    public override string ToString() => Code;
}
