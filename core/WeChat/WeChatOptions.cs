namespace Engagement.Core.WeChat;

/// <summary>Section <c>WeChat</c> of the configuration. Where each value comes from: docs/wechat-setup.md.</summary>
public sealed class WeChatOptions
{
    public const string Section = "WeChat";

    /// <summary>The mini-program's id, <c>wx</c> and 16 characters.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The mini-program's secret. Never leaves this server, never enters a log or Redis.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>Where WeChat's server API is: <c>https://api.weixin.qq.com</c>, or the simulator's address.</summary>
    public string ApiBase { get; set; } = "";

    /// <summary>Token of the message push, 3 to 32 letters and digits, as set at WeChat.</summary>
    public string PushToken { get; set; } = "";

    /// <summary>Key of the message push, 43 letters and digits, as set at WeChat.</summary>
    public string EncodingAesKey { get; set; } = "";

    /// <summary>Whether unencrypted pushes are let in. Their signature does not cover the body, so the safe mode is to be preferred.</summary>
    public bool AllowPlainPush { get; set; }

    /// <summary>True: a simulator stands in for WeChat. Refused in Production.</summary>
    public bool Simulator { get; set; }

    /// <summary>Which release messages and codes open: <c>formal</c>, <c>trial</c> or <c>developer</c>.</summary>
    public string Release { get; set; } = "formal";

    /// <summary>How long one try of one call may take.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Pause before the first repetition; the next ones wait 4 and 10 times as long, each plus up to a quarter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Id of the subscription template for an event, as given by WeChat: <c>WeChat:Templates:complaint.accepted</c>.</summary>
    public Dictionary<string, string> Templates { get; } = [];

    /// <summary>Ids of those templates that are long-term: one consent is good for any number of messages. <c>WeChat:LongTermTemplates:0</c>.</summary>
    public List<string> LongTermTemplates { get; } = [];

    /// <summary>Whether a message of this template uses up one consent.</summary>
    public bool CountsDown(string templateId) => !LongTermTemplates.Contains(templateId);

    /// <summary>Null when none is configured; a template edited in the console may name one all the same (<see cref="WeChatTemplates"/>). The simulator takes any id, so there the event's name stands in.</summary>
    public string? TemplateFor(string eventName) =>
        Templates.TryGetValue(eventName, out var id) ? id : Simulator ? eventName : null;

    /// <summary>Values that let a simulator run without any configuration; <see cref="ApiBase"/> is where the API itself listens by default.</summary>
    internal void FillForSimulator()
    {
        if (!Simulator) return;
        AppId = Or(AppId, "wx5e1f000000000001");
        AppSecret = Or(AppSecret, "simulatorsimulatorsimulatorsimul");
        ApiBase = Or(ApiBase, "http://127.0.0.1:5080/simulator");
        PushToken = Or(PushToken, "simulator");
        EncodingAesKey = Or(EncodingAesKey, new string('A', 43));
        static string Or(string value, string standIn) => value.Length > 0 ? value : standIn;
    }
}
