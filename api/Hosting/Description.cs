using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engagement.Api.Hosting;

/// <summary>The OpenAPI document is the contract; both clients take their types from it.</summary>
public static class Description
{
    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Engagement", Version = "v1", Description = "Village environment self-governance: complaints, households, points, contests, inspections." };
            document.Servers = [];
            return Task.CompletedTask;
        });
    });

    public static void MapDescription(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.SwaggerEndpoint("/openapi/v1.json", "Engagement v1");
            options.DocumentTitle = "Engagement API";
        });
    }
}
