using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engagement.Api.Hosting;

/// <summary>States in the OpenAPI document which "no" each operation may give, read off the endpoint: no handler repeats what the host does for all.</summary>
public static class RefusalDescriptions
{
    private const string Schema = "Problem";

    public static void DescribeRefusals(this OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.AddComponent(Schema, Problem());
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<Idempotency.Marker>().Any()) (operation.Parameters ??= []).Add(KeyHeader());
            foreach (var (status, meaning) in RefusalsOf(operation, context.Description.HttpMethod, context.Description.RelativePath ?? "", metadata))
                State(operation, context.Document!, status, meaning);
            return Task.CompletedTask;
        });
    }

    private static IEnumerable<(int Status, string Meaning)> RefusalsOf(OpenApiOperation operation, string? method, string path, IList<object> metadata)
    {
        var open = metadata.OfType<IAllowAnonymous>().Any();
        var writes = method is not ("GET" or "HEAD");
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 }) yield return (400, "The input has the wrong shape; errors names the fields.");
        if (!open) yield return (401, "Not signed in, or the session is over.");
        if (!open && metadata.OfType<IAuthorizeData>().Any(x => x.Policy is not (null or Access.SignedIn))) yield return (403, "The signed-in account may not do this.");
        if (path.Contains('{') || operation.Responses?.ContainsKey("404") == true) yield return (404, "Absent, or not yours to see.");
        if (writes && !open) yield return (409, "A rule says no; code says which.");
        if (operation.RequestBody is not null) yield return (413, "The body is too large.");
        if (operation.RequestBody is not null) yield return (415, "The body has the wrong content type.");
        if (metadata.OfType<Idempotency.Marker>().Any(x => !x.PerItem)) yield return (422, "The Idempotency-Key was used for another body.");
    }

    private static void State(OpenApiOperation operation, OpenApiDocument document, int status, string meaning)
    {
        operation.Responses ??= [];
        operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
        {
            Description = meaning,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Schema, document) } },
        };
    }

    private static OpenApiParameter KeyHeader() => new()
    {
        Name = Idempotency.Header,
        In = ParameterLocation.Header,
        Description = "Makes the request safe to send again: the same key and body get the same answer for 24 hours.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Core.Data.IdempotencyKey.KeyMaxLength },
    };

    /// <summary>RFC 9457 with our two promises: a stable code and a sentence for the user.</summary>
    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "status", "code", "detail" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable, dotted: case.already_closed." },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence for the user, in Chinese." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Sentences per field, when the input has the wrong shape.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };
}
