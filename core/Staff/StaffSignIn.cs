using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>How an attempt ended.</summary>
public enum SignInResult { SignedIn, InvalidCredentials, OneTimeCodeRequired, OneTimeCodeWrong, LockedOut }

/// <summary>The end of an attempt: a session, or why not; with the moment a lock-out ends.</summary>
public sealed record SignInOutcome(SignInResult Result, Session? Session = null, DateTimeOffset? LockedUntil = null);

/// <summary>Staff sign in with password and, where enrolled, a one-time code (RFC 6238) or a recovery code.</summary>
public sealed class StaffSignIn(EngagementDbContext db, UserManager<StaffUser> users, SessionService sessions, TimeProvider clock)
{
    /// <summary>Hash checked for unknown names, so that an attempt takes as long whether the account exists or not.</summary>
    private static readonly string DecoyHash = new PasswordHasher<StaffUser>().HashPassword(new StaffUser(), Guid.NewGuid().ToString());

    public async Task<SignInOutcome> SignInAsync(
        string userName, string password, string? oneTimeCode, bool cookie, string? client, string? address, CancellationToken cancel)
    {
        var user = await users.FindByNameAsync(userName);
        if (user is null || user.LeftAt is not null)
        {
            users.PasswordHasher.VerifyHashedPassword(new StaffUser(), DecoyHash, password);
            return new SignInOutcome(SignInResult.InvalidCredentials);
        }

        if (await users.IsLockedOutAsync(user)) return new SignInOutcome(SignInResult.LockedOut, LockedUntil: user.LockoutEnd);
        if (!await users.CheckPasswordAsync(user, password)) return await FailedAsync(user, SignInResult.InvalidCredentials, address, cancel);
        if (user.TwoFactorEnabled)
        {
            if (string.IsNullOrWhiteSpace(oneTimeCode)) return new SignInOutcome(SignInResult.OneTimeCodeRequired);
            if (!await AcceptsAsync(user, oneTimeCode.Replace(" ", "", StringComparison.Ordinal)))
                return await FailedAsync(user, SignInResult.OneTimeCodeWrong, address, cancel);
        }

        if (user.AccessFailedCount > 0) await users.ResetAccessFailedCountAsync(user);
        var now = clock.UtcNow();
        await db.Set<StaffUser>().Where(x => x.Id == user.Id).ExecuteUpdateAsync(x => x.SetProperty(u => u.LastSignInAt, now), cancel);
        var session = sessions.Start(ActorKind.Staff, user.Id, cookie, client, address);
        var actor = new Actor(ActorKind.Staff, user.Id, user.PersonId, session.Id, [], address);
        db.Add(AuditLine.Of(actor, now, "staff.sign_in", "staff", user.Id));
        await db.SaveChangesAsync(cancel);
        return new SignInOutcome(SignInResult.SignedIn, session);
    }

    private async Task<bool> AcceptsAsync(StaffUser user, string code) =>
        await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code)
        || (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;

    private async Task<SignInOutcome> FailedAsync(StaffUser user, SignInResult why, string? address, CancellationToken cancel)
    {
        await users.AccessFailedAsync(user);
        db.Add(AuditLine.Of(new Actor(ActorKind.Staff, user.Id, null, null, [], address), clock.UtcNow(), "staff.sign_in_failed", "staff", user.Id, why.ToString()));
        await db.SaveChangesAsync(cancel);
        return user.LockoutEnd > clock.GetUtcNow() ? new SignInOutcome(SignInResult.LockedOut, LockedUntil: user.LockoutEnd) : new SignInOutcome(why);
    }
}
