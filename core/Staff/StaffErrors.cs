using Engagement.Core.Shared;

namespace Engagement.Core.Staff;

/// <summary>Every way staff administration and one's own account say no, with its stable code and its sentence.</summary>
public static class StaffErrors
{
    public static RuleViolation UserNameTaken() => new("staff.user_name_taken", "该用户名已被使用，请换一个。");
    public static RuleViolation HasLeft() => new("staff.has_left", "该人员已离岗，不能再操作。");
    public static RuleViolation GrantExists() => new("staff.grant_exists", "该人员已有相同的权限。");
    public static RuleViolation GrantEnded() => new("staff.grant_ended", "该权限已经终止。");
    public static RuleViolation OfficeExists() => new("office.exists", "该地区已有同样的单位。");

    public static RuleViolation LockedOut() => new("auth.locked_out", $"密码多次错误，账号已锁定 {(int)SignInAttempts.LockOut.TotalMinutes} 分钟，请稍后再试。");
    public static RuleViolation OneTimeCodeOn() => new("account.one_time_code_on", "动态验证码已启用；如需更换手机，请先停用再重新绑定。");
    public static RuleViolation OneTimeCodeOff() => new("account.one_time_code_off", "动态验证码尚未启用。");
    public static RuleViolation EnrolFirst() => new("account.enrol_first", "请先获取二维码，再输入动态验证码。");

    public static NotAllowed OutsideYourRegion() => new("该地区或该角色不在您的管理权限内。");
    public static NotAllowed AboveYou() => new("该人员持有超出您管理权限的角色，请由上级管理员操作。");
    public static NotAllowed Yourself() => new("不能管理自己的账号，请由其他管理员操作。", "staff.yourself");

    public static InvalidInput UnknownRegion() => new("regionCode", "没有找到该地区。");
    public static InvalidInput RoleNeedsLevel(Role role, string level) => new("regionCode", $"“{RoleNames.Of(role)}”须授予到{level}。");
    public static InvalidInput OfficeNeedsLevel(string level) => new("regionCode", $"这类单位须设在{level}。");
    public static InvalidInput OfficeNeeded() => new("officeId", "请选择所在的部门。");
    public static InvalidInput UnknownOffice() => new("officeId", "没有找到该单位，或该单位不属于此地区。");
    public static InvalidInput DayOutOfRange(string field) => new(field, "日期须在 2000 年至 2099 年之间。");
    public static InvalidInput EndsBeforeStart() => new("to", "结束日期不能早于开始日期，也不能早于今天。");
    public static InvalidInput BadUserName() => new("userName", "用户名为 3 到 32 个字母、数字或 - . _ @ +。");
    public static InvalidInput WrongPassword(string field) => new(field, "密码不正确。");
    public static InvalidInput SamePassword() => new("newPassword", "新密码不能与当前密码相同。");
    public static InvalidInput WrongCode() => new("code", "动态验证码不正确，请核对手机时间后重试。");
}
