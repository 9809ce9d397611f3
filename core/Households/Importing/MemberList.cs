namespace Engagement.Core.Households.Importing;

/// <summary>The members of a household in one cell: 李秀英(妻)、张小明(子，未成年)、张小红.</summary>
public static class MemberList
{
    /// <summary>One of them, as written.</summary>
    public sealed record Item(string Name, string? Relation, bool? IsAdult);

    public static IEnumerable<Item> Read(string cell)
    {
        foreach (var part in Split(cell))
        {
            var open = part.IndexOf('(');
            if (open <= 0)
            {
                if (part.Length > 0) yield return new Item(part, null, null);
                continue;
            }

            string? relation = null;
            bool? adult = null;
            foreach (var word in part[(open + 1)..].TrimEnd(')').Split([',', '，', '、', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (word.Contains("未成年", StringComparison.Ordinal)) adult = false;
                else if (word.Contains("成年", StringComparison.Ordinal)) adult = true;
                else relation ??= word;
            }

            yield return new Item(part[..open].Trim(), relation, adult);
        }
    }

    /// <summary>At signs outside brackets; at blanks only when there is no other sign, for 李 四 is one person.</summary>
    private static IEnumerable<string> Split(string cell)
    {
        var (depth, start, found) = (0, 0, false);
        for (var i = 0; i <= cell.Length; i++)
        {
            var x = i < cell.Length ? cell[i] : '、';
            if (x == '(') depth++;
            if (x == ')') depth = Math.Max(0, depth - 1);
            if (depth > 0 && i < cell.Length) continue;
            if (x is not ('、' or ',' or '，' or ';' or '；' or '/' or '|')) continue;
            var part = cell[start..i].Trim();
            start = i + 1;
            found |= i < cell.Length;
            if (found || !part.Contains(' ') || part.Split(' ').Any(y => y.Length == 1))
            {
                yield return part;
                continue;
            }

            foreach (var name in part.Split(' ')) yield return name;
        }
    }
}
