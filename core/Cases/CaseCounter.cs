using System.Globalization;
using Engagement.Core.Data;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>The last number given out for a county and day.</summary>
public sealed class CaseCounter
{
    private CaseCounter() { }

    /// <summary>GD + county code + date.</summary>
    public string Scope { get; private init; } = "";
    public long Value { get; private init; }

    /// <summary>The next case number: GD210283202611210001. Taken in the caller's transaction, so no number is lost or given twice;
    /// callers of one county wait for each other from here until they commit, so take it last.</summary>
    public static async Task<string> NextAsync(EngagementDbContext db, string countyCode, DateTime now, CancellationToken cancel)
    {
        var scope = string.Create(CultureInfo.InvariantCulture, $"GD{countyCode}{ChinaTime.ToLocal(now):yyyyMMdd}");
        var value = await db.ScalarAsync<long>(
            $"INSERT INTO case_counter (scope, value) VALUES ({scope}, 1) ON CONFLICT (scope) DO UPDATE SET value = case_counter.value + 1 RETURNING value", cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{scope}{value:0000}");
    }
}
