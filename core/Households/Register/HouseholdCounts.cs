using Engagement.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Households.Register;

/// <summary>Keeps <see cref="HouseholdCount"/> in step: each change of the register calls it in its own transaction.</summary>
public sealed class HouseholdCounts(EngagementDbContext db)
{
    /// <summary>Counts <paramref name="count"/> new active households and takes as many serials. Others of the village wait until the caller commits.</summary>
    /// <returns>The first serial taken.</returns>
    public async Task<int> AddAsync(string regionCode, int count, CancellationToken cancel)
    {
        var last = await db.ScalarAsync<long>($"""
            INSERT INTO household_count (region_code, active, last_serial) VALUES ({regionCode}, {count}, {count})
            ON CONFLICT (region_code) DO UPDATE SET active = household_count.active + excluded.active, last_serial = household_count.last_serial + excluded.last_serial
            RETURNING CAST(last_serial AS bigint)
            """, cancel);
        return (int)last - count + 1;
    }

    /// <summary>Waits until nobody else changes the village's register, and keeps others waiting until the caller commits.</summary>
    public Task LockAsync(string regionCode, CancellationToken cancel) => AddAsync(regionCode, 0, cancel);

    /// <summary>Households of the village ended.</summary>
    public Task RemoveAsync(string regionCode, int count, CancellationToken cancel) =>
        db.Set<HouseholdCount>().Where(x => x.RegionCode == regionCode).ExecuteUpdateAsync(x => x.SetProperty(c => c.Active, c => c.Active - count), cancel);

    /// <summary>Proves the counts equal to a recount, and puts right those that are not. One look at everything without holding anybody up; what differs is
    /// looked at again village by village, while nobody can change that village's register.</summary>
    /// <returns>How many villages were wrong; zero is the proof.</returns>
    public async Task<int> ReconcileAsync(CancellationToken cancel)
    {
        var kept = await db.Set<HouseholdCount>().AsNoTracking().ToDictionaryAsync(x => x.RegionCode, cancel);
        var counted = await db.Set<Household>().AsNoTracking().GroupBy(x => x.RegionCode)
            .Select(x => new { x.Key, Active = x.Count(h => h.Status == HouseholdStatus.Active), Last = x.Max(h => h.Serial) }).ToDictionaryAsync(x => x.Key, cancel);
        var wrong = 0;
        foreach (var village in kept.Keys.Union(counted.Keys).Order(StringComparer.Ordinal))
        {
            var (was, real) = (kept.GetValueOrDefault(village), counted.GetValueOrDefault(village));
            if ((was?.Active ?? 0) != (real?.Active ?? 0) || (was?.LastSerial ?? 0) < (real?.Last ?? 0)) wrong += await RightAsync(village, cancel);
        }

        return wrong;
    }

    /// <summary>What differed may only have been under way: the row is locked first, so the recount sees all that was committed and nothing is added meanwhile.</summary>
    private Task<int> RightAsync(string village, CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        await LockAsync(village, cancel);
        var homes = db.Set<Household>().Where(x => x.RegionCode == village);
        var active = await homes.CountAsync(x => x.Status == HouseholdStatus.Active, cancel);
        var last = await homes.MaxAsync(x => (int?)x.Serial, cancel) ?? 0;
        return await db.Set<HouseholdCount>().Where(x => x.RegionCode == village && (x.Active != active || x.LastSerial < last))
            .ExecuteUpdateAsync(x => x.SetProperty(c => c.Active, active).SetProperty(c => c.LastSerial, c => c.LastSerial < last ? last : c.LastSerial), cancel);
    }, cancel);
}
