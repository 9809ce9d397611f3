using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Ledger;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Cases.Requests;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases;

public static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/cases").WithTags("cases").RequireAuthorization(Access.Staff);
        read.MapGet("", List).WithSummary("Cases the signed-in member of staff may see.");
        read.MapGet("/counts", Count).WithSummary("How many wait, for the tabs above the list.");
        read.MapGet("/day", Day).WithSummary("What waits today, each counted to 100 at most, for the page a working day begins with.");
        read.MapGet("/export.xlsx", Export).WithSummary("The list as a workbook (整改台账), streamed; limit, after and order of pages do not matter here.");
        read.MapGet("/workload", Load).WithSummary("Open, overdue and due today by office, person and post.");
        read.MapGet("/{id:guid}", Find).WithSummary("One case with history and what the signed-in person may do.");
        read.MapGet("/{id:guid}/similar", Similar).WithSummary("Open cases that may be about the same thing.");

        var work = app.MapGroup("/api/cases").WithTags("cases").RequireAuthorization(Access.CaseWorker);
        work.MapGet("/{id:guid}/assignees", Assignees).WithSummary("Who the case may be given to, least burdened first.");
        work.MapGet("/{id:guid}/posts", Posts).WithSummary("The village's posts somebody is on duty for today, to give the case to.");
        work.MapGet("/assignees", AssigneesOfRegion).WithSummary("Who cases of a region may be given to.");
        work.MapPost("/{id:guid}/accept", Accept).WithSummary("Takes the case on.");
        work.MapPost("/{id:guid}/reject", Reject).WithSummary("Declines with a reason the citizen will read.");
        work.MapPost("/{id:guid}/assign", Assign).WithSummary("Gives the case to a person or a post; with a reason when somebody has it already.");
        work.MapPost("/{id:guid}/start", Start).WithSummary("Work has begun.");
        work.MapPost("/{id:guid}/resolve", Resolve).WithSummary("Work is done; needs words and an after-photo.");
        work.MapPost("/{id:guid}/close", Close).WithSummary("Closes with a reason that the figures show.");
        work.MapPost("/{id:guid}/note", Note).WithIdempotency().WithSummary("An internal line on the timeline.");
        work.MapPost("/{id:guid}/merge", Merge).WithSummary("Points this case at another.");
        work.MapPost("/{id:guid}/reporter-phone", RevealPhone).WithSummary("The reporter's number; who looked is recorded.");
        work.MapPost("/bulk/accept", AcceptMany).WithIdempotencyPerItem().WithSummary("Accepts up to 200 cases; answers per case.");
        work.MapPost("/bulk/assign", AssignMany).WithIdempotencyPerItem().WithSummary("Gives up to 200 cases to a person or a post; answers per case.");
        work.MapPost("/bulk/supervise", SuperviseMany).WithIdempotencyPerItem().WithSummary("Tells the owners of up to 200 cases what is expected; answers per case.");
    }

    private static async Task<Ok<Page<CaseListItem>>> List([AsParameters] CaseListRequest request, CurrentActor current, CaseQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(await queries.ListAsync(current.Actor, request.ToFilter(), request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<PushStreamHttpResult> Export(
        [AsParameters] CaseListRequest request, CurrentActor current, LedgerExport ledger, Settings settings, HttpContext http, TimeProvider clock, CancellationToken cancel)
    {
        var (actor, filter) = (current.Actor, request.ToFilter());
        await ledger.BeginAsync(actor, filter, cancel);
        var server = settings.PublicBaseUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}");
        return TypedResults.Stream(target => ledger.WriteAsync(actor, filter, target, server, cancel),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"整改台账{ChinaTime.Today(clock):yyyyMMdd}.xlsx");
    }

    private static async Task<Ok<CaseCounts>> Count(
        [AtMost(Region.CodeMaxLength)] string? region, Guid? owner, Guid? assignee, Guid? post, CurrentActor current, CaseQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(await queries.CountAsync(current.Actor, new CaseFilter { Region = region, OwnerOfficeId = owner, AssigneeId = assignee, AssigneePostId = post }, cancel));

    private static async Task<Ok<DayCounts>> Day(bool? mine, CurrentActor current, DayQuery day, CancellationToken cancel) =>
        TypedResults.Ok(await day.CountAsync(current.Actor, mine ?? false, cancel));

    private static async Task<Ok<Workload>> Load([Needed(Region.CodeMaxLength)] string region, CurrentActor current, WorkloadQuery workload, CancellationToken cancel) =>
        TypedResults.Ok(await workload.ReadAsync(current.Actor, region, cancel));

    private static async Task<Results<Ok<Page<AssignablePost>>, NotFound>> Posts(Guid id, CurrentActor current, CaseAssignment assignment, CancellationToken cancel) =>
        await assignment.PostsAsync(current.Actor, id, cancel) is { } posts ? TypedResults.Ok(new Page<AssignablePost>(posts, null)) : TypedResults.NotFound();

    private static async Task<Results<Ok<CaseBody>, NotFound>> Find(Guid id, Choice<Datum>? datum, CurrentActor current, CaseDetailQuery query, CancellationToken cancel) =>
        await query.FindAsync(current.Actor, id, cancel) is { } detail ? TypedResults.Ok(new CaseBody(detail, datum?.Value ?? Datum.Wgs84)) : TypedResults.NotFound();

    private static async Task<Results<Ok<Page<NearbyCase>>, NotFound>> Similar(Guid id, CurrentActor current, CaseLoader loader, NearbyQuery nearby, CancellationToken cancel) =>
        await loader.ForStaffAsync(current.Actor, id, null, cancel) is var (it, _)
            ? TypedResults.Ok(new Page<NearbyCase>(await nearby.LikeAsync(current.Actor, it, cancel), null)) : TypedResults.NotFound();

    private static async Task<Results<Ok<Page<AssigneeBody>>, NotFound>> Assignees(Guid id, CurrentActor current, CaseLoader loader, CaseQueries queries, CancellationToken cancel) =>
        await loader.ForStaffAsync(current.Actor, id, null, cancel) is var (it, owner)
            ? TypedResults.Ok(AssigneeBody.Page(await queries.AssigneesAsync(it.RegionCode, owner.Id, cancel))) : TypedResults.NotFound();

    private static async Task<Ok<Page<AssigneeBody>>> AssigneesOfRegion(
        [Needed(Region.CodeMaxLength)] string region, CurrentActor current, CaseQueries queries, CancellationToken cancel)
    {
        if (!current.Actor.Holds(region, Enum.GetValues<Role>())) throw new NotAllowed("该地区不在您的辖区内。");
        return TypedResults.Ok(AssigneeBody.Page(await queries.AssigneesAsync(region, null, cancel)));
    }

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Accept(Guid id, NoteRequest request, CurrentActor current, CaseService cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.AcceptAsync(current.Actor, id, request.Version!.Value, request.Note, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Reject(Guid id, ReasonRequest request, CurrentActor current, CaseService cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.RejectAsync(current.Actor, id, request.Version!.Value, request.Reason, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Assign(
        Guid id, AssignRequest request, CurrentActor current, CaseService cases, CaseAssignment assignment, CancellationToken cancel) =>
        CaseReceipt.Answer((request.AssigneeId, request.AssigneePostId) switch
        {
            ({ } person, null) => await cases.AssignAsync(current.Actor, id, request.Version!.Value, person, request.Note, cancel),
            (null, { } post) => await assignment.GiveToPostAsync(current.Actor, id, request.Version!.Value, post, request.Note, cancel),
            _ => throw CaseErrors.OneAssignee(),
        });

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Start(Guid id, NoteRequest request, CurrentActor current, CaseService cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.StartAsync(current.Actor, id, request.Version!.Value, request.Note, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Resolve(Guid id, ResolveRequest request, CurrentActor current, CaseService cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.ResolveAsync(current.Actor, id, request.Version!.Value, request.Text, request.PhotoIds ?? [], cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Close(Guid id, ReasonRequest request, CurrentActor current, CaseService cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.CloseAsync(current.Actor, id, request.Version!.Value, request.Reason, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Note(Guid id, InternalNoteRequest request, CurrentActor current, CaseService cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.NoteAsync(current.Actor, id, request.Text, request.PhotoIds ?? [], cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Merge(Guid id, MergeRequest request, CurrentActor current, CaseService cases, CancellationToken cancel) =>
        CaseReceipt.Answer(await cases.MergeAsync(current.Actor, id, request.Version!.Value, request.IntoNumber.Trim(), request.Reason, cancel));

    private static async Task<Results<Ok<ReporterPhone>, NotFound>> RevealPhone(Guid id, CurrentActor current, CaseService cases, CancellationToken cancel) =>
        await cases.RevealPhoneAsync(current.Actor, id, cancel) is { } phone ? TypedResults.Ok(new ReporterPhone(phone)) : TypedResults.NotFound();

    private static Task<Ok<BulkReceipt>> AcceptMany(BulkAcceptRequest request, HttpContext http, BulkCases bulk, CancellationToken cancel) =>
        bulk.RunAsync(http, request.Items, request with { Items = [] }, (services, actor, id, version) => services.GetRequiredService<CaseService>().AcceptAsync(actor, id, version, request.Note, cancel), cancel);

    private static Task<Ok<BulkReceipt>> AssignMany(BulkAssignRequest request, HttpContext http, BulkCases bulk, CancellationToken cancel) =>
        bulk.RunAsync(http, request.Items, request with { Items = [] }, (request.AssigneeId, request.AssigneePostId) switch
        {
            ({ } person, null) => (services, actor, id, version) => services.GetRequiredService<CaseService>().AssignAsync(actor, id, version, person, request.Note, cancel),
            (null, { } post) => (services, actor, id, version) => services.GetRequiredService<CaseAssignment>().GiveToPostAsync(actor, id, version, post, request.Note, cancel),
            _ => throw CaseErrors.OneAssignee(),
        }, cancel);

    private static Task<Ok<BulkReceipt>> SuperviseMany(BulkSuperviseRequest request, HttpContext http, BulkCases bulk, CancellationToken cancel) =>
        bulk.RunAsync(http, request.Items, request with { Items = [] }, (services, actor, id, _) => services.GetRequiredService<HandsService>().SuperviseAsync(actor, id, request.Instruction.Trim(), request.ReplyBy, cancel), cancel);
}
