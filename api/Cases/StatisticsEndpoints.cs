using System.Globalization;
using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases;

public static class StatisticsEndpoints
{
    public static void MapStatistics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/statistics/three-rates", Rates).WithTags("statistics").RequireAuthorization(Access.SignedIn)
            .WithSummary("Response, resolution and satisfaction of a region and period, with their formulae. Villagers: their own village and township.");
        var staff = app.MapGroup("/api/statistics").WithTags("statistics").RequireAuthorization(Access.Staff);
        staff.MapGet("/three-rates/cases", Cases).WithSummary("The cases behind one figure of the three rates.");
        staff.MapGet("/monthly-report", Report).WithSummary("Everything a month's report is made of.");
    }

    private static async Task<Ok<ThreeRates>> Rates([AsParameters] ThreeRatesRequest request, CurrentActor current, ThreeRatesQuery query, TimeProvider clock, CancellationToken cancel) =>
        TypedResults.Ok(await query.AskAsync(current.Actor, Scopes.Of(request.Region, request.From, request.To, request.Kind, clock),
            request.By?.Value ?? RatesBy.None, request.Compare?.Value ?? RatesCompare.None, cancel));

    private static async Task<Ok<FigureCases>> Cases([AsParameters] FigureCasesRequest request, CurrentActor current, FigureCasesQuery query, TimeProvider clock, CancellationToken cancel) =>
        TypedResults.Ok(await query.ListAsync(current.Actor, Scopes.Of(request.Region, request.From, request.To, request.Kind, clock),
            request.Group is { Length: > 0 } key ? new RatesGroup(request.By?.Value ?? RatesBy.None, key) : null,
            request.OnBehalf, request.Figure, request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Ok<MonthlyReport>> Report([AsParameters] MonthlyReportRequest request, CurrentActor current, MonthlyReportQuery query, CancellationToken cancel)
    {
        if (!DateOnly.TryParseExact(request.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) || month.Year is < 2000 or > 2199)
            throw new InvalidInput("month", "请填写月份，例如 2026-03。");
        Scopes.Demand(request.Region);
        return TypedResults.Ok(await query.AskAsync(current.Actor, request.Region, month, cancel));
    }
}

/// <summary>Days in Asia/Shanghai, both included; the current month when left out.</summary>
public sealed record ThreeRatesRequest(
    [property: Needed(Region.CodeMaxLength)] string Region, DateOnly? From, DateOnly? To, Choice<CaseKind>? Kind, Choice<RatesBy>? By, Choice<RatesCompare>? Compare);

/// <summary>The filters of the three rates, the figure, and one group of the breakdown (<c>by</c> and <c>group</c>).</summary>
public sealed record FigureCasesRequest(
    [property: Needed(Region.CodeMaxLength)] string Region, [property: Needed(40)] string Figure, DateOnly? From, DateOnly? To, Choice<CaseKind>? Kind, Choice<RatesBy>? By,
    [property: AtMost(40)] string? Group, bool? OnBehalf, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

public sealed record MonthlyReportRequest([property: Needed(Region.CodeMaxLength)] string Region, [property: Needed(7)] string Month);

/// <summary>Reads the scope of the figures off a request.</summary>
internal static class Scopes
{
    private static readonly DateOnly Earliest = new(2000, 1, 1), Latest = new(2199, 12, 31);

    public static RatesScope Of(string region, DateOnly? from, DateOnly? to, Choice<CaseKind>? kind, TimeProvider clock)
    {
        Demand(region);
        if (from < Earliest || from > Latest) throw new InvalidInput("from", "日期超出范围。");
        if (to < Earliest || to > Latest) throw new InvalidInput("to", "日期超出范围。");
        var today = ChinaTime.Today(clock);
        var first = from ?? (to is { } end ? new DateOnly(end.Year, end.Month, 1) : new DateOnly(today.Year, today.Month, 1));
        return new RatesScope(region, first, to ?? (first > today ? first : today), kind?.Value ?? CaseKind.Complaint);
    }

    public static void Demand(string region)
    {
        if (region.Length is not (2 or 4 or 6 or 9 or 12) || !region.All(char.IsAsciiDigit)) throw new InvalidInput("region", "请选择地区。");
    }
}
