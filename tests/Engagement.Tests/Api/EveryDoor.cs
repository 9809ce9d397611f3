using Engagement.Tests.Village;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Tests.Api;

/// <summary>One way into the application: a method and a route pattern.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Pattern without constraints: <c>/api/cases/{id}/accept</c>.</param>
/// <param name="Endpoint">With its metadata.</param>
public sealed record Door(string Method, string Path, RouteEndpoint Endpoint)
{
    public string Name => $"{Method} {Path}";

    public override string ToString() => Name;
}

/// <summary>Every door the running application has, so that a new one is guarded without anybody remembering to.</summary>
public static class EveryDoor
{
    /// <summary>The API's own doors. Not the simulator, which plays WeChat in Development and answers in WeChat's form, nor pages and files.</summary>
    public static IReadOnlyList<Door> Of(VillageApp app) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(x => x.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => new Door(method, PathOf(x), x)) ?? [])
            .Where(x => x.Path.StartsWith("/api/", StringComparison.Ordinal))
            .OrderBy(x => x.Path, StringComparer.Ordinal).ThenBy(x => x.Method, StringComparer.Ordinal),
    ];

    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            _ => "",
        }))));
}
