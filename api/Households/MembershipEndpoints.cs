using Engagement.Api.Hosting;
using Engagement.Core.Households;
using Engagement.Core.Households.Members;
using Engagement.Core.Households.Register;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Households;

/// <summary>Who lives where: villagers ask, the committee decides; proxies for those without a phone.</summary>
public static class MembershipEndpoints
{
    public static void MapMemberships(this IEndpointRouteBuilder app)
    {
        var ask = app.MapGroup("/api").WithTags("memberships").RequireAuthorization(Access.Villager);
        ask.MapPost("/households/{id:guid}/join", Join).WithIdempotency().WithSummary("Asks to become a member, after scanning the code on the door.");
        ask.MapPost("/households/join", JoinByName).WithIdempotency().WithSummary("Asks to become a member of the household named by village, door plate and head.");
        ask.MapPost("/memberships/{id:guid}/withdraw", Withdraw).WithSummary("Takes one's own open request back.");

        var keep = app.MapGroup("/api").WithTags("memberships").RequireAuthorization(Access.RegisterKeeper);
        keep.MapGet("/memberships/requests", Requests).WithSummary("Open requests of a village, oldest first, with members of the register who may be the same person.");
        keep.MapPost("/memberships/{id:guid}/approve", Approve).WithSummary("The villager becomes a member; where they lived before ends.");
        keep.MapPost("/memberships/{id:guid}/refuse", Refuse).WithSummary("Declines with a reason the villager will read.");
        keep.MapPost("/memberships/bulk/approve", ApproveMany).WithSummary("Approves up to 200 requests; answers per request.");
        keep.MapPost("/households/{id:guid}/members", Enter).WithIdempotency().WithSummary("Enters a member without WeChat.");
        keep.MapPut("/memberships/{id:guid}", Edit).WithSummary("Of age, relation, head or not.");
        keep.MapPost("/memberships/{id:guid}/end", End).WithSummary("The member no longer lives here.");
        keep.MapPost("/memberships/{id:guid}/phone", RevealPhone).WithSummary("The member's number; who looked is recorded.");
        keep.MapPost("/households/{id:guid}/proxies", NameProxy).WithIdempotency().WithSummary("Names somebody who acts for a household without a phone.");
        app.MapPost("/api/proxies/{id:guid}/end", EndProxy).WithTags("memberships").RequireAuthorization(Access.SignedIn).WithSummary("Ends a proxy: the committee, an adult of the household, or the proxy.");
    }

    private static async Task<Results<Ok<MembershipReceipt>, NotFound>> Join(Guid id, JoinRequest request, CurrentActor current, JoinService joining, CancellationToken cancel) =>
        MembershipReceipt.Answer(await joining.RequestAsync(current.Actor, id, request.Code, request.IsAdult ?? true, Said(request.Relation), cancel));

    private static async Task<Ok<MembershipReceipt>> JoinByName(JoinByNameRequest request, CurrentActor current, JoinService joining, CancellationToken cancel) =>
        TypedResults.Ok(MembershipReceipt.Of(await joining.RequestAsync(current.Actor, new NamedHousehold(request.Village, request.DoorPlate, request.HeadName),
            request.IsAdult ?? true, Said(request.Relation), cancel)));

    private static async Task<Results<Ok<MembershipReceipt>, NotFound>> Withdraw(Guid id, CurrentActor current, JoinService joining, CancellationToken cancel) =>
        MembershipReceipt.Answer(await joining.WithdrawAsync(current.Actor, id, cancel));

    private static async Task<Ok<Page<JoinRequestView>>> Requests([AsParameters] VillageListRequest request, CurrentActor current, MembershipQueries queries, CancellationToken cancel) =>
        TypedResults.Ok(await queries.RequestsAsync(current.Actor, request.Village!, request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Results<Ok<MembershipReceipt>, NotFound>> Approve(Guid id, ApproveMemberRequest request, CurrentActor current, MembershipService members, CancellationToken cancel) =>
        MembershipReceipt.Answer(await members.ApproveAsync(current.Actor, id, new Approval(request.Version!.Value, request.Role ?? MemberRole.Member, request.MatchMembershipId), cancel));

    private static async Task<Results<Ok<MembershipReceipt>, NotFound>> Refuse(Guid id, RefuseMemberRequest request, CurrentActor current, MembershipService members, CancellationToken cancel) =>
        MembershipReceipt.Answer(await members.RefuseAsync(current.Actor, id, request.Version!.Value, request.Reason, cancel));

    private static Task<Ok<BulkApprovalReceipt>> ApproveMany(BulkApprovalRequest request, CurrentActor current, BulkApproval bulk, CancellationToken cancel) =>
        bulk.RunAsync(request.Items, current.Actor, cancel);

    private static async Task<Results<Ok<MembershipReceipt>, NotFound>> Enter(Guid id, EnterMemberRequest request, CurrentActor current, MembershipService members, CancellationToken cancel) =>
        MembershipReceipt.Answer(await members.EnterAsync(current.Actor, id, request.Version!.Value, request.Member!.ToMember(), request.Role ?? MemberRole.Member, cancel));

    private static async Task<Results<Ok<MembershipReceipt>, NotFound>> Edit(Guid id, MemberEdit request, CurrentActor current, MembershipService members, CancellationToken cancel) =>
        MembershipReceipt.Answer(await members.DescribeAsync(current.Actor, id, request.Version!.Value, request.IsAdult!.Value, Said(request.Relation), request.Role!.Value, cancel));

    private static async Task<Results<Ok<MembershipReceipt>, NotFound>> End(Guid id, EndMemberRequest request, CurrentActor current, MembershipService members, CancellationToken cancel) =>
        MembershipReceipt.Answer(await members.EndAsync(current.Actor, id, request.Version!.Value, request.Reason, cancel));

    private static async Task<Results<Ok<MemberPhone>, NotFound>> RevealPhone(Guid id, CurrentActor current, MembershipService members, CancellationToken cancel) =>
        await members.RevealPhoneAsync(current.Actor, id, cancel) is { } phone ? TypedResults.Ok(new MemberPhone(phone)) : TypedResults.NotFound();

    private static async Task<Results<Ok<ProxyReceipt>, NotFound>> NameProxy(Guid id, ProxyRequest request, CurrentActor current, ProxyService proxies, CancellationToken cancel) =>
        await proxies.NameAsync(current.Actor, id, request.Kind!.Value, request.PersonId!.Value, Said(request.Note), cancel) is { } proxy
            ? TypedResults.Ok(ProxyReceipt.Of(proxy)) : TypedResults.NotFound();

    private static async Task<Results<Ok<ProxyReceipt>, NotFound>> EndProxy(Guid id, CurrentActor current, ProxyService proxies, CancellationToken cancel) =>
        await proxies.EndAsync(current.Actor, id, cancel) is { } proxy ? TypedResults.Ok(ProxyReceipt.Of(proxy)) : TypedResults.NotFound();

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
