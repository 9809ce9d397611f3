using System.Globalization;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>Who must use one-time codes, and whether one opens the door.</summary>
public sealed class OneTimeCodes(EngagementDbContext db, UserManager<StaffUser> users, TimeProvider clock)
{
    private const string Provider = "[Engagement]", LastStepName = "LastTimeStep";

    /// <summary>Mandatory for county offices and administrators; demo accounts are excepted.</summary>
    public static bool AreMissing(StaffUser user, Actor actor) => AreMissing(user.TwoFactorEnabled, user.IsDemo, actor);

    /// <inheritdoc cref="AreMissing(StaffUser, Actor)"/>
    public static bool AreMissing(bool enrolled, bool isDemo, Actor actor) =>
        !enrolled && !isDemo && actor.HoldsAny(Role.CountyOffice, Role.Administrator);

    /// <summary>True for a code of this moment that was not used before, or for a recovery code, which is then gone. The last time step used
    /// is moved on in one statement: of two attempts with one code, even at once, one enters.</summary>
    public async Task<bool> AcceptAsync(StaffUser user, string typed, CancellationToken cancel)
    {
        var code = typed.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (await users.GetAuthenticatorKeyAsync(user) is { } secret && OneTimeCode.StepOf(secret, code, clock.GetUtcNow()) is { } step)
        {
            var value = Write(step);
            return await db.Set<IdentityUserToken<Guid>>()
                .Where(x => x.UserId == user.Id && x.LoginProvider == Provider && x.Name == LastStepName && string.Compare(x.Value, value) < 0)
                .ExecuteUpdateAsync(x => x.SetProperty(t => t.Value, value), cancel) == 1;
        }

        return (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;
    }

    /// <summary>Proves that the app got the secret; the code used for it is used up.</summary>
    /// <returns>False when the code is wrong.</returns>
    public async Task<bool> EnrolAsync(StaffUser user, string secret, string code, CancellationToken cancel)
    {
        if (OneTimeCode.StepOf(secret, code.Replace(" ", "", StringComparison.Ordinal), clock.GetUtcNow()) is not { } step) return false;
        await db.Set<IdentityUserToken<Guid>>().Where(x => x.UserId == user.Id && x.LoginProvider == Provider).ExecuteDeleteAsync(cancel);
        db.Add(new IdentityUserToken<Guid> { UserId = user.Id, LoginProvider = Provider, Name = LastStepName, Value = Write(step) });
        return true;
    }

    /// <summary>Forgets secret, recovery codes and last step. The caller saves the user.</summary>
    public async Task RemoveAsync(StaffUser user, CancellationToken cancel)
    {
        await db.Set<IdentityUserToken<Guid>>().Where(x => x.UserId == user.Id).ExecuteDeleteAsync(cancel);
        user.TwoFactorEnabled = false;
    }

    /// <summary>Padded, so that text order is number order.</summary>
    private static string Write(long step) => step.ToString("D12", CultureInfo.InvariantCulture);
}
