using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Data;

/// <summary>An answer already given, kept so that a retry of the same request gets it again. Written in the transaction of the thing it created; kept 24 hours.</summary>
public sealed class IdempotencyKey
{
    public const int KeyMaxLength = 128;

    /// <summary>How long a retry still gets the first answer.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private IdempotencyKey() { }

    public IdempotencyKey(Guid actorId, string key, string requestHash, int status, string? response, DateTime now)
    {
        ActorId = actorId;
        Key = key;
        RequestHash = requestHash;
        Status = status;
        Response = response;
        CreatedAt = now;
    }

    public Guid ActorId { get; private init; }
    public string Key { get; private init; } = "";

    /// <summary>SHA-256 of method, path and body, hex.</summary>
    public string RequestHash { get; private init; } = "";
    public int Status { get; private init; }

    /// <summary>The JSON answered, null when the answer had no body.</summary>
    public string? Response { get; private init; }
    public DateTime CreatedAt { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IdempotencyKey>
    {
        public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
        {
            builder.HasKey(x => new { x.ActorId, x.Key });
            builder.Property(x => x.Key).HasMaxLength(KeyMaxLength);
            builder.Property(x => x.RequestHash).HasMaxLength(64);
            builder.HasIndex(x => x.CreatedAt);
        }
    }
}
