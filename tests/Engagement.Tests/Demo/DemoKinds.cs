using Engagement.Core.Cases;
using Engagement.Core.Staff;
using Shouldly;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Demo;

/// <summary>Every kind of complaint a newcomer should find.</summary>
public static class DemoKinds
{
    public static void ShouldAllBePresent(IReadOnlyCollection<Case> cases, IEnumerable<Office> offices, DateTime now)
    {
        var kindOf = offices.ToDictionary(x => x.Id, x => x.Kind);
        var kinds = new (string Name, Func<Case, bool> Is)[]
        {
            ("filed", x => x.Status == CaseStatus.Filed),
            ("accepted", x => x.Status == CaseStatus.Accepted),
            ("in progress", x => x.Status == CaseStatus.InProgress),
            ("waiting for rating", x => x.Status == CaseStatus.Resolved && x.AnswerBy > now),
            ("closed solved", x => x is { Status: CaseStatus.Closed, Outcome: CaseOutcome.Solved, CloseReason: CaseCloseReason.Confirmed }),
            ("closed without answer", x => x is { Status: CaseStatus.Closed, Outcome: CaseOutcome.NoAnswer, CloseReason: CaseCloseReason.Unanswered }),
            ("withdrawn", x => x.CloseReason == CaseCloseReason.Withdrawn),
            ("closed by staff", x => x.CloseReason == CaseCloseReason.ByStaff),
            ("rejected with a reason", x => x.Status == CaseStatus.Rejected && x.Timeline.Single(l => l.Type == CaseEventType.Rejected).Text?.Length > 5),
            ("merged", x => x.Status == CaseStatus.Merged && cases.Single(t => t.Id == x.MergedIntoId).Status != CaseStatus.Merged),
            ("reopened once", x => x.ReopenCount == 1),
            ("reopened twice and with the county", x => x.ReopenCount == 2 && x.IsOpen && kindOf[x.OwnerOfficeId] == OfficeKind.County),
            ("overdue", x => x.IsOpen && x.DueAt < now),
            ("unanswered too long", x => x.Status == CaseStatus.Filed && x.RespondBy < now),
            ("urged", x => x.UrgeCount > 0),
            ("supported", x => x.Timeline.Count > 1 && x.IsPublic && x.IsOpen),
            ("filed on behalf", x => x.FiledOnBehalfBy is not null),
            ("hidden from the committee", x => x.HiddenFromCommittee),
            ("for staff only", x => x.Visibility == CaseVisibility.StaffOnly),
            ("without a position", x => x.Latitude is null && x.Address is not null),
            ("added to", x => x.Timeline.Any(l => l.Type == CaseEventType.Added)),
            ("paused for a while", x => x.Pauses.Count > 0),
            ("extended", x => x.ExtensionCount > 0),
            ("deferred", x => x.Clock == CaseClock.Deferred),
            ("returned to the village", x => x.ReturnCount == 1 && kindOf[x.OwnerOfficeId] == OfficeKind.VillageCommittee),
            ("noted", x => x.Timeline.Any(l => l is { Type: CaseEventType.Noted, IsInternal: true })),
        };
        foreach (var (name, isOne) in kinds) cases.Any(isOne).ShouldBeTrue($"no case is {name}");
    }
}
