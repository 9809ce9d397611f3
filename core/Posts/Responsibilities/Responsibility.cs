using Engagement.Core.Data;
using Engagement.Core.Regions;

namespace Engagement.Core.Posts.Responsibilities;

/// <summary>Municipal, county and township leaders: 市领导包县、县领导包片、乡镇领导包村.</summary>
public enum LeaderLevel { Municipal, County, Township }

/// <summary>A leader answers for places from a day to a day, both included (Asia/Shanghai). The leader is a person, seldom with an account.</summary>
public sealed class Responsibility : IVersioned
{
    public const int TitleMaxLength = 64;

    /// <summary>Places one leader may answer for.</summary>
    public const int MaxPlaces = 300;

    private readonly List<ResponsibilityPlace> places = [];

    private Responsibility() { }

    /// <param name="id">UUIDv7.</param>
    /// <param name="level">Whose leader.</param>
    /// <param name="personId">The leader.</param>
    /// <param name="title">Office held: 副县长.</param>
    /// <param name="staffId">The leader's account, where there is one.</param>
    /// <param name="areaName">What the area is called, when several places make one.</param>
    /// <param name="placeCodes">Codes of county, township or village; at least one.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day; null while open-ended.</param>
    public Responsibility(
        Guid id, LeaderLevel level, Guid personId, string title, Guid? staffId, string? areaName, IEnumerable<string> placeCodes, DateOnly from, DateOnly? to)
    {
        Id = id;
        Level = level;
        PersonId = personId;
        Title = title;
        StaffId = staffId;
        AreaName = areaName;
        From = from;
        To = to;
        places.AddRange(placeCodes.Distinct().Select(x => new ResponsibilityPlace(id, x)));
        RegionCode = CommonRegion([.. places.Select(x => x.RegionCode)]);
    }

    public Guid Id { get; private init; }
    public LeaderLevel Level { get; private init; }
    public Guid PersonId { get; private init; }
    public string Title { get; private set; } = "";
    public Guid? StaffId { get; private init; }
    public string? AreaName { get; private init; }

    /// <summary>The smallest region that holds all places: decides who may edit it.</summary>
    public string RegionCode { get; private init; } = "";
    public DateOnly From { get; private init; }
    public DateOnly? To { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public IReadOnlyList<ResponsibilityPlace> Places => places;

    public void End(DateOnly lastDay)
    {
        if (To is { } to && to <= lastDay) throw PostErrors.ResponsibilityEnded();
        if (lastDay < From) throw PostErrors.EndsBeforeStart("on");
        To = lastDay;
    }

    /// <summary>The lowest code under which all of these lie; empty when they share not even a province.</summary>
    public static string CommonRegion(IReadOnlyList<string> codes)
    {
        var common = Region.PathOf(codes[0]);
        foreach (var code in codes.Skip(1)) common = [.. common.Intersect(Region.PathOf(code))];
        return common is { Count: > 0 } ? common[^1] : "";
    }
}

/// <summary>A place a leader answers for, with all below it.</summary>
public sealed class ResponsibilityPlace
{
    private ResponsibilityPlace() { }

    internal ResponsibilityPlace(Guid responsibilityId, string regionCode)
    {
        ResponsibilityId = responsibilityId;
        RegionCode = regionCode;
    }

    public Guid ResponsibilityId { get; private init; }

    /// <summary>6, 9 or 12 digits.</summary>
    public string RegionCode { get; private init; } = "";
}
