using Engagement.Api.Hosting;
using Engagement.Core.Households.Register;
using Engagement.Core.Posts;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Posts;

public static class PostEndpoints
{
    public static void MapPosts(this IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/posts").WithTags("posts").RequireAuthorization(Access.Staff);
        read.MapGet("", Day).WithSummary("Who holds which post in a village or township on a day; vacant posts too.");
        read.MapGet("/month", Month).WithSummary("Every post through a month, cut by who does its work.");
        read.MapGet("/{id:guid}", Find).WithSummary("One post with its holders, leaves and households.");

        read.MapGet("/{id:guid}/households", Households).WithSummary("The households a post answers for, where it has a set of them.");

        var own = app.MapGroup("/api/posts").WithTags("posts");
        own.MapGet("/own-village", OwnVillage).RequireAuthorization(Access.Villager).WithSummary("Who does what today in the villager's village.");
        own.MapGet("/held", Held).RequireAuthorization(Access.SignedIn).WithSummary("The posts the signed-in person holds or stands in for today.");
        own.MapPut("/{id:guid}/phone", PublishPhone).RequireAuthorization(Access.SignedIn).WithSummary("The holder lets the village read their number, or no longer.");

        var keep = app.MapGroup("/api/posts").WithTags("posts").RequireAuthorization(Access.CaseWorker);
        keep.MapPost("", Open).WithIdempotency().WithSummary("Sets up a post with its first holder.");
        keep.MapPost("/{id:guid}/hand-over", HandOver).WithIdempotency().WithSummary("From a day on somebody else holds it.");
        keep.MapPost("/{id:guid}/vacate", Vacate).WithSummary("Nobody holds it after a day.");
        keep.MapPost("/{id:guid}/leaves", TakeLeave).WithIdempotency().WithSummary("The holder is away; somebody may stand in.");
        keep.MapPost("/{id:guid}/leaves/end", EndLeave).WithSummary("Back early; a last day before the first takes the leave back.");
        keep.MapPut("/{id:guid}/title", Rename).WithSummary("What the post is called.");
        keep.MapPost("/{id:guid}/end", End).WithSummary("The post exists to a day; its history stays.");
    }

    private static async Task<Ok<Page<PostOnDay>>> Day(
        [Needed(Region.CodeMaxLength)] string village, DateOnly? on, CurrentActor current, PostCalendar calendar, CancellationToken cancel) =>
        TypedResults.Ok(new Page<PostOnDay>(await calendar.DayAsync(current.Actor, village, on, cancel), null));

    private static async Task<Ok<Page<PostMonth>>> Month(
        [Needed(Region.CodeMaxLength)] string village, DateOnly month, CurrentActor current, PostCalendar calendar, CancellationToken cancel) =>
        TypedResults.Ok(new Page<PostMonth>(await calendar.MonthAsync(current.Actor, village, month, cancel), null));

    private static async Task<Results<Ok<PostDetail>, NotFound>> Find(Guid id, CurrentActor current, PostCalendar calendar, CancellationToken cancel) =>
        await calendar.FindAsync(current.Actor, id, cancel) is { } post ? TypedResults.Ok(post) : TypedResults.NotFound();

    private static async Task<Results<Ok<Page<HouseholdListItem>>, NotFound>> Households(
        Guid id, CurrentActor current, PostCalendar calendar, HouseholdQueries households, CancellationToken cancel) =>
        await calendar.FindAsync(current.Actor, id, cancel) is { } post
            ? TypedResults.Ok(new Page<HouseholdListItem>(await households.OfAsync(current.Actor, post.RegionCode, post.HouseholdIds, cancel), null)) : TypedResults.NotFound();

    private static async Task<Ok<Page<VillagePost>>> OwnVillage(CurrentActor current, PostCalendar calendar, CancellationToken cancel) =>
        TypedResults.Ok(new Page<VillagePost>(await calendar.OwnVillageAsync(current.Actor, cancel), null));

    private static async Task<Ok<Page<HeldPost>>> Held(CurrentActor current, PostCalendar calendar, CancellationToken cancel) =>
        TypedResults.Ok(new Page<HeldPost>(await calendar.HeldAsync(current.Actor, cancel), null));

    private static async Task<Results<NoContent, NotFound>> PublishPhone(
        Guid id, PhonePublicationRequest request, CurrentActor current, DutyPostService posts, CancellationToken cancel) =>
        await posts.PublishPhoneAsync(current.Actor, id, request.Publish!.Value, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Created<PostReceipt>> Open(NewPostRequest request, CurrentActor current, DutyPostService posts, TimeProvider clock, CancellationToken cancel)
    {
        var post = await posts.OpenAsync(current.Actor, new PostOpening(request.Kind!.Value, request.RegionCode, request.Title, request.Alley, request.HouseholdIds ?? [],
            request.Holder!.ToPerson(), request.From ?? ChinaTime.Today(clock)), cancel);
        return TypedResults.Created($"/api/posts/{post.Id}", PostReceipt.Of(post));
    }

    private static async Task<Results<Ok<PostReceipt>, NotFound>> HandOver(Guid id, HandOverRequest request, CurrentActor current, DutyPostService posts, CancellationToken cancel) =>
        Answer(await posts.HandOverAsync(current.Actor, id, request.Version!.Value, request.Holder!.ToPerson(), request.On!.Value, request.Reason, cancel));

    private static async Task<Results<Ok<PostReceipt>, NotFound>> Vacate(Guid id, LastDayRequest request, CurrentActor current, DutyPostService posts, CancellationToken cancel) =>
        Answer(await posts.VacateAsync(current.Actor, id, request.Version!.Value, request.On!.Value, request.Reason, cancel));

    private static async Task<Results<Ok<PostReceipt>, NotFound>> TakeLeave(Guid id, LeaveRequest request, CurrentActor current, DutyPostService posts, CancellationToken cancel) =>
        Answer(await posts.TakeLeaveAsync(current.Actor, id, request.Version!.Value, request.From!.Value, request.To!.Value, request.StandIn?.ToPerson(), request.Reason, cancel));

    private static async Task<Results<Ok<PostReceipt>, NotFound>> EndLeave(Guid id, LeaveEndRequest request, CurrentActor current, DutyPostService posts, CancellationToken cancel) =>
        Answer(await posts.EndLeaveAsync(current.Actor, id, request.Version!.Value, request.LeaveId!.Value, request.On!.Value, cancel));

    private static async Task<Results<Ok<PostReceipt>, NotFound>> Rename(Guid id, PostTitleRequest request, CurrentActor current, DutyPostService posts, CancellationToken cancel) =>
        Answer(await posts.RenameAsync(current.Actor, id, request.Version!.Value, request.Title, cancel));

    private static async Task<Results<Ok<PostReceipt>, NotFound>> End(Guid id, LastDayRequest request, CurrentActor current, DutyPostService posts, CancellationToken cancel) =>
        Answer(await posts.EndAsync(current.Actor, id, request.Version!.Value, request.On!.Value, request.Reason, cancel));

    private static Results<Ok<PostReceipt>, NotFound> Answer(DutyPost? post) => post is null ? TypedResults.NotFound() : TypedResults.Ok(PostReceipt.Of(post));
}
