using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Escalation;
using Engagement.Core.Shared;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Escalation;

/// <summary>How pauses, extensions and deferrals move the steps, and what holds of every life.</summary>
public sealed class EscalationClockTests
{
    // Monday 16 November 2026, 10:00 in China.
    private static readonly DateTime Monday = new(2026, 11, 16, 2, 0, 0, DateTimeKind.Utc);
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;
    private static readonly Actor Clerk = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.TownshipStaff, "210283105", null)], null);
    private static readonly Actor Boss = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.CountyOffice, "210283", null)], null);
    private static readonly Guid Reporter = Guid.NewGuid();
    private static readonly Actor Zhang = new(ActorKind.Villager, Reporter, Reporter, null, [], null);

    private static Case Accepted(TimeAllowance resolve)
    {
        var it = Case.File(
            new CaseFiling(CaseKind.Complaint, "rubbish", new DeadlinePolicy(new TimeAllowance(2, DeadlineUnit.ClockHours), resolve), "垃圾", CaseVisibility.PublicNamed, false,
                "210283105206", null, null, null, null, Reporter, null),
            Guid.CreateVersion7(), "GD210283202611160001", Guid.NewGuid(), Calendar, Zhang, Monday);
        it.Accept(Clerk, Monday);
        return it;
    }

    [Fact]
    public void Pause_MovesEveryStepByWhatItTook_AndNoneComesMeanwhile()
    {
        var it = Accepted(new TimeAllowance(24, DeadlineUnit.ClockHours));
        var before = Case.EscalationSteps.Select(x => it.MomentOfStep(x, Calendar)).ToList();
        it.Pause(Clerk, Monday.AddHours(5), CasePauseReason.Weather, "大雨", Monday.AddDays(5), Calendar);
        it.NextStepAt.ShouldBeNull();
        it.Escalate(Monday.AddDays(3), Calendar).ShouldBeNull();
        it.Resume(Clerk, Monday.AddDays(3), null, Calendar);
        Case.EscalationSteps.Select(x => it.MomentOfStep(x, Calendar)).ShouldBe(before.Select(x => x.AddDays(3).AddHours(-5)));
        it.NextStepAt.ShouldBe(before[0].AddDays(3).AddHours(-5));
    }

    [Fact]
    public void Pause_OverTheWeekend_TakesNoWorkingTime()
    {
        var it = Accepted(new TimeAllowance(7, DeadlineUnit.WorkingDays));
        var before = Case.EscalationSteps.Select(x => it.MomentOfStep(x, Calendar)).ToList();
        var saturday = Monday.AddDays(5);
        it.Pause(Clerk, saturday, CasePauseReason.WaitingForCitizen, "等群众回复", saturday.AddDays(5), Calendar);
        it.Resume(Clerk, saturday.AddDays(1), null, Calendar);
        Case.EscalationSteps.Select(x => it.MomentOfStep(x, Calendar)).ShouldBe(before);
    }

    [Fact]
    public void Extend_TellsAgainWhatLiesAheadAgain()
    {
        var it = Accepted(new TimeAllowance(20, DeadlineUnit.ClockHours));
        it.Escalate(Monday.AddHours(16), Calendar).ShouldBe(CaseStep.DueSoon);
        Extend(it, Monday.AddHours(17), 20);
        (it.EscalationStep, it.NextStepAt).ShouldBe((0, Monday.AddHours(20)), "half of 40 hours lies ahead");
        it.Escalate(Monday.AddHours(20), Calendar).ShouldBe(CaseStep.HalfTime);
        it.Escalate(Monday.AddHours(32), Calendar).ShouldBe(CaseStep.DueSoon);
    }

    [Fact]
    public void Extend_ByLittle_LeavesWhatIsBehind()
    {
        var it = Accepted(new TimeAllowance(20, DeadlineUnit.ClockHours));
        it.Escalate(Monday.AddHours(17), Calendar);
        Extend(it, Monday.AddHours(17), 1);
        (it.EscalationStep, it.NextStepAt).ShouldBe((80, Monday.AddHours(21)));
    }

    [Fact]
    public void EveryStep_OfAnyLife_IsPassedOnceAndInOrder() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Elements(Enum.GetValues<DeadlineUnit>()).ToArbitrary(), (moves, unit) =>
    {
        var it = Accepted(new TimeAllowance(unit == DeadlineUnit.WorkingDays ? 3 : 20, unit));
        var (now, seen) = (Monday, it.Timeline.Count);
        SortedSet<int> told = [];
        foreach (var move in moves.Take(60))
        {
            now = now.AddMinutes(move * 11);
            var (reopened, extended) = (it.ReopenCount, it.ExtensionCount);
            Act(it, move % 12, now);
            // A new run begins with nothing told; under another due time, what lies ahead of it again is to be told again.
            if (it.ReopenCount > reopened) told.Clear();
            if (it.ExtensionCount > extended) told.RemoveWhere(x => it.MomentOfStep(x, Calendar) > now);
            foreach (var line in it.Timeline.Skip(seen).Where(x => x.Type >= CaseEventType.DueSoon))
            {
                var step = (int)Enum.GetValues<CaseStep>().Single(x => x.Sentence() == line.Text);
                if (step <= told.LastOrDefault() || it.MomentOfStep(step, Calendar) > now) return false;
                told.Add(step);
            }

            seen = it.Timeline.Count;
            if (!Holds(it, told)) return false;
            it.Escalate(now, Calendar);
            told.UnionWith(it.Timeline.Skip(seen).Select(x => (int)Enum.GetValues<CaseStep>().Single(s => s.Sentence() == x.Text)));
            var runs = it.IsOpen && it.Clock == CaseClock.Running;
            if (!Holds(it, told) || (runs && Case.EscalationSteps.Any(x => it.MomentOfStep(x, Calendar) <= now && !told.Contains(x)))) return false;
            seen = it.Timeline.Count;
        }

        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool Holds(Case it, SortedSet<int> told) =>
        it.EscalationStep == told.LastOrDefault()
        && told.SequenceEqual(Case.EscalationSteps.Where(x => x <= it.EscalationStep))
        && it.NextStepAt == (it.IsOpen && it.Clock == CaseClock.Running && Case.EscalationSteps.FirstOrDefault(x => x > it.EscalationStep) is > 0 and var next ? it.MomentOfStep(next, Calendar) : null);

    private static void Extend(Case it, DateTime now, int hours) =>
        it.Approve(it.AskExtension(Guid.NewGuid(), Clerk, now, "工程量大", new TimeAllowance(hours, DeadlineUnit.ClockHours)), Boss, now, null, Calendar);

    private static void Act(Case it, int move, DateTime now)
    {
        try
        {
            switch (move)
            {
                case 0: it.Start(Clerk, now); break;
                case 1: it.Resolve(Clerk, now, "好了"); break;
                case 2 or 3: it.Pause(Clerk, now, CasePauseReason.Weather, "大雨", now.AddDays(2), Calendar); break;
                case 4: it.Resume(Clerk, now, null, Calendar); break;
                case 5: it.ResumeWhenOver(now, Calendar); break;
                case 6: Extend(it, now, 9); break;
                case 7: it.Approve(it.AskDeferral(Guid.NewGuid(), Clerk, now, "列入明年计划", now.AddDays(30)), Boss, now, null, Calendar); break;
                case 8 or 9: it.Reopen(Zhang, now, "又来了", Calendar); break;
                case 10: it.Note(Clerk, now, "记一笔"); break;
                default: it.Urge(Zhang, now, null); break;
            }
        }
        catch (RuleViolation)
        {
            // Not now; another day.
        }
    }
}
