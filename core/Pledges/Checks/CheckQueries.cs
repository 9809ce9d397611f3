using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Checks;

/// <summary>An objection as the household and staff see it.</summary>
public sealed record ObjectionView(string Reason, DateTime At, ObjectionState State, string? Answer, DateTime? DecidedAt, int Version);

public sealed record CheckPhotoView(Guid PhotoId, Guarantee? Guarantee);

/// <summary>A check with its pictures and what became of it.</summary>
/// <param name="CanObject">The actor may object to it now.</param>
/// <param name="CanDecide">The actor may decide the waiting objection.</param>
public sealed record CheckView(
    Guid Id, Guid HouseholdId, string HouseholdCode, string? DoorPlate, string RegionCode, Guid? RoundId, Guid? FirstCheckId, bool Cleanliness, bool Order, bool Greening, string? Note, PledgeCheckState State,
    DateTime CheckedAt, DateTime? PutRightBy, DateTime? ObjectBy, DateTime? ClosedAt, Guid? FindingId, IReadOnlyList<CheckPhotoView> Photos, ObjectionView? Objection, bool CanObject, bool CanDecide);

/// <summary>Which checks a list shows.</summary>
/// <param name="Objected">Only those with an objection that waits.</param>
public sealed record CheckFilter(string? RegionCode, Guid? HouseholdId, PledgeCheckState? State, bool Objected);

/// <summary>Reads checks for their household and for staff of its village.</summary>
public sealed class CheckQueries(EngagementDbContext db, HouseholdAccess households, TimeProvider clock)
{
    public async Task<CheckView?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var check = await db.Set<PledgeCheck>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);
        return check is null || !await MaySeeAsync(actor, check, cancel) ? null : (await ViewAsync(actor, [check], cancel))[0];
    }

    /// <summary>Newest first. A villager sees the checks of their household, staff those of their region.</summary>
    /// <exception cref="NotAllowed">The region is not the actor's.</exception>
    public async Task<Page<CheckView>> ListAsync(Actor actor, CheckFilter filter, int limit, string? after, CancellationToken cancel)
    {
        var query = db.Set<PledgeCheck>().AsNoTracking();
        if (actor.IsStaff)
        {
            if (filter.RegionCode is not { } region) throw PledgeErrors.RegionNeeded();
            if (!PledgeAccess.MaySee(actor, region)) throw PledgeErrors.NotYourVillage();
            query = query.Where(Regions.RegionScope.Within<PledgeCheck>(x => x.RegionCode, region));
            if (filter.HouseholdId is { } one) query = query.Where(x => x.HouseholdId == one);
        }
        else
        {
            var home = filter.HouseholdId ?? (actor.PersonId is { } person ? await households.HouseholdOfAsync(person, cancel) : null);
            if (home is not { } id || await households.StandingAsync(actor, id, cancel) == HouseholdStanding.None) return new Page<CheckView>([], null);
            query = query.Where(x => x.HouseholdId == id);
        }

        if (filter.State is { } state) query = query.Where(x => x.State == state);
        if (filter.Objected) query = query.Where(x => db.Set<PledgeObjection>().Any(o => o.CheckId == x.Id && o.State == ObjectionState.Waiting));
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (at, id) = Cursor.Read(cursor, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            query = query.Where(x => x.CheckedAt < at || (x.CheckedAt == at && x.Id < id));
        }

        var rows = await query.OrderByDescending(x => x.CheckedAt).ThenByDescending(x => x.Id).Take(limit + 1).ToListAsync(cancel);
        return Page<CheckView>.Cut(await ViewAsync(actor, rows, cancel), limit, x => [x.CheckedAt, x.Id]);
    }

    private async Task<bool> MaySeeAsync(Actor actor, PledgeCheck check, CancellationToken cancel) =>
        PledgeAccess.MaySee(actor, check.RegionCode) || check.CheckerId == actor.AccountId
        || await households.StandingAsync(actor, check.HouseholdId, cancel) != HouseholdStanding.None;

    private async Task<IReadOnlyList<CheckView>> ViewAsync(Actor actor, IReadOnlyList<PledgeCheck> checks, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var ids = checks.Select(x => x.Id).ToList();
        var homes = checks.Select(x => x.HouseholdId).Distinct().ToList();
        var doors = await db.Set<Household>().AsNoTracking().Where(x => homes.Contains(x.Id)).Select(x => new { x.Id, x.Code, x.DoorPlate }).ToDictionaryAsync(x => x.Id, cancel);
        var photos = (await db.Set<PledgeCheckPhoto>().AsNoTracking().Where(x => ids.Contains(x.CheckId)).OrderBy(x => x.Position).ToListAsync(cancel)).ToLookup(x => x.CheckId);
        var objections = await db.Set<PledgeObjection>().AsNoTracking().Where(x => ids.Contains(x.CheckId)).ToDictionaryAsync(x => x.CheckId, cancel);
        var mine = new Dictionary<Guid, bool>();
        foreach (var home in homes) mine[home] = await households.MayActForAsync(actor, home, cancel);
        return [.. checks.Select(x =>
        {
            var objection = objections.GetValueOrDefault(x.Id);
            return new CheckView(x.Id, x.HouseholdId, doors[x.HouseholdId].Code, doors[x.HouseholdId].DoorPlate, x.RegionCode, x.RoundId, x.FirstCheckId, x.Cleanliness, x.Order, x.Greening, x.Note, x.State,
                x.CheckedAt, x.PutRightBy, x.ObjectBy, x.ClosedAt, x.FindingId, [.. photos[x.Id].Select(p => new CheckPhotoView(p.PhotoId, p.Guarantee))],
                objection is null ? null : new ObjectionView(objection.Reason, objection.At, objection.State, objection.Answer, objection.DecidedAt, objection.Version),
                CanObject: objection is null && mine[x.HouseholdId] && x.ObjectBy > now && x.State != PledgeCheckState.Overturned,
                CanDecide: objection is { State: ObjectionState.Waiting } && PledgeAccess.MayRun(actor, x.RegionCode) && x.CheckerId != actor.AccountId && x.CheckerId != actor.PersonId && !mine[x.HouseholdId]);
        })];
    }
}
