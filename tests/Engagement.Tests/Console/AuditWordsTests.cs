using System.Text.RegularExpressions;
using Engagement.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Console;

/// <summary>Every act that the code writes into the audit trail has Chinese words on the console's page, and no word is left of an act that is gone.</summary>
public sealed partial class AuditWordsTests
{
    private static readonly Lazy<AuditCalls> Calls = new(AuditCalls.Read);

    [Fact]
    public void Every_act_has_words()
    {
        var words = Words("actionNames");
        Calls.Value.Actions.Count.ShouldBeGreaterThan(80);
        Calls.Value.Actions.Except(words).Select(x => $"{x} is written to the trail: give it Chinese words in admin-web/src/audit/text.ts.").ShouldBeEmpty();
        Calls.Value.Actions.Select(x => x.Split('.')[0]).Distinct().Except(Words("groupNames")).Select(x => $"{x} is a new kind of act: name it in groupNames of admin-web/src/audit/text.ts.").ShouldBeEmpty();
    }

    [Fact]
    public void No_words_are_left_of_an_act_that_is_gone() =>
        Words("actionNames").Except(Calls.Value.Actions).Select(x => $"{x} is in admin-web/src/audit/text.ts, but nothing writes it.").ShouldBeEmpty();

    /// <summary>Else an act could hide from the comparison.</summary>
    [Fact]
    public void Every_call_names_its_act_where_one_can_read_it() => Calls.Value.Unreadable.ShouldBeEmpty();

    [Fact]
    public void A_call_is_read_with_all_it_may_write()
    {
        var read = AuditCalls.Of("""
            public Task<Case?> DecideAsync(Actor actor, string action, Func<Task> act) => db.Add(AuditLine.Of(actor, now, action, "case", id));
            void A() => acts.DecideAsync(actor, "case.accept", async () => { messages.Send("complaint.filed"); });
            void B() => db.Add(AuditLine.Of(actor, now, yes ? "case.yes" : "case.no", Target(it), id, $"x.{y}"));
            private const string Kept = "case.kept";
            void D() => Save(AuditLine.Of(actor, now, Kept, "case", id));
            void C() => db.Add(AuditLine.Of(actor, now, Name(it), "case", id));
            """);
        read.Actions.ShouldBe(["case.accept", "case.kept", "case.no", "case.yes"]);
        read.Unreadable.ShouldHaveSingleItem().ShouldContain("now, Name");
    }

    private static HashSet<string> Words(string table)
    {
        var page = File.ReadAllText(Path.Combine(RunningApi.Repository, "admin-web", "src", "audit", "text.ts"));
        var start = page.IndexOf($"export const {table}", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        return [.. Key().Matches(page[start..page.IndexOf("\n}", start, StringComparison.Ordinal)]).Select(x => x.Groups["key"].Value)];
    }

    [GeneratedRegex(@"(?<=[{,\s])'?(?<key>[a-z_]+(\.[a-z_]+)?)'?: '")]
    private static partial Regex Key();
}
