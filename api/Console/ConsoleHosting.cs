using System.Net.Mime;

namespace Engagement.Api.Console;

/// <summary>Serves the built staff console under /admin, or a sentence that says what is missing.</summary>
public static class ConsoleHosting
{
    private const string Mount = "/admin";
    private const string Index = "admin/index.html";

    /// <summary>
    /// Scripts and pictures only from here. Style attributes are needed for computed positions of menus and table columns;
    /// blob: shows a picture chosen but not yet sent, data: the QR code of the second factor.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "style-src 'self'; style-src-attr 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Finds the console beside the sources when run from a build, in every environment; a published host has it in wwwroot.</summary>
    public static void UseConsole(this WebApplicationBuilder builder) => builder.WebHost.UseStaticWebAssets();

    /// <summary>Maps /admin with its headers, hashed assets and the fallback of a single-page application. Open to everybody: it holds no data.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.Use(AddHeaders);
        // Tests and hosts without a web build have no manifest; mapping would throw.
        var manifest = Path.Combine(AppContext.BaseDirectory, $"{app.Environment.ApplicationName}.staticwebassets.endpoints.json");
        if (File.Exists(manifest)) app.MapStaticAssets(manifest).AllowAnonymous();
        app.MapFallback($"{Mount}/{{*path:nonfile}}", SendIndex).WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])).AllowAnonymous().ExcludeFromDescription();
    }

    private static Task AddHeaders(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments(Mount)) http.Response.OnStarting(SetHeaders, http);
        return next(http);
    }

    private static Task SetHeaders(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        // Names under assets contain a hash of the content, so they may be kept for ever; the page that names them may not.
        if (http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
            headers.CacheControl = http.Request.Path.StartsWithSegments($"{Mount}/assets") ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return Task.CompletedTask;
    }

    private static async Task SendIndex(HttpContext http, IWebHostEnvironment environment)
    {
        http.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        var page = environment.WebRootFileProvider.GetFileInfo(Index);
        if (page.Exists)
        {
            http.Response.ContentLength = page.Length;
            if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.SendFileAsync(page, http.RequestAborted);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await using var explanation = typeof(ConsoleHosting).Assembly.GetManifestResourceStream("ConsoleNotBuilt.html")!;
        if (!HttpMethods.IsHead(http.Request.Method)) await explanation.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
