using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Signing;

/// <summary>Reminds households whose term ends soon and who have not signed for the next, once.</summary>
public sealed class PledgeReminders(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>Days before the end.</summary>
    public const int DaysBefore = 14;
    private const int BatchSize = 200;

    /// <summary>Works one batch. Marked and told in one transaction, so that a run that breaks off repeats nothing.</summary>
    /// <returns>How many pledges were dealt with.</returns>
    public Task<int> RemindAsync(CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        var now = clock.UtcNow();
        var until = now.AddDays(DaysBefore);
        var ending = await db.Set<Pledge>().Where(x => x.WithdrawnAt == null && x.RemindedAt == null && x.EndsAt > now && x.EndsAt <= until)
            .OrderBy(x => x.EndsAt).ThenBy(x => x.Id).Take(BatchSize).ToListAsync(cancel);
        if (ending.Count == 0) return 0;
        var homes = ending.Select(x => x.HouseholdId).Distinct().ToList();
        var renewed = await db.Set<Pledge>().AsNoTracking().Where(x => homes.Contains(x.HouseholdId) && x.WithdrawnAt == null && x.EndsAt > until).Select(x => x.HouseholdId).ToHashSetAsync(cancel);
        var heads = (await (from x in db.Set<Membership>().AsNoTracking()
                            where homes.Contains(x.HouseholdId) && x.Status == MembershipStatus.Active && x.IsAdult
                            select new { x.HouseholdId, x.PersonId }).ToListAsync(cancel)).ToLookup(x => x.HouseholdId, x => x.PersonId);
        foreach (var pledge in ending)
        {
            pledge.Remind(now);
            if (renewed.Contains(pledge.HouseholdId)) continue;
            var next = PledgeTerm.Parse(pledge.TermCode)!.Value.Next;
            foreach (var person in heads[pledge.HouseholdId]) db.Add(PledgeMessages.Due(clock.NewId(), pledge, next, person, now));
        }

        await db.SaveChangesAsync(cancel);
        return ending.Count;
    }, cancel);
}
