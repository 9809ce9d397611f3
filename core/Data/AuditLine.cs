using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Data;

/// <summary>One thing a person did: who, as which role, on whose behalf, what, when, from where. Added, never changed.</summary>
public sealed class AuditLine
{
    public const int DetailMaxLength = 500;

    private AuditLine() { }

    public Guid Id { get; private init; }
    public DateTime At { get; private init; }
    public ActorKind ActorKind { get; private init; }
    public Guid? ActorId { get; private init; }
    public Guid? SessionId { get; private init; }
    public Guid? OnBehalfOf { get; private init; }

    /// <summary>Stable dotted word: <c>case.accept</c>, <c>staff.reset_password</c>.</summary>
    public string Action { get; private init; } = "";
    public string TargetKind { get; private init; } = "";
    public Guid? TargetId { get; private init; }

    /// <summary>Network address, as text.</summary>
    public string? Address { get; private init; }

    /// <summary>A few words; never personal data.</summary>
    public string? Detail { get; private init; }

    public static AuditLine Of(
        Actor actor, DateTime now, string action, string targetKind, Guid? targetId, string? detail = null, Guid? onBehalfOf = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return new AuditLine
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now)),
            At = now,
            ActorKind = actor.Kind,
            ActorId = actor.AccountId,
            SessionId = actor.SessionId,
            OnBehalfOf = onBehalfOf,
            Action = action,
            TargetKind = targetKind,
            TargetId = targetId,
            Address = actor.Address,
            Detail = CleanText.Cut(detail, DetailMaxLength),
        };
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditLine>
    {
        public void Configure(EntityTypeBuilder<AuditLine> builder)
        {
            builder.Property(x => x.Action).HasMaxLength(64);
            builder.Property(x => x.TargetKind).HasMaxLength(32);
            builder.Property(x => x.Address).HasMaxLength(64);
            builder.Property(x => x.Detail).HasMaxLength(DetailMaxLength);
            builder.HasIndex(x => new { x.TargetId, x.At });
            builder.HasIndex(x => new { x.ActorId, x.At });
            builder.HasIndex(x => new { x.At, x.Id });
        }
    }
}
