using Engagement.Core.Data;
using Engagement.Core.Households;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Pledges.Coverage;

/// <summary>What the figures are broken down by.</summary>
public enum PledgeBreakdown { County, Township, Village, Alley }

/// <summary>Figures of a place, or of an alley of a village.</summary>
/// <param name="Code">Region code, or the alley's id; empty for households in no alley.</param>
/// <param name="Households">Active ones, today.</param>
/// <param name="Signed">Of them, those with a pledge in force on the day asked for.</param>
/// <param name="Coverage">Signed ÷ households, 0 to 1; null without households.</param>
/// <param name="Checks">First visits in the term, without those an objection overturned.</param>
/// <param name="Kept">Of them, those where all three guarantees were kept; put right later is not kept.</param>
/// <param name="KeepRate">Kept ÷ checks, 0 to 1; null without checks.</param>
public sealed record PledgeFigures(string Code, string Name, int Households, int Signed, double? Coverage, int Checks, int Kept, double? KeepRate)
{
    internal static PledgeFigures Of(string code, string name, int households, int signed, int checks, int kept) =>
        new(code, name, households, signed, Share(signed, households), checks, kept, Share(kept, checks));

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}

/// <summary>The figures with how they came about, so that "why is this number so?" has an answer.</summary>
public sealed record PledgeReport(string RegionCode, string RegionName, DateOnly On, PledgeFigures Total, IReadOnlyList<PledgeFigures> Rows, IReadOnlyList<string> Formulae);

/// <summary>Coverage and keep-rate by place, from counts that are kept in step with every change; by alley from the households themselves.</summary>
public sealed class PledgeStatistics(EngagementDbContext db, RegionQueries regions, TimeProvider clock)
{
    private static readonly string[] Formulae =
    [
        "签订率 = 查询日有效承诺书的户数 ÷ 现有户数；已撤销的和已合并、分户、迁出的户不计。",
        "保持率 = 本期三项全部合格的检查次数 ÷ 本期检查次数；只计首次检查，复查不计，异议成立的检查不计。整改合格仍按首次不合格计。",
    ];

    /// <param name="actor">Staff of the region.</param>
    /// <param name="region">Any region; its whole subtree counts.</param>
    /// <param name="by">Null for the next level below.</param>
    /// <param name="on">Null for today.</param>
    /// <param name="cancel">Cancels the queries.</param>
    /// <returns>Null for an unknown region or one that is not the actor's to see.</returns>
    public async Task<PledgeReport?> ReportAsync(Actor actor, string region, PledgeBreakdown? by, DateOnly? on, CancellationToken cancel)
    {
        if (!PledgeAccess.MaySee(actor, region) || await regions.FindAsync(region, cancel) is not { } place) return null;
        var day = on ?? ChinaTime.Today(clock);
        by ??= place.Level switch { RegionLevel.Village => PledgeBreakdown.Alley, RegionLevel.Township => PledgeBreakdown.Village, RegionLevel.County => PledgeBreakdown.Township, _ => PledgeBreakdown.County };
        var villages = await VillagesAsync(region, day, cancel);
        var total = Sum(region, place.Name, villages);
        var rows = by switch
        {
            PledgeBreakdown.Alley => await AlleysAsync(region, day, cancel),
            PledgeBreakdown.Village => villages,
            PledgeBreakdown.Township => await GroupedAsync(villages, 9, cancel),
            _ => await GroupedAsync(villages, 6, cancel),
        };
        return new PledgeReport(region, place.FullName, day, total, rows, Formulae);
    }

    private async Task<IReadOnlyList<PledgeFigures>> VillagesAsync(string region, DateOnly day, CancellationToken cancel)
    {
        var terms = PledgeTerm.CodesOn(day).ToList();
        var names = await db.Set<Region>().AsNoTracking().Under(x => x.Code, region).Where(x => x.Level == RegionLevel.Village && x.Active)
            .OrderBy(x => x.Code).Select(x => new { x.Code, x.Name }).ToListAsync(cancel);
        var households = await db.Set<HouseholdCount>().AsNoTracking().Under(x => x.RegionCode, region).ToDictionaryAsync(x => x.RegionCode, x => x.Active, cancel);
        var counts = (await db.Set<PledgeCount>().AsNoTracking().Under(x => x.RegionCode, region).Where(x => terms.Contains(x.TermCode)).ToListAsync(cancel))
            .ToLookup(x => x.RegionCode);
        return names.ConvertAll(x => PledgeFigures.Of(x.Code, x.Name, households.GetValueOrDefault(x.Code),
            counts[x.Code].Sum(y => y.Signed), counts[x.Code].Sum(y => y.Checks), counts[x.Code].Sum(y => y.Kept)));
    }

    private async Task<IReadOnlyList<PledgeFigures>> GroupedAsync(IReadOnlyList<PledgeFigures> villages, int length, CancellationToken cancel)
    {
        var groups = villages.GroupBy(x => x.Code[..length]).ToList();
        var names = await regions.NamesAsync([.. groups.Select(x => x.Key)], cancel, fromLength: length);
        return groups.ConvertAll(x => Sum(x.Key, names[x.Key], x));
    }

    /// <summary>A village's alleys, counted from its households: a few hundred rows.</summary>
    private async Task<IReadOnlyList<PledgeFigures>> AlleysAsync(string region, DateOnly day, CancellationToken cancel)
    {
        if (region.Length != Region.CodeMaxLength) throw PledgeErrors.AlleysOfVillage();
        var terms = PledgeTerm.CodesOn(day).ToList();
        var groups = await db.Set<HouseholdGroup>().AsNoTracking().Where(x => x.RegionCode == region).OrderBy(x => x.WalkingOrder).ThenBy(x => x.Name).ToListAsync(cancel);
        var homes = await db.Set<Household>().AsNoTracking().Where(x => x.RegionCode == region).Select(x => new { x.Id, x.GroupId, x.Status }).ToListAsync(cancel);
        var signed = await db.Set<Pledge>().AsNoTracking().Where(x => x.RegionCode == region && terms.Contains(x.TermCode) && x.WithdrawnAt == null)
            .Select(x => x.HouseholdId).ToHashSetAsync(cancel);
        var checks = (await db.Set<PledgeCheck>().AsNoTracking().Where(x => x.RegionCode == region && terms.Contains(x.TermCode) && x.FirstCheckId == null && x.State != PledgeCheckState.Overturned)
            .Select(x => new { x.HouseholdId, Kept = x.State == PledgeCheckState.Kept }).ToListAsync(cancel)).ToLookup(x => x.HouseholdId, x => x.Kept);
        return [.. homes.GroupBy(x => x.GroupId).Select(g => (Order: g.Key is null ? groups.Count : groups.FindIndex(x => x.Id == g.Key), Figures: PledgeFigures.Of(
                g.Key?.ToString() ?? "", groups.Find(x => x.Id == g.Key)?.Name ?? "未分组", g.Count(x => x.Status == HouseholdStatus.Active),
                g.Count(x => x.Status == HouseholdStatus.Active && signed.Contains(x.Id)), g.Sum(x => checks[x.Id].Count()), g.Sum(x => checks[x.Id].Count(kept => kept)))))
            .OrderBy(x => x.Order).Select(x => x.Figures)];
    }

    private static PledgeFigures Sum(string code, string name, IEnumerable<PledgeFigures> rows)
    {
        var all = rows.ToList();
        return PledgeFigures.Of(code, name, all.Sum(x => x.Households), all.Sum(x => x.Signed), all.Sum(x => x.Checks), all.Sum(x => x.Kept));
    }
}
