using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Shared;
using Engagement.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Escalation;

/// <summary>When each step comes, and that it comes once. No store, no clock.</summary>
public sealed class CaseEscalationTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;
    private static readonly Actor Clerk = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.TownshipStaff, "210283105", null)], null);
    private static readonly Guid Reporter = Guid.NewGuid();
    private static readonly Actor Zhang = new(ActorKind.Villager, Reporter, Reporter, null, [], null);

    private static readonly TimeAllowance TwoHours = new(2, DeadlineUnit.ClockHours), OneDay = new(24, DeadlineUnit.ClockHours),
        EightWorkingHours = new(8, DeadlineUnit.WorkingHours), SevenDays = new(7, DeadlineUnit.WorkingDays);

    private static Case Filed(DateTime at, TimeAllowance resolve, TimeAllowance? respond = null) => Case.File(
        new CaseFiling(CaseKind.Complaint, "rubbish", new DeadlinePolicy(respond ?? TwoHours, resolve), "垃圾", CaseVisibility.PublicNamed, false, "210283105206", null, null, null, null, Reporter, null),
        Guid.CreateVersion7(), "GD210283202611160001", Guid.NewGuid(), Calendar, Zhang, at);

    private static Case Accepted(DateTime at, TimeAllowance resolve)
    {
        var it = Filed(at, resolve);
        it.Accept(Clerk, at);
        return it;
    }

    private static DateTime China(int month, int day, int hour, int minute = 0) => ChinaTime.ToUtc(new DateOnly(2026, month, day), new TimeOnly(hour, minute));

    private static List<DateTime> MomentsOf(Case it) => [.. Case.EscalationSteps.Select(x => it.MomentOfStep(x, Calendar))];

    private static IEnumerable<CaseEventType> Lines(Case it) => it.Timeline.Select(x => x.Type).Where(x => x >= CaseEventType.ResponseOverdue);

    [Fact]
    public void Steps_OfClockHours_RunThroughTheNight()
    {
        // Friday 18:00.
        var it = Accepted(China(11, 20, 18), OneDay);
        MomentsOf(it).ShouldBe([China(11, 21, 6), China(11, 21, 13, 12), China(11, 21, 18), China(11, 22, 6)]);
        it.NextStepAt.ShouldBe(China(11, 21, 6));
    }

    [Fact]
    public void Steps_OfWorkingHours_SkipNightAndWeekend()
    {
        // Friday 14:30: three hours until closing, five on Monday.
        var it = Accepted(China(11, 20, 14, 30), EightWorkingHours);
        MomentsOf(it).ShouldBe([China(11, 23, 9, 30), China(11, 23, 11, 54), China(11, 23, 15), China(11, 24, 10, 0)]);
    }

    [Fact]
    public void Steps_OfWorkingDays_SkipTheSpringFestival_AndCountItsMakeUpDays()
    {
        // Wednesday 11 February 2026, 10:00. Off from the 15th through the 23rd; working Saturdays on the 14th and the 28th.
        var it = Accepted(China(2, 11, 10), new TimeAllowance(4, DeadlineUnit.WorkingDays));
        it.DueAt.ShouldBe(China(2, 24, 17, 30), "12, 13, the make-up Saturday 14, and 24");
        MomentsOf(it).ShouldBe([China(2, 13, 10), China(2, 14, 11, 30), China(2, 24, 17, 30), China(2, 26, 17, 30)]);
    }

    [Fact]
    public void Steps_OfAnUntouchedCase_AreTheSharesOfItsPolicy() => CalendarGen.Check(
        from at in CalendarGen.Moment
        from amount in Gen.Choose(1, 200)
        from unit in Gen.Elements(Enum.GetValues<DeadlineUnit>())
        select (at, new TimeAllowance(amount, unit)),
        x =>
        {
            var it = Filed(x.at, x.Item2);
            var moments = MomentsOf(it);
            return moments.SequenceEqual(Case.EscalationSteps.Select(p => Whole(it.Policy.MomentOfShare(x.at, p, Calendar)))) && moments.SequenceEqual(moments.Order());
        });

    [Fact]
    public void Escalate_PassesEachStepOnce_WithALineThatTheReporterReadsWhenAPromiseWasBroken()
    {
        var start = China(11, 16, 10);
        var it = Filed(start, OneDay);
        it.Escalate(start.AddHours(1), Calendar).ShouldBeNull();
        it.Escalate(start.AddHours(2), Calendar).ShouldBe(CaseStep.ResponseOverdue);
        it.Escalate(start.AddHours(2), Calendar).ShouldBeNull("it was passed");
        it.Escalate(start.AddHours(12), Calendar).ShouldBe(CaseStep.HalfTime);
        it.Escalate(it.MomentOfStep(80, Calendar), Calendar).ShouldBe(CaseStep.DueSoon);
        it.Escalate(start.AddHours(24).AddMilliseconds(-1), Calendar).ShouldBeNull();
        it.Escalate(start.AddHours(24), Calendar).ShouldBe(CaseStep.Overdue);
        it.Escalate(start.AddHours(36), Calendar).ShouldBe(CaseStep.LongOverdue);
        (it.NextStepAt, it.EscalationStep, it.ResponseOverdueAt).ShouldBe((null, 150, start.AddHours(2)));
        Lines(it).ShouldBe([CaseEventType.ResponseOverdue, CaseEventType.Escalated, CaseEventType.DueSoon, CaseEventType.Overdue, CaseEventType.Escalated]);
        it.Timeline.Skip(1).Select(x => x.IsInternal).ShouldBe([false, true, true, false, true]);
        it.Timeline.ShouldAllBe(x => x.Sequence > 0 && x.ToStatus == CaseStatus.Filed);
    }

    [Fact]
    public void Escalate_AfterANightDown_TellsEveryStepAndReturnsTheHighest()
    {
        var start = China(11, 16, 10);
        var it = Filed(start, OneDay);
        it.Escalate(start.AddHours(30), Calendar).ShouldBe(CaseStep.Overdue);
        Lines(it).ShouldBe([CaseEventType.ResponseOverdue, CaseEventType.Escalated, CaseEventType.DueSoon, CaseEventType.Overdue]);
        it.NextStepAt.ShouldBe(start.AddHours(36));
    }

    [Fact]
    public void Accept_InTime_LeavesNothingToSayOfTheAnswer()
    {
        var start = China(11, 16, 10);
        Accepted(start, OneDay).Escalate(start.AddHours(3), Calendar).ShouldBeNull();
    }

    [Fact]
    public void EveryEnd_StopsTheSteps()
    {
        var start = China(11, 16, 10);
        Action<Case>[] ends =
        [
            it => it.Resolve(Clerk, start, "好了"), it => it.Close(Clerk, start, "无法联系"), it => it.Reject(Clerk, start, "不属于本镇"),
            it => it.Withdraw(Zhang, start, null), it => it.MergeInto(Accepted(start, OneDay), Clerk, start, null),
        ];
        foreach (var end in ends)
        {
            var it = Accepted(start, OneDay);
            it.NextStepAt.ShouldNotBeNull();
            end(it);
            it.NextStepAt.ShouldBeNull();
            it.Escalate(start.AddDays(30), Calendar).ShouldBeNull();
        }
    }

    [Fact]
    public void Reopen_StartsTheStepsFromNothing()
    {
        var start = China(11, 16, 10);
        var it = Accepted(start, OneDay);
        it.Escalate(start.AddHours(25), Calendar);
        it.Resolve(Clerk, start.AddHours(26), "好了");
        var again = start.AddHours(30);
        it.Reopen(Zhang, again, "又堆了", Calendar);
        (it.ClockStartedAt, it.EscalationStep, it.NextStepAt).ShouldBe((again, 0, again.AddHours(12)));
        it.Escalate(again.AddHours(12), Calendar).ShouldBe(CaseStep.HalfTime);
    }

    private static DateTime Whole(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
