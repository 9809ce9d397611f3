using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>Every way a case says no, with its stable code and its sentence.</summary>
public static class CaseErrors
{
    public static RuleViolation AlreadyClosed() => new("case.already_closed", "该案件已办结，不能再操作。");
    public static RuleViolation AlreadyAccepted() => new("case.already_accepted", "该案件已受理，无需重复受理。");
    public static RuleViolation AlreadyResolved() => new("case.already_resolved", "该案件已处理完毕，正在等待群众评价。");
    public static RuleViolation AlreadyStarted() => new("case.already_started", "该案件已在处理中。");
    public static RuleViolation WasRejected() => new("case.rejected", "该案件已不予受理，不能再操作。");
    public static RuleViolation WasMerged() => new("case.merged", "该案件已并入其他案件，请到主案件操作。");
    public static RuleViolation AcceptFirst() => new("case.not_accepted", "请先受理该案件。");
    public static RuleViolation NotResolvedYet() => new("case.not_resolved", "该案件尚未处理完毕，暂不能评价或要求重办。");
    public static RuleViolation StillWaiting() => new("case.waiting_for_citizen", "群众评价期未满，不能自动办结。");
    public static RuleViolation ReopenTooLate() => new("case.reopen_too_late", $"已超过办结后 {Case.AnswerDays} 天，不能再要求重办，请重新上报。");
    public static RuleViolation MergeWithItself() => new("case.merge_with_itself", "不能将案件并入自身。");
    public static RuleViolation MergeTargetNotOpen() => new("case.merge_target_not_open", "目标案件已办结、不予受理或已并入其他案件，不能并入。");
    public static RuleViolation MergeAcrossCounties() => new("case.merge_across_counties", "只能并入同一县（市、区）的案件。");
    public static RuleViolation NothingToUrge() => new("case.not_open", "该案件不在办理中，无需催办。");
    public static RuleViolation UrgedToday() => new("case.urged_today", "今天已经催办过了，请明天再试。");
    public static RuleViolation NothingToSupport() => new("case.not_supportable", "该案件未公开或已办结，不能附议。");
    public static RuleViolation OwnCase() => new("case.own_case", "这是您本人上报的案件，无需附议。");
    public static RuleViolation PhotoNeeded() => new("case.after_photo_required", "请至少上传一张整改后的照片。");

    public static RuleViolation ExportTooLarge() => new("case.export_too_large", $"符合条件的案件超过 {Ledger.LedgerExport.MaxCases} 件，请缩小地区或日期范围后再导出。");
    public static RuleViolation AlreadyPaused() => new("case.already_paused", "该案件已暂停计时或挂账，请先恢复计时。");
    public static RuleViolation NotPaused() => new("case.not_paused", "该案件正在计时，无需恢复。");
    public static RuleViolation ResumeFirst() => new("case.paused", "该案件已暂停计时或挂账，请先恢复计时再操作。");
    public static InvalidInput PauseNeedsReason() => new("reason", "请选择暂停原因：等待群众、天气或其他。");
    public static InvalidInput PauseOutOfRange() => new("until", $"暂停的截止时间须在今后 {Case.MaxPauseDays} 天以内；时间更长的请申请挂账。");
    public static InvalidInput ReviewOutOfRange() => new("reviewOn", "复核日期须在今天之后、一年以内。");
    public static RuleViolation RequestPending() => new("case.request_pending", "已有一项申请在等待上级审批，请等审批后再申请。");
    public static RuleViolation RequestDecided() => new("case.request_decided", "该申请已处理或已失效。");
    public static RuleViolation ExtendedTwice() => new("case.extended_twice", $"该案件已延期 {Case.MaxExtensions} 次，不能再延期。");
    public static RuleViolation ExtensionTooLate() => new("case.extension_too_late", "该案件已超过办理期限，不能再申请延期。");
    public static RuleViolation ReturnedTwice() => new("case.returned_twice", $"该案件已退单 {Case.MaxReturns} 次，由乡镇（街道）确定承办单位，不能再退。");
    public static RuleViolation SameOffice() => new("case.same_office", "该单位已是承办单位。");
    public static InvalidInput NoSuchOffice() => new("officeId", "请选择负责该地区的承办单位。");
    public static RuleViolation NothingToSupervise() => new("case.nothing_to_supervise", "该案件不在办理中，无需督办。");
    public static InvalidInput ReplyOutOfRange() => new("replyBy", "回复期限须在今后一年以内。");
    public static RuleViolation SupervisionAnswered() => new("case.supervision_answered", "该督办已经回复。");
    public static RuleViolation NobodyToWriteTo() => new("case.no_reporter", "该案件没有可联系的上报人。");
    public static RuleViolation AwaitsVerification() => new("case.awaits_verification", "该案件正在由他人核验，核验通过后才能评价。");
    public static RuleViolation NothingToVerify() => new("case.nothing_to_verify", "该案件没有待核验的办理结果。");

    public static NotAllowed OwnRequest() => new("本人提出的申请须由他人审批。", "case.own_request");
    public static NotAllowed OwnWork() => new("本人办理的案件须由他人核验。", "case.own_work");
    public static NotAllowed NotAbove() => new("只有承办单位的上级可以这样做。", "case.not_above");

    public static RuleViolation ReasonNeeded() => new("case.reassign_reason", "案件已有处理人，改派请写明原因。");
    public static RuleViolation CommitteeStaysOut() => new("case.committee_stays_out", "群众要求村里回避，或反映的是村里，请交给乡镇（街道）工作人员办理。");
    public static RuleViolation NobodyOnDuty() => new("case.nobody_on_duty", "该岗位今天无人在岗，请另选处理人。");

    public static InvalidInput NoSuchPost() => new("assigneePostId", "没有找到该岗位，或该岗位不在案件所在的村。");
    public static InvalidInput OneAssignee() => new("assigneeId", "请选择一名处理人或一个岗位。");
    public static InvalidInput NoSuchSuccessor() => new("handoverToId", "请选择在岗的接手人。");
    public static InvalidInput SuccessorElsewhere(int count) => new("handoverToId", $"该接手人不负责其中 {count} 件案件所在的地区，请另选一人。");
    public static InvalidInput SuccessorReported() => new("handoverToId", "其中有该接手人本人上报的案件，请另选一人。");
    public static RuleViolation TextRisky() => new("complaint.text_risky",
        "文字内容未通过安全检查，不能公开。您可以修改后再提交，或选择“仅工作人员可见”提交，工作人员会照常受理。");
    public static RuleViolation AlreadyOpen() => new("review.already_open", "该内容已公开，无需再次审核。");
    public static RuleViolation AlreadyHeld() => new("review.already_held", "该内容已设为不公开。");

    public static NotAllowed NotYours() => new("您没有办理该案件的权限。");
    public static NotAllowed ConcernsYourself() => new("该案件由您本人上报，应由他人办理。", "case.concerns_yourself");

    /// <summary>Why a move is not possible from where the case stands.</summary>
    public static RuleViolation NotFrom(CaseStatus status) => status switch
    {
        CaseStatus.Filed => AcceptFirst(),
        CaseStatus.Accepted => AlreadyAccepted(),
        CaseStatus.InProgress => AlreadyStarted(),
        CaseStatus.Resolved => AlreadyResolved(),
        CaseStatus.Rejected => WasRejected(),
        CaseStatus.Merged => WasMerged(),
        _ => AlreadyClosed(),
    };
}
