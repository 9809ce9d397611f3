using Engagement.Core.Data;
using Engagement.Core.Posts;

namespace Engagement.Core.Cases.Routing;

/// <summary>Where a rule sends a case: to whoever holds a kind of post in the village, to one post, to an office, to the village's committee, or to the
/// township as if there were no rule.</summary>
public enum RoutingTargetKind { PostKind, Post, Office, Committee, Township }

/// <summary>Where to. Exactly the value that belongs to the kind is set.</summary>
public sealed record RoutingTarget(RoutingTargetKind Kind, DutyPostKind? PostKind = null, Guid? PostId = null, Guid? OfficeId = null)
{
    public bool IsWhole => Kind switch
    {
        RoutingTargetKind.PostKind => (PostKind, PostId, OfficeId) is ({ }, null, null),
        RoutingTargetKind.Post => (PostKind, PostId, OfficeId) is (null, { }, null),
        RoutingTargetKind.Office => (PostKind, PostId, OfficeId) is (null, null, { }),
        _ => (PostKind, PostId, OfficeId) is (null, null, null),
    };
}

/// <summary>"In this place, complaints of this category go there." The most specific rule that can be carried out decides.</summary>
public sealed class RoutingRule : IVersioned
{
    public const int NoteMaxLength = 200;
    public const int MaxPriority = 999;

    private RoutingRule() { }

    public RoutingRule(Guid id, string regionCode, string? categoryCode, RoutingTarget target, int priority, string? note, DateTime now)
    {
        Id = id;
        RegionCode = regionCode;
        CategoryCode = categoryCode;
        Aim(target, priority, note);
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>County (6), township (9) or village (12 digits) the rule holds in.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>Null for any category.</summary>
    public string? CategoryCode { get; private init; }
    public RoutingTargetKind TargetKind { get; private set; }
    public DutyPostKind? TargetPostKind { get; private set; }
    public Guid? TargetPostId { get; private set; }
    public Guid? TargetOfficeId { get; private set; }

    /// <summary>Among rules for the same place and category the lower number is tried first.</summary>
    public int Priority { get; private set; }
    public string? Note { get; private set; }
    public DateTime CreatedAt { get; private init; }

    /// <summary>When the rule was taken out of use; null while it holds.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Changes so far; gives each its place in the history.</summary>
    public int ChangeCount { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public RoutingTarget Target => new(TargetKind, TargetPostKind, TargetPostId, TargetOfficeId);

    public void Aim(RoutingTarget target, int priority, string? note)
    {
        if (EndedAt is not null) throw RoutingErrors.RuleEnded();
        (TargetKind, TargetPostKind, TargetPostId, TargetOfficeId) = (target.Kind, target.PostKind, target.PostId, target.OfficeId);
        (Priority, Note) = (priority, note);
    }

    public void End(DateTime now)
    {
        if (EndedAt is not null) throw RoutingErrors.RuleEnded();
        EndedAt = now;
    }

    /// <summary>The line of history a change leaves.</summary>
    public RoutingChange Record(Guid id, RoutingChangeKind kind, Guid? staffId, string says, string? brokenExamples, DateTime now) =>
        new(id, Id, ++ChangeCount, RegionCode, kind, staffId, says, brokenExamples, now);

    /// <summary>What the router needs of it.</summary>
    internal RuleLine ToLine() => new(Id, RegionCode, CategoryCode, Target, Priority);
}

/// <summary>A rule as the router reads it.</summary>
public sealed record RuleLine(Guid Id, string RegionCode, string? CategoryCode, RoutingTarget Target, int Priority)
{
    /// <summary>Village before township before county; the category before any; then the lower number, then the older rule.</summary>
    public static IReadOnlyList<RuleLine> InOrder(IEnumerable<RuleLine> rules, string regionCode, string category) =>
        [.. rules.Where(x => regionCode.StartsWith(x.RegionCode, StringComparison.Ordinal) && (x.CategoryCode is null || x.CategoryCode == category))
            .OrderByDescending(x => x.RegionCode.Length).ThenBy(x => x.CategoryCode is null).ThenBy(x => x.Priority).ThenBy(x => x.Id)];
}

public enum RoutingChangeKind { Created, Changed, Ended }

/// <summary>One change of a rule: who, when, what it says since. Added, never changed.</summary>
public sealed class RoutingChange : INumberedLine
{
    public const int SaysMaxLength = 500;

    private RoutingChange() { }

    internal RoutingChange(Guid id, Guid ruleId, int sequence, string regionCode, RoutingChangeKind kind, Guid? staffId, string says, string? brokenExamples, DateTime now)
    {
        Id = id;
        RuleId = ruleId;
        Sequence = sequence;
        RegionCode = regionCode;
        Kind = kind;
        StaffId = staffId;
        Says = says;
        BrokenExamples = brokenExamples;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid RuleId { get; private init; }

    /// <inheritdoc/>
    public int Sequence { get; private init; }
    public string RegionCode { get; private init; } = "";
    public RoutingChangeKind Kind { get; private init; }
    public Guid? StaffId { get; private init; }

    /// <summary>The rule in a sentence, as it was after the change.</summary>
    public string Says { get; private init; } = "";

    /// <summary>The examples that no longer came out as expected, each with where it goes since, which somebody confirmed; null when there were none.</summary>
    public string? BrokenExamples { get; private init; }
    public DateTime At { get; private init; }
}

/// <summary>A case made up to hold the rules to: where it must go. Kept as data, run before every change of a rule.</summary>
public sealed class RoutingExample : IVersioned
{
    public const int NameMaxLength = 64;

    private RoutingExample() { }

    public RoutingExample(Guid id, string name, RoutingInput input, RoutingTarget expected, DateTime now)
    {
        Id = id;
        RegionCode = input.RegionCode;
        CategoryCode = input.CategoryCode;
        CreatedAt = now;
        State(name, input, expected);
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>Village or township of the made-up case.</summary>
    public string RegionCode { get; private init; } = "";
    public string CategoryCode { get; private set; } = "";
    public bool HiddenFromCommittee { get; private set; }
    public bool AboutCommittee { get; private set; }
    public string? Address { get; private set; }
    public RoutingTargetKind ExpectedKind { get; private set; }
    public DutyPostKind? ExpectedPostKind { get; private set; }
    public Guid? ExpectedPostId { get; private set; }
    public Guid? ExpectedOfficeId { get; private set; }
    public DateTime CreatedAt { get; private init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public RoutingInput Input => new(RegionCode, CategoryCode, HiddenFromCommittee, AboutCommittee, Address);

    public RoutingTarget Expected => new(ExpectedKind, ExpectedPostKind, ExpectedPostId, ExpectedOfficeId);

    /// <summary>All but the place, which decides who may edit it.</summary>
    public void State(string name, RoutingInput input, RoutingTarget expected)
    {
        Name = name;
        (CategoryCode, HiddenFromCommittee, AboutCommittee, Address) = (input.CategoryCode, input.HiddenFromCommittee, input.AboutCommittee, input.Address);
        (ExpectedKind, ExpectedPostKind, ExpectedPostId, ExpectedOfficeId) = (expected.Kind, expected.PostKind, expected.PostId, expected.OfficeId);
    }
}
