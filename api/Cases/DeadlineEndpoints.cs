using System.Globalization;
using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases;

public static class DeadlineEndpoints
{
    /// <summary>The rules the clocks go by. Staff read them; who may change what, the services decide by region.</summary>
    public static void MapDeadlines(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/categories", Categories).WithTags("deadlines").AllowAnonymous()
            .WithSummary("What can be reported and how fast it is answered and solved, as it holds in a region.");

        var read = app.MapGroup("/api").WithTags("deadlines").RequireAuthorization(Access.Staff);
        read.MapGet("/deadlines", Deadlines).WithSummary("Deadlines of all categories for a place, and where each comes from.");
        read.MapGet("/deadlines/tiers", Tiers).WithSummary("What is usual for each priority.");
        read.MapGet("/deadlines/history", History).WithSummary("Who changed which rule, when, from what to what.");
        read.MapGet("/calendar", State).WithSummary("Years whose days off are known, and those counted by plain weekends.");
        read.MapGet("/calendar/{year}", Year).WithSummary("Days off and make-up days of a year.");
        read.MapGet("/office-hours/{county}", Hours).WithSummary("When the offices of a county are open.");

        var edit = app.MapGroup("/api").WithTags("deadlines").RequireAuthorization(Access.StaffAdministration);
        edit.MapPut("/deadlines/{category}", SetDeadline).WithSummary("Lays down, or takes back, the deadlines of a category in a place.");
        edit.MapPost("/deadlines/{category}/preview", PreviewDeadline).WithSummary("What deadlines would mean for a case filed now, and how many clocks run already; nothing is saved.");
        edit.MapGet("/categories/all", AllCategories).WithSummary("Categories with those out of use, for their editor.");
        edit.MapPost("/categories", CreateCategory).WithIdempotency().WithSummary("A new category with the deadlines of its priority.");
        edit.MapPut("/categories/{code}", EditCategory).WithSummary("Everything of a category but its code and deadlines.");
        edit.MapPut("/calendar/{year}", SetYear).WithSummary("Enters the announced days of a year.");
        edit.MapPost("/calendar/import", Import).WithSummary("Enters years from JSON; all or none.");
        edit.MapPut("/office-hours/{county}", SetHours).WithSummary("When the offices of a county are open.");
    }

    private static async Task<Ok<Page<CategoryView>>> Categories(
        [AtMost(Region.CodeMaxLength)] string? region, CategoryCatalog catalog, DeadlineQueries deadlines, CancellationToken cancel)
    {
        var active = (await catalog.ListAsync(cancel)).Where(x => x.Active).ToList();
        var policies = await deadlines.PoliciesAsync(active.Select(x => x.Code), region ?? "", cancel);
        return TypedResults.Ok(new Page<CategoryView>([.. active.Select(x => CategoryView.Of(x, policies[x.Code]))], null));
    }

    private static async Task<Ok<Page<DeadlineView>>> Deadlines([AtMost(Region.CodeMaxLength)] string? region, DeadlineQueries deadlines, CancellationToken cancel) =>
        TypedResults.Ok(new Page<DeadlineView>(await deadlines.ListAsync(region ?? "", cancel), null));

    private static Ok<Page<DeadlineTier>> Tiers() => TypedResults.Ok(new Page<DeadlineTier>(
        [.. Enum.GetValues<CasePriority>().Select(x => new DeadlineTier(x, DeadlineTiers.Of(x).RespondWithin, DeadlineTiers.Of(x).ResolveWithin))], null));

    private static async Task<Ok<Page<RuleChangeView>>> History([AsParameters] RuleHistoryRequest request, DeadlineQueries deadlines, CancellationToken cancel) =>
        TypedResults.Ok(await deadlines.HistoryAsync(request.Kind?.Value, request.Subject, request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Ok<DeadlineReceipt>> SetDeadline(string category, DeadlineRequest request, CurrentActor current, DeadlineEditor editor, CancellationToken cancel) =>
        TypedResults.Ok(await editor.SetAsync(current.Actor, request.ToSetting(category), cancel));

    private static async Task<Ok<DeadlinePreview>> PreviewDeadline(string category, DeadlinePreviewRequest request, CurrentActor current, DeadlineEditor editor, CancellationToken cancel) =>
        TypedResults.Ok(await editor.PreviewAsync(current.Actor, category, request.Region?.Trim() ?? "", DeadlinePreviewRequest.PolicyOf(request.RespondWithin, request.ResolveWithin), cancel));

    private static async Task<Ok<Page<CategoryBody>>> AllCategories(CategoryEditor editor, CancellationToken cancel) =>
        TypedResults.Ok(new Page<CategoryBody>([.. (await editor.ListAsync(cancel)).Select(CategoryBody.Of)], null));

    private static async Task<Created<CategoryBody>> CreateCategory(NewCategoryRequest request, CurrentActor current, CategoryEditor editor, CancellationToken cancel) =>
        TypedResults.Created("/api/categories/all", CategoryBody.Of(await editor.CreateAsync(current.Actor, request.Code.Trim(), request.ToSetting(), cancel)));

    private static async Task<Results<Ok<CategoryBody>, NotFound>> EditCategory(string code, CategoryEditRequest request, CurrentActor current, CategoryEditor editor, CancellationToken cancel) =>
        await editor.EditAsync(current.Actor, code, request.Version!.Value, request.ToSetting(), cancel) is { } edited
            ? TypedResults.Ok(CategoryBody.Of(edited)) : TypedResults.NotFound();

    private static async Task<Ok<CalendarState>> State(CalendarEditor editor, CancellationToken cancel) => TypedResults.Ok(await editor.StateAsync(cancel));

    private static async Task<Ok<CalendarYearBody>> Year(int year, CalendarEditor editor, CancellationToken cancel) =>
        TypedResults.Ok(CalendarYearBody.Of(await editor.FindAsync(year, cancel)));

    private static async Task<Ok<CalendarYearBody>> SetYear(int year, CalendarYearRequest request, CurrentActor current, CalendarEditor editor, CancellationToken cancel) =>
        TypedResults.Ok(CalendarYearBody.Of(await editor.SetAsync(current.Actor, request.ToYear(year), request.Source.Trim(), request.Version!.Value, cancel)));

    private static async Task<Ok<CalendarState>> Import(CalendarImportRequest request, CurrentActor current, CalendarEditor editor, CancellationToken cancel)
    {
        var years = request.Years!.Select(x => new WorkingCalendarYear(
            int.TryParse(x.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : throw DeadlineErrors.BadYear(),
            (x.Value ?? throw DeadlineErrors.BadYear()).Holidays?.ToDictionary(d => d.Key, d => d.Value ?? "") ?? [], [.. (x.Value.MakeUpWorkdays ?? []).Distinct()]));
        return TypedResults.Ok(await editor.ImportAsync(current.Actor, [.. years], request.Source.Trim(), cancel));
    }

    private static async Task<Ok<OfficeHoursBody>> Hours(string county, CalendarEditor editor, CancellationToken cancel) =>
        TypedResults.Ok(OfficeHoursBody.Of(await editor.HoursAsync(county, cancel)));

    private static async Task<Ok<OfficeHoursBody>> SetHours(string county, OfficeHoursRequest request, CurrentActor current, CalendarEditor editor, CancellationToken cancel) =>
        TypedResults.Ok(OfficeHoursBody.Of(await editor.SetHoursAsync(current.Actor, county, [.. request.Spans.Select(x => new WorkingSpan(x.From!.Value, x.To!.Value))], request.Version!.Value, cancel)));
}
