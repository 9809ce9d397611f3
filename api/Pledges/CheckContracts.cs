using Engagement.Api.Hosting;
using Engagement.Core.Pledges.Checks;

namespace Engagement.Api.Pledges;

/// <summary>A picture and which guarantee it shows.</summary>
public sealed record CheckPictureRequest([property: Given] Guid? PhotoId, Guarantee? Guarantee);

/// <summary>One visit. Marks are true where the guarantee is kept. <c>clientId</c>: made by the phone; sent again, the visit is recognised. <c>firstCheckId</c>: on a second visit, the check that was to be put right. <c>at</c>: when the checker stood there.</summary>
public sealed record CheckRequest(
    [property: Given] Guid? ClientId, [property: Given] Guid? HouseholdId, Guid? RoundId, Guid? FirstCheckId, [property: Given] bool? Cleanliness, [property: Given] bool? Order,
    [property: Given] bool? Greening, [property: AtMost(PledgeCheck.NoteMaxLength)] string? Note, [property: Items(0, 6)] IReadOnlyList<CheckPictureRequest>? Photos, [property: Given] DateTimeOffset? At)
{
    internal CheckReport ToReport() => new(ClientId!.Value, HouseholdId!.Value, RoundId, FirstCheckId, new GuaranteeMarks(Cleanliness!.Value, Order!.Value, Greening!.Value), Note,
        [.. (Photos ?? []).Select(x => new CheckPicture(x.PhotoId!.Value, x.Guarantee))], Truncated(At!.Value.UtcDateTime));

    private static DateTime Truncated(DateTime utc) => utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
}

public sealed record CheckBatchRequest([property: Items(1, CheckBatch.MaxReports)] IReadOnlyList<CheckRequest> Checks);

/// <summary>One result per visit, in the order sent.</summary>
public sealed record CheckBatchAnswer(IReadOnlyList<ReportResult> Results);

public sealed record CheckListRequest(
    [property: AtMost(Core.Regions.Region.CodeMaxLength)] string? Region, Guid? Household, Choice<PledgeCheckState>? State, bool? Objected,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

public sealed record ObjectionRequest([property: Needed(PledgeObjection.TextMaxLength)] string Reason);

public sealed record ObjectionDecisionRequest([property: Given] int? Version, [property: Given] bool? Upheld, [property: Needed(PledgeObjection.TextMaxLength)] string Answer);

public sealed record ObjectionReceipt(Guid Id, Guid CheckId, ObjectionState State, DateTime At, int Version)
{
    internal static ObjectionReceipt Of(PledgeObjection x) => new(x.Id, x.CheckId, x.State, x.At, x.Version);
}

/// <summary>A planned walk. <c>alleys</c>: ids of the village's alleys; none for the whole village. <c>walkerId</c>: the person who walks it; left out, whoever has the post.</summary>
public sealed record RoundRequest(
    [property: Needed(Core.Regions.Region.CodeMaxLength)] string Village, [property: Items(0, PledgeRound.MaxGroups)] IReadOnlyList<Guid>? Alleys, [property: Given] DateOnly? Day, Guid? WalkerId,
    [property: AtMost(PledgeRound.NoteMaxLength)] string? Note);

public sealed record RoundListRequest(
    [property: AtMost(Core.Regions.Region.CodeMaxLength)] string? Region, bool? Open, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

public sealed record CloseRoundRequest([property: Given] int? Version);

public sealed record RoundReceipt(Guid Id, DateOnly Day, DateTime? ClosedAt, int Listed, int Visited, int Version)
{
    internal static RoundReceipt Of(PledgeRound x) => new(x.Id, x.Day, x.ClosedAt, x.Listed, x.Visited, x.Version);
}
