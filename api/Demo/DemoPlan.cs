using Engagement.Core.Cases;

namespace Engagement.Api.Demo;

/// <summary>How a complaint ends when time allows.</summary>
public enum DemoEnding { Solved, Silent, Rejected, Withdrawn, ClosedByStaff }

/// <summary>Where a complaint gets stuck, whatever time has passed.</summary>
public enum DemoStop { Nowhere, Filed, Accepted, Started, Resolved, HandedUp }

/// <summary>What befalls a complaint on its way.</summary>
public enum DemoTurn { None, Paused, Extended, Deferred, Returned }

/// <summary>What shall become of one complaint. The story then runs until it ends, gets stuck, or reaches today.</summary>
public sealed record DemoPlan(DateTime FiledAt, DemoVillage Village, DemoVillager Reporter, string Category)
{
    public DemoEnding Ending { get; init; }
    public DemoStop Stop { get; init; }
    public DemoTurn Turn { get; init; }
    public int Reopenings { get; init; }
    public CaseVisibility Visibility { get; init; }
    public bool Hidden { get; init; }

    /// <summary>Filed by the committee for somebody without a phone.</summary>
    public bool OnBehalf { get; init; }

    /// <summary>Worked every day, holidays too: such stories come out the same whenever they are played.</summary>
    public bool Duty { get; init; }

    /// <summary>Solved after the deadline.</summary>
    public bool Late { get; init; }
    public int Urges { get; init; }
    public int Supporters { get; init; }

    /// <summary>The complaint of another person this one will be merged into.</summary>
    public DemoPlan? SameAs { get; init; }
}
