using Engagement.Api.Hosting;
using Engagement.Core.Photos;
using Engagement.Core.Safety;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Api.Photos;

public static class PhotoEndpoints
{
    /// <summary>Photo, thumbnail and the multipart frame around them.</summary>
    private const long MaxRequestBytes = PhotoInspector.MaxBytes + 2 * 1024 * 1024;

    public static void MapPhotos(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/photos").WithTags("photos").RequireAuthorization(Access.SignedIn);
        // No antiforgery token: the console's cookie works only with its own header, and a phone sends no cookie.
        group.MapPost("", Upload).DisableAntiforgery().WithIdempotency()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxRequestBytes))
            .WithSummary("Takes a JPEG, PNG or WebP up to 10 MB (field file) and an optional small copy (field thumbnail).");
        group.MapGet("/{id:guid}", Show).Produces<Stream>(StatusCodes.Status200OK, "image/jpeg", "image/png", "image/webp").WithSummary("The picture, for those who may see what it is attached to.");
        group.MapGet("/{id:guid}/thumbnail", ShowThumbnail).Produces<Stream>(StatusCodes.Status200OK, "image/jpeg", "image/png", "image/webp").WithSummary("The small copy, or the picture itself when there is none.");
        app.MapGet("/api/photos/shared/{token}", ShowShared).Produces<Stream>(StatusCodes.Status200OK, "image/jpeg", "image/png", "image/webp").WithTags("photos").AllowAnonymous().WithSummary("The picture for whoever checks it, at a signed address that lives 40 minutes.");
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> ShowShared([AtMost(200)] string token, PhotoLinks links, PhotoService photos, HttpContext http, CancellationToken cancel)
    {
        if (links.Read(token) is not { } id || await photos.FindAsync(id, cancel) is not { } photo || await photos.OpenAsync(photo, false, cancel) is not { } content)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(content, photo.ContentType);
    }

    private static async Task<Results<Created<PhotoView>, ProblemHttpResult>> Upload(
        IFormFile file, IFormFile? thumbnail, CurrentActor current, PhotoService photos, CancellationToken cancel)
    {
        var photo = await photos.UploadAsync(current.Actor, await ReadAsync(file, cancel), thumbnail is null ? null : await ReadAsync(thumbnail, cancel), cancel);
        return TypedResults.Created($"/api/photos/{photo.Id}", new PhotoView(photo.Id, photo.ContentType, photo.Width, photo.Height, photo.Bytes));
    }

    private static Task<Results<FileStreamHttpResult, NotFound>> Show(Guid id, CurrentActor current, PhotoService photos, PhotoRights rights, HttpContext http, CancellationToken cancel) =>
        SendAsync(id, false, current, photos, rights, http, cancel);

    private static Task<Results<FileStreamHttpResult, NotFound>> ShowThumbnail(Guid id, CurrentActor current, PhotoService photos, PhotoRights rights, HttpContext http, CancellationToken cancel) =>
        SendAsync(id, true, current, photos, rights, http, cancel);

    private static async Task<Results<FileStreamHttpResult, NotFound>> SendAsync(
        Guid id, bool thumbnail, CurrentActor current, PhotoService photos, PhotoRights rights, HttpContext http, CancellationToken cancel)
    {
        if (await photos.FindAsync(id, cancel) is not { } photo || !await rights.MaySeeAsync(current.Actor, photo, cancel)
            || await photos.OpenAsync(photo, thumbnail, cancel) is not { } content)
            return TypedResults.NotFound();
        // A photo never changes, but the right to see it may: the browser keeps it for an hour, nobody in between does.
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(content, photo.ContentType);
    }

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken cancel)
    {
        if (file.Length > PhotoInspector.MaxBytes) throw new PhotoRefused(PhotoRefusal.TooLarge);
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }
}

public sealed record PhotoView(Guid Id, string ContentType, int Width, int Height, int Bytes);
