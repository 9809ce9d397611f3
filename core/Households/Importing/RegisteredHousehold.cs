using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Importing;

/// <summary>An active household as the register has it, for comparing with a file.</summary>
public sealed class RegisteredHousehold(Guid id, string code, string village, string? alley, string? doorPlate, double? latitude, double? longitude, int walkingOrder)
{
    public Guid Id => id;
    public string Code => code;
    public string Village => village;
    public string? Alley => alley;
    public string? DoorPlate => doorPlate;
    public double? Latitude => latitude;
    public double? Longitude => longitude;
    public int WalkingOrder => walkingOrder;
    public List<RegisteredMember> Members { get; } = [];
    public RegisteredMember? Head => Members.Find(x => x.Role == MemberRole.Head);

    /// <summary>All active ones under a region, with their members, in the order of their codes.</summary>
    internal static async Task<List<RegisteredHousehold>> LoadAsync(EngagementDbContext db, string region, CancellationToken cancel)
    {
        var groups = await db.Set<HouseholdGroup>().AsNoTracking().Under(x => x.RegionCode, region).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        Dictionary<Guid, RegisteredHousehold> all = [];
        var rows = db.Set<Household>().AsNoTracking().Under(x => x.Code, region).Where(x => x.Status == HouseholdStatus.Active)
            .Select(x => new { x.Id, x.Code, x.RegionCode, x.GroupId, x.DoorPlate, x.Latitude, x.Longitude, x.WalkingOrder });
        await foreach (var x in rows.AsAsyncEnumerable().WithCancellation(cancel))
            all.Add(x.Id, new RegisteredHousehold(x.Id, x.Code, x.RegionCode, x.GroupId is { } group ? groups.GetValueOrDefault(group) : null, x.DoorPlate, x.Latitude, x.Longitude, x.WalkingOrder));
        var members = from line in db.Set<Membership>().AsNoTracking().Where(x => x.Status == MembershipStatus.Active).Under(x => x.RegionCode, region)
                      join person in db.Set<Person>() on line.PersonId equals person.Id
                      select new { line.HouseholdId, line.Id, line.PersonId, person.Name, line.Role, line.IsAdult, line.Relation, person.ContactPhone };
        await foreach (var x in members.AsAsyncEnumerable().WithCancellation(cancel))
            if (all.TryGetValue(x.HouseholdId, out var it)) it.Members.Add(new RegisteredMember(x.Id, x.PersonId, x.Name ?? "", x.Role, x.IsAdult, x.Relation, x.ContactPhone));
        return [.. all.Values.OrderBy(x => x.Code, StringComparer.Ordinal)];
    }
}

/// <summary>A member as the register has them.</summary>
/// <param name="ContactPhone">Encrypted.</param>
public sealed record RegisteredMember(Guid MembershipId, Guid PersonId, string Name, MemberRole Role, bool IsAdult, string? Relation, byte[]? ContactPhone);
