using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>A claimed attempt at a password or code. <see cref="LockedUntil"/> is set when it is the last one.</summary>
public sealed record SignInAttempt(Guid UserId, DateTimeOffset? LockedUntil);

/// <summary>Counts guesses before they are looked at: a hundred guesses sent at once get no more answers than a hundred sent one by one.
/// Identity counts afterwards, on the loaded row, where guesses at once overwrite each other's count.</summary>
public sealed class SignInAttempts(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>Wrong guesses in a row until the account is locked.</summary>
    public const int Max = 5;

    /// <summary>How long it stays locked.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    /// <summary>Takes one attempt; the last one locks the account until it turns out right.</summary>
    /// <returns>The attempt, or until when the account is locked.</returns>
    public async Task<(SignInAttempt? Attempt, DateTimeOffset? LockedUntil)> ClaimAsync(Guid userId, CancellationToken cancel)
    {
        while (true)
        {
            var now = new DateTimeOffset(clock.UtcNow());
            var seen = await db.Set<StaffUser>().AsNoTracking().Where(x => x.Id == userId)
                .Select(x => new { x.AccessFailedCount, x.LockoutEnd }).SingleAsync(cancel);
            if (seen.LockoutEnd > now) return (null, seen.LockoutEnd);
            var last = seen.AccessFailedCount + 1 >= Max;
            var count = last ? 0 : seen.AccessFailedCount + 1;
            DateTimeOffset? end = last ? now + LockOut : null;
            // Only from the state that was read: somebody else's claim in between makes this one look again.
            var claimed = await db.Set<StaffUser>()
                .Where(x => x.Id == userId && x.AccessFailedCount == seen.AccessFailedCount && x.LockoutEnd == seen.LockoutEnd)
                .ExecuteUpdateAsync(x => x.SetProperty(u => u.AccessFailedCount, count).SetProperty(u => u.LockoutEnd, end), cancel);
            if (claimed == 1) return (new SignInAttempt(userId, end), null);
        }
    }

    /// <summary>The guess was right: the count starts again.</summary>
    public Task SucceededAsync(SignInAttempt attempt, CancellationToken cancel) =>
        db.Set<StaffUser>().Where(x => x.Id == attempt.UserId)
            .ExecuteUpdateAsync(x => x.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), cancel);

    /// <summary>Nothing was guessed (the password was right, the code is still to come): the attempt is given back, but no other one is.</summary>
    public Task ReturnAsync(SignInAttempt attempt, CancellationToken cancel) => attempt.LockedUntil is { } end
        ? db.Set<StaffUser>().Where(x => x.Id == attempt.UserId && x.LockoutEnd == end)
            .ExecuteUpdateAsync(x => x.SetProperty(u => u.AccessFailedCount, Max - 1).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), cancel)
        : db.Set<StaffUser>().Where(x => x.Id == attempt.UserId && x.AccessFailedCount > 0)
            .ExecuteUpdateAsync(x => x.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount - 1), cancel);
}
