using System.Reflection;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>The page <c>/simulator</c>: what arrived on the phones. Three embedded files; nothing inline, so that any content policy allows it.</summary>
internal static class PhonePage
{
    public static void MapPhonePage(this RouteGroupBuilder group)
    {
        // Without the slash the page's own files would be looked for beside the folder.
        group.MapGet("", (HttpContext http) => http.Request.Path.Value!.EndsWith('/') ? File("phone.html", "text/html; charset=utf-8") : Results.Redirect(http.Request.PathBase + http.Request.Path + "/"));
        group.MapGet("/phone.js", () => File("phone.js", "text/javascript; charset=utf-8"));
        group.MapGet("/phone.css", () => File("phone.css", "text/css; charset=utf-8"));
    }

    private static IResult File(string name, string type)
    {
        var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Engagement.Api.WeChat.Simulator.{name}");
        return stream is null ? Results.NotFound() : Results.Stream(stream, type);
    }
}
