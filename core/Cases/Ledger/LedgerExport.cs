using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Ledger;

/// <summary>The rectification ledger 整改台账: the cases of a staff list as a workbook, streamed page by page. No reporter's name and no phone number is in it.</summary>
public sealed class LedgerExport(EngagementDbContext db, CaseQueries queries, TimeProvider clock)
{
    /// <summary>More cases than this are refused: two exports are easier to work with than one that no program opens.</summary>
    public const int MaxCases = 100_000;

    /// <summary>Photos linked per case and stage.</summary>
    public const int Photos = 3;

    private const int PageSize = 500;

    private static readonly XlsxColumn[] Columns =
    [
        new("编号", 24), new("来源", 10), new("类别", 16), new("地区", 22), new("具体位置", 24), new("问题描述", 44), new("状态", 10), new("办结方式", 16),
        new("责任单位", 22), new("办理人", 12), new("上报时间", 17), new("响应时限", 17), new("响应时间", 17), new("整改时限", 17), new("整改完成时间", 17),
        new("办结时间", 17), new("是否逾期", 10), new("重办次数", 10), new("催办次数", 10), new("满意度", 8), new("整改情况", 44),
        new("整改前照片1", 12), new("整改前照片2", 12), new("整改前照片3", 12), new("整改后照片1", 12), new("整改后照片2", 12), new("整改后照片3", 12), new("详情", 10),
    ];

    /// <summary>Checks and records the export before a byte is sent, so that a refusal can still be said and an export broken off is on record too.</summary>
    /// <exception cref="InvalidInput">Free text without region and dates.</exception>
    /// <exception cref="RuleViolation">Too many cases.</exception>
    public async Task BeginAsync(Actor actor, CaseFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        var count = await queries.CountAsync(actor, filter, MaxCases + 1, cancel);
        if (count > MaxCases) throw CaseErrors.ExportTooLarge();
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "case.export", ComplaintService.PhotoOwner, null,
            $"{count} rows; view {filter.View}, region {filter.Region ?? "all"}, category {filter.Category ?? "all"}, status {string.Join('+', filter.Statuses)}, {filter.From:yyyy-MM-dd} to {filter.To:yyyy-MM-dd}"));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Writes the workbook; in memory is one page of cases at a time.</summary>
    /// <param name="actor">Staff; sees here what the list shows.</param>
    /// <param name="filter">The list's own filter.</param>
    /// <param name="target">Where the file goes.</param>
    /// <param name="server">Address of this server: photos and cases are linked there, for whoever is signed in and may see them.</param>
    /// <param name="cancel">Cancels; what was written by then is no workbook.</param>
    public async Task WriteAsync(Actor actor, CaseFilter filter, Stream target, Uri server, CancellationToken cancel)
    {
        await using var sheet = await XlsxSheetWriter.StartAsync(target, "整改台账", Columns, cancel);
        string? after = null;
        do
        {
            var page = await queries.ListAsync(actor, filter, PageSize, after, cancel);
            var more = await MoreAsync([.. page.Items.Select(x => x.Id)], cancel);
            foreach (var it in page.Items) await sheet.RowAsync(Row(it, more[it.Id], server), cancel);
            after = page.Next;
        }
        while (after is not null && sheet.Rows <= MaxCases);
        await sheet.CompleteAsync(cancel);
    }

    private async Task<Dictionary<Guid, More>> MoreAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var rows = await db.Set<Case>().AsNoTracking().Where(x => ids.Contains(x.Id))
            .Select(x => new More(x.Id, x.RespondedAt, x.ResolvedAt, x.ClosedAt, x.CloseReason, x.Satisfaction)).ToDictionaryAsync(x => x.Id, cancel);
        var photos = await db.Set<CasePhoto>().AsNoTracking().Where(x => ids.Contains(x.CaseId) && x.Stage != PhotoStage.Addition)
            .OrderBy(x => x.At).ThenBy(x => x.Position).Select(x => new { x.CaseId, x.PhotoId, x.Stage }).ToListAsync(cancel);
        foreach (var x in photos) (x.Stage == PhotoStage.Before ? rows[x.CaseId].Before : rows[x.CaseId].After).Add(x.PhotoId);
        var words = await db.Set<CaseEvent>().AsNoTracking().Where(x => ids.Contains(x.CaseId) && x.Type == CaseEventType.Resolved)
            .OrderBy(x => x.Sequence).Select(x => new { x.CaseId, x.Text }).ToListAsync(cancel);
        foreach (var x in words) rows[x.CaseId].Work = x.Text;
        return rows;
    }

    private static List<XlsxCell> Row(CaseListItem it, More more, Uri server)
    {
        var late = more.ResolvedAt is { } done ? done > it.DueAt : it.Overdue;
        return
        [
            XlsxCell.Text(it.Number), XlsxCell.Text(LedgerWords.Of(it.Kind)), XlsxCell.Text(it.CategoryName), XlsxCell.Text(it.RegionName),
            XlsxCell.Text(LedgerWords.WithoutPhones(it.Address)), XlsxCell.Text(LedgerWords.WithoutPhones(it.Description)),
            XlsxCell.Text(LedgerWords.Of(it.Status)), XlsxCell.Text(LedgerWords.Of(more.CloseReason)), XlsxCell.Text(it.OwnerOfficeName), XlsxCell.Text(it.AssigneeName),
            XlsxCell.Moment(it.FiledAt), XlsxCell.Moment(it.RespondBy), XlsxCell.Moment(more.RespondedAt), XlsxCell.Moment(it.DueAt),
            XlsxCell.Moment(more.ResolvedAt), XlsxCell.Moment(more.ClosedAt), XlsxCell.Text(late ? "是" : "否"),
            XlsxCell.Number(it.ReopenCount), XlsxCell.Number(it.UrgeCount), XlsxCell.Number(more.Satisfaction), XlsxCell.Text(LedgerWords.WithoutPhones(more.Work)),
            .. Links(more.Before, server, "整改前"), .. Links(more.After.TakeLast(Photos), server, "整改后"),
            XlsxCell.Link(new Uri(server, $"/admin/cases/{it.Id}"), "查看"),
        ];
    }

    private static IEnumerable<XlsxCell> Links(IEnumerable<Guid> photos, Uri server, string word) =>
        photos.Take(Photos).Select((x, i) => XlsxCell.Link(new Uri(server, $"/api/photos/{x}"), $"{word}{i + 1}"))
            .Concat(Enumerable.Repeat(XlsxCell.Empty, Photos)).Take(Photos);

    /// <summary>What a row needs beyond the list's.</summary>
    private sealed record More(Guid Id, DateTime? RespondedAt, DateTime? ResolvedAt, DateTime? ClosedAt, CaseCloseReason? CloseReason, int? Satisfaction)
    {
        public List<Guid> Before { get; } = [];
        public List<Guid> After { get; } = [];

        /// <summary>What was said at the latest resolve.</summary>
        public string? Work { get; set; }
    }
}
