using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.People;

/// <summary>That a person agreed to a version of the privacy policy, and until when. Kept as proof, also after it ended.</summary>
public sealed class PrivacyConsent
{
    public const int PolicyVersionMaxLength = 32;

    private PrivacyConsent() { }

    public PrivacyConsent(Guid id, Guid personId, string policyVersion, DateTime now)
    {
        Id = id;
        PersonId = personId;
        PolicyVersion = policyVersion;
        GivenAt = now;
    }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }
    public string PolicyVersion { get; private init; } = "";
    public DateTime GivenAt { get; private init; }

    /// <summary>When it was withdrawn or a newer version was agreed to; null while in force.</summary>
    public DateTime? EndedAt { get; private set; }

    internal void End(DateTime now) => EndedAt ??= now;

    internal sealed class Mapping : IEntityTypeConfiguration<PrivacyConsent>
    {
        public void Configure(EntityTypeBuilder<PrivacyConsent> builder)
        {
            builder.Property(x => x.PolicyVersion).HasMaxLength(PolicyVersionMaxLength);
            builder.HasIndex(x => x.PersonId).IsUnique().HasFilter("ended_at IS NULL");
            builder.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
        }
    }
}

/// <summary>Gives and withdraws consents; at most one is in force.</summary>
public sealed class PrivacyConsents(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>Agreeing to the version in force again changes nothing.</summary>
    public async Task GiveAsync(Actor actor, string policyVersion, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var personId = actor.PersonId!.Value;
        await db.InTransactionAsync(async () =>
        {
            var inForce = await db.Set<PrivacyConsent>().FirstOrDefaultAsync(x => x.PersonId == personId && x.EndedAt == null, cancel);
            if (inForce?.PolicyVersion == policyVersion) return 0;
            if (inForce is not null)
            {
                inForce.End(now);
                // Saved by itself: of two lines in one save, the new one could come first and meet the old one still in force.
                await db.SaveChangesAsync(cancel);
            }

            db.Add(new PrivacyConsent(clock.NewId(), personId, policyVersion, now));
            db.Add(AuditLine.Of(actor, now, "person.consent", "person", personId, policyVersion));
            return await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>Withdraws; nothing in force is fine.</summary>
    /// <param name="actor">Whose consent it is.</param>
    /// <param name="cancel">Cancels the save.</param>
    /// <param name="saidAt">When the person said so, where that reached us later: a consent given since stands.</param>
    public async Task WithdrawAsync(Actor actor, CancellationToken cancel, DateTime? saidAt = null)
    {
        var inForce = await db.Set<PrivacyConsent>().FirstOrDefaultAsync(x => x.PersonId == actor.PersonId && x.EndedAt == null, cancel);
        if (inForce is null || inForce.GivenAt > saidAt) return;
        inForce.End(clock.UtcNow());
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "person.withdraw_consent", "person", actor.PersonId, inForce.PolicyVersion));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The version the person agreed to and has not withdrawn; null when there is none.</summary>
    public Task<string?> InForceAsync(Guid personId, CancellationToken cancel) =>
        db.Set<PrivacyConsent>().AsNoTracking().Where(x => x.PersonId == personId && x.EndedAt == null).Select(x => x.PolicyVersion).FirstOrDefaultAsync(cancel);
}
