using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Shared;
using Engagement.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Clock;

/// <summary>What stops the clock, starts it, and gives it more time.</summary>
public sealed class CaseClockTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;
    private static readonly Actor Clerk = Staff(), Colleague = Staff(), County = Staff();
    private static readonly Guid Reporter = Guid.NewGuid();
    private static readonly Actor Zhang = new(ActorKind.Villager, Reporter, Reporter, null, [], null);
    // 10:00 on a Monday in China.
    private static readonly DateTime Monday = new(2026, 11, 16, 2, 0, 0, DateTimeKind.Utc);

    private static Actor Staff() => new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.TownshipStaff, "210283105", null)], null);

    private static Case Working(DateTime? at = null, TimeAllowance? within = null, bool verify = false, CaseKind kind = CaseKind.Complaint)
    {
        var it = Case.File(
            new CaseFiling(kind, "rubbish", new DeadlinePolicy(new TimeAllowance(2, DeadlineUnit.WorkingHours), within ?? new TimeAllowance(7, DeadlineUnit.WorkingDays)),
                "垃圾", CaseVisibility.StaffOnly, false, "210283105206", null, null, null, null, kind == CaseKind.Finding ? null : Reporter, null)
            { RequiresVerification = verify },
            Guid.NewGuid(), "GD210283202611160001", Guid.NewGuid(), Calendar, Zhang, at ?? Monday);
        it.Accept(Clerk, at ?? Monday);
        return it;
    }

    private static readonly Gen<((DateTime Filed, TimeAllowance Within), (int PauseAfter, int Length))> Pauses = CalendarGen.Pair(
        CalendarGen.Pair(CalendarGen.Moment, from amount in Gen.Choose(1, 60) from unit in Gen.Elements(Enum.GetValues<DeadlineUnit>()) select new TimeAllowance(amount, unit)),
        CalendarGen.Pair(Gen.Choose(0, 400_000), Gen.Choose(1, 29 * 86_400)));

    [Fact]
    public void Resume_PreservesTheTimeThatWasLeft_ToTheSecond() => CalendarGen.Check(Pauses, x =>
    {
        var ((filed, within), (after, length)) = x;
        var it = Working(filed, within);
        var (paused, due) = (filed.AddSeconds(after), it.DueAt);
        it.Pause(Clerk, paused, CasePauseReason.Weather, "下大雪", paused.AddDays(30), Calendar);
        var on = paused.AddSeconds(length);
        it.Resume(Clerk, on, null, Calendar);
        if (due <= paused) return it.DueAt == due;
        return within.Unit == DeadlineUnit.ClockHours ? it.DueAt - on == due - paused
            : Calendar.WorkingTimeBetween(on, it.DueAt) == Calendar.WorkingTimeBetween(paused, due);
    });

    [Fact]
    public void Pause_ThatRunsOut_EndsAtItsLatestEnd_HoweverLateThatIsNoticed() => CalendarGen.Check(Pauses, x =>
    {
        var ((filed, within), (after, length)) = x;
        var it = Working(filed, within);
        var paused = filed.AddSeconds(after);
        var end = paused.AddSeconds(length);
        it.Pause(Clerk, paused, CasePauseReason.Weather, "下大雪", end, Calendar);
        var promised = it.DueAt;
        it.ResumeWhenOver(end.AddDays(2), Calendar);
        return it.DueAt == promised && it.Pauses.Single() is { } pause && pause.To == end;
    });

    [Fact]
    public void Pause_OfWhatIsOverdue_DoesNotMakeItPunctual()
    {
        var it = Working();
        var (late, due) = (it.DueAt.AddHours(1), it.DueAt);
        it.Pause(Clerk, late, CasePauseReason.Other, "等材料", late.AddDays(5), Calendar);
        it.Resume(Clerk, late.AddDays(3), null, Calendar);
        it.DueAt.ShouldBe(due);
    }

    [Fact]
    public void Pause_UntilAMomentFinerThanTheStoresKeep_IsCutToMilliseconds()
    {
        var it = Working(within: new TimeAllowance(48, DeadlineUnit.ClockHours));
        it.Pause(Clerk, Monday, CasePauseReason.Other, "等", Monday.AddDays(3).AddTicks(12_345), Calendar);
        (it.PausedUntil!.Value.Ticks % TimeSpan.TicksPerMillisecond, it.DueAt.Ticks % TimeSpan.TicksPerMillisecond).ShouldBe((0, 0));
    }

    [Fact]
    public void Pause_Twice_OrTooLong_OrBeforeAccepting_IsRefused()
    {
        var it = Working();
        Should.Throw<InvalidInput>(() => it.Pause(Clerk, Monday, CasePauseReason.Other, "等", Monday.AddDays(31), Calendar)).Field.ShouldBe("until");
        Should.Throw<InvalidInput>(() => it.Pause(Clerk, Monday, CasePauseReason.Other, "等", Monday, Calendar)).Field.ShouldBe("until");
        it.Pause(Clerk, Monday, CasePauseReason.Other, "等", Monday.AddDays(3), Calendar);
        Should.Throw<RuleViolation>(() => it.Pause(Clerk, Monday, CasePauseReason.Other, "等", Monday.AddDays(3), Calendar)).Code.ShouldBe("case.already_paused");
        Should.Throw<RuleViolation>(() => it.Resolve(Clerk, Monday, "好了")).Code.ShouldBe("case.paused");
        Should.Throw<RuleViolation>(() => it.ResumeWhenOver(Monday.AddDays(1), Calendar)).Code.ShouldBe("case.not_paused");
    }

    [Fact]
    public void CitizensAnswer_EndsAPauseThatWaitedForIt_AndNoOther()
    {
        var it = Working();
        it.Pause(Clerk, Monday, CasePauseReason.WaitingForCitizen, "请说明位置", Monday.AddDays(5), Calendar);
        it.Hear(Zhang, Monday.AddDays(1), "在桥头", Calendar);
        it.Clock.ShouldBe(CaseClock.Running);
        it.Pause(Clerk, Monday.AddDays(2), CasePauseReason.Weather, "下大雪", Monday.AddDays(5), Calendar);
        it.Add(Zhang, Monday.AddDays(2), "还在", Calendar);
        it.Clock.ShouldBe(CaseClock.Paused);
    }

    [Fact]
    public void Extension_CountsFromTheDueTime_IsForSomebodyElseToGrant_AndAtMostTwice()
    {
        var it = Working();
        var due = it.DueAt;
        for (var i = 1; i <= Case.MaxExtensions; i++)
        {
            var request = it.AskExtension(Guid.NewGuid(), Clerk, Monday, "等配件", new TimeAllowance(3, DeadlineUnit.WorkingDays));
            Should.Throw<RuleViolation>(() => it.AskExtension(Guid.NewGuid(), Clerk, Monday, "等配件", new TimeAllowance(3, DeadlineUnit.WorkingDays))).Code.ShouldBe("case.request_pending");
            Should.Throw<NotAllowed>(() => it.Approve(request, Clerk, Monday, null, Calendar)).Code.ShouldBe("case.own_request");
            it.Approve(request, County, Monday, null, Calendar);
            due = DeadlinePolicy.At(due, new TimeAllowance(3, DeadlineUnit.WorkingDays), Calendar);
            it.DueAt.ShouldBe(due);
            Should.Throw<RuleViolation>(() => it.Refuse(request, County, Monday, "不")).Code.ShouldBe("case.request_decided");
        }

        Should.Throw<RuleViolation>(() => it.AskExtension(Guid.NewGuid(), Clerk, Monday, "等", new TimeAllowance(3, DeadlineUnit.WorkingDays))).Code.ShouldBe("case.extended_twice");
    }

    [Fact]
    public void Extension_RefusedOrTooLate_MovesNothing()
    {
        var it = Working();
        var due = it.DueAt;
        it.Refuse(it.AskExtension(Guid.NewGuid(), Clerk, Monday, "等", new TimeAllowance(3, DeadlineUnit.WorkingDays)), County, Monday, "抓紧办");
        (it.DueAt, it.ExtensionCount, it.PendingRequestId).ShouldBe((due, 0, (Guid?)null));
        Should.Throw<RuleViolation>(() => it.AskExtension(Guid.NewGuid(), Clerk, due, "等", new TimeAllowance(3, DeadlineUnit.WorkingDays))).Code.ShouldBe("case.extension_too_late");
    }

    [Fact]
    public void Deferral_StopsTheClockUntilSomebodyResumesIt_AndCallsForItsReviewOnce()
    {
        var it = Working();
        var left = Calendar.WorkingTimeBetween(Monday, it.DueAt);
        var review = Monday.AddDays(60);
        it.Approve(it.AskDeferral(Guid.NewGuid(), Clerk, Monday, "列入明年修路计划", review), County, Monday, null, Calendar);
        it.Clock.ShouldBe(CaseClock.Deferred);
        it.NextStepAt.ShouldBeNull();
        it.CallReview(review);
        Should.Throw<RuleViolation>(() => it.CallReview(review.AddDays(1)));
        it.Resume(Clerk, review.AddDays(9), null, Calendar);
        Calendar.WorkingTimeBetween(review.AddDays(9), it.DueAt).ShouldBe(left);
    }

    [Fact]
    public void WhatEnds_LeavesNoClockStandingAndNoRequestWaiting()
    {
        foreach (var end in new Action<Case>[] { x => x.Withdraw(Zhang, Monday.AddDays(1), null), x => x.Close(Clerk, Monday.AddDays(1), "已列入规划"), x => x.Reject(Clerk, Monday.AddDays(1), "不属于") })
        {
            var it = Working();
            it.AskExtension(Guid.NewGuid(), Clerk, Monday, "等", new TimeAllowance(3, DeadlineUnit.WorkingDays));
            it.Pause(Clerk, Monday, CasePauseReason.Other, "等", Monday.AddDays(9), Calendar);
            end(it);
            (it.Clock, it.PausedUntil, it.PendingRequestId, it.NextStepAt).ShouldBe((CaseClock.Running, (DateTime?)null, (Guid?)null, (DateTime?)null));
            it.Pauses.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public void Return_IsPossibleTwice_ThenOnlyTransfer()
    {
        var it = Working();
        it.Return(Clerk, Monday, Guid.NewGuid(), "不归我们管");
        it.Return(Clerk, Monday, Guid.NewGuid(), "也不归我们管");
        Should.Throw<RuleViolation>(() => it.Return(Clerk, Monday, Guid.NewGuid(), "还是不归")).Code.ShouldBe("case.returned_twice");
        it.Transfer(Colleague, Monday, Guid.NewGuid(), "由你们办");
        Should.Throw<RuleViolation>(() => it.Transfer(Colleague, Monday, it.OwnerOfficeId, "由你们办")).Code.ShouldBe("case.same_office");
        it.DueAt.ShouldBe(it.Policy.DueAt(Monday, Calendar), "the citizen waits all the same");
    }

    [Fact]
    public void Verify_IsForSomebodyElse_AndTheCitizenIsAskedOnlyAfterIt()
    {
        var it = Working(verify: true);
        it.Resolve(Clerk, Monday, "好了");
        it.AnswerBy.ShouldBeNull();
        Should.Throw<RuleViolation>(() => it.Rate(Guid.NewGuid(), Zhang, Monday, true, 5, null, Calendar)).Code.ShouldBe("case.awaits_verification");
        Should.Throw<NotAllowed>(() => it.Verify(Clerk, Monday, true, null, Calendar)).Code.ShouldBe("case.own_work");
        it.Verify(Colleague, Monday.AddDays(1), true, null, Calendar);
        it.AskedAt.ShouldBe(Monday.AddDays(1));
        it.Rate(Guid.NewGuid(), Zhang, Monday.AddDays(2), true, 5, null, Calendar);
        it.Status.ShouldBe(CaseStatus.Closed);
    }

    [Fact]
    public void Verify_Failed_SendsItBackWithTheTimeThatWasLeft()
    {
        var it = Working(verify: true);
        var left = Calendar.WorkingTimeBetween(Monday.AddDays(1), it.DueAt);
        it.Resolve(Clerk, Monday.AddDays(1), "好了");
        it.Verify(Colleague, Monday.AddDays(8), false, "还有一堆", Calendar);
        (it.Status, it.VerificationFailures, it.ReopenCount).ShouldBe((CaseStatus.Accepted, 1, 0));
        Calendar.WorkingTimeBetween(Monday.AddDays(8), it.DueAt).ShouldBe(left);
    }

    [Fact]
    public void Finding_IsClosedByItsVerifier()
    {
        var it = Working(kind: CaseKind.Finding);
        it.Resolve(Clerk, Monday, "已整改");
        it.Verify(Colleague, Monday.AddDays(1), true, null, Calendar);
        (it.Status, it.Outcome, it.CloseReason).ShouldBe((CaseStatus.Closed, CaseOutcome.Solved, CaseCloseReason.Verified));
    }

    [Fact]
    public void ApplyPolicy_CountsAnew_AndKeepsWhatPausesAndExtensionsGave()
    {
        var it = Working();
        it.Pause(Clerk, Monday.AddHours(1), CasePauseReason.Weather, "下雪", Monday.AddDays(9), Calendar);
        it.Resume(Clerk, Monday.AddDays(1).AddHours(1), null, Calendar);
        var more = new TimeAllowance(1, DeadlineUnit.WorkingDays);
        var policy = new DeadlinePolicy(new TimeAllowance(1, DeadlineUnit.WorkingHours), new TimeAllowance(10, DeadlineUnit.WorkingDays));
        it.ApplyPolicy(Actor.System, Monday.AddDays(2), policy, it.FiledAt, [more], Calendar);
        var paused = Calendar.WorkingTimeBetween(Monday.AddHours(1), Monday.AddDays(1).AddHours(1));
        it.DueAt.ShouldBe(DeadlinePolicy.At(Calendar.AddWorkingTime(policy.DueAt(Monday, Calendar), paused), more, Calendar));
        it.RespondBy.ShouldBe(Monday.AddHours(2), "it was answered under the old rule");
    }
}
