using System.Globalization;
using Engagement.Core.Data;
using Engagement.Core.Regions;

namespace Engagement.Core.Households;

/// <summary>What became of a household. Only an active one has members; the others are the past, kept where it happened.</summary>
public enum HouseholdStatus { Active, Split, Merged, MovedAway }

/// <summary>The people behind one door: the unit of pledges, points, lists and contests. Holds no names and no phones; those are the members' in People.</summary>
public sealed class Household : IVersioned
{
    /// <summary>Village code and a serial of four digits or more.</summary>
    public const int CodeMaxLength = Region.CodeMaxLength + 8;
    public const int DoorPlateMaxLength = 48;
    public const int MaxWalkingOrder = 1_000_000;

    private Household() { }

    public Household(Guid id, string regionCode, int serial, HouseholdPlace place, DateTime now)
    {
        Id = id;
        RegionCode = regionCode;
        Serial = serial;
        Code = CodeOf(regionCode, serial);
        CreatedAt = now;
        WalkingOrder = serial;
        Settle(place);
    }

    public Guid Id { get; private init; }

    /// <summary>Village code + serial, unique, never given twice: 2102831052060017.</summary>
    public string Code { get; private init; } = "";

    /// <summary>The village. A household that leaves it ends here.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>1, 2, 3 … within the village.</summary>
    public int Serial { get; private init; }

    /// <summary>As written on the door: 东街12号. Null where houses have none.</summary>
    public string? DoorPlate { get; private set; }

    /// <summary>Alley or villagers' group; null while in none.</summary>
    public Guid? GroupId { get; private set; }

    /// <summary>WGS-84 degrees; null until somebody stood there.</summary>
    public double? Latitude { get; private set; }

    /// <summary>WGS-84 degrees.</summary>
    public double? Longitude { get; private set; }

    /// <summary>Place in a round through the village, within its alley; the serial until said otherwise. Not unique.</summary>
    public int WalkingOrder { get; private set; }
    public HouseholdStatus Status { get; private set; }
    public DateTime CreatedAt { get; private init; }

    /// <summary>When it was split, merged or moved away; null while active.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public bool IsActive => Status == HouseholdStatus.Active;

    public static string CodeOf(string regionCode, int serial) => string.Create(CultureInfo.InvariantCulture, $"{regionCode}{serial:0000}");

    /// <summary>Where it lies, all of it: what is null in <paramref name="place"/> is null afterwards, except the walking order.</summary>
    public void Settle(HouseholdPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        DemandActive();
        DoorPlate = place.DoorPlate;
        GroupId = place.GroupId;
        Latitude = place.Position?.Latitude;
        Longitude = place.Position?.Longitude;
        WalkingOrder = place.WalkingOrder ?? WalkingOrder;
    }

    /// <summary>The household ends; what it earned and promised stays with it.</summary>
    public void End(HouseholdStatus outcome, DateTime now)
    {
        DemandActive();
        if (outcome == HouseholdStatus.Active) throw new ArgumentOutOfRangeException(nameof(outcome));
        Status = outcome;
        EndedAt = now;
    }

    public void DemandActive()
    {
        if (!IsActive) throw HouseholdErrors.NotActive(Status);
    }
}

/// <summary>Where a household lies and how to walk to it.</summary>
/// <param name="DoorPlate">At most <see cref="Household.DoorPlateMaxLength"/> characters.</param>
/// <param name="GroupId">A group of the same village.</param>
/// <param name="Position">WGS-84.</param>
/// <param name="WalkingOrder">0 to <see cref="Household.MaxWalkingOrder"/>; null keeps what is there.</param>
public sealed record HouseholdPlace(string? DoorPlate, Guid? GroupId, Position? Position, int? WalkingOrder);
