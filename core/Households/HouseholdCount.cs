namespace Engagement.Core.Households;

/// <summary>One village's register in numbers, kept by every save that changes them; a job proves them equal to a recount.</summary>
public sealed class HouseholdCount
{
    private HouseholdCount() { }

    /// <summary>The village.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>Active households.</summary>
    public int Active { get; private init; }

    /// <summary>The last serial given out. Serials are never given twice.</summary>
    public int LastSerial { get; private init; }
}
