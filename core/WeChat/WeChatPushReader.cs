using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Engagement.Core.Shared;

namespace Engagement.Core.WeChat;

/// <summary>Reads pushed bodies, JSON or XML, whatever WeChat quotes or leaves out of lists. DTDs and deep nesting are refused.</summary>
public static class WeChatPushReader
{
    private const int MaxDepth = 16;
    private const int OpenIdMaxLength = 64;

    /// <summary>Unix seconds of the year 2100: no push was made after it.</summary>
    private const long NoLaterThan = 4102444800;

    private static readonly Dictionary<string, string> XmlLists = new(StringComparer.OrdinalIgnoreCase)
    {
        [WeChatPush.PopupEvent] = "SubscribeMsgPopupEvent",
        [WeChatPush.ChangeEvent] = "SubscribeMsgChangeEvent",
        [WeChatPush.SentEvent] = "SubscribeMsgSentEvent",
    };

    /// <summary>The <c>Encrypt</c> part of a body; false when there is none or the body is unreadable.</summary>
    public static bool TryReadEncrypted(string body, [NotNullWhen(true)] out string? encrypted)
    {
        encrypted = Parse(body) is { } message ? Text(message, "Encrypt") : null;
        return !string.IsNullOrEmpty(encrypted);
    }

    /// <summary>The message in a plain body or in what was decrypted. False when it lacks what every message has.</summary>
    public static bool TryRead(string body, [NotNullWhen(true)] out WeChatPush? push)
    {
        push = null;
        if (Parse(body) is not { } message) return false;
        var name = (Text(message, "Event") ?? "").ToLowerInvariant();
        // Of those who withdraw or leave WeChat itself is the sender and tells in a field of its own who it was (event-push, authorized_user_information_changes).
        var from = (name is WeChatPush.RevokeEvent or WeChatPush.CancellationEvent ? Withdrawn(message, "OpenID") : null) ?? Text(message, "FromUserName");
        var type = Text(message, "MsgType");
        var created = Number(message, "CreateTime");
        if (from is not { Length: > 0 and <= OpenIdMaxLength } || !CleanText.IsClean(from) || string.IsNullOrEmpty(type) || created is not (> 0 and < NoLaterThan)) return false;
        push = new WeChatPush(
            Text(message, "ToUserName") ?? "", from, DateTimeOffset.FromUnixTimeSeconds(created).UtcDateTime, type.ToLowerInvariant(), name, DedupeKey(message))
        {
            MediaCheck = name == WeChatPush.MediaCheckEvent ? MediaCheck(message) : null,
            Subscriptions = [.. Items(message, name).Select(News)],
            Revoked = name == WeChatPush.RevokeEvent ? Withdrawn(message, "RevokeInfo") : null,
        };
        return true;
    }

    private static MediaCheckOutcome MediaCheck(JsonObject message)
    {
        var trace = Text(message, "trace_id") is { } given && CleanText.IsClean(given) ? given : "";
        var errcode = (int)Math.Clamp(Number(message, "errcode"), int.MinValue, int.MaxValue);
        if (errcode != 0 || message["result"] is not JsonObject result) return new MediaCheckOutcome(trace, errcode, null);
        var label = (int)Math.Clamp(Number(result, "label"), 0, int.MaxValue);
        return new MediaCheckOutcome(trace, 0, WeChatClient.Verdict(new WeChatClient.CheckResult(Text(result, "suggest"), label), trace));
    }

    private static SubscriptionNews News(JsonObject item) => new(
        Text(item, "TemplateId") ?? "",
        Text(item, "SubscribeStatusString") is { } status ? status == "accept" : null,
        Text(item, "MsgID"),
        (int)Math.Clamp(Number(item, "ErrorCode"), int.MinValue, int.MaxValue),
        Text(item, "ErrorStatus"));

    // JSON: "List" is an array or one object. XML: elements <List> inside an element named after the event.
    private static IEnumerable<JsonObject> Items(JsonObject message, string name)
    {
        if (!XmlLists.TryGetValue(name, out var wrapper)) return [];
        var list = message["List"] ?? (message[wrapper] as JsonObject)?["List"] ?? message[wrapper];
        return list switch
        {
            JsonArray many => many.OfType<JsonObject>(),
            JsonObject one => [one],
            _ => [],
        };
    }

    // Two messages to one person in one second differ only in their items; a resend repeats all of it.
    private static string DedupeKey(JsonObject message)
    {
        var name = (Text(message, "Event") ?? "").ToLowerInvariant();
        var parts = new List<string>();
        foreach (var field in (string[])["ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "MsgId", "trace_id"])
            parts.Add(Text(message, field) ?? "");
        if (name is WeChatPush.RevokeEvent or WeChatPush.CancellationEvent) parts.AddRange(Withdrawn(message, "OpenID") ?? "", Withdrawn(message, "RevokeInfo") ?? "");
        foreach (var item in Items(message, name))
        {
            foreach (var field in (string[])["TemplateId", "SubscribeStatusString", "MsgID", "ErrorCode"])
                parts.Add(Text(item, field) ?? "");
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    // WeChat's own example has these names with a space before them.
    private static string? Withdrawn(JsonObject message, string name) => Text(message, name) ?? Text(message, " " + name);

    private static string? Text(JsonObject from, string name)
    {
        try
        {
            return from[name] is JsonValue value ? value.ToString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character, which JSON can write and nothing can read.
            return null;
        }
    }

    private static long Number(JsonObject from, string name) =>
        long.TryParse(Text(from, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static JsonObject? Parse(string body)
    {
        if (body.Length > WeChatPushCrypto.MaxEncryptedLength + 1024) return null;
        var text = body.AsSpan().TrimStart();
        if (text.IsEmpty) return null;
        try
        {
            return text[0] == '<' ? FromXml(body) : JsonNode.Parse(
                body, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            return null;
        }
    }

    private static JsonObject? FromXml(string body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        using var text = new StringReader(body);
        using var reader = XmlReader.Create(text, settings);
        reader.MoveToContent();
        return Element(reader) as JsonObject;
    }

    // Elements with children become objects, repeated children become arrays, the rest is text.
    private static JsonNode Element(XmlReader reader)
    {
        if (reader.Depth > MaxDepth) throw new XmlException("Nested too deep.");
        var children = new JsonObject();
        var text = new StringBuilder();
        if (reader.IsEmptyElement) return JsonValue.Create("")!;
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) text.Append(reader.Value);
            if (reader.NodeType != XmlNodeType.Element) continue;
            var name = reader.LocalName;
            var child = Element(reader);
            switch (children[name])
            {
                case null: children[name] = child; break;
                case JsonArray many: many.Add(child); break;
                case var first:
                    children.Remove(name);
                    children[name] = new JsonArray(first, child);
                    break;
            }
        }
        return children.Count > 0 ? children : JsonValue.Create(text.ToString())!;
    }
}
