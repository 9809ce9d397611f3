using Engagement.Core.Regions;

namespace Engagement.Core.Households.Importing;

/// <summary>From what a village is called in a file to its code, among the villages an import is for.</summary>
public sealed class VillageNames
{
    private static readonly string[] Endings = ["村民委员会", "居民委员会", "村委会", "居委会", "委员会", "社区", "村"];

    private readonly Dictionary<string, string?> codes = new(StringComparer.Ordinal);
    private readonly string? only;

    /// <param name="villages">Code and name of each; with one, a file need not name it.</param>
    public VillageNames(IReadOnlyCollection<Region> villages)
    {
        ArgumentNullException.ThrowIfNull(villages);
        only = villages.Count == 1 ? villages.First().Code : null;
        foreach (var village in villages)
        {
            codes[village.Code] = village.Code;
            var name = Bare(village.Name);
            codes[name] = codes.ContainsKey(name) ? null : village.Code;
        }
    }

    /// <summary>The code; null with a reason when it cannot be known.</summary>
    public string? Find(string name, out string? error)
    {
        error = null;
        if (name.Length == 0)
        {
            if (only is null) error = "没有写明所在的村。一次导入多个村时，需要“村”这一列。";
            return only;
        }

        if (codes.TryGetValue(Bare(name), out var code) || codes.TryGetValue(name, out code))
        {
            if (code is null) error = $"有几个村都叫“{CellText.Cut(name)}”，请改填 12 位村代码，或分乡镇导入。";
            return code;
        }

        error = $"“{CellText.Cut(name)}”不在所选的地区内。";
        return null;
    }

    private static string Bare(string name)
    {
        var bare = name.Replace(" ", "", StringComparison.Ordinal);
        foreach (var ending in Endings)
            if (bare.Length > ending.Length && bare.EndsWith(ending, StringComparison.Ordinal)) return bare[..^ending.Length];
        return bare;
    }
}
