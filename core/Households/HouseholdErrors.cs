using Engagement.Core.Shared;

namespace Engagement.Core.Households;

/// <summary>Every way households say no, with its stable code and its sentence.</summary>
public static class HouseholdErrors
{
    public static RuleViolation NotActive(HouseholdStatus status) => new("household.not_active", status switch
    {
        HouseholdStatus.Split => "该户已分户，请到分出的新户操作。",
        HouseholdStatus.Merged => "该户已并入其他户，请到并入后的户操作。",
        _ => "该户已迁出本村，不能再操作。",
    });

    public static RuleViolation HeadNotAdult() => new("household.head_not_adult", "户主必须是成年人。");
    public static RuleViolation AlreadyDecided() => new("membership.already_decided", "该申请已处理，无需再操作。");
    public static RuleViolation NotAMember() => new("membership.not_active", "该人员已不是这一户的成员。");
    public static RuleViolation NoSuchMatch() => new("membership.no_such_match", "要合并的登记成员不在这一户，请重新选择。");
}
