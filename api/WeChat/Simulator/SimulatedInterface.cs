namespace Engagement.Api.WeChat.Simulator;

/// <summary>One of WeChat's interfaces: address, whether it needs the token, and its documented limits.</summary>
/// <remarks>PerWindow counts calls in WindowSeconds, 0 for no limit; an excess is answered with WindowErrcode, one over PerDay with 45009.</remarks>
public sealed record SimulatedInterface(
    string Path, bool NeedsToken = true, int PerWindow = 0, int WindowErrcode = 45011, int PerDay = 0, int WindowSeconds = 60)
{
    public static readonly SimulatedInterface Login = new("/sns/jscode2session", NeedsToken: false);
    public static readonly SimulatedInterface PlainToken = new("/cgi-bin/token", NeedsToken: false, PerDay: 2000);
    public static readonly SimulatedInterface StableToken = new("/cgi-bin/stable_token", NeedsToken: false, PerWindow: 10_000, PerDay: 500_000);
    public static readonly SimulatedInterface CheckSession = new("/wxa/checksession");
    public static readonly SimulatedInterface Phone = new("/wxa/business/getuserphonenumber");
    public static readonly SimulatedInterface Send = new("/cgi-bin/message/subscribe/send", PerDay: 10_000_000);
    public static readonly SimulatedInterface TextCheck = new("/wxa/msg_sec_check", PerWindow: 4000, WindowErrcode: 44991, PerDay: 2_000_000);
    public static readonly SimulatedInterface MediaCheck = new("/wxa/media_check_async", PerWindow: 2000, WindowErrcode: 44991, PerDay: 200_000);
    public static readonly SimulatedInterface Code = new("/wxa/getwxacodeunlimit", PerWindow: 5000, WindowErrcode: 45009);
    public static readonly SimulatedInterface Risk = new("/wxa/getuserriskrank");
    public static readonly SimulatedInterface Link = new("/wxa/generate_urllink", PerWindow: 100, WindowErrcode: 44990, PerDay: 500_000, WindowSeconds: 1);
}
