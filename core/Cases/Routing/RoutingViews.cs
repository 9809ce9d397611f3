using Engagement.Core.Posts;

namespace Engagement.Core.Cases.Routing;

/// <summary>A target with its name.</summary>
public sealed record RoutingTargetView(RoutingTargetKind Kind, DutyPostKind? PostKind, Guid? PostId, Guid? OfficeId, string Name);

/// <summary>A rule with its names, as a sentence, and its rank among all rules: smaller is tried earlier.</summary>
public sealed record RoutingRuleView(
    Guid Id, string RegionCode, string RegionName, string? CategoryCode, string CategoryName, RoutingTargetView Target, int Priority, string? Note, string Says, bool MayEdit, int Version);

/// <summary>One rule on the way, and why it decided or did not.</summary>
public sealed record RoutingStepView(Guid RuleId, string Says, RoutingVerdict Verdict, string Reason);

/// <summary>Who would get it, and why.</summary>
/// <param name="AssigneeName">Whoever does the post's work today.</param>
public sealed record RoutingPreview(
    Guid OfficeId, string OfficeName, Guid? PostId, string? PostTitle, DutyPostKind? PostKind, string? AssigneeName, Guid? RuleId, string Reason, IReadOnlyList<RoutingStepView> Steps);

/// <summary>A kept example.</summary>
public sealed record RoutingExampleView(
    Guid Id, string Name, string RegionCode, string RegionName, string CategoryCode, string CategoryName, bool HiddenFromCommittee, bool AboutCommittee, string? Address,
    RoutingTargetView Expected, bool MayEdit, int Version);

/// <summary>How an example came out.</summary>
/// <param name="Actual">Where it went: office, and post with whoever is on duty.</param>
public sealed record ExampleResult(Guid Id, string Name, bool Passed, string Expected, string Actual, string Reason);

/// <summary>How a considered change would turn an example: passed before, and after.</summary>
public sealed record ExampleShift(Guid Id, string Name, string Expected, string Before, string After, bool PassedBefore, bool PassesAfter);

public sealed record RoutingChangeView(Guid RuleId, DateTime At, RoutingChangeKind Kind, string? StaffName, string Says, string? BrokenExamples);
