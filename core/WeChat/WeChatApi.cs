namespace Engagement.Core.WeChat;

/// <summary>When a call may be repeated.</summary>
internal enum WeChatRepeat
{
    /// <summary>Doing it twice changes nothing.</summary>
    Freely,

    /// <summary>Not after a silence, because it may have been done; after "busy" it was not.</summary>
    UnlessMaybeDone,

    /// <summary>Only when the request never left this machine: a login code counts as spent with the first answer, whatever it says.</summary>
    OnlyUnsent,
}

/// <summary>One interface of WeChat: where it is, whether it may be repeated and how often it may be called per app.</summary>
/// <param name="Path">Below the API's base.</param>
/// <param name="PerMinute">WeChat's limit for the app; 0 for none that we could reach.</param>
/// <param name="DayLimitIsMinute">The code for the day's limit (45009) means the minute's here (documented for QR codes; for tokens an operator can reset it at any time).</param>
/// <param name="LimitIsPerPerson">A rate limit in the answer concerns one person and must not pause the others.</param>
internal sealed record WeChatApi(
    string Path, WeChatRepeat Repeat, int PerMinute = 0, int PerSecond = 0, bool DayLimitIsMinute = false, bool LimitIsPerPerson = false)
{
    public static readonly WeChatApi Login = new("sns/jscode2session", WeChatRepeat.OnlyUnsent, LimitIsPerPerson: true);
    public static readonly WeChatApi Token = new("cgi-bin/stable_token", WeChatRepeat.Freely, PerMinute: 10_000, DayLimitIsMinute: true);
    public static readonly WeChatApi CheckSession = new("wxa/checksession", WeChatRepeat.Freely);
    public static readonly WeChatApi Phone = new("wxa/business/getuserphonenumber", WeChatRepeat.UnlessMaybeDone);
    public static readonly WeChatApi Send = new("cgi-bin/message/subscribe/send", WeChatRepeat.UnlessMaybeDone);
    public static readonly WeChatApi TextCheck = new("wxa/msg_sec_check", WeChatRepeat.Freely, PerMinute: 4000);
    public static readonly WeChatApi MediaCheck = new("wxa/media_check_async", WeChatRepeat.Freely, PerMinute: 2000);
    public static readonly WeChatApi Code = new("wxa/getwxacodeunlimit", WeChatRepeat.Freely, PerMinute: 5000, DayLimitIsMinute: true);
    public static readonly WeChatApi Risk = new("wxa/getuserriskrank", WeChatRepeat.Freely, LimitIsPerPerson: true);
    public static readonly WeChatApi Link = new("wxa/generate_urllink", WeChatRepeat.Freely, PerSecond: 100);

    public static readonly IReadOnlyList<WeChatApi> All = [Login, Token, CheckSession, Phone, Send, TextCheck, MediaCheck, Code, Risk, Link];
}
