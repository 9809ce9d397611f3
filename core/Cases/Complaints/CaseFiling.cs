using Engagement.Core.Safety;

namespace Engagement.Core.Cases.Complaints;

/// <summary>What a filing states, already checked and looked up.</summary>
public sealed record CaseFiling(
    CaseKind Kind, string CategoryCode, DeadlinePolicy Policy, string? Description, CaseVisibility Visibility, bool HiddenFromCommittee,
    string RegionCode, string? Address, double? Latitude, double? Longitude, double? Accuracy, Guid? ReporterId, Guid? FiledOnBehalfBy)
{
    /// <summary>What the automatic check said of description and address; unknown when nobody could be asked.</summary>
    public SafetyVerdict TextSafety { get; init; }

    /// <summary>Somebody else than the fixer must confirm the work; for findings this is always so.</summary>
    public bool RequiresVerification { get; init; }

    /// <summary>What opened it when no citizen did.</summary>
    public string? SourceKind { get; init; }
    public Guid? SourceId { get; init; }

    /// <summary>The earlier case that this one repeats.</summary>
    public Guid? RelapseOfId { get; init; }

    /// <summary>It is about the village committee, or somebody in it.</summary>
    public bool AboutCommittee { get; init; }
}
