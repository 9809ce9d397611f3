using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Statistics;

/// <summary>Every way the figures say no.</summary>
public static class StatisticsErrors
{
    /// <summary>The longest period, in days.</summary>
    public const int MaxDays = 1100;

    public static InvalidInput NoRegion() => new("region", "请选择地区。");
    public static InvalidInput WrongPeriod() => new("to", $"截止日期不能早于起始日期，且跨度不超过 {MaxDays} 天。");
    public static InvalidInput TooManyGroups() => new("by", "范围太大：按村统计请选择县（市、区）及以下，按乡镇统计请选择市及以下。");
    public static InvalidInput NoFigure() => new("figure", "没有这个统计项。");
    public static NotAllowed ElsewhereForStaff() => new("该地区不在您的辖区内。");
    public static NotAllowed ElsewhereForVillager() => new("您只能查看本村和本乡镇的统计。");
    public static NotAllowed NotForVillagers() => new("该统计方式仅供工作人员使用。");
}
