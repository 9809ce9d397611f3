using System.Globalization;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Engagement.Core.Cases;

/// <summary>A policy as one readable column: <c>2 ClockHours / 7 WorkingDays</c>.</summary>
public sealed class PolicyConverter() : ValueConverter<DeadlinePolicy, string>(x => Write(x), x => Read(x))
{
    internal static string Write(DeadlinePolicy policy) => string.Create(CultureInfo.InvariantCulture,
        $"{policy.RespondWithin.Amount} {policy.RespondWithin.Unit} / {policy.ResolveWithin.Amount} {policy.ResolveWithin.Unit}");

    private static DeadlinePolicy Read(string text)
    {
        var parts = text.Split(' ');
        return new DeadlinePolicy(Allowance(parts[0], parts[1]), Allowance(parts[3], parts[4]));
    }

    private static TimeAllowance Allowance(string amount, string unit) =>
        new(int.Parse(amount, CultureInfo.InvariantCulture), Enum.Parse<DeadlineUnit>(unit));
}

internal sealed class CaseMapping : IEntityTypeConfiguration<Case>, IEntityTypeConfiguration<CaseEvent>, IEntityTypeConfiguration<CasePhoto>,
    IEntityTypeConfiguration<CaseSupport>, IEntityTypeConfiguration<CaseRating>, IEntityTypeConfiguration<CaseCounter>,
    IEntityTypeConfiguration<CasePause>, IEntityTypeConfiguration<CaseRequest>, IEntityTypeConfiguration<CaseSupervision>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        FateColumns.Map(builder);
        builder.Property(x => x.Number).HasMaxLength(Case.NumberMaxLength);
        builder.Property(x => x.CategoryCode).HasMaxLength(Category.CodeMaxLength);
        builder.Property(x => x.Description).HasMaxLength(Case.DescriptionMaxLength);
        builder.Property(x => x.Address).HasMaxLength(Case.AddressMaxLength);
        builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
        builder.Property(x => x.Policy).HasConversion<PolicyConverter>().HasMaxLength(64);
        builder.Ignore(x => x.IsOpen);
        builder.Ignore(x => x.IsPublic);
        builder.Ignore(x => x.KeepsCommitteeOut);
        builder.Ignore(x => x.AnswerBy);
        builder.Ignore(x => x.AwaitsVerification);
        builder.Property(x => x.SourceKind).HasMaxLength(32);
        builder.HasMany(x => x.Pauses).WithOne().HasForeignKey(x => x.CaseId);
        builder.HasMany(x => x.Timeline).WithOne().HasForeignKey(x => x.CaseId);
        builder.HasOne<Office>().WithMany().HasForeignKey(x => x.OwnerOfficeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => x.Number).IsUnique();
        builder.Property(x => x.CountyCode).IsCode(6);
        builder.Property(x => x.TownshipCode).IsCode(9);
        builder.HasIndex(x => new { x.FiledAt, x.Id });
        builder.HasIndex(x => new { x.CountyCode, x.FiledAt, x.Id });
        builder.HasIndex(x => new { x.TownshipCode, x.FiledAt, x.Id });
        builder.HasIndex(x => new { x.RegionCode, x.FiledAt, x.Id });
        // For statuses that few cases have: the open ones, which the counts and the overdue list read, and the rejected ones.
        builder.HasIndex(x => new { x.CountyCode, x.Status, x.FiledAt, x.Id });
        builder.HasIndex(x => new { x.TownshipCode, x.Status, x.FiledAt, x.Id });
        builder.HasIndex(x => new { x.Status, x.DueAt, x.Id });
        builder.HasIndex(x => new { x.OwnerOfficeId, x.FiledAt, x.Id });
        builder.HasIndex(x => new { x.AssigneeId, x.DueAt });
        // Few cases are a post's.
        builder.HasIndex(x => new { x.AssigneePostId, x.DueAt }).HasFilter("assignee_post_id IS NOT NULL");
        builder.HasIndex(x => new { x.ReporterId, x.FiledAt, x.Id });
        builder.HasIndex(x => x.MergedIntoId);
        builder.HasIndex(x => new { x.SourceKind, x.SourceId }).HasFilter("source_kind IS NOT NULL");
        // Clocks that stand and will want attention.
        builder.HasIndex(x => new { x.Clock, x.PausedUntil }).HasFilter("paused_until IS NOT NULL");
        // Where the same trouble may come back.
        builder.HasIndex(x => new { x.TownshipCode, x.CategoryCode, x.ResolvedAt }).HasFilter("resolved_at IS NOT NULL");
        builder.HasIndex(x => x.PendingRequestId).HasFilter("pending_request_id IS NOT NULL");
        // What the sweep looks for: it reads as many rows of these as are due.
        builder.HasIndex(x => x.NextStepAt).HasFilter("next_step_at IS NOT NULL");
        builder.HasIndex(x => new { x.Status, x.RespondBy }).HasFilter("status = 'Filed' AND response_overdue_at IS NULL");
        // Few wait, so the index is small: only they are in it.
        builder.HasIndex(x => new { x.Moderation, x.FiledAt, x.Id }).HasFilter("moderation = 'Waiting' AND text_safety IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<CaseEvent> builder)
    {
        builder.Property(x => x.Text).HasMaxLength(CaseEvent.TextMaxLength);
        builder.Ignore(x => x.IsUnreadPostLine);
        builder.HasIndex(x => new { x.CaseId, x.Sequence }).IsUnique();
        builder.HasIndex(x => x.PostId).HasFilter("post_id IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<CasePhoto> builder)
    {
        builder.HasKey(x => new { x.CaseId, x.PhotoId });
        builder.HasOne<Case>().WithMany().HasForeignKey(x => x.CaseId);
    }

    public void Configure(EntityTypeBuilder<CaseSupport> builder)
    {
        builder.HasKey(x => new { x.CaseId, x.PersonId });
        builder.HasOne<Case>().WithMany().HasForeignKey(x => x.CaseId);
        builder.HasIndex(x => x.PersonId);
    }

    public void Configure(EntityTypeBuilder<CaseRating> builder)
    {
        builder.Property(x => x.Comment).HasMaxLength(CaseRating.CommentMaxLength);
        builder.HasIndex(x => new { x.CaseId, x.Round }).IsUnique();
        builder.HasOne<Case>().WithMany().HasForeignKey(x => x.CaseId);
    }

    public void Configure(EntityTypeBuilder<CaseCounter> builder)
    {
        builder.HasKey(x => x.Scope);
        builder.Property(x => x.Scope).HasMaxLength(Case.NumberMaxLength);
    }

    public void Configure(EntityTypeBuilder<CasePause> builder) => builder.HasKey(x => new { x.CaseId, x.Number });

    public void Configure(EntityTypeBuilder<CaseRequest> builder)
    {
        builder.Property(x => x.Reason).HasMaxLength(CaseEvent.TextMaxLength);
        builder.Property(x => x.Note).HasMaxLength(CaseEvent.TextMaxLength);
        builder.HasOne<Case>().WithMany().HasForeignKey(x => x.CaseId);
        builder.HasIndex(x => new { x.CaseId, x.RequestedAt });
    }

    public void Configure(EntityTypeBuilder<CaseSupervision> builder)
    {
        builder.Property(x => x.Instruction).HasMaxLength(CaseEvent.TextMaxLength);
        builder.Property(x => x.Reply).HasMaxLength(CaseEvent.TextMaxLength);
        builder.HasOne<Case>().WithMany().HasForeignKey(x => x.CaseId);
        builder.HasIndex(x => new { x.CaseId, x.At });
    }
}
