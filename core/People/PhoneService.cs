using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.People;

/// <summary>The boundary to whoever vouches for a phone number (WeChat).</summary>
public interface IPhoneVerifier
{
    /// <summary>Exchanges the one-time code of the phone button.</summary>
    /// <returns>Digits; numbers from outside the mainland begin with + and the country code.</returns>
    /// <exception cref="RuleViolation"><see cref="PeopleErrors.PhoneCodeInvalid"/>.</exception>
    /// <exception cref="Unavailable"><see cref="PeopleErrors.PhoneUnavailable"/>.</exception>
    Task<string> VerifyAsync(Guid personId, string code, CancellationToken cancel);
}

/// <summary>A villager's verified number: encrypted at rest, held by one person at a time.</summary>
public sealed class PhoneService(EngagementDbContext db, IPhoneVerifier verifier, FieldCipher cipher, TimeProvider clock)
{
    private const string BindAction = "person.bind_phone";

    /// <summary>Binds the number behind the code in place of the one before.</summary>
    /// <exception cref="RuleViolation">Another person holds the number, or the code is no longer good.</exception>
    public async Task BindNumberAsync(Actor actor, string code, CancellationToken cancel)
    {
        var personId = actor.PersonId!.Value;
        var number = await verifier.VerifyAsync(personId, code, cancel);
        var hashes = cipher.Hashes(number).Select(Convert.ToHexStringLower).ToList();
        if (await db.Set<PhoneKey>().AnyAsync(x => hashes.Contains(x.Hash) && x.PersonId != personId, cancel)) throw PeopleErrors.PhoneTaken();
        try
        {
            await ReplaceAsync(actor, BindAction, cipher.Encrypt(number), hashes, cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            throw PeopleErrors.PhoneTaken();
        }
    }

    /// <summary>Gives the number up; somebody else may then bind it. Nothing bound is fine.</summary>
    /// <param name="actor">Whose number it is.</param>
    /// <param name="cancel">Cancels the save.</param>
    /// <param name="saidAt">When the person said so, where that reached us later: a number bound since stays.</param>
    public async Task UnbindNumberAsync(Actor actor, CancellationToken cancel, DateTime? saidAt = null)
    {
        if (saidAt is { } at && await db.Set<AuditLine>().AnyAsync(x => x.TargetId == actor.PersonId && x.At > at && x.Action == BindAction, cancel)) return;
        await ReplaceAsync(actor, "person.unbind_phone", null, [], cancel);
    }

    private Task<int> ReplaceAsync(Actor actor, string action, byte[]? phone, IEnumerable<string> hashes, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        var person = await db.Set<Person>().FirstAsync(x => x.Id == actor.PersonId, cancel);
        if (phone is null && person.VerifiedPhone is null) return 0;
        await db.Set<PhoneKey>().Where(x => x.PersonId == person.Id).ExecuteDeleteAsync(cancel);
        person.Verify(phone);
        db.AddRange(hashes.Select(x => new PhoneKey(x, person.Id)));
        db.Add(AuditLine.Of(actor, clock.UtcNow(), action, "person", person.Id));
        return await db.SaveChangesAsync(cancel);
    }, cancel);
}
