namespace Engagement.Core.Regions;

/// <summary>The five levels of the National Bureau of Statistics' codes, from the top.</summary>
public enum RegionLevel
{
    Province,
    City,
    County,
    Township,
    Village,
}

/// <summary>What the codes of the National Bureau of Statistics say about levels.</summary>
public static class RegionLevels
{
    private static readonly int[] CodeLengths = [2, 4, 6, 9, 12];
    private static readonly string[] Names = ["省", "市", "县", "乡镇", "村"];

    /// <summary>Digits of a code on this level: 2, 4, 6, 9 or 12.</summary>
    public static int CodeLength(this RegionLevel level) => CodeLengths[(int)level];

    /// <summary>The level's short Chinese name, e.g. 乡镇.</summary>
    public static string ChineseName(this RegionLevel level) => Names[(int)level];

    /// <summary>The level a code of <paramref name="length"/> digits belongs to; null for any other length.</summary>
    public static RegionLevel? OfCodeLength(int length) =>
        Array.IndexOf(CodeLengths, length) is >= 0 and var i ? (RegionLevel)i : null;

    /// <summary>The code one level up, a prefix of <paramref name="code"/>; null for a province or a code of no level.</summary>
    public static string? ParentCode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return OfCodeLength(code.Length) is { } level and not RegionLevel.Province
            ? code[..(level - 1).CodeLength()]
            : null;
    }
}
