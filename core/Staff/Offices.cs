using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Staff;

/// <summary>Finds the office that answers for a place, and makes it when a newly imported place has none yet: a complaint is
/// never refused because nobody has set up the office.</summary>
public sealed class Offices(EngagementDbContext db, IMemoryCache cache, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>The township office for a township or village code; the county office for a county code. Read from memory for a minute.</summary>
    public async Task<Office> AnsweringForAsync(string regionCode, CancellationToken cancel)
    {
        var (code, kind) = regionCode.Length >= 9 ? (regionCode[..9], OfficeKind.Township) : (regionCode[..Math.Min(6, regionCode.Length)], OfficeKind.County);
        // Remembered only when it was there before: one opened in this transaction is gone again when the transaction is undone.
        if (cache.TryGetValue((typeof(Offices), code, kind), out Office? known)) return known!;
        if (await FindAsync(code, kind, cancel) is not { } found) return await OpenAsync(code, kind, cancel);
        return cache.Set((typeof(Offices), code, kind), found, Fresh);
    }

    /// <summary>The office one level up: the county for a township, the county again for a county.</summary>
    public Task<Office> AboveAsync(Office office, CancellationToken cancel) =>
        AnsweringForAsync(office.RegionCode[..Math.Min(6, office.RegionCode.Length)], cancel);

    private Task<Office?> FindAsync(string code, OfficeKind kind, CancellationToken cancel) =>
        db.Set<Office>().AsNoTracking().Where(x => x.RegionCode == code && x.Kind == kind && x.Active).OrderBy(x => x.Id).FirstOrDefaultAsync(cancel);

    /// <summary>Opened in its own statement, safe against two callers at once.</summary>
    private async Task<Office> OpenAsync(string code, OfficeKind kind, CancellationToken cancel)
    {
        var region = await db.Set<Region>().AsNoTracking().FirstAsync(x => x.Code == code, cancel);
        var name = OfficeName(region.Name, kind);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO office (id, kind, name, region_code, active) VALUES ({clock.NewId()}, {kind.ToString()}, {name}, {code}, {true}) ON CONFLICT DO NOTHING",
            cancel);
        return (await FindAsync(code, kind, cancel))!;
    }

    /// <summary>What the sign at the door says.</summary>
    public static string OfficeName(string regionName, OfficeKind kind) => kind switch
    {
        OfficeKind.Township when regionName.EndsWith("街道", StringComparison.Ordinal) => regionName + "办事处",
        OfficeKind.Township => regionName + "人民政府",
        OfficeKind.County => regionName + "农村人居环境办公室",
        _ => regionName,
    };
}
