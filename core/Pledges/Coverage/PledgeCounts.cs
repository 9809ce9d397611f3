using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Coverage;

/// <summary>A difference between the counts kept and a recount.</summary>
public sealed record PledgeCountFault(string RegionCode, string TermCode, string Kept, string Recounted);

/// <summary>Keeps the counts per village and term, and proves them.</summary>
public sealed class PledgeCounts(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>Adds to the counts of a village and term, in the caller's transaction.</summary>
    public Task AddAsync(string regionCode, string termCode, int signed, int checks, int kept, CancellationToken cancel) =>
        signed == 0 && checks == 0 && kept == 0 ? Task.CompletedTask : db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO pledge_count (region_code, term_code, signed, checks, kept) VALUES ({regionCode}, {termCode}, {signed}, {checks}, {kept})
            ON CONFLICT (region_code, term_code) DO UPDATE SET
                signed = pledge_count.signed + excluded.signed, checks = pledge_count.checks + excluded.checks, kept = pledge_count.kept + excluded.kept
            """, cancel);

    /// <summary>A household ended: what it signed counts no more among those that are there.</summary>
    public async Task HouseholdEndedAsync(Guid householdId, CancellationToken cancel)
    {
        var pledges = await db.Set<Pledge>().AsNoTracking().Where(x => x.HouseholdId == householdId && x.WithdrawnAt == null)
            .Select(x => new { x.RegionCode, x.TermCode }).ToListAsync(cancel);
        foreach (var x in pledges) await AddAsync(x.RegionCode, x.TermCode, -1, 0, 0, cancel);
    }

    /// <summary>Recounts everything from the pledges and checks themselves, rights what differs and says what did. Nothing differs unless something went wrong.</summary>
    public Task<IReadOnlyList<PledgeCountFault>> ReconcileAsync(CancellationToken cancel) => db.InTransactionAsync<IReadOnlyList<PledgeCountFault>>(async () =>
    {
        var kept = (await db.Set<PledgeCount>().AsNoTracking().ToListAsync(cancel)).ToDictionary(x => (x.RegionCode, x.TermCode), x => (x.Signed, x.Checks, x.Kept));
        var signed = await (from x in db.Set<Pledge>().AsNoTracking()
                            where x.WithdrawnAt == null && db.Set<Household>().Any(h => h.Id == x.HouseholdId && h.Status == HouseholdStatus.Active)
                            group x by new { x.RegionCode, x.TermCode } into g
                            select new { g.Key.RegionCode, g.Key.TermCode, Count = g.Count() }).ToListAsync(cancel);
        var checks = await (from x in db.Set<PledgeCheck>().AsNoTracking()
                            where x.FirstCheckId == null && x.State != PledgeCheckState.Overturned
                            group x by new { x.RegionCode, x.TermCode } into g
                            select new { g.Key.RegionCode, g.Key.TermCode, Count = g.Count(), Kept = g.Count(c => c.State == PledgeCheckState.Kept) }).ToListAsync(cancel);
        var recounted = new Dictionary<(string, string), (int Signed, int Checks, int Kept)>();
        foreach (var x in signed) recounted[(x.RegionCode, x.TermCode)] = (x.Count, 0, 0);
        foreach (var x in checks) recounted[(x.RegionCode, x.TermCode)] = (recounted.GetValueOrDefault((x.RegionCode, x.TermCode)).Signed, x.Count, x.Kept);
        var faults = new List<PledgeCountFault>();
        foreach (var key in kept.Keys.Union(recounted.Keys).ToList())
        {
            var (was, real) = (kept.GetValueOrDefault(key), recounted.GetValueOrDefault(key));
            if (was == real) continue;
            faults.Add(new PledgeCountFault(key.Item1, key.Item2, was.ToString(), real.ToString()));
            await AddAsync(key.Item1, key.Item2, real.Signed - was.Signed, real.Checks - was.Checks, real.Kept - was.Kept, cancel);
        }

        if (faults.Count > 0)
        {
            db.Add(AuditLine.Of(Actor.System, clock.UtcNow(), "pledge_count.righted", "pledge_count", null, detail: $"{faults.Count}: {faults[0]}"));
            await db.SaveChangesAsync(cancel);
        }

        return faults;
    }, cancel);
}
