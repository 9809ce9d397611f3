using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>A new account and the password its owner must change at the first sign-in. The password is kept nowhere.</summary>
public sealed record NewAccount(Guid Id, string UserName, string TemporaryPassword);

/// <summary>Accounts and rights of staff. One method per intention; each checks the actor's authority, saves once, and is in the audit trail.
/// Rights are read on every request, so a change takes effect at once; a change of how one signs in ends the sessions too.
/// Null or false means: absent, or not the actor's to see.</summary>
public sealed class StaffAdministration(
    EngagementDbContext db, UserManager<StaffUser> users, OneTimeCodes codes, NewGrants newGrants, SessionService sessions, TimeProvider clock)
{
    private const string Target = "staff";

    /// <exception cref="RuleViolation">The name is taken.</exception>
    public Task<NewAccount> CreateAsync(Actor actor, string userName, string displayName, IReadOnlyList<GrantWish> wishes, CancellationToken cancel) =>
        OpenAsync(actor, userName, displayName, async id =>
        {
            List<Grant> grants = [];
            foreach (var wish in wishes)
            {
                var grant = await newGrants.MakeAsync(actor, id, wish, cancel);
                if (grants.Any(x => IsSame(x, grant))) throw StaffErrors.GrantExists();
                grants.Add(grant);
            }

            return grants;
        }, cancel);

    /// <summary>The account that makes all others; the machine's owner asks for it on the command line.</summary>
    /// <param name="userName">Signs in with this.</param>
    /// <param name="regionCode">Administers this region; everything when empty.</param>
    /// <param name="cancel">Cancels the work.</param>
    public Task<NewAccount> CreateFirstAdministratorAsync(string userName, string regionCode, CancellationToken cancel) =>
        OpenAsync(Actor.System, userName, userName, id => Task.FromResult<IReadOnlyList<Grant>>(
            [new Grant(clock.NewId(), id, Role.Administrator, regionCode, null, clock.UtcNow())]), cancel);

    public async Task<Grant?> GrantAsync(Actor actor, Guid id, GrantWish wish, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, cancel) is not var (user, held)) return null;
        var grant = await newGrants.MakeAsync(actor, id, wish, cancel);
        var now = clock.UtcNow();
        if (held.Any(x => (x.Grant.To is null || x.Grant.To > now) && IsSame(x.Grant, grant))) throw StaffErrors.GrantExists();
        db.Add(grant);
        await SaveAsync(actor, user, "staff.grant", $"{grant.Role} {grant.RegionCode}", cancel);
        return grant;
    }

    /// <summary>Ends a right at once. Who has none left is signed out.</summary>
    public async Task<bool> EndGrantAsync(Actor actor, Guid id, Guid grantId, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, cancel) is not var (user, held)) return false;
        if (held.FirstOrDefault(x => x.Grant.Id == grantId) is not { Grant: var grant }) return false;
        var now = clock.UtcNow();
        if (grant.To <= now) throw StaffErrors.GrantEnded();
        grant.End(now);
        var none = held.All(x => x.Grant.From > now || x.Grant.To <= now);
        await SaveAsync(actor, user, "staff.end_grant", $"{grant.Role} {grant.RegionCode}", cancel, signOut: none);
        return true;
    }

    /// <summary>A new temporary password; unlocks, and ends every session.</summary>
    public async Task<string?> ResetPasswordAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, cancel) is not var (user, _)) return null;
        var password = PasswordRules.NewTemporary();
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.MustChangePassword = true;
        Unlock(user);
        await SaveAsync(actor, user, "staff.reset_password", null, cancel, signOut: true);
        return password;
    }

    /// <summary>For a lost phone: forgets secret and recovery codes, and ends every session.</summary>
    public async Task<bool> ResetOneTimeCodeAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, cancel) is not var (user, _)) return false;
        return await db.InTransactionAsync(async () =>
        {
            await codes.RemoveAsync(user, cancel);
            await SaveAsync(actor, user, "staff.reset_one_time_code", null, cancel, signOut: true);
            return true;
        }, cancel);
    }

    public async Task<bool> UnlockAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, cancel) is not var (user, _)) return false;
        Unlock(user);
        await SaveAsync(actor, user, "staff.unlock", null, cancel);
        return true;
    }

    /// <summary>The account's owner leaves: every right ends, every session ends, nobody signs in any more. Their cases are handed over by
    /// the caller in the same transaction.</summary>
    public async Task<bool> LeaveAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, cancel) is not var (user, held)) return false;
        var now = clock.UtcNow();
        user.LeftAt = now;
        foreach (var (grant, _) in held) grant.End(now);
        await SaveAsync(actor, user, "staff.leave", null, cancel, signOut: true);
        return true;
    }

    private async Task<NewAccount> OpenAsync(
        Actor actor, string userName, string displayName, Func<Guid, Task<IReadOnlyList<Grant>>> grants, CancellationToken cancel)
    {
        userName = userName.Trim();
        if (userName.Length is < 3 or > 32) throw StaffErrors.BadUserName();
        var user = new StaffUser
        {
            Id = clock.NewId(),
            UserName = userName,
            DisplayName = displayName.Trim(),
            CreatedAt = clock.UtcNow(),
            MustChangePassword = true,
            LockoutEnabled = true,
        };
        var rights = await grants(user.Id);
        var password = PasswordRules.NewTemporary();
        try
        {
            await db.InTransactionAsync(async () =>
            {
                var created = await users.CreateAsync(user, password);
                if (!created.Succeeded) throw created.Errors.Any(x => x.Code == nameof(IdentityErrorDescriber.DuplicateUserName)) ? StaffErrors.UserNameTaken() : StaffErrors.BadUserName();
                db.AddRange(rights);
                db.Add(AuditLine.Of(actor, clock.UtcNow(), "staff.create", Target, user.Id, string.Join(", ", rights.Select(x => $"{x.Role} {x.RegionCode}"))));
                return await db.SaveChangesAsync(cancel);
            }, cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw StaffErrors.UserNameTaken();
        }

        return new NewAccount(user.Id, user.UserName, password);
    }

    /// <summary>The account when the actor may see it.</summary>
    /// <exception cref="NotAllowed">It is the actor's own, or it has rights that are not the actor's to give.</exception>
    /// <exception cref="RuleViolation">Its owner has left.</exception>
    private async Task<(StaffUser User, IReadOnlyList<HeldGrant> Held)?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var user = await db.Set<StaffUser>().FirstOrDefaultAsync(x => x.Id == id, cancel);
        if (user is null) return null;
        var held = await (from grant in db.Set<Grant>()
                          join office in db.Set<Office>() on grant.OfficeId equals office.Id into offices
                          from office in offices.DefaultIfEmpty()
                          where grant.StaffUserId == id
                          select new HeldGrant(grant, office.RegionCode)).ToListAsync(cancel);
        if (!StaffAuthority.CanSee(actor, held)) return null;
        if (id == actor.AccountId) throw StaffErrors.Yourself();
        if (!StaffAuthority.CanManage(actor, held, clock.UtcNow())) throw StaffErrors.AboveYou();
        if (user.LeftAt is not null) throw StaffErrors.HasLeft();
        return (user, held);
    }

    private Task<int> SaveAsync(Actor actor, StaffUser user, string action, string? detail, CancellationToken cancel, bool signOut = false) =>
        db.InTransactionAsync(async () =>
        {
            // The account counts a version for its grants too: who judged by other grants than those there now is refused as stale.
            db.Entry(user).Property(x => x.DisplayName).IsModified = true;
            db.Add(AuditLine.Of(actor, clock.UtcNow(), action, Target, user.Id, detail));
            await db.SaveChangesAsync(cancel);
            return signOut ? await sessions.RevokeAllAsync(user.Id, except: null, cancel) : 0;
        }, cancel);

    private static void Unlock(StaffUser user)
    {
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
    }

    private static bool IsSame(Grant left, Grant right) => left.Role == right.Role && left.RegionCode == right.RegionCode && left.OfficeId == right.OfficeId;
}
