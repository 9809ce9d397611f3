using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.People;

/// <summary>One row of "where am I signed in".</summary>
public sealed record SessionView(Guid Id, DateTime CreatedAt, DateTime LastSeenAt, string? Client, string? Address, bool Current);

/// <summary>Starts, refreshes, lists and ends sessions of villagers and staff alike.</summary>
public sealed class SessionService(EngagementDbContext db, TokenFactory tokens, TimeProvider clock)
{
    /// <summary>"Last seen" is written at most this often: it is a hint to the owner, not worth a write per request.</summary>
    private static readonly TimeSpan SeenResolution = TimeSpan.FromMinutes(10);

    /// <summary>An ended session is still there for a while, for whoever looks into who was signed in.</summary>
    public static readonly TimeSpan EndedKeptFor = TimeSpan.FromDays(30);

    /// <summary>Adds the session to the context; the caller saves it together with what belongs to the sign-in.</summary>
    public Session Start(ActorKind kind, Guid accountId, bool cookie, string? client, string? address)
    {
        var session = new Session(clock.NewId(), kind, accountId, cookie, client, address, clock.UtcNow());
        db.Add(session);
        return session;
    }

    /// <summary>New tokens for a refresh token, or null when it is unknown, too old, or the session is over.</summary>
    public async Task<SessionTokens?> RefreshAsync(string refreshToken, CancellationToken cancel)
    {
        if (tokens.Read(refreshToken, TokenFactory.TokenKind.Refresh) is not { } token) return null;
        for (var attempt = 0; ; attempt++)
        {
            var session = await db.Set<Session>().FirstOrDefaultAsync(x => x.Id == token.SessionId, cancel);
            if (session is null || !session.TryRefresh(token.Generation, clock.UtcNow())) return null;
            try
            {
                await db.SaveChangesAsync(cancel);
                return tokens.For(session);
            }
            catch (StaleVersion) when (attempt == 0)
            {
                // The same token arrived twice at once; the second finds the first's result and answers the same tokens.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>The live session an access token belongs to, or null.</summary>
    public async Task<Session?> AuthenticateAsync(string accessToken, CancellationToken cancel)
    {
        if (tokens.Read(accessToken, TokenFactory.TokenKind.Access) is not { } token) return null;
        var session = await db.Set<Session>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == token.SessionId, cancel);
        var now = clock.UtcNow();
        if (session is null || !session.Accepts(token.Generation, now)) return null;
        if (now - session.LastSeenAt > SeenResolution)
            await db.Set<Session>().Where(x => x.Id == session.Id).ExecuteUpdateAsync(x => x.SetProperty(s => s.LastSeenAt, now), cancel);
        return session;
    }

    public async Task<IReadOnlyList<SessionView>> ListAsync(Actor actor, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        return await db.Set<Session>().AsNoTracking()
            .Where(x => x.AccountId == actor.AccountId && x.RevokedAt == null && x.ExpiresAt > now)
            .OrderByDescending(x => x.LastSeenAt).Take(100)
            .Select(x => new SessionView(x.Id, x.CreatedAt, x.LastSeenAt, x.Client, x.Address, x.Id == actor.SessionId))
            .ToListAsync(cancel);
    }

    /// <summary>Ends one of the actor's own sessions. False when it is not theirs or already over.</summary>
    public async Task<bool> RevokeAsync(Actor actor, Guid sessionId, CancellationToken cancel)
    {
        var session = await db.Set<Session>().FirstOrDefaultAsync(
            x => x.Id == sessionId && x.AccountId == actor.AccountId && x.RevokedAt == null, cancel);
        if (session is null) return false;
        session.Revoke(clock.UtcNow());
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "session.revoke", "session", sessionId));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Deletes one batch of sessions that ended, by sign-out or by time, more than 30 days ago. The audit trail keeps their ids.</summary>
    /// <returns>How many went; zero when none is left.</returns>
    public Task<int> PruneEndedAsync(CancellationToken cancel)
    {
        const int Batch = 1000;
        var before = clock.UtcNow() - EndedKeptFor;
        return db.InTransactionAsync(() => db.Set<Session>().Where(x => x.ExpiresAt < before || x.RevokedAt < before)
            .OrderBy(x => x.Id).Take(Batch).ExecuteDeleteAsync(cancel), cancel);
    }

    /// <summary>Ends every session of an account but one: after a new password, a reset, or leaving.</summary>
    public Task<int> RevokeAllAsync(Guid accountId, Guid? except, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        return db.Set<Session>().Where(x => x.AccountId == accountId && x.RevokedAt == null && x.Id != except)
            .ExecuteUpdateAsync(x => x.SetProperty(s => s.RevokedAt, now), cancel);
    }
}
