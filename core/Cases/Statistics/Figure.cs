using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Statistics;

/// <summary>Which rate a figure belongs to.</summary>
public enum RateKind { None, Response, Resolution, Satisfaction }

/// <summary>What a figure does in its rate. Denominator = numerator + missed; excluded is in neither; shown stands beside the rates.</summary>
public enum FigureRole { Filed, Numerator, Missed, Excluded, Shown }

/// <summary>One number of the three rates: the same condition for the count (SQL) and for the list of its cases (query).</summary>
/// <param name="Key">Stable word for the API: <c>resolution.overdue</c>.</param>
/// <param name="Name">What it is called on a screen.</param>
/// <param name="Kind">The rate.</param>
/// <param name="Role">What it does there.</param>
/// <param name="Sql">Over the columns of the index; <c>@now</c> is the moment of reading.</param>
/// <param name="Where">The same, at a moment.</param>
public sealed record Figure(string Key, string Name, RateKind Kind, FigureRole Role, string Sql, Func<DateTime, Expression<Func<Case, bool>>> Where)
{
    /// <summary>1 to 5; from this answer on a citizen counts as satisfied.</summary>
    public const int SatisfiedFrom = 4;

    /// <summary>All figures. The parts of each rate (numerator, missed, excluded) share all filed cases out among themselves, none twice.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("filed", "上报总数", RateKind.None, FigureRole.Filed, "1 = 1", _ => x => true),

        Answered("numerator", "按时响应", FigureRole.Numerator, ResponseFate.InTime),
        new("response.missed", "未按时响应", RateKind.Response, FigureRole.Missed, "(response_fate = 2 OR (response_fate = 0 AND respond_by < @now))",
            now => x => EF.Property<ResponseFate>(x, FateColumns.Response) == ResponseFate.Late
                || (EF.Property<ResponseFate>(x, FateColumns.Response) == ResponseFate.Open && x.RespondBy < now)),
        new("response.running", "未到响应时限", RateKind.Response, FigureRole.Excluded, "response_fate = 0 AND respond_by >= @now",
            now => x => EF.Property<ResponseFate>(x, FateColumns.Response) == ResponseFate.Open && x.RespondBy >= now),
        Answered("rejected", "时限内不予受理", FigureRole.Excluded, ResponseFate.Rejected),
        Answered("merged", "受理前并案", FigureRole.Excluded, ResponseFate.Merged),
        Answered("withdrawn", "受理前群众撤回", FigureRole.Excluded, ResponseFate.Withdrawn),

        Ended("numerator", "群众确认已解决", FigureRole.Numerator, ResolutionFate.Solved),
        new("resolution.overdue", "逾期仍在办理", RateKind.Resolution, FigureRole.Missed, "resolution_fate = 0 AND due_at < @now",
            now => x => EF.Property<ResolutionFate>(x, FateColumns.Resolution) == ResolutionFate.Open && x.DueAt < now),
        Ended("reopened", "群众要求重办、仍在办理", FigureRole.Missed, ResolutionFate.Reopened),
        Ended("closedByStaff", "工作人员自行办结", FigureRole.Missed, ResolutionFate.ClosedByStaff),
        Ended("setAsideLate", "逾期或重办后才不予受理、并案、撤回", FigureRole.Missed, ResolutionFate.SetAsideLate),
        new("resolution.running", "未到办结时限", RateKind.Resolution, FigureRole.Excluded, "resolution_fate = 0 AND due_at >= @now",
            now => x => EF.Property<ResolutionFate>(x, FateColumns.Resolution) == ResolutionFate.Open && x.DueAt >= now),
        Ended("paused", "暂停计时", FigureRole.Excluded, ResolutionFate.Paused),
        Ended("deferred", "挂账", FigureRole.Excluded, ResolutionFate.Deferred),
        Ended("waiting", "等待群众评价", FigureRole.Excluded, ResolutionFate.Waiting),
        Ended("noAnswer", "群众未评价", FigureRole.Excluded, ResolutionFate.NoAnswer),
        Ended("rejected", "不予受理", FigureRole.Excluded, ResolutionFate.Rejected),
        Ended("merged", "并案", FigureRole.Excluded, ResolutionFate.Merged),
        Ended("withdrawn", "群众撤回", FigureRole.Excluded, ResolutionFate.Withdrawn),

        new("satisfaction.numerator", "满意（4分及以上）", RateKind.Satisfaction, FigureRole.Numerator, "satisfaction >= 4", _ => x => x.Satisfaction >= SatisfiedFrom),
        new("satisfaction.missed", "不满意（3分及以下）", RateKind.Satisfaction, FigureRole.Missed, "satisfaction < 4", _ => x => x.Satisfaction < SatisfiedFrom),
        new("satisfaction.unanswered", "没有评价", RateKind.Satisfaction, FigureRole.Excluded, "satisfaction IS NULL", _ => x => x.Satisfaction == null),

        Shown("rejected", "不予受理（全部）", CaseMarks.Rejected),
        Shown("resolvedLate", "逾期后才处理完", CaseMarks.ResolvedLate),
        Shown("reopened", "群众要求过重办", CaseMarks.Reopened),
        Shown("held", "内容不公开（照常计入）", CaseMarks.Held),
        Shown("urged", "群众催办过", CaseMarks.Urged),
        Shown("paused", "暂停或挂账过", CaseMarks.Paused),
        Shown("extended", "延期过", CaseMarks.Extended),
        Shown("returned", "退单过", CaseMarks.Returned),
        Shown("supervised", "上级督办过", CaseMarks.Supervised),
    ];

    public static Figure? Find(string key) => All.FirstOrDefault(x => x.Key == key);

    private static Figure Answered(string word, string name, FigureRole role, ResponseFate fate) =>
        new($"response.{word}", name, RateKind.Response, role, $"response_fate = {(int)fate}", _ => x => EF.Property<ResponseFate>(x, FateColumns.Response) == fate);

    private static Figure Ended(string word, string name, FigureRole role, ResolutionFate fate) =>
        new($"resolution.{word}", name, RateKind.Resolution, role, $"resolution_fate = {(int)fate}", _ => x => EF.Property<ResolutionFate>(x, FateColumns.Resolution) == fate);

    private static Figure Shown(string word, string name, CaseMarks mark) =>
        new($"shown.{word}", name, RateKind.None, FigureRole.Shown, $"(marks & {(int)mark}) <> 0", _ => x => (EF.Property<CaseMarks>(x, FateColumns.Marks) & mark) != 0);
}
