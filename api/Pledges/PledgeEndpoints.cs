using Engagement.Api.Hosting;
using Engagement.Core.Photos;
using Engagement.Core.Pledges.Coverage;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Pledges.Templates;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Pledges;

public static class PledgeEndpoints
{
    public static void MapPledges(this IEndpointRouteBuilder app)
    {
        app.MapGet("/p/{code}", ShowProof).AllowAnonymous().ExcludeFromDescription();
        var group = app.MapGroup("/api/pledges").WithTags("pledges");
        group.MapGet("/verify/{code}", Verify).AllowAnonymous().WithSummary("Whether a code stands for a pledge; says nothing about people.");
        group.MapGet("/current", Current).RequireAuthorization(Access.SignedIn).WithSummary("One's household's pledge, or what there is to sign.");
        group.MapPost("", Sign).RequireAuthorization(Access.SignedIn).WithIdempotency().WithSummary("An adult member or proxy signs.");
        group.MapPost("/paper", EnterPaper).RequireAuthorization(Access.CodeManager).WithIdempotency().WithSummary("Staff enter a sheet signed on paper.");
        group.MapGet("", List).RequireAuthorization(Access.Staff).WithSummary("Households of a village that signed, have not, let it lapse or were withdrawn.");
        group.MapGet("/{id:guid}", Find).RequireAuthorization(Access.SignedIn).WithSummary("A pledge with the text that was signed.");
        group.MapGet("/{id:guid}/print", Print).RequireAuthorization(Access.SignedIn).Produces<string>(StatusCodes.Status200OK, "text/html").WithSummary("The signed pledge to print, with hash and code.");
        group.MapPost("/{id:guid}/withdraw", Withdraw).RequireAuthorization(Access.CodeManager).WithSummary("The committee takes a pledge back and says why.");
        group.MapPut("/frontage/{householdId:guid}", DescribeFrontage).RequireAuthorization(Access.SignedIn).WithSummary("What the household answers for.");

        var templates = app.MapGroup("/api/pledge-templates").WithTags("pledges");
        templates.MapGet("", Templates).RequireAuthorization(Access.Staff).WithSummary("A place's wordings and what is in force there.");
        templates.MapPost("", Publish).RequireAuthorization(Access.CodeManager).WithIdempotency().WithSummary("Publishes the next wording of a place.");
        templates.MapPost("/preview", Preview).RequireAuthorization(Access.CodeManager).WithSummary("How a wording would read.");

        app.MapGet("/api/statistics/pledges", Statistics).WithTags("statistics").RequireAuthorization(Access.Staff).WithSummary("Coverage and keep-rate by place.");
    }

    private static async Task<Results<Ok<PledgeProof>, NotFound>> Verify(string code, PledgeQueries pledges, CancellationToken cancel) =>
        await pledges.VerifyAsync(code, cancel) is { } proof ? TypedResults.Ok(proof) : TypedResults.NotFound();

    /// <summary>The same answer for a person who scanned the printed sheet.</summary>
    private static async Task<ContentHttpResult> ShowProof(string code, PledgeQueries pledges, HttpContext http, CancellationToken cancel)
    {
        var proof = await pledges.VerifyAsync(code, cancel);
        http.Response.Headers.ContentSecurityPolicy = PledgeSheet.Policy;
        return TypedResults.Content(PledgeSheet.WriteProof(proof), "text/html; charset=utf-8", statusCode: proof is null ? 404 : 200);
    }

    private static async Task<Results<Ok<CurrentPledge>, NotFound>> Current(Guid? household, CurrentActor current, PledgeQueries pledges, CancellationToken cancel) =>
        await pledges.CurrentAsync(current.Actor, household, cancel) is { } pledge ? TypedResults.Ok(pledge) : TypedResults.NotFound();

    private static async Task<Results<Created<PledgeReceipt>, NotFound>> Sign(SignRequest request, CurrentActor current, PledgeService pledges, CancellationToken cancel) =>
        Receipt(await pledges.SignAsync(current.Actor, request.ToSignature(), cancel));

    private static async Task<Results<Created<PledgeReceipt>, NotFound>> EnterPaper(PaperPledgeRequest request, CurrentActor current, PledgeService pledges, CancellationToken cancel) =>
        Receipt(await pledges.EnterPaperAsync(current.Actor, request.ToSheet(), cancel));

    private static async Task<Ok<Page<PledgeListItem>>> List([AsParameters] PledgeListRequest request, CurrentActor current, PledgeQueries pledges, CancellationToken cancel) =>
        TypedResults.Ok(await pledges.ListAsync(current.Actor, request.Village!, request.Show?.Value ?? PledgeListing.Signed, request.Term, request.Alley,
            request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Results<Ok<PledgeView>, NotFound>> Find(Guid id, CurrentActor current, PledgeQueries pledges, CancellationToken cancel) =>
        await pledges.FindAsync(current.Actor, id, cancel) is { } pledge ? TypedResults.Ok(pledge) : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> Print(
        Guid id, CurrentActor current, PledgeQueries pledges, PhotoService photos, Settings settings, HttpContext http, CancellationToken cancel)
    {
        if (await pledges.FindAsync(current.Actor, id, cancel) is not { } pledge) return TypedResults.NotFound();
        var pictures = new List<(string ContentType, byte[] Bytes)>();
        foreach (var photoId in pledge.PhotoIds)
        {
            if (await photos.FindAsync(photoId, cancel) is not { } photo || await photos.OpenAsync(photo, thumbnail: false, cancel) is not { } file) continue;
            await using (file)
            {
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes, cancel);
                pictures.Add((photo.ContentType, bytes.ToArray()));
            }
        }

        http.Response.Headers.ContentSecurityPolicy = PledgeSheet.Policy;
        http.Response.Headers.CacheControl = "no-store";
        var root = settings.PublicBaseUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}");
        return TypedResults.Content(PledgeSheet.Write(pledge, pictures, new Uri(root, $"p/{pledge.VerifyCode}")), "text/html; charset=utf-8");
    }

    private static async Task<Results<Ok<PledgeReceipt>, NotFound>> Withdraw(Guid id, WithdrawPledgeRequest request, CurrentActor current, PledgeService pledges, CancellationToken cancel) =>
        await pledges.WithdrawAsync(current.Actor, id, request.Version!.Value, request.Reason, cancel) is { } pledge ? TypedResults.Ok(PledgeReceipt.Of(pledge)) : TypedResults.NotFound();

    private static async Task<Results<Ok<FrontageView>, NotFound>> DescribeFrontage(
        Guid householdId, FrontageRequest request, CurrentActor current, PledgeService pledges, CancellationToken cancel) =>
        await pledges.DescribeFrontageAsync(current.Actor, householdId, request.Version, request.Boundary, request.PhotoId, request.ToCorners(), cancel) is { } x
            ? TypedResults.Ok(FrontageView.Of(x)) : TypedResults.NotFound();

    private static async Task<Ok<TemplateOverview>> Templates(string region, PledgeTemplates templates, CancellationToken cancel)
    {
        var regime = await templates.InForceAsync(region, cancel);
        return TypedResults.Ok(new TemplateOverview(region, regime.Term, [.. regime.From.Select(TemplateView.Of)], [.. (await templates.HistoryAsync(region, cancel)).Select(TemplateView.Of)]));
    }

    private static async Task<Created<TemplateView>> Publish(WordingRequest request, CurrentActor current, PledgeTemplates templates, CancellationToken cancel) =>
        TypedResults.Created("/api/pledge-templates", TemplateView.Of(await templates.PublishAsync(current.Actor, request.RegionCode, request.ToWording(), request.Term, cancel)));

    private static async Task<Ok<TextPreview>> Preview(WordingRequest request, CurrentActor current, PledgeTemplates templates, CancellationToken cancel) =>
        TypedResults.Ok(TextPreview.Of(await templates.PreviewAsync(current.Actor, request.RegionCode, request.ToWording(), request.Term, cancel)));

    private static async Task<Results<Ok<PledgeReport>, NotFound>> Statistics(
        string region, Choice<PledgeBreakdown>? by, DateOnly? on, CurrentActor current, PledgeStatistics statistics, CancellationToken cancel) =>
        await statistics.ReportAsync(current.Actor, region, by?.Value, on, cancel) is { } report ? TypedResults.Ok(report) : TypedResults.NotFound();

    private static Results<Created<PledgeReceipt>, NotFound> Receipt(Pledge? pledge) =>
        pledge is null ? TypedResults.NotFound() : TypedResults.Created($"/api/pledges/{pledge.Id}", PledgeReceipt.Of(pledge));
}
