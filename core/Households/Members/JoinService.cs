using Engagement.Core.Codes;
using Engagement.Core.Data;
using Engagement.Core.Data.SharedState;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Members;

/// <summary>How a villager says which household is theirs: by its village, door plate and head, all exactly.</summary>
public sealed record NamedHousehold(string Village, string? DoorPlate, string HeadName);

/// <summary>A villager asks to join a household, or thinks better of it.</summary>
public sealed class JoinService(EngagementDbContext db, DegradingSharedState state, TimeProvider clock)
{
    /// <summary>Guesses per person in ten minutes: the door plate and the head's name together are no secret, but nobody shall try out lists of them.</summary>
    public const int MaxTries = 10;

    private static readonly TimeSpan TriesCountFor = TimeSpan.FromMinutes(10);

    /// <summary>After a scan: whoever has the household's id has stood before its door, or belongs to a household that told them.</summary>
    /// <param name="code">The short id on the door; checked when given.</param>
    /// <returns>Null when there is no such household.</returns>
    public async Task<Membership?> RequestAsync(Actor actor, Guid householdId, string? code, bool isAdult, string? relation, CancellationToken cancel)
    {
        var it = await db.Set<Household>().FirstOrDefaultAsync(x => x.Id == householdId, cancel);
        if (it is null) return null;
        if (code is not null)
        {
            var (id, owner) = (CodeId.Normalize(code), householdId.ToString());
            if (!await db.Set<Code>().AnyAsync(x => x.Id == id && x.OwnerKind == CodeKind.Household && x.OwnerId == owner && x.RetiredAt == null, cancel))
                throw HouseholdErrors.CodeElsewhere();
        }

        return await RequestAsync(actor, it, isAdult, relation, cancel);
    }

    /// <summary>By naming it.</summary>
    /// <exception cref="RuleViolation">Nothing, or more than one, is named so.</exception>
    public async Task<Membership> RequestAsync(Actor actor, NamedHousehold named, bool isAdult, string? relation, CancellationToken cancel)
    {
        if (await state.IncrementAsync($"household-join:tries:{actor.PersonId}", TriesCountFor, 1, cancel) > MaxTries) throw HouseholdErrors.TooManyTries();
        var plate = string.IsNullOrWhiteSpace(named.DoorPlate) ? null : named.DoorPlate.Trim();
        var head = named.HeadName.Trim();
        var found = await (from household in db.Set<Household>()
                           join line in db.Set<Membership>() on household.Id equals line.HouseholdId
                           join person in db.Set<Person>() on line.PersonId equals person.Id
                           where household.RegionCode == named.Village && household.Status == HouseholdStatus.Active && household.DoorPlate == plate
                               && line.Status == MembershipStatus.Active && line.Role == MemberRole.Head && person.Name == head
                           select household).Take(2).ToListAsync(cancel);
        if (found.Count != 1) throw HouseholdErrors.NotFoundByName();
        return await RequestAsync(actor, found[0], isAdult, relation, cancel);
    }

    /// <summary>Takes an open request back.</summary>
    /// <returns>Null when it is not the actor's.</returns>
    public async Task<Membership?> WithdrawAsync(Actor actor, Guid membershipId, CancellationToken cancel)
    {
        var request = await db.Set<Membership>().FirstOrDefaultAsync(x => x.Id == membershipId && x.PersonId == actor.PersonId, cancel);
        if (request is null) return null;
        request.Withdraw(clock.UtcNow());
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "household.withdraw_request", "household", request.HouseholdId));
        await db.SaveChangesAsync(cancel);
        return request;
    }

    private async Task<Membership> RequestAsync(Actor actor, Household it, bool isAdult, string? relation, CancellationToken cancel)
    {
        var personId = actor.PersonId!.Value;
        if (!await db.Set<Person>().AnyAsync(x => x.Id == personId && x.Name != null, cancel)) throw HouseholdErrors.NameNeeded();
        var open = await db.Set<Membership>().Where(x => x.PersonId == personId && (x.Status == MembershipStatus.Requested || x.Status == MembershipStatus.Active))
            .Select(x => new { x.HouseholdId, x.Status }).ToListAsync(cancel);
        if (open.Exists(x => x.Status == MembershipStatus.Active && x.HouseholdId == it.Id)) throw HouseholdErrors.AlreadyMember();
        if (open.Exists(x => x.Status == MembershipStatus.Requested)) throw HouseholdErrors.RequestOpen();
        var request = Membership.Request(clock.NewId(), it, personId, isAdult, relation, clock.UtcNow());
        db.Add(request);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "household.request", "household", it.Id));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw HouseholdErrors.RequestOpen();
        }

        return request;
    }
}
