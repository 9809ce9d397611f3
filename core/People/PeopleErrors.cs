using Engagement.Core.Shared;

namespace Engagement.Core.People;

/// <summary>Every way a person's own data says no, with its stable code and its sentence.</summary>
public static class PeopleErrors
{
    public static RuleViolation PhoneTaken() =>
        new("person.phone_taken", "该手机号已绑定其他微信账号。如果那也是您本人，请先在原微信的“我的”页面解除绑定，或请村委会协助办理。");

    /// <summary>The button's code is over five minutes old, was used, or is another person's.</summary>
    public static RuleViolation PhoneCodeInvalid() => new("person.phone_code_invalid", "手机号授权已失效，请重新点击获取手机号。");
    public static Unavailable PhoneUnavailable() => new("person.phone_unavailable", "微信暂时无法提供手机号，请稍后再试。");
    public static InvalidInput NotConfirmed() => new("confirm", "注销后无法恢复，请确认后再操作。");
}
