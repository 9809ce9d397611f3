using Engagement.Api.Codes;
using Engagement.Api.Hosting;
using Engagement.Core.Codes;
using Engagement.Core.Households;
using Engagement.Core.Households.Members;
using Engagement.Core.Households.Register;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Households;

/// <summary>The register of a village: reading, entering, changes, alleys, codes on doors.</summary>
public static class HouseholdEndpoints
{
    public static void MapHouseholds(this IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api").WithTags("households").RequireAuthorization(Access.Staff);
        read.MapGet("/households", List).WithSummary("Households of a village, by code; of one alley, in walking order.");
        read.MapGet("/household-groups", Groups).WithSummary("Alleys and villagers' groups of a village.");

        app.MapGet("/api/people", People).WithTags("households").RequireAuthorization(Access.CaseWorker).WithSummary("People of a village to choose from: holders of posts, staff, adults of the register.");

        var open = app.MapGroup("/api").WithTags("households").RequireAuthorization(Access.SignedIn);
        open.MapGet("/households/{id:guid}", Find).WithSummary("One household: in full for its village's committee and for itself, masked for neighbours.");
        open.MapGet("/households/{id:guid}/members", MembersOn).WithSummary("Who lived there on a day.");
        open.MapGet("/households/{id:guid}/story", Story).WithSummary("Its pledges, checks, findings, complaints, frontage and history in one: for the household itself and for staff of the village.");
        app.MapGet("/api/me/household", Own).WithTags("households").RequireAuthorization(Access.Villager).WithSummary("My home, or the request on the way there, and those I act for.");

        var keep = app.MapGroup("/api").WithTags("households").RequireAuthorization(Access.RegisterKeeper);
        keep.MapPost("/households", Create).WithIdempotency().WithSummary("Enters a household, with its head when named.");
        keep.MapPut("/households/{id:guid}", Edit).WithSummary("Door plate, alley, position and walking order anew.");
        keep.MapPost("/households/{id:guid}/split", Split).WithSummary("Divides the members among new households. What was earned and promised stays with the old one.");
        keep.MapPost("/households/{id:guid}/merge", Merge).WithSummary("Its people join another household of the village.");
        keep.MapPost("/households/{id:guid}/move-away", MoveAway).WithSummary("The household leaves the village.");
        keep.MapPost("/household-groups", AddGroup).WithIdempotency().WithSummary("A new alley or villagers' group.");
        keep.MapPut("/household-groups/{id:guid}", EditGroup).WithSummary("Name and walking order of an alley.");
        keep.MapPost("/households/door-codes", MakeDoorCodes).WithSummary("Gives a code to each household that has none, at most 500 a call.");
        keep.MapGet("/households/door-codes/sheet", Sheet).Produces<string>(StatusCodes.Status200OK, "text/html").WithSummary("A page of door codes to print on A4; of one alley in walking order.");
        app.MapMemberships();
        app.MapRegisterFiles();
    }

    private static async Task<Ok<Page<HouseholdListItem>>> List([AsParameters] HouseholdListRequest request, CurrentActor current, HouseholdQueries households, CancellationToken cancel) =>
        TypedResults.Ok(await households.ListAsync(current.Actor, request.ToFilter(), request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Ok<Page<HouseholdGroupView>>> Groups([Needed(Region.CodeMaxLength)] string village, CurrentActor current, HouseholdQueries households, CancellationToken cancel) =>
        TypedResults.Ok(new Page<HouseholdGroupView>(await households.GroupsAsync(current.Actor, village, cancel), null));

    private static async Task<Ok<Page<KnownPerson>>> People([AsParameters] PeopleRequest request, CurrentActor current, PersonFinder people, CancellationToken cancel) =>
        TypedResults.Ok(new Page<KnownPerson>(await people.FindAsync(current.Actor, request.Village!, request.Q, request.As?.Value, request.Limit ?? 20, cancel), null));

    private static async Task<Results<Ok<HouseholdBody>, NotFound>> Find(Guid id, Choice<Datum>? datum, CurrentActor current, HouseholdDetailQuery query, CancellationToken cancel) =>
        await query.FindAsync(current.Actor, id, cancel) is { } detail ? TypedResults.Ok(HouseholdBody.Of(detail, datum?.Value ?? Datum.Wgs84)) : TypedResults.NotFound();

    private static async Task<Results<Ok<Page<MemberView>>, NotFound>> MembersOn(
        Guid id, DateOnly? on, CurrentActor current, HouseholdDetailQuery query, TimeProvider clock, CancellationToken cancel)
    {
        var day = on ?? ChinaTime.Today(clock);
        if (day.Year is < 2000 or > 2199) throw HouseholdErrors.DateOutOfRange("on");
        return await query.MembersOnAsync(current.Actor, id, day, cancel) is { } members ? TypedResults.Ok(new Page<MemberView>(members, null)) : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<HouseholdStoryBody>, NotFound>> Story(Guid id, CurrentActor current, HouseholdStory story, CancellationToken cancel) =>
        await story.TellAsync(current.Actor, id, cancel) is { } told ? TypedResults.Ok(told) : TypedResults.NotFound();

    private static async Task<Ok<OwnHouseholdBody>> Own(Choice<Datum>? datum, CurrentActor current, HouseholdDetailQuery query, CancellationToken cancel)
    {
        var own = await query.OwnAsync(current.Actor, cancel);
        return TypedResults.Ok(new OwnHouseholdBody(own.Household is { } home ? HouseholdBody.Of(home, datum?.Value ?? Datum.Wgs84) : null, own.Request, own.ActsFor));
    }

    private static async Task<Created<HouseholdReceipt>> Create(HouseholdRequest request, CurrentActor current, HouseholdService households, CancellationToken cancel)
    {
        var it = await households.CreateAsync(current.Actor, request.Village, request.ToPlace(), request.Head?.ToMember(), cancel);
        return TypedResults.Created($"/api/households/{it.Id}", HouseholdReceipt.Of(it));
    }

    private static async Task<Results<Ok<HouseholdReceipt>, NotFound>> Edit(Guid id, HouseholdEdit request, CurrentActor current, HouseholdService households, CancellationToken cancel) =>
        HouseholdReceipt.Answer(await households.EditAsync(current.Actor, id, request.Version!.Value, request.ToPlace(), cancel));

    private static async Task<Results<Ok<Page<HouseholdReceipt>>, NotFound>> Split(Guid id, SplitRequest request, CurrentActor current, HouseholdChanges households, CancellationToken cancel) =>
        await households.SplitAsync(current.Actor, id, request.Version!.Value, request.ToParts(), cancel) is { } made
            ? TypedResults.Ok(new Page<HouseholdReceipt>([.. made.Select(HouseholdReceipt.Of)], null)) : TypedResults.NotFound();

    private static async Task<Results<Ok<HouseholdReceipt>, NotFound>> Merge(Guid id, HouseholdMergeRequest request, CurrentActor current, HouseholdChanges households, CancellationToken cancel) =>
        HouseholdReceipt.Answer(await households.MergeAsync(current.Actor, id, request.Version!.Value, request.IntoId!.Value, cancel));

    private static async Task<Results<Ok<HouseholdReceipt>, NotFound>> MoveAway(Guid id, MoveAwayRequest request, CurrentActor current, HouseholdChanges households, CancellationToken cancel) =>
        HouseholdReceipt.Answer(await households.MoveAwayAsync(current.Actor, id, request.Version!.Value, request.Reason, cancel));

    private static async Task<Created<GroupReceipt>> AddGroup(GroupRequest request, CurrentActor current, HouseholdService households, CancellationToken cancel)
    {
        var group = await households.AddGroupAsync(current.Actor, request.Village, request.Name, request.WalkingOrder, cancel);
        return TypedResults.Created($"/api/household-groups/{group.Id}", GroupReceipt.Of(group));
    }

    private static async Task<Results<Ok<GroupReceipt>, NotFound>> EditGroup(Guid id, GroupEdit request, CurrentActor current, HouseholdService households, CancellationToken cancel) =>
        await households.EditGroupAsync(current.Actor, id, request.Version!.Value, request.Name, request.WalkingOrder!.Value, cancel) is { } group
            ? TypedResults.Ok(GroupReceipt.Of(group)) : TypedResults.NotFound();

    private static async Task<Ok<DoorCodesMade>> MakeDoorCodes(DoorCodesRequest request, CurrentActor current, DoorCodes codes, CancellationToken cancel) =>
        TypedResults.Ok(new DoorCodesMade(await codes.MakeAsync(current.Actor, request.Village, request.Alley, cancel)));

    private static async Task<ContentHttpResult> Sheet([AsParameters] DoorCodeSheetRequest request, CurrentActor current, DoorCodes doors, CodeQueries codes, HttpContext http, CancellationToken cancel)
    {
        var page = await doors.SheetAsync(current.Actor, request.Village!, request.Alley, request.Limit ?? Paging.MaxLimit, request.After, cancel);
        var captions = page.Items.ToDictionary(x => x.Code.Id, x => x.Caption);
        return await CodeSheet.AnswerAsync([.. page.Items.Select(x => x.Code)], page.Next, codes, http, x => captions[x.Id], cancel);
    }
}
