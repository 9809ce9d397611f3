namespace Engagement.Core.Regions;

/// <summary>What kind of place a region on the lowest level is; guessed at import, correctable by hand.</summary>
public enum RegionKind
{
    /// <summary>Run by a villagers' committee (村民委员会).</summary>
    Village,

    /// <summary>Run by a residents' committee (居民委员会, 社区).</summary>
    Community,

    /// <summary>Anything else that has a code: farms, mines, housing areas of a works, parks.</summary>
    Other,
}

/// <summary>Guesses a <see cref="RegionKind"/> from how the name ends.</summary>
public static class RegionKinds
{
    private static readonly string[] VillageEndings = ["村委会", "村民委员会", "村"];
    private static readonly string[] CommunityEndings = ["居委会", "居民委员会", "社区"];

    /// <summary>The ending decides, so that 幸福社区村委会 is a village and 河口村社区 a community.</summary>
    public static RegionKind GuessKind(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var trimmed = name.TrimEnd();
        if (VillageEndings.Any(e => trimmed.EndsWith(e, StringComparison.Ordinal)))
            return RegionKind.Village;
        return CommunityEndings.Any(e => trimmed.EndsWith(e, StringComparison.Ordinal)) ? RegionKind.Community : RegionKind.Other;
    }
}
