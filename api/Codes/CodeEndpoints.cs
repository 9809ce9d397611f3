using Engagement.Api.Hosting;
using Engagement.Core.Codes;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Codes;

public static class CodeEndpoints
{
    public static void MapCodes(this IEndpointRouteBuilder app)
    {
        app.MapGet("/c/{id}", Land).AllowAnonymous().ExcludeFromDescription();
        var open = app.MapGroup("/api/codes").WithTags("codes");
        open.MapGet("/{id}", Resolve).AllowAnonymous().WithSummary("What a scanned or typed code stands for.");

        var read = app.MapGroup("/api/codes").WithTags("codes").RequireAuthorization(Access.Staff);
        read.MapGet("", List).WithSummary("Codes of a region.");
        read.MapGet("/sheet", Sheet).Produces<string>(StatusCodes.Status200OK, "text/html").WithSummary("A page of codes to print on A4.");
        read.MapGet("/{id}/image", Picture).Produces<Stream>(StatusCodes.Status200OK, "image/png", "image/jpeg", "image/svg+xml").WithSummary("The code as a picture: WeChat's own, or an ordinary QR code.");

        var manage = app.MapGroup("/api/codes").WithTags("codes").RequireAuthorization(Access.CodeManager);
        manage.MapPost("", Create).WithIdempotency().WithSummary("Makes codes: one for a target, or up to 500 stickers to be assigned later.");
        manage.MapPut("/{id}/target", Assign).WithSummary("Gives an unassigned code what it stands for.");
        manage.MapPost("/{id}/retire", Retire).WithSummary("The code leads nowhere any more.");
    }

    private static async Task<Results<Ok<CodeTarget>, NotFound, ProblemHttpResult>> Resolve(string id, CodeQueries codes, CancellationToken cancel)
    {
        if (await codes.FindAsync(id, cancel) is not { } code) return TypedResults.NotFound();
        return code.RetiredAt is null ? TypedResults.Ok(CodeTarget.Of(code))
            : (ProblemHttpResult)Problems.Of(StatusCodes.Status410Gone, CodeErrors.Retired().Code, CodeErrors.Retired().Message);
    }

    private static async Task<ContentHttpResult> Land(string id, CodeQueries codes, HttpContext http, CancellationToken cancel)
    {
        var code = await codes.FindAsync(id, cancel);
        http.Response.Headers.ContentSecurityPolicy = CodeSheet.Policy;
        return TypedResults.Content(CodeSheet.WriteLanding(code), "text/html; charset=utf-8",
            statusCode: code switch { null => 404, { RetiredAt: not null } => 410, _ => 200 });
    }

    private static async Task<Ok<Page<CodeView>>> List([AsParameters] CodeListRequest request, CurrentActor current, CodeQueries codes, CancellationToken cancel) =>
        TypedResults.Ok(await codes.ListAsync(current.Actor, request.ToFilter(), request.Limit ?? Paging.DefaultLimit, request.After, cancel));

    private static async Task<Created<Page<CodeView>>> Create(
        CodeCreationRequest request, CurrentActor current, CodeService codes, RegionQueries regions, CancellationToken cancel)
    {
        var made = await codes.CreateAsync(current.Actor, request.Kind!.Value, request.RegionCode, request.Target, request.Count ?? 1, cancel);
        var name = (await regions.NamesAsync([request.RegionCode], cancel, fromLength: 9))[request.RegionCode];
        return TypedResults.Created("/api/codes", new Page<CodeView>(
            [.. made.Select(x => new CodeView(x.Id, x.OwnerKind, x.OwnerId, x.RegionCode, name, x.CreatedAt, x.RetiredAt))], null));
    }

    private static async Task<Results<NoContent, NotFound>> Assign(string id, CodeAssignmentRequest request, CurrentActor current, CodeService codes, CancellationToken cancel) =>
        await codes.AssignAsync(current.Actor, id, request.Target, cancel) is null ? TypedResults.NotFound() : TypedResults.NoContent();

    private static async Task<Results<NoContent, NotFound>> Retire(string id, CurrentActor current, CodeService codes, CancellationToken cancel) =>
        await codes.RetireAsync(current.Actor, id, cancel) is null ? TypedResults.NotFound() : TypedResults.NoContent();

    private static async Task<Results<FileContentHttpResult, NotFound>> Picture(string id, CurrentActor current, CodeQueries codes, HttpContext http, CancellationToken cancel)
    {
        if (await codes.PictureAsync(current.Actor, id, cancel) is not { } picture) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = CodeSheet.Policy;
        return TypedResults.File(picture.Bytes, picture.ContentType);
    }

    private static async Task<ContentHttpResult> Sheet([AsParameters] CodeListRequest request, CurrentActor current, CodeQueries codes, HttpContext http, CancellationToken cancel)
    {
        var page = await codes.ListAsync(current.Actor, request.ToFilter() with { Retired = false }, request.Limit ?? Paging.MaxLimit, request.After, cancel);
        return await CodeSheet.AnswerAsync(page.Items, page.Next, codes, http, caption: null, cancel);
    }
}
