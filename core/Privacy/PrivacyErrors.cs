using Engagement.Core.Shared;

namespace Engagement.Core.Privacy;

/// <summary>Every way the audit trail says no.</summary>
public static class PrivacyErrors
{
    public static InvalidInput WrongAuditPeriod() => new("to", $"截止日期不能早于起始日期，且跨度不超过 {AuditTrail.MaxDays} 天。");
    public static NotAllowed NotAnAuditor() => new("操作记录仅供管理员和审计人员查看。");
    public static NotAllowed AuditElsewhere() => new("该地区不在您的辖区内。");
}
