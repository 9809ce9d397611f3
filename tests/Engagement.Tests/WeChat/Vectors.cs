using System.Text.Json.Nodes;

namespace Engagement.Tests.WeChat;

/// <summary>The public test vectors; each entry names its source.</summary>
internal static class Vectors
{
    private static readonly JsonObject All = Read();

    public static string Text(string vector, string field) => All[vector]![field]!.ToString();

    public static JsonNode Node(string vector, string field) => All[vector]![field]!;

    private static JsonObject Read()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("Engagement.Tests.WeChat.wechat-vectors.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
