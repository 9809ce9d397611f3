using Engagement.Core.Shared;

namespace Engagement.Core.Posts;

/// <summary>Every way posts and responsibilities say no, with its stable code and its sentence.</summary>
public static class PostErrors
{
    public static RuleViolation AlleyTaken() => new("post.alley_taken", "该胡同已有胡同长，请先办理交接。");
    public static RuleViolation HouseholdTaken() => new("post.household_taken", "其中有住户已由其他胡同长负责，请先办理交接。");
    public static RuleViolation Ended() => new("post.ended", "该岗位已撤销，不能再操作。");
    public static RuleViolation HandOverTooEarly() => new("post.before_last_hand_over", "日期须晚于上一次任职开始的日期。");
    public static RuleViolation SameHolder() => new("post.same_holder", "该人员正担任此岗位，无需交接。");
    public static RuleViolation AlreadyVacant() => new("post.vacant", "该岗位当时已无人担任。");
    public static RuleViolation NotHeldThen() => new("post.not_held", "请假的日期里，该岗位不是由同一人担任。");
    public static RuleViolation OnLeaveAlready() => new("post.on_leave", "该日期内已登记请假。");
    public static RuleViolation StandsInForThemselves() => new("post.stands_in_for_themselves", "请选择其他人代岗。");
    public static RuleViolation NoPhone() => new("post.no_phone", "您还没有登记电话，请先绑定手机号。");

    public static NotAllowed OutsideYourRegion() => new("该地区不在您的管理权限内。");

    public static InvalidInput NoSuchLeave() => new("leaveId", "没有找到该请假记录。");
    public static InvalidInput EndsBeforeStart(string field) => new(field, "结束日期不能早于开始日期。");
    public static InvalidInput NotAVillage() => new("regionCode", "请选择村（社区）。");
    public static InvalidInput AlleyNeeded() => new("alley", "请填写胡同名称，或选择负责的住户。");
    public static InvalidInput NoSuchPerson(string field) => new(field, "请选择本县（市、区）的人员，或填写姓名。");
    public static InvalidInput DayOutOfRange(string field) => new(field, "日期须在 2000 年至 2099 年之间。");
    public static InvalidInput DayInFuture(string field) => new(field, "撤销日期不能晚于今天。");
    public static InvalidInput UnknownPlace(string code) => new("places", $"没有找到地区 {code}。");
    public static InvalidInput WrongPlaceLevel() => new("places", "包县填县（市、区），包片填多个乡镇或村，包村填村；且都在同一县（市、区）内。");
    public static InvalidInput NoSuchStaff() => new("staffId", "没有找到该工作人员，或已离岗。");
    public static RuleViolation ResponsibilityEnded() => new("responsibility.ended", "该包保责任已结束。");
    public static RuleViolation ResponsibilityExists() => new("responsibility.exists", "该领导已包保此地。");
}
