using System.Text.RegularExpressions;

namespace Engagement.Core.Cases.Ledger;

/// <summary>The words of the ledger's cells.</summary>
public static partial class LedgerWords
{
    public static string Of(CaseStatus status) => status switch
    {
        CaseStatus.Filed => "待受理",
        CaseStatus.Accepted => "已受理",
        CaseStatus.InProgress => "办理中",
        CaseStatus.Resolved => "待评价",
        CaseStatus.Closed => "已办结",
        CaseStatus.Rejected => "不予受理",
        CaseStatus.Merged => "已并案",
        _ => status.ToString(),
    };

    public static string? Of(CaseCloseReason? reason) => reason switch
    {
        CaseCloseReason.Confirmed => "群众确认已解决",
        CaseCloseReason.Unanswered => "群众未评价",
        CaseCloseReason.Withdrawn => "群众撤回",
        CaseCloseReason.ByStaff => "工作人员办结",
        CaseCloseReason.Verified => "他人核验通过",
        _ => null,
    };

    public static string Of(CaseKind kind) => kind switch
    {
        CaseKind.Finding => "检查问题",
        CaseKind.ServiceCall => "服务呼叫",
        _ => "群众上报",
    };

    /// <summary>A file is passed on and outlives rights: numbers somebody wrote into the text lose their middle.</summary>
    public static string? WithoutPhones(string? text) => text is null ? null : Mobile().Replace(text, x => $"{x.Value[..3]}****{x.Value[^4..]}");

    [GeneratedRegex(@"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")]
    private static partial Regex Mobile();
}
