using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.People;

/// <summary>A signed-in phone or browser. The row is read on each request, so ending it takes effect at once.</summary>
public sealed class Session
{
    public const int ClientMaxLength = 200;

    /// <summary>A bearer token's life between two refreshes.</summary>
    public static readonly TimeSpan AccessLifetime = TimeSpan.FromHours(1);

    /// <summary>How long a villager's phone stays signed in without being opened.</summary>
    public static readonly TimeSpan VillagerLifetime = TimeSpan.FromDays(90);

    /// <summary>A working day with overtime: staff sign in again after it.</summary>
    public static readonly TimeSpan StaffLifetime = TimeSpan.FromHours(12);

    /// <summary>How long the tokens of before a refresh still work: a bad line loses answers.</summary>
    public static readonly TimeSpan RotationGrace = TimeSpan.FromSeconds(60);

    private Session() { }

    public Session(Guid id, ActorKind kind, Guid accountId, bool cookie, string? client, string? address, DateTime now)
    {
        Id = id;
        Kind = kind;
        AccountId = accountId;
        Cookie = cookie;
        Client = CleanText.Cut(client, ClientMaxLength);
        Address = address;
        CreatedAt = LastSeenAt = RotatedAt = now;
        Generation = 1;
        ExpiresAt = now + (kind == ActorKind.Staff ? StaffLifetime : VillagerLifetime);
        AccessExpiresAt = cookie ? ExpiresAt : now + AccessLifetime;
    }

    public Guid Id { get; private init; }
    public ActorKind Kind { get; private init; }
    public Guid AccountId { get; private init; }

    /// <summary>True for the console's cookie, which is not refreshed.</summary>
    public bool Cookie { get; private init; }
    public string? Client { get; private init; }
    public string? Address { get; private init; }
    public DateTime CreatedAt { get; private init; }
    public DateTime LastSeenAt { get; private set; }

    /// <summary>Counts refreshes; tokens carry it.</summary>
    public int Generation { get; private set; }
    public DateTime RotatedAt { get; private set; }
    public DateTime AccessExpiresAt { get; private set; }

    /// <summary>When the session as a whole ends without a refresh.</summary>
    public DateTime ExpiresAt { get; private set; }
    public DateTime? RevokedAt { get; private set; }

    /// <summary>True while an access token of this generation opens the door.</summary>
    public bool Accepts(int generation, DateTime now) =>
        RevokedAt is null && now < AccessExpiresAt && Knows(generation, now);

    /// <summary>Refreshing with the current token moves on by one; with the one before, within the grace, it gives the current tokens again.</summary>
    /// <returns>False when the token is too old or the session is over.</returns>
    public bool TryRefresh(int generation, DateTime now)
    {
        if (Cookie || RevokedAt is not null || now >= ExpiresAt || !Knows(generation, now)) return false;
        if (generation != Generation) return true;
        Generation++;
        RotatedAt = LastSeenAt = now;
        AccessExpiresAt = now + AccessLifetime;
        if (Kind == ActorKind.Villager) ExpiresAt = now + VillagerLifetime;
        return true;
    }

    public void Revoke(DateTime now) => RevokedAt ??= now;

    private bool Knows(int generation, DateTime now) =>
        generation == Generation || (generation == Generation - 1 && now < RotatedAt + RotationGrace);

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.Property(x => x.Client).HasMaxLength(ClientMaxLength);
            builder.Property(x => x.Address).HasMaxLength(64);
            builder.Property(x => x.Generation).IsConcurrencyToken();
            builder.HasIndex(x => new { x.AccountId, x.ExpiresAt });
            builder.HasIndex(x => x.ExpiresAt);
        }
    }
}
