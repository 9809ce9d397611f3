using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Shared;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases;

/// <summary>The rules that a case itself protects.</summary>
public sealed class CaseTests
{
    private static readonly DateTime Monday = new(2026, 11, 16, 2, 0, 0, DateTimeKind.Utc);
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;
    private static readonly Actor Clerk = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.TownshipStaff, "210283105", null)], null);
    private static readonly Guid Reporter = Guid.NewGuid();
    private static readonly Actor Zhang = new(ActorKind.Villager, Reporter, Reporter, null, [], null);

    private static Case Filed(CaseVisibility visibility = CaseVisibility.PublicNamed, DateTime? at = null) => Case.File(
        new CaseFiling(CaseKind.Complaint, "rubbish", new DeadlinePolicy(new TimeAllowance(2, DeadlineUnit.WorkingHours), new TimeAllowance(7, DeadlineUnit.WorkingDays)),
            "垃圾", visibility, false, "210283105206", null, null, null, null, Reporter, null),
        Guid.NewGuid(), "GD210283202611160001", Guid.NewGuid(), Calendar, Zhang, at ?? Monday);

    private static Case Accepted()
    {
        var it = Filed();
        it.Accept(Clerk, Monday);
        return it;
    }

    private static Case Resolved(DateTime? at = null)
    {
        var it = Accepted();
        it.Resolve(Clerk, at ?? Monday, "已清运");
        return it;
    }

    [Fact]
    public void File_CopiesThePolicyAndComputesBothClocks()
    {
        var it = Filed();
        it.RespondBy.ShouldBe(Monday.AddHours(2), "two working hours from 10:00");
        ChinaTime.ToLocal(it.DueAt).ShouldBe(new DateTime(2026, 11, 25, 17, 30, 0), "the day of filing is not counted");
        it.Timeline.ShouldHaveSingleItem().Type.ShouldBe(CaseEventType.Filed);
    }

    [Fact]
    public void Accept_MakesAPublicComplaintVisible_ButNeverAStaffOnlyOne()
    {
        Filed().IsPublic.ShouldBeFalse("nobody has read it yet");
        Accepted().IsPublic.ShouldBeTrue();
        var hidden = Filed(CaseVisibility.StaffOnly);
        hidden.Accept(Clerk, Monday);
        hidden.IsPublic.ShouldBeFalse();
    }

    [Fact]
    public void Accept_WhenAlreadyAccepted_IsRefused() =>
        Should.Throw<RuleViolation>(() => Accepted().Accept(Clerk, Monday)).Code.ShouldBe("case.already_accepted");

    [Fact]
    public void Resolve_BeforeAccepting_IsRefused() =>
        Should.Throw<RuleViolation>(() => Filed().Resolve(Clerk, Monday, "好了")).Code.ShouldBe("case.not_accepted");

    [Fact]
    public void Rate_Solved_Closes()
    {
        var it = Resolved();
        it.Rate(Guid.NewGuid(), Zhang, Monday, solved: true, 5, null, Calendar);
        (it.Status, it.Outcome, it.CloseReason).ShouldBe((CaseStatus.Closed, CaseOutcome.Solved, CaseCloseReason.Confirmed));
    }

    [Fact]
    public void Rate_Unsolved_GoesBackToWorkWithANewDueTime()
    {
        var it = Resolved();
        var later = Monday.AddDays(1);
        it.Rate(Guid.NewGuid(), Zhang, later, solved: false, 1, "还在", Calendar);
        (it.Status, it.Outcome, it.ReopenCount).ShouldBe((CaseStatus.Accepted, (CaseOutcome?)null, 1));
        it.DueAt.ShouldBe(it.Policy.DueAt(later, Calendar));
        it.Timeline.TakeLast(2).Select(x => x.Type).ShouldBe([CaseEventType.Rated, CaseEventType.Reopened]);
    }

    [Fact]
    public void Rate_Twice_IsRefused()
    {
        var it = Resolved();
        it.Rate(Guid.NewGuid(), Zhang, Monday, true, 5, null, Calendar);
        Should.Throw<RuleViolation>(() => it.Rate(Guid.NewGuid(), Zhang, Monday, true, 5, null, Calendar)).Code.ShouldBe("case.already_closed");
    }

    [Fact]
    public void Reopen_IsPossibleUntilMidnightOfTheSeventhDay_AndNotAfter()
    {
        // Resolved Monday the 16th at 10:00; the seventh day after is Monday the 23rd, which ends at 16:00 UTC.
        var end = new DateTime(2026, 11, 23, 16, 0, 0, DateTimeKind.Utc);
        var inTime = Resolved();
        inTime.AnswerBy.ShouldBe(end);
        inTime.Reopen(Zhang, end.AddMilliseconds(-1), "又堆了", Calendar);
        inTime.Status.ShouldBe(CaseStatus.Accepted);
        Should.Throw<RuleViolation>(() => Resolved().Reopen(Zhang, end, "又堆了", Calendar)).Code.ShouldBe("case.reopen_too_late");
    }

    [Fact]
    public void Reopen_AfterAConfirmedClose_IsPossibleWithinTheSevenDays()
    {
        var it = Resolved();
        it.Rate(Guid.NewGuid(), Zhang, Monday, true, 5, null, Calendar);
        it.Reopen(Zhang, Monday.AddDays(2), "又堆了", Calendar);
        (it.Status, it.ClosedAt, it.CloseReason).ShouldBe((CaseStatus.Accepted, (DateTime?)null, (CaseCloseReason?)null));
    }

    [Fact]
    public void Reopen_WhenStaffClosedWhatTheCitizenHadReopened_IsPossibleWithinTheSevenDays()
    {
        var it = Filed();
        it.Accept(Clerk, Monday);
        it.Resolve(Clerk, Monday.AddHours(1), "好了");
        it.Reopen(Zhang, Monday.AddHours(2), "没好", Calendar);
        it.Close(Clerk, Monday.AddHours(3), "无法联系");
        it.Reopen(Zhang, Monday.AddHours(4), "我一直在家", Calendar);
        (it.Status, it.ReopenCount).ShouldBe((CaseStatus.Accepted, Case.ReopeningsBeforeNextLevel), "and so the level above owns it");
    }

    [Fact]
    public void Reopen_OfAWithdrawnCase_IsRefused()
    {
        var it = Resolved();
        it.Rate(Guid.NewGuid(), Zhang, Monday, false, 2, null, Calendar);
        it.Withdraw(Zhang, Monday, null);
        Should.Throw<RuleViolation>(() => it.Reopen(Zhang, Monday, "还是要办", Calendar)).Code.ShouldBe("case.already_closed");
    }

    [Fact]
    public void CloseUnanswered_BeforeTheSevenDaysAreOver_IsRefused()
    {
        var it = Resolved();
        Should.Throw<RuleViolation>(() => it.CloseUnanswered(it.AnswerBy!.Value.AddSeconds(-1))).Code.ShouldBe("case.waiting_for_citizen");
        it.CloseUnanswered(it.AnswerBy!.Value);
        (it.Outcome, it.CloseReason).ShouldBe((CaseOutcome.NoAnswer, CaseCloseReason.Unanswered));
    }

    [Fact]
    public void MergeInto_ItselfOrAClosedCase_IsRefused()
    {
        var it = Accepted();
        Should.Throw<RuleViolation>(() => it.MergeInto(it, Clerk, Monday, null)).Code.ShouldBe("case.merge_with_itself");
        var closed = Resolved();
        closed.Rate(Guid.NewGuid(), Zhang, Monday, true, 5, null, Calendar);
        Should.Throw<RuleViolation>(() => it.MergeInto(closed, Clerk, Monday, null)).Code.ShouldBe("case.merge_target_not_open");
        it.Status.ShouldBe(CaseStatus.Accepted, "a refused merge changes nothing");
    }

    [Fact]
    public void AnyLife_KeepsItsPromises() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), moves =>
    {
        var it = Filed();
        var now = Monday;
        foreach (var move in moves.Take(40))
        {
            now = now.AddMinutes(move * 37);
            var (status, events, version) = (it.Status, it.EventCount, it.DueAt);
            try
            {
                Act(it, move % 12, now);
            }
            catch (RuleViolation no)
            {
                // A refusal has a code and a sentence and changes nothing.
                if (no.Code.Length == 0 || no.Message.Length == 0 || it.Status != status || it.EventCount != events || it.DueAt != version) return false;
            }

            if (!Holds(it)) return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    private static void Act(Case it, int move, DateTime now)
    {
        switch (move)
        {
            case 0: it.Accept(Clerk, now); break;
            case 1: it.Reject(Clerk, now, "不属于本镇"); break;
            case 2: it.Assign(Clerk, now, Guid.NewGuid()); break;
            case 3: it.Start(Clerk, now); break;
            case 4 or 5: it.Resolve(Clerk, now, "好了"); break;
            case 6: it.Close(Clerk, now, "无法联系"); break;
            case 7: it.Rate(Guid.NewGuid(), Zhang, now, solved: now.Ticks % 2 == 0, 3, null, Calendar); break;
            case 8: it.Reopen(Zhang, now, "又来了", Calendar); break;
            case 9: it.CloseUnanswered(now); break;
            case 10: it.Withdraw(Zhang, now, null); break;
            default: it.Urge(Zhang, now, null); break;
        }
    }

    /// <summary>What is true of every case at every moment.</summary>
    private static bool Holds(Case it) =>
        (it.Status == CaseStatus.Closed) == (it.ClosedAt is not null && it.CloseReason is not null)
        && it.Timeline.Select(x => x.Sequence).SequenceEqual(Enumerable.Range(1, it.EventCount))
        && it.Timeline[^1].ToStatus == it.Status
        && it.DueAt >= it.FiledAt
        && it.OwnerOfficeId != Guid.Empty
        && (it.Outcome != CaseOutcome.Solved || it.CloseReason == CaseCloseReason.Confirmed)
        // Each reopening contests an end somebody declared: a resolve, or staff closing without one.
        && it.ReopenCount <= it.Timeline.Count(x => x.Type is CaseEventType.Resolved or CaseEventType.Closed)
        && (it.Status is CaseStatus.Filed or CaseStatus.Closed || it.RespondedAt is not null);
}
