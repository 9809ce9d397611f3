using Engagement.Core.Codes;
using Engagement.Core.Data;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Pledges.Signing;

/// <summary>How the household signed.</summary>
public enum PledgeMeans { MiniProgram, Paper }

/// <summary>Where a pledge stands on a day. <c>Lapsed</c>: its term is over.</summary>
public enum PledgeState { Active, Lapsed, Withdrawn }

/// <summary>A household's signature under the three guarantees, for one term. There is one at a time per household and term; the store refuses a second.</summary>
public sealed class Pledge : IVersioned
{
    public const int VerifyCodeLength = 2 * CodeId.Length;
    public const int ReasonMaxLength = 200;

    /// <summary>Scanned sheets of a pledge signed on paper.</summary>
    public const int MaxSheets = 3;

    private Pledge() { }

    public Pledge(PledgeSigning signing, DateTime now)
    {
        Id = signing.Id;
        HouseholdId = signing.HouseholdId;
        RegionCode = signing.RegionCode;
        TermCode = signing.Term.Code;
        EndsAt = signing.Term.EndsAt;
        TextHash = signing.TextHash;
        VerifyCode = signing.VerifyCode;
        Means = signing.Means;
        SignedBy = signing.SignedBy;
        EnteredBy = signing.EnteredBy;
        SignedAt = signing.SignedAt;
        RecordedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid HouseholdId { get; private init; }

    /// <summary>The village, 12 digits, as it was at signing.</summary>
    public string RegionCode { get; private init; } = "";

    /// <inheritdoc cref="PledgeTerm.Code"/>
    public string TermCode { get; private init; } = "";

    /// <summary>First moment after the term, UTC.</summary>
    public DateTime EndsAt { get; private init; }

    /// <inheritdoc cref="PledgeText.Hash"/>
    public string TextHash { get; private init; } = "";

    /// <summary>Whoever knows it can ask whether the pledge is real. Long enough that nobody finds one by trying.</summary>
    public string VerifyCode { get; private init; } = "";
    public PledgeMeans Means { get; private init; }

    /// <summary>The adult member who signed; null after that person's account was deleted.</summary>
    public Guid? SignedBy { get; private set; }

    /// <summary>Staff who entered a paper sheet, or the proxy who signed for somebody without a phone.</summary>
    public Guid? EnteredBy { get; private init; }
    public DateTime SignedAt { get; private init; }
    public DateTime RecordedAt { get; private init; }
    public DateTime? WithdrawnAt { get; private set; }
    public Guid? WithdrawnBy { get; private set; }
    public string? WithdrawReason { get; private set; }

    /// <summary>When the household was reminded to sign for the next term.</summary>
    public DateTime? RemindedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public PledgeState StateAt(DateTime now) => WithdrawnAt is not null ? PledgeState.Withdrawn : EndsAt <= now ? PledgeState.Lapsed : PledgeState.Active;

    /// <summary>Only the committee takes a pledge back, and says why; the household may then sign anew.</summary>
    public void Withdraw(Guid? by, string reason, DateTime now)
    {
        if (WithdrawnAt is not null) throw PledgeErrors.AlreadyWithdrawn();
        (WithdrawnAt, WithdrawnBy, WithdrawReason) = (now, by, reason);
    }

    /// <summary>The household was asked to sign for the next term.</summary>
    public void Remind(DateTime now) => RemindedAt ??= now;

    internal sealed class Mapping : IEntityTypeConfiguration<Pledge>
    {
        public void Configure(EntityTypeBuilder<Pledge> builder)
        {
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.TermCode).IsCode(PledgeTerm.CodeMaxLength);
            builder.Property(x => x.TextHash).IsCode(PledgeText.HashLength);
            builder.Property(x => x.VerifyCode).IsCode(VerifyCodeLength);
            builder.Property(x => x.WithdrawReason).HasMaxLength(ReasonMaxLength);
            builder.HasOne<PledgeText>().WithMany().HasForeignKey(x => x.TextHash).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(x => new { x.HouseholdId, x.TermCode }).IsUnique().HasFilter("withdrawn_at IS NULL");
            builder.HasIndex(x => x.VerifyCode).IsUnique();
            builder.HasIndex(x => new { x.RegionCode, x.TermCode, x.Id });
            builder.HasIndex(x => new { x.EndsAt, x.Id }).HasFilter("withdrawn_at IS NULL AND reminded_at IS NULL");
            builder.HasIndex(x => x.SignedBy);
        }
    }
}

/// <summary>What is known at the moment of signing.</summary>
public sealed record PledgeSigning(
    Guid Id, Guid HouseholdId, string RegionCode, PledgeTerm Term, string TextHash, string VerifyCode, PledgeMeans Means, Guid SignedBy, Guid? EnteredBy, DateTime SignedAt);
