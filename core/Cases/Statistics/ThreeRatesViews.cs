namespace Engagement.Core.Cases.Statistics;

/// <summary>What the rates are broken down by.</summary>
public enum RatesBy { None, Village, Township, County, Category, Owner, Month, Priority }

/// <summary>Which earlier period stands beside: the same number of days before, the month before, the same days a year before.</summary>
public enum RatesCompare { None, Span, Month, Year }

/// <summary>Which cases: of a region and kind, filed on days in Asia/Shanghai, both included.</summary>
/// <param name="Region">A region code of any level.</param>
/// <param name="From">First day of filing.</param>
/// <param name="To">Last day of filing.</param>
/// <param name="Kind">Complaint unless asked otherwise.</param>
public sealed record RatesScope(string Region, DateOnly From, DateOnly To, CaseKind Kind);

/// <summary>A number with the word that leads to its cases (<c>figure=</c>).</summary>
public sealed record FigureCount(string Figure, string Name, int Count);

/// <summary>One rate with everything it is made of.</summary>
/// <param name="Numerator">Null where a villager may not see so small a number.</param>
/// <param name="Denominator">Numerator and all of <paramref name="Missed"/>; null likewise.</param>
/// <param name="Rate">0 to 1, four digits; null when nothing is in the denominator, or likewise.</param>
/// <param name="SampleTooSmall">The denominator is below the minimum sample: not ranked.</param>
/// <param name="Rank">1 is best, equals share a rank; null where nothing is ranked or the sample is too small.</param>
/// <param name="Missed">In the denominator but not in the numerator, by reason.</param>
/// <param name="Excluded">In neither, by reason. Numerator, missed and excluded add up to all filed cases.</param>
public sealed record RateView(
    int? Numerator, int? Denominator, double? Rate, bool SampleTooSmall, int? Rank, IReadOnlyList<FigureCount> Missed, IReadOnlyList<FigureCount> Excluded);

/// <summary>The three rates of one group of cases.</summary>
/// <param name="Key">Region code, category code, office id, <c>2026-03</c> or priority; empty for the whole.</param>
/// <param name="Name">The same in words.</param>
/// <param name="Filed">Cases filed; null where a villager may not see so small a number.</param>
/// <param name="Response">Share answered in time.</param>
/// <param name="Resolution">Share the citizens confirmed as solved.</param>
/// <param name="Satisfaction">Share of answers that were satisfied.</param>
/// <param name="Shown">Numbers beside the rates, so that nothing hides behind them.</param>
public sealed record RatesView(
    string Key, string Name, int? Filed, RateView Response, RateView Resolution, RateView Satisfaction, IReadOnlyList<FigureCount> Shown)
{
    /// <summary>How long the clocks of these cases stood in pauses and deferrals that are over, in whole minutes of all of them together; those that still
    /// stand are in <c>resolution.paused</c> and <c>resolution.deferred</c>. Null for villagers.</summary>
    public long? PausedMinutes { get; init; }

    /// <summary>The same group in the earlier period, as it stands today; null when none was asked for.</summary>
    public RatesView? Previous { get; init; }
}

/// <summary>How each rate is computed, in sentences for the reader who asks why.</summary>
public sealed record RatesFormula(string Response, string Resolution, string Satisfaction, string Sample, string OnBehalf)
{
    public static RatesFormula Of(int minimumSample) => new(
        "响应率＝按时响应÷（按时响应＋未按时响应）。受理即为响应；超过响应时限才响应、至今未响应，或超时后才不予受理、并案、撤回的，均算未按时；未到时限的暂不计入。",
        "解决率＝群众确认已解决÷（群众确认已解决＋未解决）。未解决包括：逾期仍在办理、群众要求重办后仍在办理、工作人员自行办结、逾期或重办后才不予受理、并案、撤回。群众未评价的既不算解决也不算未解决；未到时限、暂停、挂账、等待评价的暂不计入。",
        "满意率＝最近一次评价为4分及以上的件数÷有评价的件数（5分制）。",
        $"分母少于 {minimumSample} 件的，比率仅供参考，不参加排名。内容被设为不公开的案件照常计入。",
        "工作人员代群众上报的案件单独列出，不计入以上比率。");
}

/// <summary>The answer to "how do we stand".</summary>
/// <param name="Region">The region asked for.</param>
/// <param name="RegionName">Its full name.</param>
/// <param name="From">First day of filing.</param>
/// <param name="To">Last day of filing.</param>
/// <param name="AsOf">The moment the figures are of; a case still in work may change them.</param>
/// <param name="By">What the groups are.</param>
/// <param name="MinimumSample">Below it nothing is ranked.</param>
/// <param name="Formula">How the rates are computed.</param>
/// <param name="Total">All cases citizens filed themselves.</param>
/// <param name="OnBehalf">Cases staff filed for somebody, apart.</param>
/// <param name="Groups">The breakdown; villages, townships and counties in order of their resolution rank.</param>
/// <param name="PreviousFrom">First day of the earlier period.</param>
/// <param name="PreviousTo">Its last day.</param>
public sealed record ThreeRates(
    string Region, string RegionName, DateOnly From, DateOnly To, DateTime AsOf, RatesBy By, int MinimumSample, RatesFormula Formula,
    RatesView Total, RatesView OnBehalf, IReadOnlyList<RatesView> Groups, DateOnly? PreviousFrom, DateOnly? PreviousTo);
