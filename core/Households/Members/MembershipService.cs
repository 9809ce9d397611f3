using Engagement.Core.Data;
using Engagement.Core.Households.Register;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Members;

/// <summary>How the committee approves a request.</summary>
/// <param name="Version">Of the membership the actor looked at.</param>
/// <param name="Role">Head is possible for an adult where there is none yet.</param>
/// <param name="MatchId">The register's line for the same human being, when the committee says so; never guessed by name.</param>
public sealed record Approval(int Version, MemberRole Role, Guid? MatchId);

/// <summary>The committee decides who lives where.</summary>
public sealed class MembershipService(
    EngagementDbContext db, HouseholdLoader loader, HouseholdService register, HouseholdAccess access, IEnumerable<IPersonalData> holders, FieldCipher cipher, TimeProvider clock)
{
    /// <summary>The villager becomes a member. Where they lived before ends at the same moment.</summary>
    /// <returns>Null when absent or not the actor's to see.</returns>
    public Task<Membership?> ApproveAsync(Actor actor, Guid membershipId, Approval approval, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        if (await ForDeciderAsync(actor, membershipId, approval.Version, cancel) is not var (line, it)) return null;
        if (line.Status != MembershipStatus.Requested) throw HouseholdErrors.AlreadyDecided();
        it.DemandActive();
        var now = clock.UtcNow();
        var before = await db.Set<Membership>().FirstOrDefaultAsync(x => x.PersonId == line.PersonId && x.Status == MembershipStatus.Active, cancel);
        if (before is not null) await LeaveAsync(actor, before, "迁入另一户", now, cancel);
        var match = approval.MatchId is { } id ? await MatchAsync(it, line, id, cancel) : null;
        var wholeTime = match is not null && !await LivedElsewhereSinceAsync(line.PersonId, match.Since!.Value, cancel);
        var place = match?.GiveWay(line.Id, wholeTime, now);
        if (match is not null)
        {
            await MergePersonAsync(match.PersonId, line.PersonId, cancel);
            await db.SaveChangesAsync(cancel);
        }

        line.Approve(actor.StaffId, now);
        if (place is not null) line.Inherit(place);
        if (approval.Role == MemberRole.Head) await MakeHeadAsync(line, cancel);
        loader.Touch(it);
        loader.Note(actor, it, HouseholdEventType.MemberJoined, "household.approve_member", now, null, line.Id);
        db.Add(HouseholdMessages.Approved(clock.NewId(), line, it, now));
        await SaveAsync(cancel);
        return line;
    }, cancel);

    /// <summary>Declines with a reason the villager will read.</summary>
    public async Task<Membership?> RefuseAsync(Actor actor, Guid membershipId, int version, string reason, CancellationToken cancel)
    {
        if (await ForDeciderAsync(actor, membershipId, version, cancel) is not var (line, it)) return null;
        var now = clock.UtcNow();
        line.Refuse(actor.StaffId, reason, now);
        db.Add(AuditLine.Of(actor, now, "household.refuse_member", "household", it.Id));
        db.Add(HouseholdMessages.Refused(clock.NewId(), line, it, now));
        await db.SaveChangesAsync(cancel);
        return line;
    }

    /// <summary>Enters somebody without WeChat: a person of the register.</summary>
    /// <returns>Null when there is no such household.</returns>
    public async Task<Membership?> EnterAsync(Actor actor, Guid householdId, int version, NewMember member, MemberRole role, CancellationToken cancel)
    {
        if (await loader.ForKeeperAsync(actor, householdId, version, cancel) is not { } it) return null;
        await access.DemandNotOwnAsync(actor, cancel, it.Id);
        var now = clock.UtcNow();
        var line = register.Enter(it, member, role, now);
        loader.Touch(it);
        loader.Note(actor, it, HouseholdEventType.MemberEntered, "household.enter_member", now, null, line.Id);
        await SaveAsync(cancel);
        return line;
    }

    /// <summary>What the register says of a member: of age, relation, and who is the head. A new head takes the place of the old one.</summary>
    public Task<Membership?> DescribeAsync(Actor actor, Guid membershipId, int version, bool isAdult, string? relation, MemberRole role, CancellationToken cancel) =>
        db.InTransactionAsync(async () =>
        {
            if (await ForDeciderAsync(actor, membershipId, version, cancel) is not var (line, it)) return null;
            var now = clock.UtcNow();
            if (role == MemberRole.Member) line.Become(role);
            line.Describe(isAdult, relation);
            if (role == MemberRole.Head && line.Role != MemberRole.Head)
            {
                var old = await db.Set<Membership>().FirstOrDefaultAsync(x => x.HouseholdId == it.Id && x.Status == MembershipStatus.Active && x.Role == MemberRole.Head, cancel);
                if (old is not null)
                {
                    old.Become(MemberRole.Member);
                    await db.SaveChangesAsync(cancel);
                }

                line.Become(role);
                loader.Note(actor, it, HouseholdEventType.HeadChanged, "household.change_head", now, null, line.Id);
            }
            else
            {
                db.Add(AuditLine.Of(actor, now, "household.edit_member", "household", it.Id));
            }

            loader.Touch(it);
            await SaveAsync(cancel);
            return line;
        }, cancel);

    /// <summary>The member no longer lives here.</summary>
    public async Task<Membership?> EndAsync(Actor actor, Guid membershipId, int version, string reason, CancellationToken cancel)
    {
        if (await ForDeciderAsync(actor, membershipId, version, cancel) is not var (line, it)) return null;
        var now = clock.UtcNow();
        line.End(reason, now);
        loader.Touch(it);
        loader.Note(actor, it, HouseholdEventType.MemberLeft, "household.end_member", now, null, line.Id);
        await db.SaveChangesAsync(cancel);
        return line;
    }

    /// <summary>The number somebody wrote down or WeChat vouched for, in full; who looked is recorded.</summary>
    /// <returns>Null when absent; empty when no number is known.</returns>
    public async Task<string?> RevealPhoneAsync(Actor actor, Guid membershipId, CancellationToken cancel)
    {
        if (await ForKeeperAsync(actor, membershipId, null, cancel) is not var (line, it)) return null;
        var person = await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == line.PersonId, cancel);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "household.reveal_phone", "person", line.PersonId, it.Code));
        await db.SaveChangesAsync(cancel);
        return person?.Phone is { } phone ? cipher.Decrypt(phone) : "";
    }

    private async Task<(Membership Line, Household It)?> ForKeeperAsync(Actor actor, Guid membershipId, int? version, CancellationToken cancel)
    {
        var line = await db.Set<Membership>().FirstOrDefaultAsync(x => x.Id == membershipId, cancel);
        if (line is null || !HouseholdAccess.MayRead(actor, line.RegionCode)) return null;
        HouseholdAccess.DemandKeeper(actor, line.RegionCode);
        if (version is not null && line.Version != version) throw new StaleVersion();
        return (line, await db.Set<Household>().SingleAsync(x => x.Id == line.HouseholdId, cancel));
    }

    private async Task<(Membership Line, Household It)?> ForDeciderAsync(Actor actor, Guid membershipId, int version, CancellationToken cancel)
    {
        if (await ForKeeperAsync(actor, membershipId, version, cancel) is not var (line, it)) return null;
        if (actor.PersonId is { } self && self == line.PersonId) throw HouseholdErrors.OwnHousehold();
        await access.DemandNotOwnAsync(actor, cancel, it.Id);
        return (line, it);
    }

    /// <summary>The register's line that the request stands for: active in the same household, of a person nobody signs in as.</summary>
    private async Task<Membership> MatchAsync(Household it, Membership request, Guid matchId, CancellationToken cancel)
    {
        var match = await db.Set<Membership>().FirstOrDefaultAsync(x => x.Id == matchId && x.HouseholdId == it.Id && x.Status == MembershipStatus.Active, cancel);
        if (match is null || match.PersonId == request.PersonId) throw HouseholdErrors.NoSuchMatch();
        if (await db.Set<WeChatAccount>().AnyAsync(x => x.PersonId == match.PersonId, cancel)) throw HouseholdErrors.MatchHasWeChat();
        return match;
    }

    private Task<bool> LivedElsewhereSinceAsync(Guid personId, DateTime since, CancellationToken cancel) =>
        db.Set<Membership>().AnyAsync(x => x.PersonId == personId && x.Since != null && (x.Until == null || x.Until > since), cancel);

    private async Task MergePersonAsync(Guid fromId, Guid intoId, CancellationToken cancel)
    {
        var from = await db.Set<Person>().SingleAsync(x => x.Id == fromId, cancel);
        from.MergeInto(await db.Set<Person>().SingleAsync(x => x.Id == intoId, cancel));
        foreach (var holder in holders) await holder.MergeAsync(fromId, intoId, cancel);
    }

    private async Task LeaveAsync(Actor actor, Membership line, string reason, DateTime now, CancellationToken cancel)
    {
        await access.DemandNotOwnAsync(actor, cancel, line.HouseholdId);
        var it = await db.Set<Household>().SingleAsync(x => x.Id == line.HouseholdId, cancel);
        line.End(reason, now);
        loader.Touch(it);
        loader.Note(actor, it, HouseholdEventType.MemberLeft, "household.end_member", now, null, line.Id);
        await db.SaveChangesAsync(cancel);
    }

    private async Task MakeHeadAsync(Membership line, CancellationToken cancel)
    {
        if (await db.Set<Membership>().AnyAsync(x => x.HouseholdId == line.HouseholdId && x.Id != line.Id && x.Status == MembershipStatus.Active && x.Role == MemberRole.Head, cancel))
            throw HouseholdErrors.HasHead();
        line.Become(MemberRole.Head);
    }

    private async Task SaveAsync(CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw HouseholdErrors.HasHead();
        }
    }
}
