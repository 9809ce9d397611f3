using System.Diagnostics.CodeAnalysis;

namespace Engagement.Core.WeChat;

/// <summary>Why WeChat did not do what was asked.</summary>
/// <param name="Code">WeChat's <c>errcode</c>; one of <see cref="WeChatErrors"/>'s own negative codes when WeChat gave none.</param>
/// <param name="Message">WeChat's <c>errmsg</c>, for logs and staff, never for villagers.</param>
/// <param name="Rid">WeChat's request id, to look the call up at WeChat.</param>
/// <param name="Kind">What the caller can act on.</param>
/// <param name="RetryAfter">Earliest sensible next try, when one is known.</param>
/// <param name="Field">With <see cref="WeChatErrorKind.BadField"/>: the template field that was refused, such as <c>thing1</c>.</param>
public sealed record WeChatError(
    int Code, string Message, string? Rid, WeChatErrorKind Kind, TimeSpan? RetryAfter = null, string? Field = null)
{
    /// <summary>True when the same call may well succeed later without anybody changing anything.</summary>
    public bool IsTransient => Kind is WeChatErrorKind.Busy or WeChatErrorKind.Unreachable or WeChatErrorKind.TokenRejected
        or WeChatErrorKind.DayLimit or WeChatErrorKind.RateLimit or WeChatErrorKind.ParallelSend or WeChatErrorKind.Paused;
}

/// <summary>Either the value or the error.</summary>
public sealed class WeChatResult<T>
{
    private WeChatResult(T? value, WeChatError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public WeChatError? Error { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    public static implicit operator WeChatResult<T>(T value) => new(value, null);

    public static implicit operator WeChatResult<T>(WeChatError error) => new(default, error);

    internal WeChatResult<TOther> Then<TOther>(Func<T, WeChatResult<TOther>> next) => Succeeded ? next(Value) : Error;
}

/// <summary>The value of calls that answer nothing but "ok".</summary>
public readonly record struct WeChatDone;

/// <summary>What an error means for the caller. Codes that WeChat does not document stay <see cref="Unknown"/> with code and text kept.</summary>
public enum WeChatErrorKind
{
    Unknown,

    /// <summary>WeChat is busy; nothing was done.</summary>
    Busy,

    /// <summary>No answer, and nothing was done: refused connection, or an idempotent call that failed to the last try.</summary>
    Unreachable,

    /// <summary>No answer, and it may have been done: a message may have been sent, a code may be spent.</summary>
    OutcomeUnknown,

    /// <summary>The access token was refused even after it was renewed.</summary>
    TokenRejected,

    /// <summary>AppId, AppSecret or account state is wrong: an operator must act.</summary>
    NotConfigured,

    /// <summary>This server's address is not on WeChat's list, or waits for the administrator's confirmation.</summary>
    AddressNotAllowed,

    /// <summary>The login or phone code is wrong or older than five minutes: ask the client for a new one.</summary>
    CodeInvalid,

    /// <summary>The login code was used before: ask the client for a new one.</summary>
    CodeUsed,

    /// <summary>WeChat holds this user for high-risk: refuse the sign-in.</summary>
    UserBlocked,

    /// <summary>The day's quota is used up; calls pause until midnight in Beijing.</summary>
    DayLimit,

    /// <summary>Too many calls in a second or minute.</summary>
    RateLimit,

    /// <summary>Not sent: our own budget is used up, or calls pause after a limit. See <see cref="WeChatError.RetryAfter"/>.</summary>
    Paused,

    /// <summary>A count limit that does not come back by waiting (codes, test calls, quota resets).</summary>
    QuotaSpent,

    /// <summary>The interface is not granted to this account, or the account is limited.</summary>
    NotGranted,

    /// <summary>The person has not agreed to this template, or the agreement is used up: the consent balance is 0.</summary>
    NoConsent,

    /// <summary>The template or the ability to send is banned: stop and tell an operator.</summary>
    TemplateBanned,

    /// <summary>Another message to the same person was being sent: again in two seconds.</summary>
    ParallelSend,

    /// <summary>The message contains a word WeChat refuses.</summary>
    SensitiveWord,

    /// <summary>A template value breaks its limit; <see cref="WeChatError.Field"/> names it. A fault of ours.</summary>
    BadField,

    BadTemplate,

    /// <summary>The openid is not one of this mini-program.</summary>
    BadOpenId,

    /// <summary>The page is not in the released version.</summary>
    BadPage,

    /// <summary>The person has not used the mini-program for two hours, so WeChat checks nothing: a person must look.</summary>
    NotActive,

    /// <summary>The content breaks the rules.</summary>
    RiskyContent,

    /// <summary>The session key is out of date: ask the client to sign in again.</summary>
    SessionKeyInvalid,

    /// <summary>The request itself is malformed: scene, path, size, media type … A fault of ours.</summary>
    BadRequest,

    /// <summary>The same request was made too often.</summary>
    Repeated,
}
