namespace Engagement.Api.WeChat.Simulator;

/// <summary>How the simulator begins; the control endpoints change the rest while it runs. Section <c>WeChat:SimulatorSettings</c>.</summary>
public sealed class SimulatorOptions
{
    public const string Section = "WeChat:SimulatorSettings";

    /// <summary>Messages each person accepts per template before anybody asked; plenty by default, so that a demo shows messages at once.</summary>
    public int InitialConsent { get; set; } = 1000;

    /// <summary>True: people count as active until the control says otherwise. False: as at WeChat, for two hours after their sign-in.</summary>
    public bool EverybodyIsActive { get; set; } = true;

    /// <summary>How long sending one message takes; a second one to the same person meanwhile is refused with 43108.</summary>
    public TimeSpan SendTakes { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a media check takes until its push.</summary>
    public TimeSpan MediaCheckTakes { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Where pushes go, such as <c>http://127.0.0.1:5080/api/wechat/push</c>; empty for nowhere.</summary>
    public string PushUrl { get; set; } = "";

    /// <summary>How long a push waits for its answer; WeChat waits five seconds.</summary>
    public TimeSpan PushTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause before a push is tried again; three tries in all.</summary>
    public TimeSpan PushRetryDelay { get; set; } = TimeSpan.FromSeconds(1);
}
