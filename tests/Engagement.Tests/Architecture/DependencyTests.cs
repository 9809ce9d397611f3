using System.Text.RegularExpressions;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Data;
using Engagement.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Architecture;

/// <summary>Holds the one line of the design: who may use whom.</summary>
public sealed partial class DependencyTests
{
    [Fact]
    public void Every_use_in_core_api_and_jobs_follows_the_line()
    {
        var uses = new[] { typeof(EngagementDbContext).Assembly, typeof(Program).Assembly, System.Reflection.Assembly.Load("Engagement.Jobs") }
            .SelectMany(UsedTypes.Of).ToList();

        uses.Count.ShouldBeGreaterThan(1000, "The scan found almost nothing: it would guard nothing.");
        uses.ShouldContain(x => x.By == "CaseService" && x.Type == "OutboxMessage" || x.By == "CaseService" && x.Type == "CaseMessages");
        uses.Select(HouseRules.Complaint).OfType<string>().Distinct().Order().ShouldBeEmpty();
    }

    /// <summary>Constants and nameof leave no trace in compiled code, but their using line does.</summary>
    [Fact]
    public void Every_using_line_in_core_follows_the_line()
    {
        var uses =
            from file in Directory.EnumerateFiles(Path.Combine(RunningApi.Repository, "core"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            let lines = File.ReadAllLines(file)
            let own = lines.Select(x => Namespace().Match(x)).FirstOrDefault(x => x.Success)?.Groups[1].Value
            where own is not null
            from line in lines
            let used = Using().Match(line)
            where used.Success
            select new Use(Path.GetFileNameWithoutExtension(file), own, "*", used.Groups[1].Value);

        uses.Count().ShouldBeGreaterThan(50);
        uses.Select(HouseRules.Complaint).OfType<string>().Distinct().Order().ShouldBeEmpty();
    }

    /// <summary>The checker is shown planted faults of every kind, so that it cannot go blind unnoticed.</summary>
    [Fact]
    public void The_checker_sees_every_kind_of_use()
    {
        var seen = UsedTypes.Of(typeof(Planted.Everything).Assembly).Where(x => x.By == nameof(Planted.Everything)).Select(x => x.Type).ToHashSet();

        new[]
        {
            nameof(Planted.Base), nameof(Planted.IContract), nameof(Planted.FieldType), nameof(Planted.ReturnType), nameof(Planted.ParameterType), nameof(Planted.LocalType),
            nameof(Planted.StaticCall), nameof(Planted.Made), nameof(Planted.InTypeof), nameof(Planted.InLambda), nameof(Planted.InAsync), "Argument", nameof(Planted.MarkAttribute), nameof(Planted.CaughtException),
        }.Except(seen).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Regions", "Cases", "move the method to Cases")]
    [InlineData("Shared", "Data", "the arrow goes Data → Shared")]
    [InlineData("Cases", "WeChat", "no capability names WeChat")]
    [InlineData("WeChat", "Cases", "WeChat only serves")]
    [InlineData("Weather", "Cases", "is a new room")]
    public void A_forbidden_arrow_says_what_to_do(string from, string to, string sentence) =>
        HouseRules.Complaint(new Use("Planted", $"Engagement.Core.{from}", "Thing", $"Engagement.Core.{to}")).ShouldNotBeNull().ShouldContain(sentence);

    [Theory]
    [InlineData("Engagement.Core.Cases", "HttpContext", "Microsoft.AspNetCore.Http", "core knows no HTTP")]
    [InlineData("Engagement.Core.Staff", "SignInManager`1", "Microsoft.AspNetCore.Identity", "only api may use SignInManager")]
    [InlineData("Engagement.Jobs.Cases", "SignInManager`1", "Microsoft.AspNetCore.Identity", "only api may use SignInManager")]
    [InlineData("Engagement.Core.Cases", "IJob", "Quartz", "only jobs knows Quartz")]
    [InlineData("Engagement.Api.Hosting", "IJob", "Quartz", "only jobs knows Quartz")]
    public void A_forbidden_tool_says_what_to_do(string by, string type, string ns, string sentence) =>
        HouseRules.Complaint(new Use("Planted", by, type, ns)).ShouldNotBeNull().ShouldContain(sentence);

    [Theory]
    [InlineData("Engagement.Core.Lists", "Thing", "Engagement.Core.Cases")]
    [InlineData("Engagement.Core.Cases", "Thing", "Engagement.Core.Data.SharedState")]
    [InlineData("Engagement.Core.WeChat", "Thing", "Engagement.Core.People")]
    [InlineData("Engagement.Core.Staff", "UserManager`1", "Microsoft.AspNetCore.Identity")]
    [InlineData("Engagement.Jobs.Cases", "IJob", "Quartz")]
    [InlineData("Engagement.Core.Data.Migrations.Sqlite", "Case", "Engagement.Core.Cases")]
    public void What_the_line_allows_is_allowed(string by, string type, string ns) => HouseRules.Complaint(new Use("Any", by, type, ns)).ShouldBeNull();

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(Engagement\.Core\.[\w.]+);")]
    private static partial Regex Using();
}
