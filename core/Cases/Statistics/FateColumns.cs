using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Cases.Statistics;

/// <summary>How the first answer came about. What only the clock decides (<see cref="Open"/>) is decided when the figures are read.</summary>
public enum ResponseFate : short
{
    /// <summary>Not answered; late once <see cref="Case.RespondBy"/> has passed.</summary>
    Open = 0,
    InTime = 1,

    /// <summary>Answered after the time, or set aside unanswered after it: being set aside heals nothing.</summary>
    Late = 2,

    /// <summary>Rejected before it was accepted and inside the time; likewise the next two.</summary>
    Rejected = 3,
    Merged = 4,
    Withdrawn = 5,
}

/// <summary>How the case ended, or where it stands.</summary>
public enum ResolutionFate : short
{
    /// <summary>In work for the first time, or resolved and not yet verified by another; also when the clock was stopped only after the due time.
    /// Overdue once <see cref="Case.DueAt"/> has passed.</summary>
    Open = 0,

    /// <summary>The citizen said so, or, where no citizen is left to ask, another than the fixer.</summary>
    Solved = 1,

    /// <summary>Closed by staff, so nobody confirmed it.</summary>
    ClosedByStaff = 2,

    /// <summary>The citizen said "unsolved" and it is in work again, whatever its new due time.</summary>
    Reopened = 3,

    /// <summary>Rejected, merged or withdrawn after the due time or after a reopening.</summary>
    SetAsideLate = 4,

    /// <summary>Seven days of silence.</summary>
    NoAnswer = 5,

    /// <summary>Resolved; the citizen has been asked.</summary>
    Waiting = 6,

    /// <summary>The clock was stopped inside the time; likewise the next.</summary>
    Paused = 7,
    Deferred = 8,

    /// <summary>Rejected inside the time and never reopened; likewise the next two.</summary>
    Rejected = 9,
    Merged = 10,
    Withdrawn = 11,
}

/// <summary>What is shown beside the rates, so that it cannot be hidden by them.</summary>
[Flags]
public enum CaseMarks
{
    None = 0,

    /// <summary>The last resolve came after the due time.</summary>
    ResolvedLate = 1,

    /// <summary>Reopened at least once.</summary>
    Reopened = 2,

    /// <summary>A member of staff keeps the words from the public. Counted like every other case: who may hold must not gain by it.</summary>
    Held = 4,
    Urged = 8,

    /// <summary>Rejected, at whatever time.</summary>
    Rejected = 16,

    /// <summary>The clock was stopped at least once, by a pause or a deferral.</summary>
    Paused = 32,
    Extended = 64,
    Returned = 128,
    Supervised = 256,
}

/// <summary>Columns the database itself derives from the others, so that no verb and no set-based update can forget them, and the one index
/// the three rates are read off. The rule in words: docs/statistics.md; a test holds it equal to a recount from the timelines.</summary>
public static class FateColumns
{
    public const string OnBehalf = "OnBehalf", Response = "ResponseFate", Resolution = "ResolutionFate", Marks = "Marks";

    private const string OnBehalfSql = "CASE WHEN filed_on_behalf_by IS NULL THEN 0 ELSE 1 END";

    private const string ResponseSql =
        "CASE WHEN responded_at > respond_by OR (responded_at IS NULL AND set_aside_at > respond_by) THEN 2 WHEN accepted_at IS NOT NULL THEN 1 "
        + "WHEN status = 'Rejected' THEN 3 WHEN status = 'Merged' THEN 4 WHEN close_reason = 'Withdrawn' THEN 5 ELSE 0 END";

    private const string ResolutionSql =
        "CASE WHEN status IN ('Filed', 'Accepted', 'InProgress') OR (status = 'Resolved' AND asked_at IS NULL) THEN "
        + "CASE WHEN reopen_count > 0 THEN 3 WHEN clock = 'Paused' AND due_at > paused_at THEN 7 WHEN clock = 'Deferred' AND due_at > paused_at THEN 8 ELSE 0 END "
        + "WHEN status = 'Resolved' THEN 6 "
        + "WHEN status = 'Closed' AND close_reason IN ('Confirmed', 'Verified') THEN 1 WHEN status = 'Closed' AND close_reason = 'ByStaff' THEN 2 "
        + "WHEN status = 'Closed' AND close_reason = 'Unanswered' THEN 5 "
        + "WHEN reopen_count > 0 OR set_aside_at > due_at THEN 4 "
        + "WHEN status = 'Rejected' THEN 9 WHEN status = 'Merged' THEN 10 ELSE 11 END";

    private const string MarksSql =
        "CASE WHEN resolved_at > due_at THEN 1 ELSE 0 END + CASE WHEN reopen_count > 0 THEN 2 ELSE 0 END + CASE WHEN moderation = 'Held' THEN 4 ELSE 0 END "
        + "+ CASE WHEN urge_count > 0 THEN 8 ELSE 0 END + CASE WHEN status = 'Rejected' THEN 16 ELSE 0 END "
        + "+ CASE WHEN pause_count > 0 THEN 32 ELSE 0 END + CASE WHEN extension_count > 0 THEN 64 ELSE 0 END + CASE WHEN return_count > 0 THEN 128 ELSE 0 END "
        + "+ CASE WHEN supervise_count > 0 THEN 256 ELSE 0 END";

    internal static void Map(EntityTypeBuilder<Case> builder)
    {
        Derive(builder.Property<int>(OnBehalf), OnBehalfSql);
        Derive(builder.Property<ResponseFate>(Response).HasConversion<int>(), ResponseSql);
        Derive(builder.Property<ResolutionFate>(Resolution).HasConversion<int>(), ResolutionSql);
        Derive(builder.Property<CaseMarks>(Marks).HasConversion<int>(), MarksSql);
        // Everything the figures read, so that the rows themselves (wide, with words) are not touched.
        builder.HasIndex(nameof(Case.TownshipCode), nameof(Case.Kind), OnBehalf, nameof(Case.FiledAt), nameof(Case.RegionCode), nameof(Case.CategoryCode),
            nameof(Case.OwnerOfficeId), Response, Resolution, Marks, nameof(Case.Satisfaction), nameof(Case.RespondBy), nameof(Case.DueAt), nameof(Case.PausedMs))
            .HasDatabaseName("IX_cases_three_rates");
    }

    /// <summary>Never written, and never read back after a save: nothing in memory needs it.</summary>
    private static void Derive<T>(PropertyBuilder<T> property, string sql)
    {
        property.HasComputedColumnSql(sql, stored: true).ValueGeneratedNever();
        property.Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        property.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
