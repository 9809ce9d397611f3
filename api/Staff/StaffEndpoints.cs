using Engagement.Api.Hosting;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Desk;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Staff;

/// <summary>Accounts, rights and offices. Core's staff capability knows no cases; what joins the two is composed here.</summary>
public static class StaffEndpoints
{
    public static void MapStaff(this IEndpointRouteBuilder app)
    {
        var staff = app.MapGroup("/api/staff").WithTags("staff").RequireAuthorization(Access.StaffAdministration);
        staff.MapGet("", List).WithSummary("Accounts in the signed-in administrator's region.");
        staff.MapGet("/{id:guid}", Find).WithSummary("One account with all its rights, ended ones too.");
        // No idempotency key: it would keep the temporary password. A repeat is refused because the user name is taken.
        staff.MapPost("", Create).WithSummary("Opens an account; the temporary password is shown this one time.");
        staff.MapPost("/{id:guid}/grants", Grant).WithIdempotency().WithSummary("Gives a right.");
        staff.MapPost("/{id:guid}/grants/{grantId:guid}/end", EndGrant).WithSummary("Ends a right at once.");
        staff.MapPost("/{id:guid}/reset-password", ResetPassword).WithSummary("A new temporary password; ends every session of the account.");
        staff.MapPost("/{id:guid}/reset-one-time-code", ResetOneTimeCode).WithSummary("For a lost phone: forgets the secret; ends every session of the account.");
        staff.MapPost("/{id:guid}/unlock", Unlock).WithSummary("Ends a lock-out.");
        staff.MapPost("/{id:guid}/leave", Leave).WithSummary("Ends the account and hands all its cases to a successor.");

        var offices = app.MapGroup("/api/offices").WithTags("staff");
        offices.MapGet("", ListOffices).RequireAuthorization(Access.Staff).WithSummary("Offices at and under a region.");
        offices.MapPost("", CreateOffice).RequireAuthorization(Access.StaffAdministration).WithIdempotency().WithSummary("Sets up an office.");
    }

    private static async Task<Ok<Page<StaffListItem>>> List(
        [AsParameters] StaffListRequest request, CurrentActor current, StaffQueries queries, CaseQueries cases, CancellationToken cancel)
    {
        var page = await queries.ListAsync(current.Actor, request.Search, request.Region, request.Limit ?? Paging.DefaultLimit, request.After, cancel);
        var open = await cases.OpenByAssigneeAsync([.. page.Items.Select(x => x.Id)], cancel);
        return TypedResults.Ok(new Page<StaffListItem>([.. page.Items.Select(x => StaffListItem.Of(x, open.GetValueOrDefault(x.Id)))], page.Next));
    }

    private static async Task<Results<Ok<StaffDetail>, NotFound>> Find(Guid id, CurrentActor current, StaffQueries queries, CaseQueries cases, CancellationToken cancel)
    {
        if (await queries.FindAsync(current.Actor, id, cancel) is not { } it) return TypedResults.NotFound();
        return TypedResults.Ok(StaffDetail.Of(it, (await cases.OpenByAssigneeAsync([id], cancel)).GetValueOrDefault(id)));
    }

    private static async Task<Created<NewAccount>> Create(NewStaffRequest request, CurrentActor current, StaffAdministration staff, CancellationToken cancel)
    {
        var account = await staff.CreateAsync(current.Actor, request.UserName, request.DisplayName, [.. request.Grants.Select(x => x.ToWish())], cancel);
        return TypedResults.Created($"/api/staff/{account.Id}", account);
    }

    private static async Task<Results<Created<StaffGrantView>, NotFound>> Grant(
        Guid id, GrantRequest request, CurrentActor current, StaffAdministration staff, StaffQueries queries, CancellationToken cancel) =>
        await staff.GrantAsync(current.Actor, id, request.ToWish(), cancel) is { } grant
            ? TypedResults.Created($"/api/staff/{id}", await queries.ShowAsync(grant, cancel)) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> EndGrant(Guid id, Guid grantId, CurrentActor current, StaffAdministration staff, CancellationToken cancel) =>
        Done(await staff.EndGrantAsync(current.Actor, id, grantId, cancel));

    private static async Task<Results<Ok<PasswordReset>, NotFound>> ResetPassword(Guid id, CurrentActor current, StaffAdministration staff, CancellationToken cancel) =>
        await staff.ResetPasswordAsync(current.Actor, id, cancel) is { } password ? TypedResults.Ok(new PasswordReset(password)) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> ResetOneTimeCode(Guid id, CurrentActor current, StaffAdministration staff, CancellationToken cancel) =>
        Done(await staff.ResetOneTimeCodeAsync(current.Actor, id, cancel));

    private static async Task<Results<NoContent, NotFound>> Unlock(Guid id, CurrentActor current, StaffAdministration staff, CancellationToken cancel) =>
        Done(await staff.UnlockAsync(current.Actor, id, cancel));

    private static Task<Results<Ok<LeaveReceipt>, NotFound>> Leave(
        Guid id, LeaveRequest request, CurrentActor current, StaffAdministration staff, CaseService cases, SavedFilters filters, EngagementDbContext db,
        CancellationToken cancel) =>
        db.InTransactionAsync<Results<Ok<LeaveReceipt>, NotFound>>(async () =>
        {
            if (!await staff.LeaveAsync(current.Actor, id, cancel)) return TypedResults.NotFound();
            await filters.ForgetAsync(id, cancel);
            return TypedResults.Ok(new LeaveReceipt(await cases.HandOverAllAsync(current.Actor, id, request.HandoverToId!.Value, cancel)));
        }, cancel);

    private static async Task<Ok<Page<OfficeView>>> ListOffices([AsParameters] OfficeListRequest request, OfficeRegister offices, CancellationToken cancel) =>
        TypedResults.Ok(await offices.ListAsync(request.Region, request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Created<OfficeView>> CreateOffice(NewOfficeRequest request, CurrentActor current, OfficeRegister offices, CancellationToken cancel) =>
        TypedResults.Created((string?)null, await offices.CreateAsync(current.Actor, request.Kind!.Value, request.Name, request.RegionCode, cancel));

    private static Results<NoContent, NotFound> Done(bool found) => found ? TypedResults.NoContent() : TypedResults.NotFound();
}
