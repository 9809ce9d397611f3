using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Deadlines;

/// <summary>Every way the rules of the clocks say no.</summary>
public static class DeadlineErrors
{
    public static RuleViolation CategoryExists() => new("category.exists", "已有使用该代码的类别，请换一个代码。");
    public static RuleViolation RuleOfNobody() => new("deadline.nothing_to_withdraw", "该地区没有单独规定的时限，无需撤销。");
    public static RuleViolation StillApplying() => new("deadline.still_applying", "上一次修改正在应用到在办案件，请稍后再改。");
    public static InvalidInput BadCode() => new("code", "代码只能用小写字母、数字和连字符，以字母开头。");
    public static InvalidInput NoSuchCategory() => new("category", "没有这个类别。");
    public static InvalidInput NoSuchRegion() => new("region", "请选择县（市、区）或乡镇（街道）。");
    public static InvalidInput FromPast() => new("from", "生效时间不能早于现在，也不能晚于一年以后。");
    public static InvalidInput ApplyLater() => new("applyToRunning", "只有立即生效的修改才能应用到在办案件。");
    public static InvalidInput RespondAfterResolve() => new("respondWithin", "响应时限不能长于办结时限。");
    public static InvalidInput BadYear() => new("year", "年份须在 2000 年到 2199 年之间。");
    public static InvalidInput BadDay(string field) => new(field, "日期须属于该年份，且同一天不能既放假又上班。");
    public static InvalidInput BadHours() => new("spans", "办公时间须按先后顺序填写，互不重叠，结束晚于开始。");
    public static NotAllowed NotYourRegion() => new("该地区的规则不由您设定。");
    public static NotAllowed ForEverywhere() => new("全局规则由系统管理员设定。");
}
