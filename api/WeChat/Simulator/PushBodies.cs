using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>One event to push: what it says and how its list is wrapped in XML.</summary>
internal sealed record PushBody(JsonObject Message, string? XmlListWrapper = null)
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Event => Message[nameof(Event)]!.ToString();

    public string ToJson() => Message.ToJsonString(Raw);

    public string ToXml()
    {
        var xml = new StringBuilder("<xml>");
        foreach (var (name, value) in Message)
        {
            if (name == "List" && XmlListWrapper is not null) xml.Append('<').Append(XmlListWrapper).Append('>');
            Append(xml, name, value);
            if (name == "List" && XmlListWrapper is not null) xml.Append("</").Append(XmlListWrapper).Append('>');
        }
        return xml.Append("</xml>").ToString();
    }

    private static void Append(StringBuilder xml, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonArray many:
                foreach (var item in many) Append(xml, name, item);
                break;
            case JsonObject one:
                xml.Append('<').Append(name).Append('>');
                foreach (var (childName, child) in one) Append(xml, childName, child);
                xml.Append("</").Append(name).Append('>');
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                xml.Append('<').Append(name).Append('>').Append(number).Append("</").Append(name).Append('>');
                break;
            default:
                xml.Append('<').Append(name).Append("><![CDATA[").Append(value?.ToString().Replace("]]>", "", StringComparison.Ordinal)).Append("]]></").Append(name).Append('>');
                break;
        }
    }
}

/// <summary>The events in the shapes WeChat gives them, with its changing quotes and lists.</summary>
internal static class PushBodies
{
    public const string Account = "gh_97417a04a28d";

    private const string Platform = "owAqB1v0ahK_Xlc7GshIDdf2yf7E";

    public static PushBody MediaCheck(SimulatorState state, string openId, string trace, (string Suggest, int Label) verdict, bool broken)
    {
        var message = Envelope(state, openId, "wxa_media_check", quoted: false);
        message["appid"] = state.App.AppId;
        message["trace_id"] = trace;
        message["version"] = 2;
        message["errcode"] = broken ? -1008 : 0;
        message["errmsg"] = broken ? "download failed" : "ok";
        if (!broken)
        {
            message["detail"] = SafetyInterfaces.Detail(verdict.Suggest, verdict.Label);
            message["result"] = new JsonObject { ["suggest"] = verdict.Suggest, ["label"] = verdict.Label };
        }
        return new PushBody(message);
    }

    public static PushBody Popup(SimulatorState state, string openId, IEnumerable<string> templateIds, bool accept) =>
        new(WithList(Envelope(state, openId, "subscribe_msg_popup_event"), new JsonArray([.. templateIds.Select(id => new JsonObject
        {
            ["TemplateId"] = id, ["SubscribeStatusString"] = accept ? "accept" : "reject", ["PopupScene"] = "0",
        })])), "SubscribeMsgPopupEvent");

    public static PushBody Change(SimulatorState state, string openId, string templateId, bool accept) =>
        new(WithList(Envelope(state, openId, "subscribe_msg_change_event"), new JsonArray(new JsonObject
        {
            ["TemplateId"] = templateId,
            ["SubscribeStatusString"] = accept ? "accept" : "reject",
        })), "SubscribeMsgChangeEvent");

    /// <summary>Its list comes as one bare object, as WeChat does it here. With a loss it says that the message did not arrive.</summary>
    public static PushBody Sent(SimulatorState state, string openId, string templateId, long messageId, MessageLoss? loss) =>
        new(WithList(Envelope(state, openId, "subscribe_msg_sent_event"), new JsonObject
        {
            ["TemplateId"] = templateId,
            ["MsgID"] = messageId.ToString(),
            ["ErrorCode"] = (loss?.Errcode ?? 0).ToString(),
            ["ErrorStatus"] = loss?.Status ?? "success",
        }), "SubscribeMsgSentEvent");

    /// <summary>The platform is the sender here; the person has a field of their own. What: WeChat's number, 8 phone number, 13 place, 14 pictures chosen ….</summary>
    public static PushBody Revoked(SimulatorState state, string openId, string what)
    {
        var message = Envelope(state, Platform, "user_authorization_revoke", quoted: false);
        message["OpenID"] = openId;
        message["AppID"] = state.App.AppId;
        message["RevokeInfo"] = what;
        return new PushBody(message);
    }

    /// <summary>The person has given up WeChat altogether.</summary>
    public static PushBody Cancelled(SimulatorState state, string openId)
    {
        var message = Envelope(state, Platform, "user_authorization_cancellation", quoted: false);
        message["OpenID"] = openId;
        message["AppID"] = state.App.AppId;
        return new PushBody(message);
    }

    private static JsonObject Envelope(SimulatorState state, string openId, string name, bool quoted = true)
    {
        var now = state.Clock.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["ToUserName"] = Account,
            ["FromUserName"] = openId,
            ["CreateTime"] = quoted ? JsonValue.Create(now.ToString()) : JsonValue.Create(now),
            ["MsgType"] = "event",
            ["Event"] = name,
        };
    }

    private static JsonObject WithList(JsonObject message, JsonNode list)
    {
        message["List"] = list;
        return message;
    }
}
