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
public sealed class StaffSignIn(
    EngagementDbContext db, UserManager<StaffUser> users, SignInAttempts attempts, OneTimeCodes codes, SessionService sessions, TimeProvider clock)
{
    /// <summary>Hash checked for unknown names, so that an attempt takes as long whether the account exists or not.</summary>
    private static readonly string DecoyHash = new PasswordHasher<StaffUser>().HashPassword(new StaffUser(), Guid.NewGuid().ToString());

    public async Task<SignInOutcome> SignInAsync(
        string userName, string password, string? oneTimeCode, bool cookie, string? client, string? address, CancellationToken cancel)
    {
        var normalized = users.NormalizeName(userName);
        var id = await db.Set<StaffUser>().AsNoTracking().Where(x => x.NormalizedUserName == normalized && x.LeftAt == null)
            .Select(x => (Guid?)x.Id).FirstOrDefaultAsync(cancel);
        if (id is null)
        {
            users.PasswordHasher.VerifyHashedPassword(new StaffUser(), DecoyHash, password);
            return new SignInOutcome(SignInResult.InvalidCredentials);
        }

        var (attempt, lockedUntil) = await attempts.ClaimAsync(id.Value, cancel);
        if (attempt is null) return new SignInOutcome(SignInResult.LockedOut, LockedUntil: lockedUntil);
        var user = await db.Set<StaffUser>().SingleAsync(x => x.Id == id, cancel);
        try
        {
            if (!await users.CheckPasswordAsync(user, password)) return await FailedAsync(attempt, SignInResult.InvalidCredentials, address, cancel);
            if (user.TwoFactorEnabled)
            {
                if (string.IsNullOrWhiteSpace(oneTimeCode))
                {
                    await attempts.ReturnAsync(attempt, cancel);
                    return new SignInOutcome(SignInResult.OneTimeCodeRequired);
                }

                if (!await codes.AcceptAsync(user, oneTimeCode, cancel)) return await FailedAsync(attempt, SignInResult.OneTimeCodeWrong, address, cancel);
            }
        }
        catch (StaleVersion)
        {
            // The account changed under this attempt: the same recovery code sent twice at once, a reset in this very moment. Not a success.
            db.ChangeTracker.Clear();
            return await FailedAsync(attempt, user.TwoFactorEnabled ? SignInResult.OneTimeCodeWrong : SignInResult.InvalidCredentials, address, cancel);
        }

        return new SignInOutcome(SignInResult.SignedIn, await StartAsync(user, attempt, cookie, client, address, cancel));
    }

    private async Task<Session> StartAsync(StaffUser user, SignInAttempt attempt, bool cookie, string? client, string? address, CancellationToken cancel)
    {
        await attempts.SucceededAsync(attempt, cancel);
        var now = clock.UtcNow();
        await db.Set<StaffUser>().Where(x => x.Id == user.Id).ExecuteUpdateAsync(x => x.SetProperty(u => u.LastSignInAt, now), cancel);
        var session = sessions.Start(ActorKind.Staff, user.Id, cookie, client, address);
        var actor = new Actor(ActorKind.Staff, user.Id, user.PersonId, session.Id, [], address);
        db.Add(AuditLine.Of(actor, now, "staff.sign_in", "staff", user.Id));
        await db.SaveChangesAsync(cancel);
        return session;
    }

    private async Task<SignInOutcome> FailedAsync(SignInAttempt attempt, SignInResult why, string? address, CancellationToken cancel)
    {
        db.Add(AuditLine.Of(new Actor(ActorKind.Staff, attempt.UserId, null, null, [], address), clock.UtcNow(), "staff.sign_in_failed", "staff", attempt.UserId, why.ToString()));
        await db.SaveChangesAsync(cancel);
        return attempt.LockedUntil is { } end ? new SignInOutcome(SignInResult.LockedOut, LockedUntil: end) : new SignInOutcome(why);
    }
}
