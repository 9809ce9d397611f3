using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Routing;

/// <summary>Every way routing says no, with its stable code and its sentence.</summary>
public static class RoutingErrors
{
    public static RuleViolation RuleEnded() => new("routing.rule_ended", "该分派规则已停用，不能再修改。");

    /// <param name="kind">What is about to happen to the rule.</param>
    /// <param name="rule">What it says, or would say.</param>
    /// <param name="broken">The examples that came out right and no longer would.</param>
    public static RuleViolation BreaksExamples(RoutingChangeKind kind, string rule, IReadOnlyCollection<ExampleShift> broken) =>
        new("routing.breaks_examples", $"{Verb(kind)}规则“{rule}”后，{broken.Count} 个示例的结果会与预期不符：{string.Join("；", broken.Take(5).Select(Shifted))}{(broken.Count > 5 ? " 等" : "")}。如确认，请勾选确认后再保存。");

    /// <summary>An example, where it would go from now on, and where it should.</summary>
    public static string Shifted(ExampleShift shift) => $"“{shift.Name}”将分派给{shift.After}，预期是{shift.Expected}";

    private static string Verb(RoutingChangeKind kind) => kind switch
    {
        RoutingChangeKind.Created => "增加",
        RoutingChangeKind.Ended => "停用",
        _ => "修改",
    };

    public static NotAllowed OutsideYourRegion() => new("只能修改本辖区的分派规则。");

    public static InvalidInput UnknownRegion() => new("regionCode", "请选择县（市、区）、乡镇（街道）或村（社区）。");
    public static InvalidInput UnknownPlace() => new("regionCode", "请选择村（社区）或乡镇（街道）。");
    public static InvalidInput UnknownCategory() => new("category", "请选择问题类别。");
    public static InvalidInput TargetUnclear() => new("target", "请写明分派给哪类岗位、哪个岗位或哪个单位，只填一项。");
    public static InvalidInput UnknownPost() => new("target", "没有找到该岗位，或该岗位不在规则所在的地区。");
    public static InvalidInput UnknownOffice() => new("target", "没有找到该单位，或该单位不负责规则所在的地区。");
}
