using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Cases.Requests;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases;

public static class ClockEndpoints
{
    /// <summary>The clock of a case, who answers for it, who looks into it and who confirms it.</summary>
    public static void MapCaseClocks(this IEndpointRouteBuilder app)
    {
        var work = app.MapGroup("/api/cases").WithTags("cases").RequireAuthorization(Access.CaseWorker);
        work.MapGet("/requests", Waiting).WithSummary("Requests for more time or deferral that wait for the signed-in person.");
        work.MapPost("/{id:guid}/pause", Pause).WithSummary("Stops the clock until a latest end, with a reason the citizen reads.");
        work.MapPost("/{id:guid}/resume", Resume).WithSummary("The clock goes on with the time it had left.");
        work.MapPost("/{id:guid}/extension", AskExtension).WithSummary("Asks the level above for more time, counted on from the due time.");
        work.MapPost("/{id:guid}/deferral", AskDeferral).WithSummary("Asks the level above to defer, with a plan and a day of review.");
        work.MapPost("/{id:guid}/requests/{requestId:guid}/approve", Approve).WithSummary("The level above consents.");
        work.MapPost("/{id:guid}/requests/{requestId:guid}/refuse", Refuse).WithSummary("The level above refuses, with a reason.");
        work.MapGet("/{id:guid}/offices", Offices).WithSummary("Offices the case may be returned or transferred to.");
        work.MapPost("/{id:guid}/return", Return).WithSummary("Not ours: names the office whose it is; at most twice in a case's life.");
        work.MapPost("/{id:guid}/transfer", Transfer).WithSummary("Township or county decide which office answers for it.");
        work.MapPost("/{id:guid}/supervise", Supervise).WithIdempotency().WithSummary("The level above says what is expected, and until when an answer.");
        work.MapPost("/{id:guid}/supervisions/{supervisionId:guid}/reply", Reply).WithIdempotency().WithSummary("Those who work the case answer.");
        work.MapPost("/{id:guid}/messages", Write).WithIdempotency().WithSummary("A word to the citizen.");

        // An inspector verifies findings and is no case worker otherwise.
        app.MapGroup("/api/cases").WithTags("cases").RequireAuthorization(Access.Staff)
            .MapPost("/{id:guid}/verify", Verify).WithSummary("Somebody else than the fixer confirms the work, or sends it back.");
        app.MapGroup("/api/complaints").WithTags("complaints").RequireAuthorization(Access.Citizen)
            .MapPost("/{id:guid}/messages", WriteAsCitizen).WithIdempotency().WithSummary("A word to those who work the case.");
    }

    private static async Task<Ok<Page<WaitingRequest>>> Waiting([AsParameters] Paging paging, CurrentActor current, RequestQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(await queries.WaitingAsync(current.Actor, paging.Size, paging.After, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Pause(Guid id, PauseRequest request, CurrentActor current, ClockService clocks, CancellationToken cancel) =>
        CaseReceipt.Answer(await clocks.PauseAsync(current.Actor, id, request.Version!.Value, request.Reason!.Value, request.Text.Trim(), request.Until!.Value, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Resume(Guid id, NoteRequest request, CurrentActor current, ClockService clocks, CancellationToken cancel) =>
        CaseReceipt.Answer(await clocks.ResumeAsync(current.Actor, id, request.Version!.Value, request.Note, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> AskExtension(Guid id, ExtensionRequest request, CurrentActor current, ClockService clocks, CancellationToken cancel) =>
        CaseReceipt.Answer(await clocks.AskExtensionAsync(current.Actor, id, request.Version!.Value, request.Reason.Trim(), new TimeAllowance(request.Amount!.Value, request.Unit!.Value), cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> AskDeferral(Guid id, DeferralRequest request, CurrentActor current, ClockService clocks, CancellationToken cancel) =>
        CaseReceipt.Answer(await clocks.AskDeferralAsync(current.Actor, id, request.Version!.Value, request.Plan.Trim(), request.ReviewOn!.Value, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Approve(Guid id, Guid requestId, NoteRequest request, CurrentActor current, ClockService clocks, CancellationToken cancel) =>
        CaseReceipt.Answer(await clocks.ApproveAsync(current.Actor, id, requestId, request.Version!.Value, request.Note, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Refuse(Guid id, Guid requestId, ReasonRequest request, CurrentActor current, ClockService clocks, CancellationToken cancel) =>
        CaseReceipt.Answer(await clocks.RefuseAsync(current.Actor, id, requestId, request.Version!.Value, request.Reason.Trim(), cancel));

    private static async Task<Results<Ok<Page<OfficeChoice>>, NotFound>> Offices(Guid id, CurrentActor current, HandsService hands, CancellationToken cancel) =>
        await hands.OfficesAsync(current.Actor, id, cancel) is { } offices ? TypedResults.Ok(new Page<OfficeChoice>(offices, null)) : TypedResults.NotFound();

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Return(Guid id, ToOfficeRequest request, CurrentActor current, HandsService hands, CancellationToken cancel) =>
        CaseReceipt.Answer(await hands.ReturnAsync(current.Actor, id, request.Version!.Value, request.OfficeId!.Value, request.Reason.Trim(), cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Transfer(Guid id, ToOfficeRequest request, CurrentActor current, HandsService hands, CancellationToken cancel) =>
        CaseReceipt.Answer(await hands.TransferAsync(current.Actor, id, request.Version!.Value, request.OfficeId!.Value, request.Reason.Trim(), cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Supervise(Guid id, SuperviseRequest request, CurrentActor current, HandsService hands, CancellationToken cancel) =>
        CaseReceipt.Answer(await hands.SuperviseAsync(current.Actor, id, request.Instruction.Trim(), request.ReplyBy, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Reply(
        Guid id, Guid supervisionId, SupervisionReplyRequest request, CurrentActor current, HandsService hands, CancellationToken cancel) =>
        CaseReceipt.Answer(await hands.AnswerAsync(current.Actor, id, supervisionId, request.Text.Trim(), cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Write(Guid id, StaffMessageRequest request, CurrentActor current, HandsService hands, CancellationToken cancel) =>
        CaseReceipt.Answer(await hands.WriteAsync(current.Actor, id, request.Text.Trim(), request.PhotoIds ?? [], cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Verify(Guid id, VerifyRequest request, CurrentActor current, HandsService hands, CancellationToken cancel) =>
        CaseReceipt.Answer(await hands.VerifyAsync(current.Actor, id, request.Version!.Value, request.Passed!.Value, request.Text, request.PhotoIds ?? [], cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> WriteAsCitizen(
        Guid id, CitizenMessageRequest request, CurrentActor current, ComplaintService complaints, CancellationToken cancel) =>
        CaseReceipt.Answer(await complaints.WriteAsync(current.Actor, id, request.Text, request.PhotoIds ?? [], cancel));
}
