using Engagement.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Architecture;

/// <summary>A file that one can read in one go. What grows beyond it usually holds two things.</summary>
public sealed class FileLengthTests
{
    private const int Limit = 350;

    private static readonly string[] Folders = ["api", "core", "jobs", "tests", "admin-web/src"];

    /// <summary>Longer for a reason; say which.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["admin-web/src/api/schema.d.ts"] = "generated from the OpenAPI document",
    };

    [Fact]
    public void No_source_file_is_longer_than_it_should_be()
    {
        var files =
            (from folder in Folders
             from file in Directory.EnumerateFiles(Path.Combine(RunningApi.Repository, folder), "*", SearchOption.AllDirectories)
             let path = Path.GetRelativePath(RunningApi.Repository, file).Replace('\\', '/')
             where Path.GetExtension(path) is ".cs" or ".ts" or ".vue"
             where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/Migrations/", StringComparison.Ordinal)
             select (Path: path, Lines: File.ReadLines(file).Count())).ToList();

        files.Count.ShouldBeGreaterThan(100);
        files.Where(x => x.Lines > Limit && !Exceptions.ContainsKey(x.Path)).Select(x => $"{x.Path}: {x.Lines} lines, at most {Limit}. Take out the part that has a name of its own.").ShouldBeEmpty();
    }
}
