using System.Text.RegularExpressions;
using Engagement.Tests.Infrastructure;

namespace Engagement.Tests.Console;

/// <summary>The acts that C# sources write into the audit trail: literals and constants of the file handed to <c>AuditLine.Of</c>, or to a method of ours that takes them as <c>string action</c>.</summary>
public sealed partial record AuditCalls(IReadOnlyCollection<string> Actions, IReadOnlyCollection<string> Unreadable)
{
    private static readonly string[] Folders = ["api", "core", "jobs"];

    public static AuditCalls Read() => Of([.. from folder in Folders
                                              from file in Directory.EnumerateFiles(Path.Combine(RunningApi.Repository, folder), "*.cs", SearchOption.AllDirectories)
                                              where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                                              select File.ReadAllText(file)]);

    public static AuditCalls Of(params string[] sources)
    {
        var carriers = sources.SelectMany(x => Carrier().Matches(x)).Select(x => x.Groups["name"].Value).Where(x => x != "Of").ToHashSet();
        SortedSet<string> actions = new(StringComparer.Ordinal);
        List<string> unreadable = [];
        foreach (var source in sources)
        {
            var constants = Constant().Matches(source).ToLookup(x => x.Groups["name"].Value, x => x.Groups["text"].Value);
            foreach (Match call in Call().Matches(source))
            {
                var line = call.Groups["name"].Value == "AuditLine.Of";
                if (!line && !carriers.Contains(call.Groups["name"].Value)) continue;
                var arguments = ArgumentsOf(source, call.Index + call.Length);
                var found = Literal().Matches(arguments).Select(x => x.Groups["text"].Value).Concat(Word().Matches(arguments).SelectMany(x => constants[x.Value])).ToList();
                actions.UnionWith(found);
                if (line && found.Count == 0 && !Passed().IsMatch(arguments) && !arguments.StartsWith("Actor actor", StringComparison.Ordinal)) unreadable.Add($"AuditLine.Of({arguments})");
            }
        }

        return new AuditCalls(actions, unreadable);
    }

    /// <summary>From the bracket to its end, without what stands in brackets inside: that belongs to other calls.</summary>
    private static string ArgumentsOf(string source, int start)
    {
        var (depth, at, kept) = (1, start, new System.Text.StringBuilder());
        for (; depth > 0 && at < source.Length; at++)
        {
            if (source[at] is '"')
            {
                var end = source.IndexOf('"', at + 1);
                if (depth == 1) kept.Append(source, at, end - at + 1);
                at = end;
                continue;
            }

            if (source[at] is '(' or '{' or '[') depth++;
            if (source[at] is ')' or '}' or ']') depth--;
            if (depth == 1) kept.Append(source[at]);
        }

        return kept.ToString();
    }

    [GeneratedRegex(@"(?<name>\w+)(<\w+>)?\((?:[^()]|\([^()]*\))*\bstring action\b")]
    private static partial Regex Carrier();

    [GeneratedRegex(@"(?<name>AuditLine\.Of|\b\w+)(<\w+>)?\(")]
    private static partial Regex Call();

    [GeneratedRegex("(?<![$@])\"(?<text>[a-z_]+\\.[a-z_]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\\b(?<name>\\w+) = \"(?<text>[a-z_]+\\.[a-z_]+)\"")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();

    /// <summary>The act is what the method itself was handed.</summary>
    [GeneratedRegex(@"\baction\b")]
    private static partial Regex Passed();
}
