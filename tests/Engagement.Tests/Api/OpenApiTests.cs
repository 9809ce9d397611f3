using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Api;

/// <summary>The OpenAPI document is the contract that both clients take their types from, so it is committed and a change of it is seen in review.</summary>
public sealed class OpenApiTests(Villages villages)
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>With the environment variable <c>UPDATE_OPENAPI=1</c> the test writes the file instead of comparing it.</summary>
    [Fact]
    public async Task The_committed_document_is_the_served_one()
    {
        var served = await ServedAsync();
        var file = Path.Combine(RunningApi.Repository, "api", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(file, served.ToJsonString(Layout) + "\n", TestContext.Current.CancellationToken);
            return;
        }

        var committed = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        var differences = Differences("", Sorted(committed)!, Sorted(served)!).Take(20).ToList();
        differences.ShouldBeEmpty("api/openapi.json is not what the API serves. Run this test once with UPDATE_OPENAPI=1, then `npm run api-types` in admin-web.");
    }

    [Fact]
    public async Task Every_door_is_described_once_and_in_words()
    {
        var served = await ServedAsync();
        var described = Operations(served).ToDictionary(x => x.Name, x => x.Operation);

        EveryDoor.Of(await villages.OnAsync(Store.Sqlite)).Select(x => x.Name).ShouldBe(described.Keys, ignoreOrder: true);
        described.Where(x => string.IsNullOrWhiteSpace((string?)x.Value["summary"])).Select(x => x.Key).ShouldBeEmpty("Say with WithSummary what the operation is for.");
    }

    [Fact]
    public async Task Every_no_that_a_door_may_give_is_described()
    {
        foreach (var (name, operation) in Operations(await ServedAsync()))
        {
            var answers = operation["responses"]!.AsObject();
            answers.Any(x => x.Key[0] == '2').ShouldBeTrue($"{name} describes no success.");
            if (name.Contains('{')) answers.ContainsKey("404").ShouldBeTrue(name);
            if (operation["requestBody"] is not null) answers.ContainsKey("400").ShouldBeTrue(name);
            foreach (var (status, answer) in answers.Where(x => x.Key[0] == '4'))
                ((string?)answer!["content"]!["application/problem+json"]!["schema"]!["$ref"]).ShouldBe("#/components/schemas/Problem", $"{name} {status}");
        }

        static string[] Of(JsonNode served, string path, string method) => [.. served["paths"]![path]![method]!["responses"]!.AsObject().Select(x => x.Key)];
        var document = await ServedAsync();
        Of(document, "/api/complaints", "post").ShouldBe(["201", "400", "401", "403", "409", "413", "415", "422"]);
        Of(document, "/api/complaints/{id}", "get").ShouldBe(["200", "400", "401", "403", "404"], ignoreOrder: true);
        Of(document, "/api/categories", "get").ShouldBe(["200", "400"]);
    }

    [Fact]
    public async Task Clients_are_told_what_is_required_and_what_may_be_null()
    {
        var schemas = (await ServedAsync())["components"]!["schemas"]!;
        Required(schemas["ComplaintRequest"]!).ShouldBe(["category"]);
        Required(schemas["RatingRequest"]!).ShouldBe(["solved", "satisfaction"], ignoreOrder: true);
        schemas["ComplaintRequest"]!["properties"]!["category"]!["type"]!.ToJsonString().ShouldBe("\"string\"");
        schemas["ComplaintRequest"]!["properties"]!["description"]!["type"]!.ToJsonString().ShouldContain("null");
        var receipt = schemas["CaseReceipt"]!;
        Required(receipt).ShouldBe(receipt["properties"]!.AsObject().Select(x => x.Key), ignoreOrder: true);
        receipt["properties"]!["number"]!["type"]!.ToJsonString().ShouldBe("\"string\"");
        receipt["properties"]!["dueAt"]!["format"]!.ToJsonString().ShouldBe("\"date-time\"");
    }

    private async Task<JsonNode> ServedAsync() =>
        JsonNode.Parse(await (await villages.OnAsync(Store.Sqlite)).Anonymous.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken))!;

    private static IEnumerable<string> Required(JsonNode schema) => schema["required"]!.AsArray().Select(x => (string)x!);

    private static IEnumerable<(string Name, JsonObject Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!.AsObject());

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => KeyValuePair.Create(x.Key, Sorted(x.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<string> Differences(string at, JsonNode? committed, JsonNode? served)
    {
        if (JsonNode.DeepEquals(committed, served)) return [];
        return committed is JsonObject one && served is JsonObject other
            ? one.Select(x => x.Key).Union(other.Select(x => x.Key)).SelectMany(x => Differences($"{at}/{x}", one[x], other[x]))
            : [$"{at}: committed {Short(committed)}, served {Short(served)}"];
    }

    private static string Short(JsonNode? node) => node?.ToJsonString() is { } text ? text.Length > 120 ? text[..120] + "…" : text : "nothing";
}
