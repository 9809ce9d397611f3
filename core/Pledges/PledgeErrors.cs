using Engagement.Core.Pledges.Checks;
using Engagement.Core.Shared;

namespace Engagement.Core.Pledges;

/// <summary>Every way pledges say no, with its stable code and its sentence.</summary>
public static class PledgeErrors
{
    public static RuleViolation NoTemplate() => new("pledge.no_template", "本村还没有发布门前三包承诺书，请联系村委会。");
    public static RuleViolation AlreadySigned() => new("pledge.already_signed", "您家本期已签过门前三包承诺书，无需重复签订。");
    public static RuleViolation TextChanged() => new("pledge.text_changed", "承诺书内容已更新，请重新阅读后再签。");
    public static RuleViolation AlreadyWithdrawn() => new("pledge.already_withdrawn", "该承诺书已撤销。");
    public static RuleViolation NotAdult() => new("pledge.not_adult", "承诺书须由成年家庭成员签订。");

    public static RuleViolation TermOver() => new("pledge.term_over", "所选期限已结束，不能补签。");
    public static RuleViolation TermTooEarly() => new("pledge.term_too_early", "下一期承诺书在本期结束前 30 天内才能签订。");
    public static RuleViolation NotSigned() => new("pledge.not_signed", "该户本期尚未签订门前三包承诺书，不能检查。");
    public static RuleViolation CheckClosed() => new("pledge_check.closed", "该次检查已了结。");
    public static RuleViolation NothingToObject() => new("pledge_check.nothing_to_object", "该次检查没有不合格项，无需提出异议。");
    public static RuleViolation ObjectionTooLate() =>
        new("pledge_check.objection_too_late", $"已超过 {PledgeCheck.DaysToObject} 天的异议期。");
    public static RuleViolation AlreadyObjected() => new("pledge_check.already_objected", "您家已对该次检查提出过异议。");
    public static RuleViolation ObjectionDecided() => new("pledge_check.objection_decided", "该异议已有处理结果。");
    public static RuleViolation RoundClosed() => new("pledge_round.closed", "该轮检查已结束。");
    public static RuleViolation PhotoNeeded() => new("pledge_check.photo_required", "不合格的检查请至少拍一张照片。");
    public static RuleViolation NotFirstCheck() => new("pledge_check.not_first", "复查对象有误：请选择该户待整改的检查。");
    public static RuleViolation VisitTooOld() => new("pledge_check.too_old", $"检查时间超过 {PledgeCheck.MaxAgeDays} 天，不能再补报。");
    public static RuleViolation VisitInFuture() => new("pledge_check.in_future", "检查时间晚于现在，请核对手机时间。");
    public static RuleViolation NoSuchHousehold() => new("pledge_check.no_household", "没有找到该户，或不在您的检查范围内。");
    public static RuleViolation OwnHousehold() => new("pledge_check.own_household", "不能检查自己家，请由他人检查。");
    public static RuleViolation PhotoGone() => new("pledge_check.photo_unknown", "有照片不存在或已被使用，请重新上传。");

    public static RuleViolation NoSuchRound() => new("pledge_check.no_round", "没有找到该轮检查，或已结束。");

    public static NotAllowed NotAChecker() => new("您没有检查任务，只有胡同长、网格员、环境监督员和村干部可以检查。");
    public static NotAllowed NotYourVillage() => new("该村不在您的管理范围内。");
    public static NotAllowed DecideOwnCheck() => new("检查人不能处理对自己检查的异议，请由他人处理。", "pledge_check.decide_own");

    public static InvalidInput SignatureNeeded() => new("signaturePhotoId", "请先手写签名。");
    public static InvalidInput SheetNeeded() => new("sheetPhotoIds", "请上传纸质承诺书的照片。");
    public static InvalidInput UnknownTerm() => new("term", "期限格式不正确，应为 2026、2026H1 或 2026H2。");
    public static InvalidInput RegionNeeded() => new("region", "请选择地区。");
    public static InvalidInput UnknownRegion() => new("regionCode", "没有找到该地区。");
    public static InvalidInput UnknownVillage() => new("regionCode", "请选择村（社区）。");
    public static InvalidInput SignedInFuture() => new("signedOn", "签订日期不能晚于今天。");
    public static InvalidInput UnknownAlley() => new("groupIds", "有胡同（小组）不属于该村，请重新选择。");
    public static InvalidInput UnknownWalker() => new("walkerId", "没有找到该检查人。");
    public static InvalidInput DayPast() => new("day", "检查日期不能早于今天。");
    public static InvalidInput AlleysOfVillage() => new("by", "按胡同统计时请选择一个村（社区）。");
    public static InvalidInput OutlineTooFewCorners() => new("corners", "范围至少要有三个不同的角点，同一个角点不能出现两次。");
    public static InvalidInput OutlineTooManyCorners() => new("corners", $"范围最多 {Signing.Frontage.MaxCorners} 个角点，请画得简单一些。");
    public static InvalidInput OutlineTooLarge() => new("corners", "范围超过了 1 公里，门前没有这么大，请核对经纬度。");
    public static InvalidInput OutlineElsewhere() => new("corners", "范围离这一户超过 2 公里，请核对经纬度，或先改正这一户的位置。");
    public static InvalidInput OutlineCrosses() => new("corners", "范围的边互相交叉，或各角点在一条线上，请按顺序沿边缘一圈标出角点。");
    public static InvalidInput UnknownSigner() => new("signedBy", "请选择该户的一名成年成员。");
}
