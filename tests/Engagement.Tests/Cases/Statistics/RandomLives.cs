using Engagement.Core.Cases;
using Engagement.Core.Shared;
using Case = Engagement.Core.Cases.Case;

namespace Engagement.Tests.Cases.Statistics;

/// <summary>A case with everything that was said about it.</summary>
public sealed record Life(Case Case, IReadOnlyList<CaseRating> Ratings);

/// <summary>Cases that lived at random, by the entity's own verbs: whatever a rule refuses does not happen.</summary>
public sealed class RandomLives(int seed, IReadOnlyList<string> villages, IReadOnlyList<Category> categories, IReadOnlyList<Guid> offices, DateTime now)
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Official;
    private readonly Random dice = new(seed);
    private readonly Actor clerk = new(ActorKind.Staff, Guid.NewGuid(), null, null, [new ActorGrant(Role.CountyOffice, villages[0][..6], null)], null);

    public IReadOnlyList<Life> Live(int count)
    {
        var magnet = File(0, now.AddDays(-130));
        List<Life> lives = [new Life(magnet, [])];
        for (var i = 1; i < count; i++) lives.Add(One(i, magnet));
        return lives;
    }

    private Life One(int number, Case magnet)
    {
        var at = Cut(now.AddDays(-120 * dice.NextDouble()));
        var it = File(number, at);
        var citizen = new Actor(ActorKind.Villager, it.ReporterId, it.ReporterId, null, [], null);
        List<CaseRating> ratings = [];
        for (var step = dice.Next(10); step > 0; step--)
        {
            // From minutes to weeks.
            at = Cut(at.AddMinutes(Math.Pow(10, 0.5 + 3.8 * dice.NextDouble())));
            if (at >= now) break;
            try
            {
                Do(it, magnet, citizen, at, ratings);
            }
            catch (RuleViolation)
            {
                // Not possible where the case stands.
            }
        }

        if (dice.Next(30) == 0) it.Hold();
        return new Life(it, ratings);
    }

    private void Do(Case it, Case magnet, Actor citizen, DateTime at, List<CaseRating> ratings)
    {
        switch (it.Status, dice.Next(14))
        {
            case (CaseStatus.Filed, < 9): it.Accept(clerk, at); break;
            case (_, 9): it.Reject(clerk, at, "不属于本部门"); break;
            case (_, 10): it.MergeInto(magnet, clerk, at, null); break;
            case (_, 11): it.Withdraw(citizen, at, null); break;
            case (_, 12): it.Urge(citizen, at, null); break;
            case (CaseStatus.Accepted, < 2): it.Start(clerk, at); break;
            case (CaseStatus.Accepted or CaseStatus.InProgress, 8): it.Close(clerk, at, "无法联系"); break;
            case (CaseStatus.Accepted or CaseStatus.InProgress, _): it.Resolve(clerk, at, "已清理"); break;
            case (CaseStatus.Resolved, < 6): ratings.Add(it.Rate(Guid.NewGuid(), citizen, at, dice.Next(3) > 0, dice.Next(1, 6), null, Calendar)); break;
            case (CaseStatus.Resolved, 6): it.Close(clerk, at, "已处理"); break;
            case (CaseStatus.Resolved, 7): it.CloseUnanswered(at); break;
            default: it.Reopen(citizen, at, "又出现了", Calendar); break;
        }
    }

    private Case File(int number, DateTime at)
    {
        var category = categories[dice.Next(categories.Count)];
        var onBehalf = number > 0 && dice.Next(7) == 0;
        return Case.File(
            new CaseFiling(CaseKind.Complaint, category.Code, category.Policy, "垃圾", CaseVisibility.PublicNamed, dice.Next(5) == 0, villages[dice.Next(villages.Count)],
                null, null, null, null, Guid.NewGuid(), onBehalf ? clerk.AccountId : null),
            Guid.CreateVersion7(at), $"GD{villages[0][..6]}L{number:00000}", offices[dice.Next(offices.Count)], Calendar, clerk, at);
    }

    private static DateTime Cut(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
