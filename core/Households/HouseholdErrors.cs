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
    public static RuleViolation HasHead() => new("household.has_head", "该户已有户主，请先变更户主。");
    public static RuleViolation GroupExists() => new("household_group.exists", "本村已有同名的胡同或小组。");
    public static RuleViolation SplitLeavesOut() => new("household.split_incomplete", "分户时，每一位成员都要分到且只能分到一个新户。");
    public static RuleViolation SplitIsEmpty() => new("household.split_empty", "每个新户至少要有一位成员。");
    public static RuleViolation MergeWithItself() => new("household.merge_with_itself", "不能把一户并入它自己。");
    public static RuleViolation MergeAcrossVillages() => new("household.merge_across_villages", "只能并入本村的户；跨村搬迁请办理迁出。");
    public static RuleViolation CodeElsewhere() => new("household.code_elsewhere", "该户码不属于这一户。");

    public static RuleViolation AlreadyDecided() => new("membership.already_decided", "该申请已处理，无需再操作。");
    public static RuleViolation NotAMember() => new("membership.not_active", "该人员已不是这一户的成员。");
    public static RuleViolation NoSuchMatch() => new("membership.no_such_match", "要合并的登记成员不在这一户，请重新选择。");
    public static RuleViolation MatchHasWeChat() => new("membership.match_has_wechat", "该登记成员已有自己的微信，不能合并。");
    public static RuleViolation AlreadyMember() => new("membership.already_member", "您已经是这一户的成员。");
    public static RuleViolation MemberElsewhere() => new("membership.member_elsewhere", "该人员已是另一户的成员，请先办理迁出。");
    public static RuleViolation RequestOpen() => new("membership.request_open", "您有一个入户申请正在等待村委会审核，请等候，或先撤回。");
    public static RuleViolation NameNeeded() => new("membership.name_needed", "请先在“我的”页面填写姓名。");
    public static RuleViolation NotFoundByName() => new("household.not_found_by_name", "没有找到这样的户，请核对村、门牌号和户主姓名，或扫门上的户码。");
    public static RuleViolation TooManyTries() => new("household.too_many_tries", "尝试次数过多，请十分钟后再试，或请村委会协助。");

    public static RuleViolation ProxyExists() => new("proxy.exists", "该人员已是这一户的代办人。");
    public static RuleViolation ProxyIsMember() => new("proxy.is_member", "本户成年成员本来就可以办理，无需设为代办人。");
    public static InvalidInput ProxyUnknown() => new("personId", "请选择代办人：亲属须是登记在册的成年人，胡同长须是本村在任的胡同长，村委会人员须已在系统中登记本人。");

    public static NotAllowed NotYours() => new("您没有管理该村户籍登记的权限。");
    public static NotAllowed OwnHousehold() => new("这涉及您自己家，应由他人办理。", "household.own_household");
    public static NotAllowed NotForHousehold() => new("只有本户成年成员或代办人可以办理。", "household.not_for_household");

    public static InvalidInput UnknownVillage() => new("village", "请选择村（社区）。");
    public static InvalidInput UnknownGroup() => new("groupId", "没有找到该胡同或小组，或它不属于本村。");
    public static InvalidInput UnknownTarget() => new("intoId", "没有找到要并入的户。");
    public static InvalidInput UnknownPart() => new("parts", "分户的成员不在这一户，请刷新后再试。");
    public static InvalidInput DateOutOfRange(string field) => new(field, "日期超出范围。");

    public static InvalidInput FileUnreadable(string why) => new("file", why);
    public static RuleViolation ImportOtherFile() => new("household.import_other_file", "文件与预览时不一致，请重新预览后再导入。");
    public static RuleViolation ImportHasErrors(int count) => new("household.import_has_errors", $"文件中有 {count} 处错误，没有导入任何数据。请按预览的提示改正后再试。");
}
