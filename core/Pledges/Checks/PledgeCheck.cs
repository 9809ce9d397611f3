using Engagement.Core.Data;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.Pledges.Checks;

/// <summary>One of the three guarantees.</summary>
public enum Guarantee { Cleanliness, Order, Greening }

/// <summary>Where a check stands. <c>Kept</c>: all three guarantees kept. <c>ToPutRight</c>: failed, the household has time. <c>PutRight</c>: a second
/// visit found it in order. <c>Referred</c>: not put right, now a finding. <c>Overturned</c>: the household's objection was upheld.</summary>
public enum PledgeCheckState { Kept, ToPutRight, PutRight, Referred, Overturned }

/// <summary>What a visit found: three marks, true where the guarantee is kept.</summary>
public readonly record struct GuaranteeMarks(bool Cleanliness, bool Order, bool Greening)
{
    public bool AllKept => Cleanliness && Order && Greening;

    public IReadOnlyList<Guarantee> Failed =>
        [.. new[] { (Cleanliness, Guarantee.Cleanliness), (Order, Guarantee.Order), (Greening, Guarantee.Greening) }.Where(x => !x.Item1).Select(x => x.Item2)];
}

/// <summary>The marks an alley chief gave a household on a round. A second visit is a check of its own that points at the first and closes it.</summary>
public sealed class PledgeCheck : IVersioned
{
    public const int NoteMaxLength = 200;

    /// <summary>Calendar days the household has to put right what failed, to 24:00 of the last.</summary>
    public const int DaysToPutRight = 3;

    /// <summary>Calendar days in which the household may object, to 24:00 of the last.</summary>
    public const int DaysToObject = 3;

    /// <summary>A phone that was out of reach sends its round later, but not older than this.</summary>
    public const int MaxAgeDays = 30;

    private PledgeCheck() { }

    public PledgeCheck(PledgeVisit visit, DateTime now)
    {
        Id = visit.Id;
        ClientId = visit.ClientId;
        HouseholdId = visit.HouseholdId;
        PledgeId = visit.PledgeId;
        RoundId = visit.RoundId;
        FirstCheckId = visit.FirstCheckId;
        RegionCode = visit.RegionCode;
        TermCode = visit.TermCode;
        Cleanliness = visit.Marks.Cleanliness;
        Order = visit.Marks.Order;
        Greening = visit.Marks.Greening;
        Note = visit.Note;
        CheckerId = visit.CheckerId;
        CheckedAt = visit.At;
        RecordedAt = now;
        if (visit.Marks.AllKept) return;
        ObjectBy = EndOfDay(now, DaysToObject);
        // There is no third visit: what a second one finds wrong goes on as a finding.
        State = IsSecondVisit ? PledgeCheckState.Referred : PledgeCheckState.ToPutRight;
        if (IsSecondVisit) return;
        // The household hears of it when the phone sends it; its days count from there, not from a round done out of reach.
        PutRightBy = EndOfDay(now, DaysToPutRight);
    }

    public Guid Id { get; private init; }

    /// <summary>Given by the checker's phone; with the checker it is unique, so a resend is recognised.</summary>
    public Guid ClientId { get; private init; }
    public Guid HouseholdId { get; private init; }

    /// <summary>The pledge in force at the visit.</summary>
    public Guid PledgeId { get; private init; }
    public Guid? RoundId { get; private init; }

    /// <summary>On a second visit, the check it closes.</summary>
    public Guid? FirstCheckId { get; private init; }

    /// <summary>The village, 12 digits.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>The term of the pledge.</summary>
    public string TermCode { get; private init; } = "";
    public bool Cleanliness { get; private init; }
    public bool Order { get; private init; }
    public bool Greening { get; private init; }
    public string? Note { get; private init; }

    /// <summary>Account of the checker: a member of staff or a villager with a post.</summary>
    public Guid CheckerId { get; private set; }

    /// <summary>When the checker stood there, by the phone's clock.</summary>
    public DateTime CheckedAt { get; private init; }
    public DateTime RecordedAt { get; private init; }
    public PledgeCheckState State { get; private set; }

    /// <summary>First moment after the time to put right; null when kept.</summary>
    public DateTime? PutRightBy { get; private init; }

    /// <summary>First moment after the time to object; null when kept.</summary>
    public DateTime? ObjectBy { get; private init; }
    public DateTime? ClosedAt { get; private set; }

    /// <summary>The finding it became.</summary>
    public Guid? FindingId { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    public GuaranteeMarks Marks => new(Cleanliness, Order, Greening);

    public bool IsSecondVisit => FirstCheckId is not null;

    /// <summary>A second visit found it in order.</summary>
    public void PutInOrder(DateTime now)
    {
        Demand(PledgeCheckState.ToPutRight);
        (State, ClosedAt) = (PledgeCheckState.PutRight, now);
    }

    /// <summary>Not put right: it goes on as a finding.</summary>
    public void Refer(Guid findingId, DateTime now)
    {
        Demand(PledgeCheckState.ToPutRight);
        (State, FindingId, ClosedAt) = (PledgeCheckState.Referred, findingId, now);
    }

    /// <summary>The objection against the second visit was upheld: the household had put it right.</summary>
    public void Absolve(DateTime now)
    {
        Demand(PledgeCheckState.Referred);
        (State, ClosedAt) = (PledgeCheckState.PutRight, now);
    }

    /// <summary>The objection was upheld: the check counts nowhere any more.</summary>
    public void Overturn(DateTime now)
    {
        if (State is PledgeCheckState.Kept or PledgeCheckState.Overturned) throw PledgeErrors.NothingToObject();
        (State, ClosedAt) = (PledgeCheckState.Overturned, now);
    }

    private void Demand(PledgeCheckState state)
    {
        if (State != state) throw PledgeErrors.CheckClosed();
    }

    private static DateTime EndOfDay(DateTime now, int days) => ChinaTime.ToUtc(ChinaTime.DateOf(now).AddDays(days + 1), TimeOnly.MinValue);

    internal sealed class Mapping : IEntityTypeConfiguration<PledgeCheck>
    {
        public void Configure(EntityTypeBuilder<PledgeCheck> builder)
        {
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.TermCode).IsCode(PledgeTerm.CodeMaxLength);
            builder.Property(x => x.Note).HasMaxLength(NoteMaxLength);
            builder.Ignore(x => x.Marks);
            builder.Ignore(x => x.IsSecondVisit);
            builder.HasIndex(x => new { x.CheckerId, x.ClientId }).IsUnique();
            builder.HasIndex(x => new { x.HouseholdId, x.CheckedAt });
            builder.HasIndex(x => new { x.RegionCode, x.TermCode, x.CheckedAt, x.Id });
            builder.HasIndex(x => x.FirstCheckId).IsUnique().HasFilter("first_check_id IS NOT NULL");
            builder.HasIndex(x => x.RoundId);
            builder.HasIndex(x => new { x.PutRightBy, x.Id }).HasFilter("state = 'ToPutRight' AND first_check_id IS NULL");
        }
    }
}

/// <summary>What the checker's phone says of one visit, completed with what the house knows.</summary>
public sealed record PledgeVisit(
    Guid Id, Guid ClientId, Guid HouseholdId, Guid PledgeId, Guid? RoundId, Guid? FirstCheckId, string RegionCode, string TermCode,
    GuaranteeMarks Marks, string? Note, Guid CheckerId, DateTime At);

/// <summary>A picture of a guarantee that was not kept, or of what was put right.</summary>
public sealed class PledgeCheckPhoto
{
    private PledgeCheckPhoto() { }

    public PledgeCheckPhoto(Guid checkId, Guid photoId, Guarantee? guarantee, int position) => (CheckId, PhotoId, Guarantee, Position) = (checkId, photoId, guarantee, position);

    public Guid CheckId { get; private init; }
    public Guid PhotoId { get; private init; }

    /// <summary>Null for a picture of the whole.</summary>
    public Guarantee? Guarantee { get; private init; }
    public int Position { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PledgeCheckPhoto>
    {
        public void Configure(EntityTypeBuilder<PledgeCheckPhoto> builder)
        {
            builder.HasKey(x => new { x.CheckId, x.PhotoId });
            builder.HasOne<PledgeCheck>().WithMany().HasForeignKey(x => x.CheckId);
        }
    }
}
