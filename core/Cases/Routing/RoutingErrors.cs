using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Routing;

/// <summary>Every way routing says no, with its stable code and its sentence.</summary>
public static class RoutingErrors
{
    public static RuleViolation RuleEnded() => new("routing.rule_ended", "该分派规则已停用，不能再修改。");
    public static RuleViolation BreaksExamples(IReadOnlyCollection<string> names) =>
        new("routing.breaks_examples", $"这样修改后，{names.Count} 个示例的结果会与预期不符：{string.Join('、', names.Take(5))}{(names.Count > 5 ? " 等" : "")}。如确认修改，请勾选确认后再保存。");

    public static NotAllowed OutsideYourRegion() => new("只能修改本辖区的分派规则。");

    public static InvalidInput UnknownRegion() => new("regionCode", "请选择县（市、区）、乡镇（街道）或村（社区）。");
    public static InvalidInput UnknownPlace() => new("regionCode", "请选择村（社区）或乡镇（街道）。");
    public static InvalidInput UnknownCategory() => new("category", "请选择问题类别。");
    public static InvalidInput TargetUnclear() => new("target", "请写明分派给哪类岗位、哪个岗位或哪个单位，只填一项。");
    public static InvalidInput UnknownPost() => new("target", "没有找到该岗位，或该岗位不在规则所在的地区。");
    public static InvalidInput UnknownOffice() => new("target", "没有找到该单位，或该单位不负责规则所在的地区。");
}
