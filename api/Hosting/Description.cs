using System.Text.Json.Serialization.Metadata;
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
        options.AddSchemaTransformer((schema, context, _) =>
        {
            RequireWhatIsDemanded(schema, context.JsonTypeInfo);
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

    /// <summary>In a request body exactly those properties are required that our own attributes demand: the generator knows neither them
    /// nor that a missing constructor parameter is allowed.</summary>
    private static void RequireWhatIsDemanded(OpenApiSchema schema, JsonTypeInfo type)
    {
        var demanded = type.Properties.Where(IsDemanded).Select(x => x.Name).ToHashSet();
        if (schema.Properties is null || (demanded.Count == 0 && !type.Type.Name.EndsWith("Request", StringComparison.Ordinal))) return;
        schema.Required = demanded;
        foreach (var name in demanded)
            if (schema.Properties[name] is OpenApiSchema property) property.Type &= ~JsonSchemaType.Null;
    }

    private static bool IsDemanded(JsonPropertyInfo property) => property.AttributeProvider?.GetCustomAttributes(true)
        .Any(x => x is NeededAttribute or GivenAttribute or ItemsAttribute { Min: > 0 }) == true;
}
