using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.People;

/// <summary>Who the person is to us.</summary>
public sealed class PeopleData(EngagementDbContext db, FieldCipher cipher, TimeProvider clock) : IPersonalData
{
    public string Section => "person";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel)
    {
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(x => x.Id == personId, cancel);
        var accounts = await db.Set<WeChatAccount>().AsNoTracking().Where(x => x.PersonId == personId)
            .Select(x => new { x.AppId, x.OpenId, x.UnionId, x.CreatedAt, x.LastSignInAt }).ToListAsync(cancel);
        var sessions = await db.Set<Session>().AsNoTracking().Where(x => x.AccountId == personId).OrderBy(x => x.CreatedAt)
            .Select(x => new { x.CreatedAt, x.LastSeenAt, x.ExpiresAt, x.RevokedAt, x.Client, x.Address }).ToListAsync(cancel);
        var consents = await db.Set<PrivacyConsent>().AsNoTracking().Where(x => x.PersonId == personId).OrderBy(x => x.GivenAt)
            .Select(x => new { x.PolicyVersion, x.GivenAt, x.EndedAt }).ToListAsync(cancel);
        return new
        {
            person.Id,
            person.Name,
            person.RegionCode,
            VerifiedPhone = Read(person.VerifiedPhone),
            ContactPhone = Read(person.ContactPhone),
            person.CreatedAt,
            WeChatAccounts = accounts,
            Sessions = sessions,
            PrivacyConsents = consents,
        };
    }

    /// <summary>The account goes first: a sign-in at the same moment waits for it, and its session is then among those that end.</summary>
    public async Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        await db.Set<WeChatAccount>().Where(x => x.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.Set<Session>().Where(x => x.AccountId == personId).ExecuteUpdateAsync(
            x => x.SetProperty(s => s.RevokedAt, s => s.RevokedAt ?? now).SetProperty(s => s.Client, (string?)null).SetProperty(s => s.Address, (string?)null), cancel);
        await db.Set<PhoneKey>().Where(x => x.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.Set<PrivacyConsent>().Where(x => x.PersonId == personId && x.EndedAt == null).ExecuteUpdateAsync(x => x.SetProperty(c => c.EndedAt, now), cancel);
        var person = await db.Set<Person>().SingleAsync(x => x.Id == personId, cancel);
        person.Erase(now);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary><see cref="Person.MergeInto"/> does it; a person of the register has no account, no session and no consent.</summary>
    public Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel) => Task.CompletedTask;

    private string? Read(byte[]? sealedText) => sealedText is null ? null : cipher.Decrypt(sealedText);
}
