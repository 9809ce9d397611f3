using Engagement.Jobs.Cases;
using Engagement.Jobs.Data;
using Engagement.Jobs.Households;
using Engagement.Jobs.Messaging;
using Engagement.Jobs.People;
using Engagement.Jobs.Photos;
using Engagement.Jobs.Pledges;
using Engagement.Jobs.Privacy;
using Engagement.Jobs.Safety;
using Engagement.Jobs.WeChat;

namespace Engagement.Jobs;

/// <summary>One job: its name in settings and records, the time from one start to the next (a run that takes longer delays it), what it is for.</summary>
/// <param name="Purpose">A sentence for staff (zh-CN).</param>
public sealed record TimetableRow(string Name, TimeSpan Every, Type Job, string Purpose)
{
    /// <summary>A run goes from batch to batch for at most this long; what is left waits for the next.</summary>
    public TimeSpan LongestRun => Every < TimeSpan.FromSeconds(30) ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(5);

    internal static TimetableRow Of<TJob>(string name, string every, string purpose) where TJob : IBatchJob =>
        new(name, TimeSpan.Parse(every, System.Globalization.CultureInfo.InvariantCulture), typeof(TJob), purpose);
}

/// <summary>Everything that runs by itself.</summary>
public static class Timetable
{
    public static IReadOnlyList<TimetableRow> Rows { get; } =
    [
        TimetableRow.Of<SendMessagesJob>("SendMessages", "00:00:02", "将待发消息送达群众的微信"),
        TimetableRow.Of<SubmitPhotosJob>("SubmitPhotos", "00:00:10", "将公开案件的照片送内容安全检查，通过后公开"),
        TimetableRow.Of<EscalateCasesJob>("EscalateCases", "00:01:00", "案件办理时间过半、将到期、超期时记入时间线并通知承办单位及其上级"),
        TimetableRow.Of<HandlePushesJob>("HandlePushes", "00:00:02", "处理微信推送的照片审核结果、消息订阅和授权变化"),
        TimetableRow.Of<CloseUnansweredJob>("CloseUnanswered", "00:10:00", "处理完毕后七天内群众未评价的案件自动办结"),
        TimetableRow.Of<ReferChecksJob>("ReferChecks", "00:10:00", "门前三包检查到期未整改的转为整改问题"),
        TimetableRow.Of<RemindPledgesJob>("RemindPledges", "01:00:00", "承诺书到期前提醒续签"),
        TimetableRow.Of<ReconcilePledgesJob>("ReconcilePledges", "06:00:00", "核对门前三包签订与检查数"),
        TimetableRow.Of<ResumeCasesJob>("ResumeCases", "00:01:00", "暂停到期的案件恢复计时，挂账到期的案件提醒复核"),
        TimetableRow.Of<ApplyDeadlinesJob>("ApplyDeadlines", "00:00:30", "将修改后的办理时限应用到在办案件"),
        TimetableRow.Of<SweepPhotosJob>("SweepPhotos", "01:00:00", "清理上传超过一天仍未使用的照片"),
        TimetableRow.Of<PruneJob>("Prune", "01:00:00", "清理过期的请求编号和旧的任务记录"),
        TimetableRow.Of<PruneSessionsJob>("PruneSessions", "06:00:00", "清理结束超过三十天的登录会话"),
        TimetableRow.Of<ReconcileHouseholdsJob>("ReconcileHouseholds", "06:00:00", "核对各村户数与登记册是否一致，不一致时改正"),
        TimetableRow.Of<PrunePushesJob>("PrunePushes", "06:00:00", "清理三十天前收到的微信推送记录"),
        TimetableRow.Of<EnforceRetentionJob>("EnforceRetention", "06:00:00", "按保存期限清理旧消息、审计记录、已注销人员和不宜公开的照片"),
    ];
}
