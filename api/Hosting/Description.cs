using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engagement.Api.Hosting;

/// <summary>The OpenAPI document is the contract; both clients take their types from it.</summary>
public static class Description
{
    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        // The generator wraps nullable references after the schema transformers, so what is required and what may be null is stated last.
        var seen = new ConcurrentDictionary<string, JsonTypeInfo>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            foreach (var (name, type) in seen)
                if (document.Components?.Schemas?.TryGetValue(name, out var found) == true && found is OpenApiSchema schema) StateWhatIsRequired(schema, type);
            document.Info = new OpenApiInfo { Title = "Engagement", Version = "v1", Description = "Village environment self-governance: complaints, households, points, contests, inspections." };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            {
                var described = context.Description.ParameterDescriptions.FirstOrDefault(x => x.Name == parameter.Name);
                StateWords(parameter, described?.ParameterDescriptor?.ParameterType);
                parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            }

            return Task.CompletedTask;
        });
        options.DescribeRefusals();
        options.AddSchemaTransformer((schema, context, _) =>
        {
            NamePrimitive(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } && schema.Items is null) NamePrimitive((OpenApiSchema)(schema.Items = new OpenApiSchema()), item);
            if (OpenApiOptions.CreateDefaultSchemaReferenceId(context.JsonTypeInfo) is { } name) seen[name] = context.JsonTypeInfo;
            return Task.CompletedTask;
        });
    });

    public static void MapDescription(this WebApplication app) => app.MapOpenApi().AllowAnonymous();

    /// <summary>The page that shows the document; open to everybody, so it stands before the demand to sign in.</summary>
    public static void UseDocs(this WebApplication app) => app.UseSwaggerUI(options =>
    {
        options.RoutePrefix = "docs";
        options.SwaggerEndpoint("/openapi/v1.json", "Engagement v1");
        options.DocumentTitle = "Engagement API";
    });

    /// <summary>Our own converters hide from the generator what text and times look like.</summary>
    private static void NamePrimitive(OpenApiSchema schema, Type type)
    {
        if (type == typeof(string)) schema.Type = JsonSchemaType.String;
        if (type != typeof(DateTime)) return;
        schema.Type = JsonSchemaType.String;
        schema.Format = "date-time";
    }

    /// <summary>A <see cref="Choice{T}"/> is text to the generator; its words are the contract.</summary>
    private static void StateWords(OpenApiParameter parameter, Type? type)
    {
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        var item = type?.IsArray == true ? type.GetElementType()! : type;
        if (item is not { IsGenericType: true } || item.GetGenericTypeDefinition() != typeof(Choice<>)) return;
        var words = (IReadOnlyCollection<string>)item.GetProperty(nameof(Choice<>.All))!.GetValue(null)!;
        var schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(x => (JsonNode)JsonValue.Create(x)!)] };
        parameter.Schema = type!.IsArray ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema;
    }

    /// <summary>In a request exactly those properties are required that our own attributes demand, which the generator does not know.
    /// In an answer every property stands, if need be as null.</summary>
    private static void StateWhatIsRequired(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (schema.Type is { } own) schema.Type = own & ~JsonSchemaType.Null;
        if (schema.Enum is { } choices) schema.Enum = [.. choices.Where(x => x is not null && x.GetValueKind() != JsonValueKind.Null)];
        if (schema.Properties is null || type.Kind != JsonTypeInfoKind.Object) return;
        var demanded = type.Properties.Where(IsDemanded).Select(x => x.Name).ToHashSet();
        var request = demanded.Count > 0 || type.Type.Name.EndsWith("Request", StringComparison.Ordinal);
        schema.Required = request ? demanded : schema.Properties.Keys.ToHashSet();
        foreach (var property in type.Properties)
        {
            if (!schema.Properties.TryGetValue(property.Name, out var shape)) continue;
            schema.Properties[property.Name] = WithNull(shape, property.IsGetNullable && !demanded.Contains(property.Name));
        }
    }

    private static IOpenApiSchema WithNull(IOpenApiSchema shape, bool nullable)
    {
        if (shape is OpenApiSchema { OneOf: { Count: 2 } choices })
            return nullable ? shape : choices.First(x => x is not OpenApiSchema { Type: JsonSchemaType.Null });
        if (shape is OpenApiSchema plain)
        {
            if (plain.Type is { } type) plain.Type = nullable ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
            return plain;
        }

        return nullable ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, shape] } : shape;
    }

    private static bool IsDemanded(JsonPropertyInfo property) => property.AttributeProvider?.GetCustomAttributes(true)
        .Any(x => x is NeededAttribute or GivenAttribute or ItemsAttribute { Min: > 0 }) == true;
}
