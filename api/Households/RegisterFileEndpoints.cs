using System.Globalization;
using Engagement.Api.Hosting;
using Engagement.Core.Households;
using Engagement.Core.Households.Importing;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Shared.Sheets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Engagement.Api.Households;

/// <summary>The register as a file: in from what a village has, out in the same shape.</summary>
public static class RegisterFileEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The file and the multipart frame around it.</summary>
    private const long MaxRequestBytes = SheetLimits.FileBytes + 64 * 1024;

    public static void MapRegisterFiles(this IEndpointRouteBuilder app)
    {
        var keep = app.MapGroup("/api/households").WithTags("households").RequireAuthorization(Access.RegisterKeeper);
        // No antiforgery token: the console's cookie works only with its own header.
        keep.MapPost("/import", Import).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes))
            .WithSummary("Takes a CSV or XLSX up to 20 MB (field file). With preview=true says what would change; with preview=false and the hash of the preview does it, all or nothing.");
        keep.MapGet("/export.xlsx", Export).Produces<Stream>(StatusCodes.Status200OK, Xlsx).WithSummary("The register in the shape an import reads; phones are masked.");
    }

    private static async Task<Ok<ImportReport>> Import(
        IFormFile file, [FromForm, Needed(Region.CodeMaxLength)] string? village, [FromForm, AtMost(64)] string? hash, bool? preview, CurrentActor current, HouseholdImporter importer, CancellationToken cancel)
    {
        if (village is null || !village.All(char.IsAsciiDigit)) throw HouseholdErrors.UnknownVillage();
        await using var content = file.OpenReadStream();
        return TypedResults.Ok(preview != false ? await importer.PreviewAsync(current.Actor, village, content, cancel)
            : await importer.CommitAsync(current.Actor, village, content, hash ?? "", cancel));
    }

    private static async Task<IResult> Export([Needed(Region.CodeMaxLength)] string village, CurrentActor current, HouseholdExport export, TimeProvider clock, HttpContext http, CancellationToken cancel)
    {
        await export.StartAsync(current.Actor, village, cancel);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = Xlsx;
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"households-{(village.All(char.IsAsciiDigit) ? village : "all")}-{ChinaTime.Today(clock):yyyyMMdd}.xlsx\"");
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await export.WriteAsync(village, http.Response.Body, cancel);
        return TypedResults.Empty;
    }
}
