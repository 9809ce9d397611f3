using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Engagement.Core.Cases;
using Engagement.Core.Shared;
using Engagement.Tests.Shared;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Cases;

public sealed class CategorySeedTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Entry[] Entries = Read();

    [Fact]
    public void Entries_AreWellFormedAndUnique()
    {
        Entries.ShouldNotBeEmpty();
        Entries.Select(e => e.Code).ShouldBeUnique();
        Entries.Select(e => e.Name).ShouldBeUnique();
        Entries.Select(e => e.SortOrder).ShouldBeUnique();
        Entries.Select(e => e.SortOrder).ShouldBeInOrder();
        foreach (var entry in Entries)
        {
            Regex.IsMatch(entry.Code, "^[a-z][a-z-]{0,31}$").ShouldBeTrue(entry.Code);
            Regex.IsMatch(entry.Icon, "^[a-z][a-z0-9-]*$").ShouldBeTrue(entry.Icon);
            entry.Name.Length.ShouldBeInRange(2, 16);
            entry.Hint.Length.ShouldBeInRange(2, 40);
        }
    }

    [Fact]
    public void Tiers_AreThoseOfTheHotline()
    {
        foreach (var entry in Entries)
        {
            entry.RespondWithin.Amount.ShouldBe(2);
            entry.ResolveWithin.ShouldBe(entry.Priority switch
            {
                "danger" => new TimeAllowance(2, DeadlineUnit.ClockHours),
                "utilities" => new TimeAllowance(24, DeadlineUnit.ClockHours),
                "normal" => new TimeAllowance(7, DeadlineUnit.WorkingDays),
                "hard" => new TimeAllowance(15, DeadlineUnit.WorkingDays),
                _ => throw new InvalidOperationException(entry.Priority),
            }, entry.Code);
        }
        Entries.Select(e => e.Priority).Distinct().Order().ShouldBe(["danger", "hard", "normal", "utilities"]);
    }

    [Fact]
    public void Answer_IsNeverDueAfterTheSolution() =>
        CalendarGen.Check(CalendarGen.Pair(CalendarGen.Moment, Gen.Elements(Entries)), x =>
        {
            var (filed, entry) = x;
            var policy = new DeadlinePolicy(entry.RespondWithin, entry.ResolveWithin);
            return policy.RespondBy(filed, WorkingCalendar.Official) <= policy.DueAt(filed, WorkingCalendar.Official);
        });

    private static Entry[] Read()
    {
        using var stream = typeof(DeadlinePolicy).Assembly.GetManifestResourceStream("Engagement.Core.Cases.categories.seed.json");
        return JsonSerializer.Deserialize<Entry[]>(stream.ShouldNotBeNull(), Options)!;
    }

    private sealed record Entry(
        string Code, string Name, string Hint, string Icon, string Priority, int SortOrder,
        TimeAllowance RespondWithin, TimeAllowance ResolveWithin);
}
