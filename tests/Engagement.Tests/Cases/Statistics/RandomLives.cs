using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Shared;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Statistics;

/// <summary>A case with everything that was said about it.</summary>
public sealed record Life(Case Case, IReadOnlyList<CaseRating> Ratings, IReadOnlyList<CaseRequest> Requests, IReadOnlyList<CaseSupervision> Supervisions)
{
    public Facts Facts => new(Case, [.. Case.Timeline], Ratings, Requests, [.. Case.Pauses]);
}

/// <summary>Cases that lived at random, by the entity's own verbs: whatever a rule refuses does not happen.</summary>
public sealed class RandomLives(int seed, IReadOnlyList<string> villages, IReadOnlyList<Category> categories, IReadOnlyList<Guid> offices, DateTime now)
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;
    private readonly Random dice = new(seed);
    private readonly Actor clerk = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.TownshipStaff, villages[0][..9], null)], null);
    private readonly Actor boss = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.CountyOffice, villages[0][..6], null)], null);

    public IReadOnlyList<Life> Live(int count)
    {
        var magnet = File(0, now.AddDays(-130));
        List<Life> lives = [new Life(magnet, [], [], [])];
        for (var i = 1; i < count; i++) lives.Add(One(i, magnet));
        return lives;
    }

    private Life One(int number, Case magnet)
    {
        var at = Cut(now.AddDays(-120 * dice.NextDouble()));
        var it = File(number, at);
        var citizen = new Actor(ActorKind.Villager, it.ReporterId, it.ReporterId, null, [], null);
        var life = new Written([], [], []);
        for (var step = dice.Next(14); step > 0; step--)
        {
            // From minutes to weeks.
            at = Cut(at.AddMinutes(Math.Pow(10, 0.5 + 3.8 * dice.NextDouble())));
            if (at >= now) break;
            LetTimePass(it, at);
            try
            {
                Do(it, magnet, citizen, at, life);
            }
            catch (RuleViolation)
            {
                // Not possible where the case stands.
            }
        }

        LetTimePass(it, now);
        // Some stand at the moment of counting.
        if (dice.Next(6) == 0 && it is { Status: CaseStatus.Accepted or CaseStatus.InProgress, Clock: CaseClock.Running })
            it.Pause(clerk, now, CasePauseReason.Weather, "大雪", now.AddDays(2), Calendar);
        if (dice.Next(30) == 0) it.Hold();
        return new Life(it, life.Ratings, life.Requests, life.Supervisions);
    }

    private void Do(Case it, Case magnet, Actor citizen, DateTime at, Written life)
    {
        var open = it.Status is CaseStatus.Accepted or CaseStatus.InProgress;
        switch (it.Status, dice.Next(28))
        {
            case (_, 0): it.Reject(clerk, at, "不属于本部门"); break;
            case (_, 1): it.MergeInto(magnet, clerk, at, null); break;
            case (_, 2): it.Withdraw(citizen, at, null); break;
            case (_, 3): it.Urge(citizen, at, null); break;
            case (_, 4): life.Supervisions.Add(it.Supervise(Guid.CreateVersion7(at), boss, at, "请尽快", null)); break;
            case (_, 5): it.Return(clerk, at, offices.First(x => x != it.OwnerOfficeId), "不归我们管"); break;
            case (_, 6): it.Add(citizen, at, "还有一堆", Calendar); break;
            case (CaseStatus.Filed, < 24): it.Accept(clerk, at); break;
            case (_, 7 or 8) when open: it.Pause(clerk, at, (CasePauseReason)dice.Next(3), "等一等", at.AddDays(dice.Next(1, 30)), Calendar); break;
            case (_, 9 or 10) when open: Defer(it, at, life); break;
            case (_, 11 or 12) when open: Extend(it, at, life); break;
            case (_, 13) when open: it.Close(clerk, at, "无法联系"); break;
            case (_, < 20) when open && it.Clock != CaseClock.Running: it.Resume(clerk, at, null, Calendar); break;
            case (CaseStatus.Accepted, 14): it.Start(clerk, at); break;
            case (_, > 13) when open: it.Resolve(clerk, at, "已清理"); break;
            case (CaseStatus.Resolved, < 20) when it.AwaitsVerification: it.Verify(boss, at, dice.Next(3) > 0, "看过了", Calendar); break;
            case (CaseStatus.Resolved, < 20): life.Ratings.Add(it.Rate(Guid.NewGuid(), citizen, at, dice.Next(3) > 0, dice.Next(1, 6), null, Calendar)); break;
            case (CaseStatus.Resolved, < 22): it.Close(clerk, at, "已处理"); break;
            case (CaseStatus.Resolved, < 25): it.CloseUnanswered(at); break;
            default: it.Reopen(citizen, at, "又出现了", Calendar); break;
        }
    }

    /// <summary>What the job does that ends pauses and calls reviews; it comes late.</summary>
    private static void LetTimePass(Case it, DateTime at)
    {
        if (it.PausedUntil is not { } end || end > at) return;
        if (it.Clock == CaseClock.Paused) it.ResumeWhenOver(at, Calendar);
        else if (it.ReviewDueAt is null) it.CallReview(at);
    }

    private void Extend(Case it, DateTime at, Written life)
    {
        var more = dice.Next(3) switch
        {
            0 => new TimeAllowance(dice.Next(1, 100), DeadlineUnit.ClockHours),
            1 => new TimeAllowance(dice.Next(1, 40), DeadlineUnit.WorkingHours),
            _ => new TimeAllowance(dice.Next(1, 8), DeadlineUnit.WorkingDays),
        };
        Decide(it, it.AskExtension(Guid.CreateVersion7(at), clerk, at, "工程量大", more), at, life);
    }

    private void Defer(Case it, DateTime at, Written life) =>
        Decide(it, it.AskDeferral(Guid.CreateVersion7(at), clerk, at, "明年修路时一并办", at.AddDays(dice.Next(1, 60))), at, life);

    /// <summary>At once, or never: then nothing else can be asked until the case has another owner.</summary>
    private void Decide(Case it, CaseRequest request, DateTime at, Written life)
    {
        life.Requests.Add(request);
        switch (dice.Next(8))
        {
            case 0: break;
            case 1: it.Refuse(request, boss, at, "不同意"); break;
            default: it.Approve(request, boss, at, null, Calendar); break;
        }
    }

    private Case File(int number, DateTime at)
    {
        var category = categories[dice.Next(categories.Count)];
        var onBehalf = number > 0 && dice.Next(7) == 0;
        return Case.File(
            new CaseFiling(CaseKind.Complaint, category.Code, category.Policy, "垃圾", CaseVisibility.PublicNamed, dice.Next(5) == 0, villages[dice.Next(villages.Count)],
                null, null, null, null, Guid.NewGuid(), onBehalf ? clerk.AccountId : null)
            {
                RequiresVerification = dice.Next(4) == 0,
            },
            Guid.CreateVersion7(at), $"GD{villages[0][..6]}L{number:00000}", offices[dice.Next(offices.Count)], Calendar, clerk, at);
    }

    private static DateTime Cut(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private sealed record Written(List<CaseRating> Ratings, List<CaseRequest> Requests, List<CaseSupervision> Supervisions);
}
