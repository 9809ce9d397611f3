using Engagement.Core.Shared;

namespace Engagement.Core.Codes;

/// <summary>Every way codes say no, with its stable code and its sentence.</summary>
public static class CodeErrors
{
    public static RuleViolation Exists() => new("code.exists", "该对象已有正在使用的二维码，请先停用旧码再换新码。");
    public static RuleViolation AlreadyAssigned() => new("code.already_assigned", "该二维码已绑定其他对象，请使用未绑定的二维码。");
    public static RuleViolation Retired() => new("code.retired", "该二维码已停用。");
    public static NotAllowed OutsideYourRegion() => new("该地区的二维码不在您的管理范围内。");
    public static InvalidInput UnknownRegion() => new("regionCode", "没有找到该地区。");
    public static InvalidInput RegionLevelWrong(CodeKind kind) =>
        new("regionCode", kind == CodeKind.Contest ? "请选择乡镇或村（社区）。" : "请选择村（社区）。");
    public static InvalidInput OneTargetOneCode() => new("count", "指定对象时只能生成一个二维码。");
    public static InvalidInput VillageTarget() => new("target", "村二维码的对象就是该村，无需另行指定。");
    public static Unavailable PictureUnavailable() => new("code.picture_unavailable", "微信暂时无法生成小程序码，请稍后再试。");
}
