using Engagement.Core.Data;

namespace Engagement.Core.Households;

/// <summary>An alley (胡同) or villagers' group (村民小组): households that are walked, posted and looked after together.</summary>
public sealed class HouseholdGroup : IVersioned
{
    public const int NameMaxLength = 32;

    private HouseholdGroup() { }

    public HouseholdGroup(Guid id, string regionCode, string name, int walkingOrder, DateTime now)
    {
        Id = id;
        RegionCode = regionCode;
        Name = name;
        WalkingOrder = walkingOrder;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>The village.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>Unique in the village.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Place of the alley in a round through the village.</summary>
    public int WalkingOrder { get; private set; }
    public DateTime CreatedAt { get; private init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public void Rename(string name, int walkingOrder)
    {
        Name = name;
        WalkingOrder = walkingOrder;
    }
}
