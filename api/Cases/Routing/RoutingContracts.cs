using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Posts;
using Engagement.Core.Regions;

namespace Engagement.Api.Cases.Routing;

/// <summary>Where to: only the value that belongs to the kind is given.</summary>
public sealed record TargetRequest([property: Given] RoutingTargetKind? Kind, DutyPostKind? PostKind, Guid? PostId, Guid? OfficeId)
{
    internal RoutingTarget ToTarget() => new(Kind!.Value, PostKind, PostId, OfficeId);
}

/// <summary>A rule. Any category when left out. <c>confirm</c>: also when an example would no longer come out as expected.</summary>
public sealed record RoutingRuleRequest(
    [property: Needed(Region.CodeMaxLength)] string RegionCode, [property: AtMost(Core.Cases.Category.CodeMaxLength)] string? Category, [property: Given] TargetRequest? Target,
    [property: Between(0, RoutingRule.MaxPriority)] int? Priority, [property: AtMost(RoutingRule.NoteMaxLength)] string? Note, bool Confirm = false)
{
    internal RoutingWish ToWish() => new(RegionCode, string.IsNullOrEmpty(Category) ? null : Category, Target!.ToTarget(), Priority ?? 0, Note);
}

/// <summary>A rule that is only considered; <c>ruleId</c> when it takes another one's place.</summary>
public sealed record RoutingTrialRequest(
    [property: Needed(Region.CodeMaxLength)] string RegionCode, [property: AtMost(Core.Cases.Category.CodeMaxLength)] string? Category, [property: Given] TargetRequest? Target,
    [property: Between(0, RoutingRule.MaxPriority)] int? Priority, Guid? RuleId)
{
    internal RoutingWish ToWish() => new(RegionCode, string.IsNullOrEmpty(Category) ? null : Category, Target!.ToTarget(), Priority ?? 0, null);
}

public sealed record RoutingRuleChangeRequest(
    [property: Given] int? Version, [property: Given] TargetRequest? Target, [property: Between(0, RoutingRule.MaxPriority)] int? Priority,
    [property: AtMost(RoutingRule.NoteMaxLength)] string? Note, bool Confirm = false);

public sealed record RoutingRuleEndRequest([property: Given] int? Version, bool Confirm = false);

/// <summary>A case that does not exist yet: who would get it?</summary>
public sealed record RoutingPreviewRequest(
    [property: Needed(Region.CodeMaxLength)] string RegionCode, [property: Needed(Core.Cases.Category.CodeMaxLength)] string Category, bool HiddenFromCommittee = false,
    bool AboutCommittee = false, [property: AtMost(Case.AddressMaxLength)] string? Address = null)
{
    internal RoutingInput ToInput() => new(RegionCode, Category, HiddenFromCommittee, AboutCommittee, Address);
}

/// <summary>A made-up case and where it must go. The place of an example stays when it is changed.</summary>
public sealed record RoutingExampleRequest(
    [property: Needed(RoutingExample.NameMaxLength)] string Name, [property: Given] RoutingPreviewRequest? Input, [property: Given] TargetRequest? Expected, int? Version);

public sealed record RoutingExampleRemovalRequest([property: Given] int? Version);

/// <summary>How many of the examples came out as expected, and how each did.</summary>
public sealed record ExampleRun(int Passed, int Failed, IReadOnlyList<ExampleResult> Results);

public sealed record ExampleRunRequest([property: Needed(Core.Regions.Region.CodeMaxLength)] string Region);
