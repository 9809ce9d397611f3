using System.Linq.Expressions;
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
public sealed class PledgeCounts(EngagementDbContext db, TimeProvider clock) : IHouseholdEnded
{
    /// <summary>Adds to the counts of a village and term, in the caller's transaction.</summary>
    public Task AddAsync(string regionCode, string termCode, int signed, int checks, int kept, CancellationToken cancel) =>
        signed == 0 && checks == 0 && kept == 0 ? Task.CompletedTask : UpsertAsync(regionCode, termCode, signed, checks, kept, cancel);

    /// <summary>The statement that does, for a caller that sends several together.</summary>
    internal static FormattableString Adding(string regionCode, string termCode, int signed, int checks, int kept) =>
        $"""
        INSERT INTO pledge_count (region_code, term_code, signed, checks, kept) VALUES ({regionCode}, {termCode}, {signed}, {checks}, {kept})
        ON CONFLICT (region_code, term_code) DO UPDATE SET
            signed = pledge_count.signed + excluded.signed, checks = pledge_count.checks + excluded.checks, kept = pledge_count.kept + excluded.kept
        """;

    private Task<int> UpsertAsync(string regionCode, string termCode, int signed, int checks, int kept, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(Adding(regionCode, termCode, signed, checks, kept), cancel);

    /// <summary>A household ended: what it signed counts no more among those that are there.</summary>
    public async Task HouseholdEndedAsync(Guid householdId, CancellationToken cancel)
    {
        var pledges = await db.Set<Pledge>().AsNoTracking().Where(x => x.HouseholdId == householdId && x.WithdrawnAt == null)
            .Select(x => new { x.RegionCode, x.TermCode }).ToListAsync(cancel);
        foreach (var x in pledges) await AddAsync(x.RegionCode, x.TermCode, -1, 0, 0, cancel);
    }

    /// <summary>Compares every count with the pledges and checks themselves, and rights what differs. Nothing does unless something went wrong.</summary>
    /// <returns>What differed; empty is the proof.</returns>
    public async Task<IReadOnlyList<PledgeCountFault>> ReconcileAsync(CancellationToken cancel)
    {
        var kept = await KeptAsync(x => true, cancel);
        var recounted = await RecountAsync(x => true, x => true, cancel);
        var faults = new List<PledgeCountFault>();
        foreach (var key in kept.Keys.Union(recounted.Keys).Where(x => kept.GetValueOrDefault(x) != recounted.GetValueOrDefault(x)).Order().ToList())
            if (await RightAsync(key.Region, key.Term, cancel) is { } fault) faults.Add(fault);
        return faults;
    }

    /// <summary>Looks again while nobody can change the count: what differed above may only have been under way.</summary>
    private Task<PledgeCountFault?> RightAsync(string region, string term, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        await UpsertAsync(region, term, 0, 0, 0, cancel);
        var was = (await KeptAsync(x => x.RegionCode == region && x.TermCode == term, cancel)).GetValueOrDefault((region, term));
        var real = (await RecountAsync(x => x.RegionCode == region && x.TermCode == term, x => x.RegionCode == region && x.TermCode == term, cancel)).GetValueOrDefault((region, term));
        if (was == real) return null;
        await UpsertAsync(region, term, real.Signed - was.Signed, real.Checks - was.Checks, real.Kept - was.Kept, cancel);
        var fault = new PledgeCountFault(region, term, was.ToString(), real.ToString());
        db.Add(AuditLine.Of(Actor.System, clock.UtcNow(), "pledge_count.righted", "pledge_count", null, detail: fault.ToString()));
        await db.SaveChangesAsync(cancel);
        return fault;
    }, cancel);

    private async Task<Dictionary<(string Region, string Term), Figures>> KeptAsync(Expression<Func<PledgeCount, bool>> which, CancellationToken cancel) =>
        await db.Set<PledgeCount>().AsNoTracking().Where(which).ToDictionaryAsync(x => (x.RegionCode, x.TermCode), x => new Figures(x.Signed, x.Checks, x.Kept), cancel);

    private async Task<Dictionary<(string Region, string Term), Figures>> RecountAsync(
        Expression<Func<Pledge, bool>> pledges, Expression<Func<PledgeCheck, bool>> checks, CancellationToken cancel)
    {
        var signed = await (from x in db.Set<Pledge>().AsNoTracking().Where(pledges)
                            where x.WithdrawnAt == null && db.Set<Household>().Any(h => h.Id == x.HouseholdId && h.Status == HouseholdStatus.Active)
                            group x by new { x.RegionCode, x.TermCode } into g
                            select new { g.Key.RegionCode, g.Key.TermCode, Count = g.Count() }).ToListAsync(cancel);
        var visits = await (from x in db.Set<PledgeCheck>().AsNoTracking().Where(checks)
                            where x.FirstCheckId == null && x.State != PledgeCheckState.Overturned
                            group x by new { x.RegionCode, x.TermCode } into g
                            select new { g.Key.RegionCode, g.Key.TermCode, Count = g.Count(), Kept = g.Count(c => c.State == PledgeCheckState.Kept) }).ToListAsync(cancel);
        var figures = signed.ToDictionary(x => (x.RegionCode, x.TermCode), x => new Figures(x.Count, 0, 0));
        foreach (var x in visits) figures[(x.RegionCode, x.TermCode)] = figures.GetValueOrDefault((x.RegionCode, x.TermCode)) with { Checks = x.Count, Kept = x.Kept };
        return figures;
    }

    private readonly record struct Figures(int Signed, int Checks, int Kept);
}
