using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>The secret for an authenticator app, once as text to type and once as the address a QR code carries.</summary>
public sealed record OneTimeCodeSecret(string Secret, string Uri);

/// <summary>What members of staff do with their own account. Whatever changes how one signs in ends every other session.</summary>
public sealed class StaffAccount(
    EngagementDbContext db, UserManager<StaffUser> users, SignInAttempts attempts, OneTimeCodes codes, SessionService sessions, TimeProvider clock)
{
    /// <summary>Shown by the authenticator app above the code.</summary>
    public const string Issuer = "村庄环境治理";

    public const int RecoveryCodes = 10;

    /// <exception cref="InvalidInput">The current password is wrong, or the new one breaks a rule.</exception>
    public async Task ChangePasswordAsync(Actor actor, string current, string password, CancellationToken cancel)
    {
        await DemandPasswordAsync(actor, "currentPassword", current, cancel);
        var user = await MeAsync(actor, cancel);
        if (PasswordRules.Problem(user.UserName, password) is { } sentence) throw new InvalidInput("newPassword", sentence);
        if (password == current) throw StaffErrors.SamePassword();
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.MustChangePassword = false;
        await SaveAsync(actor, user, "account.change_password", cancel);
    }

    /// <summary>A new secret. It counts only once a code proves that the app has it.</summary>
    public async Task<OneTimeCodeSecret> StartOneTimeCodeAsync(Actor actor, CancellationToken cancel)
    {
        var user = await MeAsync(actor, cancel);
        if (user.TwoFactorEnabled) throw StaffErrors.OneTimeCodeOn();
        await users.ResetAuthenticatorKeyAsync(user);
        var secret = (await users.GetAuthenticatorKeyAsync(user))!;
        return new OneTimeCodeSecret(secret, OneTimeCode.Uri(Issuer, user.UserName!, secret));
    }

    /// <returns>The recovery codes, each good once; shown this one time.</returns>
    public Task<IReadOnlyList<string>> ConfirmOneTimeCodeAsync(Actor actor, string code, CancellationToken cancel) =>
        db.InTransactionAsync<IReadOnlyList<string>>(async () =>
        {
            var user = await MeAsync(actor, cancel);
            if (user.TwoFactorEnabled) throw StaffErrors.OneTimeCodeOn();
            if (await users.GetAuthenticatorKeyAsync(user) is not { } secret) throw StaffErrors.EnrolFirst();
            if (!await codes.EnrolAsync(user, secret, code, cancel)) throw StaffErrors.WrongCode();
            user.TwoFactorEnabled = true;
            var recovery = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
            await SaveAsync(actor, user, "account.enrol_one_time_code", cancel);
            return [.. recovery!];
        }, cancel);

    /// <summary>For a new phone. Who must use one-time codes can do nothing else before enrolling again.</summary>
    public async Task DisableOneTimeCodeAsync(Actor actor, string password, CancellationToken cancel)
    {
        await DemandPasswordAsync(actor, "password", password, cancel);
        await db.InTransactionAsync(async () =>
        {
            var user = await MeAsync(actor, cancel);
            if (!user.TwoFactorEnabled) throw StaffErrors.OneTimeCodeOff();
            await codes.RemoveAsync(user, cancel);
            await SaveAsync(actor, user, "account.disable_one_time_code", cancel);
            return true;
        }, cancel);
    }

    private Task<StaffUser> MeAsync(Actor actor, CancellationToken cancel) => db.Set<StaffUser>().SingleAsync(x => x.Id == actor.AccountId, cancel);

    /// <summary>Guessing with a stolen session counts like guessing at the door. Outside any transaction: the count must outlive the refusal.</summary>
    private async Task DemandPasswordAsync(Actor actor, string field, string password, CancellationToken cancel)
    {
        var (attempt, _) = await attempts.ClaimAsync(actor.AccountId!.Value, cancel);
        if (attempt is null) throw StaffErrors.LockedOut();
        var hash = await db.Set<StaffUser>().AsNoTracking().Where(x => x.Id == actor.AccountId).Select(x => x.PasswordHash).SingleAsync(cancel);
        if (hash is not null && users.PasswordHasher.VerifyHashedPassword(new StaffUser(), hash, password) != PasswordVerificationResult.Failed)
        {
            await attempts.SucceededAsync(attempt, cancel);
            return;
        }

        db.Add(AuditLine.Of(actor, clock.UtcNow(), "account.wrong_password", "staff", actor.AccountId));
        await db.SaveChangesAsync(cancel);
        throw attempt.LockedUntil is null ? StaffErrors.WrongPassword(field) : StaffErrors.LockedOut();
    }

    private Task<int> SaveAsync(Actor actor, StaffUser user, string action, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        user.SecurityStamp = Guid.NewGuid().ToString();
        db.Add(AuditLine.Of(actor, clock.UtcNow(), action, "staff", user.Id));
        await db.SaveChangesAsync(cancel);
        return await sessions.RevokeAllAsync(user.Id, except: actor.SessionId, cancel);
    }, cancel);
}
