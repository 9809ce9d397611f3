using System.Text.Json.Nodes;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>Subscription messages.</summary>
internal static class MessageInterfaces
{
    /// <summary>A value with this word is refused with 45168.</summary>
    public const string SensitiveWord = "【测试-敏感词】";

    /// <summary>A page below this folder counts as not released: 41030.</summary>
    public const string UnreleasedPages = "pages/unreleased/";

    public static void MapMessageInterfaces(this RouteGroupBuilder group) => group.MapPost(SimulatedInterface.Send, SendAsync);

    private static async Task<IResult> SendAsync(SimulatedCall call)
    {
        var openId = call.Text("touser");
        if (!SimulatorPeople.IsOpenId(openId)) return SimulatedCall.Error(40003);
        var messages = call.State.Messages;
        if (!messages.BeginSending(openId!)) return SimulatedCall.Error(43108);
        try
        {
            if (call.State.Options.SendTakes > TimeSpan.Zero) await Task.Delay(call.State.Options.SendTakes);
            return Deliver(call, openId!);
        }
        finally
        {
            messages.EndSending(openId!);
        }
    }

    private static IResult Deliver(SimulatedCall call, string openId)
    {
        if (call.Text("template_id") is not { Length: > 0 } templateId) return SimulatedCall.Error(40037);
        var page = call.Text("page");
        if (page is { Length: > 0 } && (!page.StartsWith("pages/", StringComparison.Ordinal) || page.StartsWith(UnreleasedPages, StringComparison.Ordinal)))
            return SimulatedCall.Error(41030);
        if (call.Body["data"] is not JsonObject { Count: > 0 } data) return SimulatedCall.Error(47003, "argument invalid! data invalid");

        var values = new Dictionary<string, string>();
        foreach (var (field, node) in data)
        {
            var value = (node as JsonObject)?["value"]?.ToString() ?? "";
            if (!TemplateValues.Fits(field, value)) return SimulatedCall.Error(47003, $"argument invalid! data.{field}.value invalid");
            values[field] = value;
        }
        if (values.Values.Any(v => v.Contains(SensitiveWord, StringComparison.Ordinal))) return SimulatedCall.Error(45168);

        var state = call.State;
        var (errcode, message, loss) = state.Messages.Receive(openId, state.People.NameOf(openId), templateId, page, values);
        if (errcode != 0) return SimulatedCall.Error(errcode);
        var messageId = 1_000_000L + message!.Number;
        state.Pushes.Queue(PushBodies.Sent(state, openId, templateId, messageId, loss));
        return SimulatedCall.Ok(new JsonObject { ["msgid"] = messageId });
    }
}
