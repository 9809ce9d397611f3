using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Cases;

public static class ComplaintEndpoints
{
    public static void MapComplaints(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/complaints").WithTags("complaints");
        group.MapPost("", File).RequireAuthorization(Access.Villager).AddEndpointFilter(CheckTextFirst).WithIdempotency().WithSummary("A villager reports what is wrong.");
        group.MapPost("/on-behalf", FileOnBehalf).RequireAuthorization(Access.CaseWorker).WithIdempotency().WithSummary("Staff file for somebody without a phone.");
        group.MapGet("", List).RequireAuthorization(Access.Villager).WithSummary("The villager's own complaints, or the public ones of a region.");
        group.MapGet("/nearby", Nearby).RequireAuthorization(Access.Citizen).WithSummary("Open complaints like the one about to be filed.");
        group.MapGet("/{id:guid}", Find).RequireAuthorization(Access.Citizen).WithSummary("A complaint with its timeline.");
        group.MapPost("/{id:guid}/support", Support).RequireAuthorization(Access.Villager).WithSummary("\"Me too\"; counts once per person.");
        group.MapPost("/{id:guid}/rating", Rate).RequireAuthorization(Access.Citizen).WithIdempotency().WithSummary("Answers a resolve: solved closes, unsolved reopens.");
        group.MapPost("/{id:guid}/reopen", Reopen).RequireAuthorization(Access.Citizen).WithIdempotency().WithSummary("Within seven days of each resolve, with a reason.");
        group.MapPost("/{id:guid}/additions", Add).RequireAuthorization(Access.Citizen).WithIdempotency().WithSummary("Adds words or photos.");
        group.MapPost("/{id:guid}/withdraw", Withdraw).RequireAuthorization(Access.Citizen).WithIdempotency().WithSummary("Takes the complaint back.");
        group.MapPost("/{id:guid}/urge", Urge).RequireAuthorization(Access.Citizen).WithIdempotency().WithSummary("Asks to hurry, once a day.");
    }

    /// <summary>The check asks another server and may take seconds, so it comes before the transaction that the idempotency key opens.</summary>
    private static async ValueTask<object?> CheckTextFirst(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.Arguments.OfType<ComplaintRequest>().FirstOrDefault() is { Visibility: CaseVisibility.PublicNamed or CaseVisibility.PublicAnonymous } request
            && !(request.Description?.Length > Case.DescriptionMaxLength) && !(request.Address?.Length > Case.AddressMaxLength))
        {
            var services = context.HttpContext.RequestServices;
            await services.GetRequiredService<ComplaintService>().CheckTextAsync(
                services.GetRequiredService<CurrentActor>().Actor, request.Description, request.Address, context.HttpContext.RequestAborted);
        }

        return await next(context);
    }

    private static async Task<Created<CaseReceipt>> File(ComplaintRequest request, CurrentActor current, ComplaintService complaints, CancellationToken cancel)
    {
        var filed = await complaints.FileAsync(current.Actor, request.ToFiling(), cancel);
        return TypedResults.Created($"/api/complaints/{filed.Id}", CaseReceipt.Of(filed));
    }

    private static async Task<Created<CaseReceipt>> FileOnBehalf(OnBehalfRequest request, CurrentActor current, ComplaintService complaints, CancellationToken cancel)
    {
        var filed = await complaints.FileOnBehalfAsync(current.Actor, request.ToFiling(), request.ReporterName, request.ReporterPhone, cancel);
        return TypedResults.Created($"/api/complaints/{filed.Id}", CaseReceipt.Of(filed));
    }

    private static async Task<Ok<Page<ComplaintListItem>>> List([AsParameters] ComplaintListRequest request, CurrentActor current, ComplaintQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(await queries.ListAsync(current.Actor,
            new ComplaintFilter(request.Scope?.Value != ComplaintScope.Public, request.Region, request.Category, request.Status?.Value),
            request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Ok<Page<NearbyCase>>> Nearby([AsParameters] NearbyRequest request, CurrentActor current, NearbyQuery nearby, CancellationToken cancel)
    {
        var at = request.Lat is { } lat && request.Lng is { } lng ? new Position(lat, lng) : (Position?)null;
        if (request.Datum?.Value == Datum.Gcj02) at = at?.FromGcj02();
        return TypedResults.Ok(new Page<NearbyCase>(
            await nearby.ForCitizenAsync(current.Actor, request.Category ?? "", at?.Latitude, at?.Longitude, request.Region, cancel), null));
    }

    private static async Task<Results<Ok<ComplaintBody>, NotFound>> Find(Guid id, Choice<Datum>? datum, CurrentActor current, ComplaintQueries queries, CancellationToken cancel) =>
        await queries.FindAsync(current.Actor, id, cancel) is { } detail ? TypedResults.Ok(new ComplaintBody(detail, datum?.Value ?? Datum.Wgs84)) : TypedResults.NotFound();

    private static async Task<Results<Ok<SupportReceipt>, NotFound>> Support(Guid id, CurrentActor current, ComplaintService complaints, CancellationToken cancel) =>
        await complaints.SupportAsync(current.Actor, id, cancel) is { } count ? TypedResults.Ok(new SupportReceipt(count)) : TypedResults.NotFound();

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Rate(Guid id, RatingRequest request, CurrentActor current, ComplaintService complaints, CancellationToken cancel) =>
        CaseReceipt.Answer(await complaints.RateAsync(current.Actor, id, request.Solved!.Value, request.Satisfaction!.Value, request.Comment, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Reopen(Guid id, ReopenRequest request, CurrentActor current, ComplaintService complaints, CancellationToken cancel) =>
        CaseReceipt.Answer(await complaints.ReopenAsync(current.Actor, id, request.Reason, request.PhotoIds ?? [], cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Add(Guid id, AdditionRequest request, CurrentActor current, ComplaintService complaints, CancellationToken cancel) =>
        CaseReceipt.Answer(await complaints.AddAsync(current.Actor, id, request.Text, request.PhotoIds ?? [], cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Withdraw(Guid id, WithdrawRequest request, CurrentActor current, ComplaintService complaints, CancellationToken cancel) =>
        CaseReceipt.Answer(await complaints.WithdrawAsync(current.Actor, id, request.Reason, cancel));

    private static async Task<Results<Ok<CaseReceipt>, NotFound>> Urge(Guid id, UrgeRequest request, CurrentActor current, ComplaintService complaints, CancellationToken cancel) =>
        CaseReceipt.Answer(await complaints.UrgeAsync(current.Actor, id, request.Text, cancel));
}
