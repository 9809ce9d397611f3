using Engagement.Core.Data;
using Engagement.Core.Posts;
using Engagement.Core.Regions;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Routing;

/// <summary>Puts rules and decisions into sentences, one query per kind of name.</summary>
public sealed class RoutingWords(EngagementDbContext db, CategoryCatalog categories, RegionQueries regions)
{
    public const string AnyCategory = "所有类别", Township = "乡镇（街道）", Committee = "村（社区）委会";

    /// <summary>The names behind these rules and targets.</summary>
    public async Task<Names> ForAsync(IEnumerable<string> regionCodes, IEnumerable<RoutingTarget> targets, CancellationToken cancel)
    {
        var all = targets.ToList();
        var (postIds, officeIds) = (all.Select(x => x.PostId).OfType<Guid>().ToList(), all.Select(x => x.OfficeId).OfType<Guid>().ToList());
        return new Names(
            await regions.NamesAsync([.. regionCodes], cancel, fromLength: 6),
            (await categories.ListAsync(cancel)).ToDictionary(x => x.Code, x => x.Name),
            await db.Set<DutyPost>().AsNoTracking().Where(x => postIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Title, cancel),
            await db.Set<Office>().AsNoTracking().Where(x => officeIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel));
    }

    public Task<Names> ForAsync(IReadOnlyCollection<RuleLine> rules, CancellationToken cancel) =>
        ForAsync(rules.Select(x => x.RegionCode), rules.Select(x => x.Target), cancel);

    public sealed record Names(
        IReadOnlyDictionary<string, string> Regions, IReadOnlyDictionary<string, string> Categories, IReadOnlyDictionary<Guid, string> Posts, IReadOnlyDictionary<Guid, string> Offices)
    {
        public string Region(string code) => Regions.GetValueOrDefault(code, code);

        public string Category(string? code) => code is null ? AnyCategory : Categories.GetValueOrDefault(code, code);

        public string Target(RoutingTarget target) => target.Kind switch
        {
            RoutingTargetKind.PostKind => "本村" + PostNames.Of(target.PostKind!.Value),
            RoutingTargetKind.Post => Posts.GetValueOrDefault(target.PostId!.Value, "已撤销的岗位"),
            RoutingTargetKind.Office => Offices.GetValueOrDefault(target.OfficeId!.Value, "已撤销的单位"),
            RoutingTargetKind.Committee => Committee,
            _ => Township,
        };

        public RoutingTargetView Show(RoutingTarget target) => new(target.Kind, target.PostKind, target.PostId, target.OfficeId, Target(target));

        public string Says(RuleLine rule) => $"{Region(rule.RegionCode)} · {Category(rule.CategoryCode)} → {Target(rule.Target)}（顺序 {rule.Priority}）";
    }

    /// <summary>Why a rule decided or did not.</summary>
    public static string Reason(RoutingStep step, RuleLine? decided) => step.Verdict switch
    {
        RoutingVerdict.Decided => "按此规则分派：在可执行的规则中，它最具体。",
        RoutingVerdict.NotReached when decided is not null => "未采用：" + Later(step.Rule, decided),
        RoutingVerdict.KeptFromCommittee => "未采用：群众要求村里回避，或反映的是村里，不交给村委会及其安排的岗位。",
        RoutingVerdict.NobodyOnDuty => "未采用：该岗位今天无人在岗。",
        RoutingVerdict.AlleyUnclear => "未采用：有几名胡同长各管一片，地址里没有写明是哪个胡同。",
        RoutingVerdict.OwnComplaint => "未采用：在岗人员就是上报人，不能办理自己的问题。",
        RoutingVerdict.NoSuchOffice => "未采用：该单位未设立或已停用。",
        RoutingVerdict.NoVillage => "未采用：上报时只选到乡镇，不知道是哪个村。",
        _ => "未采用。",
    };

    /// <summary>In a sentence: where it went and by what.</summary>
    public static string Outcome(RoutingDecision decision) => decision.Post is { } post
        ? $"{decision.Office.Name} / {post.Title}（{post.OnDutyName ?? "无人在岗"}）" : decision.Office.Name;

    public static string Reason(RoutingDecision decision, Names names) => decision.Rule is { } rule
        ? "规则：" + names.Says(rule)
        : decision.Steps.Count == 0 ? "没有适用的规则，由乡镇（街道）受理。" : "适用的规则今天都不能执行，由乡镇（街道）受理。";

    private static string Later(RuleLine rule, RuleLine decided) =>
        rule.RegionCode.Length < decided.RegionCode.Length ? "已采用的规则地区更具体（村优先于乡镇，乡镇优先于县）。"
        : rule.CategoryCode is null && decided.CategoryCode is not null ? "已采用的规则指明了类别，优先于“所有类别”。"
        : rule.Priority > decided.Priority ? "同样具体，已采用的规则顺序号更小。" : "同样具体且顺序号相同，先建立的规则优先。";
}
