using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.People;

/// <summary>Who a WeChat login code belongs to.</summary>
public sealed record VillagerIdentity(string AppId, string OpenId, string? UnionId);

/// <summary>The boundary to whoever vouches for a villager (WeChat).</summary>
public interface IVillagerLogin
{
    /// <summary>Exchanges a one-time code.</summary>
    /// <exception cref="VillagerLoginFailed">The code is bad or the other side cannot answer.</exception>
    Task<VillagerIdentity> ExchangeAsync(string code, CancellationToken cancel);
}

/// <summary>Why a code could not be exchanged.</summary>
public enum VillagerLoginFailure { BadCode, Blocked, Unavailable }

/// <summary>The sign-in did not happen; the reason decides between 401, 403 and 503.</summary>
public sealed class VillagerLoginFailed(VillagerLoginFailure reason, Exception? inner = null) : Exception(reason.ToString(), inner)
{
    public VillagerLoginFailure Reason { get; } = reason;
}

/// <summary>Sign-in and profile of villagers.</summary>
public sealed class VillagerService(
    EngagementDbContext db, IVillagerLogin login, SessionService sessions, TokenFactory tokens, TimeProvider clock)
{
    public async Task<SessionTokens> SignInAsync(string code, string? client, string? address, CancellationToken cancel)
    {
        var identity = await login.ExchangeAsync(code, cancel);
        try
        {
            return await StartAsync(identity, client, address, cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            // Two first sign-ins of the same person at once: the second finds the account the first made.
            db.ChangeTracker.Clear();
            return await StartAsync(identity, client, address, cancel);
        }
    }

    /// <summary>The account's row is written and not only read, so that a deletion of the account at the same moment comes wholly before this
    /// (and a new person begins) or wholly after it (and ends this session too).</summary>
    private Task<SessionTokens> StartAsync(VillagerIdentity identity, string? client, string? address, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        var now = clock.UtcNow();
        var known = db.Set<WeChatAccount>().Where(x => x.AppId == identity.AppId && x.OpenId == identity.OpenId);
        Guid personId;
        if (await known.ExecuteUpdateAsync(x => x.SetProperty(a => a.LastSignInAt, now), cancel) > 0)
        {
            personId = await known.Select(x => x.PersonId).SingleAsync(cancel);
        }
        else
        {
            var person = new Person(clock.NewId(), null, null, now);
            db.AddRange(person, new WeChatAccount(identity.AppId, identity.OpenId, identity.UnionId, person.Id, now));
            personId = person.Id;
        }

        var session = sessions.Start(ActorKind.Villager, personId, cookie: false, client, address);
        await db.SaveChangesAsync(cancel);
        return tokens.For(session);
    }, cancel);

    /// <summary>The villager says who they are and where they live.</summary>
    public async Task<Person> IntroduceAsync(Actor actor, string name, string? regionCode, CancellationToken cancel)
    {
        if (regionCode is not null)
        {
            var region = await db.Set<Region>().AsNoTracking().FirstOrDefaultAsync(x => x.Code == regionCode && x.Active, cancel);
            if (region?.Level != RegionLevel.Village) throw new InvalidInput("regionCode", "请选择您所在的村（社区）。");
        }

        var person = await db.Set<Person>().FirstAsync(x => x.Id == actor.PersonId, cancel);
        person.Introduce(name.Trim(), regionCode);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "person.introduce", "person", person.Id));
        await db.SaveChangesAsync(cancel);
        return person;
    }
}
