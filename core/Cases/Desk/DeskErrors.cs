using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Desk;

/// <summary>Every way a clerk's tools say no.</summary>
public static class DeskErrors
{
    public static RuleViolation FiltersFull() => new("case.filters_full", $"最多保存 {SavedFilter.MostPerAccount} 个筛选，请先删除不用的。");
    public static RuleViolation RepliesFull() => new("case.replies_full", $"一个单位最多存 {CannedReply.MostPerPlace} 条常用语，请先删除不用的。");
    public static RuleViolation SameReply() => new("case.same_reply", "已有相同的常用语。");
    public static InvalidInput NotForThat() => new("action", "这项操作不用填写文字，没有常用语。");
    public static InvalidInput UnknownRegion() => new("regionCode", "没有找到该地区。");
    public static NotAllowed NotYourPlace() => new("只有在该地区（单位）办理案件的人员可以修改它的常用语。");
}
