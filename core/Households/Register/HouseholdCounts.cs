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

    /// <summary>Proves the counts equal to a recount, and puts right those that are not. One statement per store: nobody can come in between.</summary>
    /// <returns>How many villages were wrong; zero is the proof.</returns>
    public Task<int> ReconcileAsync(CancellationToken cancel) => db.InTransactionAsync(async () =>
    {
        const string active = nameof(HouseholdStatus.Active);
        var wrong = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO household_count (region_code, active, last_serial)
            SELECT region_code, count(CASE WHEN status = {active} THEN 1 END), max(serial) FROM household WHERE true GROUP BY region_code
            HAVING NOT EXISTS (SELECT 1 FROM household_count c WHERE c.region_code = household.region_code)
            ON CONFLICT DO NOTHING
            """, cancel);
        return wrong + await db.Database.ExecuteSqlAsync($"""
            UPDATE household_count SET
                active = (SELECT count(*) FROM household h WHERE h.region_code = household_count.region_code AND h.status = {active}),
                last_serial = (SELECT coalesce(max(h.serial), 0) FROM household h WHERE h.region_code = household_count.region_code)
            WHERE active <> (SELECT count(*) FROM household h WHERE h.region_code = household_count.region_code AND h.status = {active})
               OR last_serial < (SELECT coalesce(max(h.serial), 0) FROM household h WHERE h.region_code = household_count.region_code)
            """, cancel);
    }, cancel);
}
