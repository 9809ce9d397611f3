using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Api.Home;

/// <summary><c>/</c>: a plain page for a newcomer.</summary>
public static partial class HomeEndpoints
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static readonly string Page = Read("home.html"), Style = Read("home.css");

    public static void MapHome(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        group.MapGet("/", ShowAsync);
        group.MapGet("/home.css", () => TypedResults.Text(Style, "text/css; charset=utf-8"));
    }

    private static async Task<IResult> ShowAsync(EngagementDbContext db, IConfiguration configuration, HttpRequest request, HttpResponse response, CancellationToken cancel)
    {
        HashSet<string> shown = [];
        var isDemo = await db.Set<StoreMark>().AnyAsync(x => x.Name == StoreMark.Demo, cancel);
        if (isDemo) shown.Add("demo");
        if (configuration.GetValue<bool>("WeChat:Simulator")) shown.Add("simulator");
        if (!await db.Set<Region>().AnyAsync(cancel)) shown.Add("no-regions");
        if (!await db.Set<StaffUser>().AnyAsync(cancel)) shown.Add("no-staff");
        if (shown.Overlaps(["no-regions", "no-staff"])) shown.Add("setup");
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-cache";
        var origin = HtmlEncoder.Default.Encode($"{request.Scheme}://{request.Host}");
        return TypedResults.Text(Only(shown, Page).Replace("{origin}", origin, StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    /// <summary>Keeps what stands between <c>&lt;!--if NAME--&gt;</c> and <c>&lt;!--end NAME--&gt;</c> for the names given, drops the rest.</summary>
    private static string Only(HashSet<string> shown, string page)
    {
        while (Section().Match(page) is { Success: true } section)
            page = page[..section.Index] + (shown.Contains(section.Groups["name"].Value) ? section.Groups["body"].Value : "") + page[(section.Index + section.Length)..];
        return page;
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(typeof(HomeEndpoints).Assembly.GetManifestResourceStream($"Engagement.Api.Home.{file}")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"[ ]*<!--if (?<name>[\w-]+)-->\n?(?<body>.*?)[ ]*<!--end \k<name>-->\n?", RegexOptions.Singleline)]
    private static partial Regex Section();
}
