using System.Text.RegularExpressions;
using static Engagement.Core.WeChat.WeChatErrorKind;

namespace Engagement.Core.WeChat;

/// <summary>What each of WeChat's documented codes means.</summary>
public static partial class WeChatErrors
{
    /// <summary>Own codes, below all of WeChat's (which are -1 or positive, with -1008 in pushes).</summary>
    public const int Unreachable = -100001, OutcomeUnknown = -100002, Paused = -100003, NotSent = -100004;

    private static readonly Dictionary<int, WeChatErrorKind> Kinds = new()
    {
        [-1] = Busy,
        [Unreachable] = WeChatErrorKind.Unreachable,
        [OutcomeUnknown] = WeChatErrorKind.OutcomeUnknown,
        [Paused] = WeChatErrorKind.Paused,
        [NotSent] = ParallelSend,
        [40001] = TokenRejected,
        [40014] = TokenRejected,
        [42001] = TokenRejected,
        [41001] = TokenRejected,
        [40002] = NotConfigured,
        [40013] = NotConfigured,
        [40125] = NotConfigured,
        [40243] = NotConfigured,
        [41002] = NotConfigured,
        [41004] = NotConfigured,
        [50004] = NotConfigured,
        [50007] = NotConfigured,
        [40164] = AddressNotAllowed,
        [89503] = AddressNotAllowed,
        [89506] = AddressNotAllowed,
        [89507] = AddressNotAllowed,
        [40029] = CodeInvalid,
        [40163] = CodeUsed,
        [40226] = UserBlocked,
        [45009] = DayLimit,
        [44993] = DayLimit,
        [44990] = RateLimit,
        [44991] = RateLimit,
        [45011] = RateLimit,
        [61081] = RateLimit,
        [45029] = QuotaSpent,
        [48006] = QuotaSpent,
        [9410009] = QuotaSpent,
        [85079] = BadPage,
        [48001] = NotGranted,
        [50002] = NotGranted,
        [43101] = NoConsent,
        [43107] = TemplateBanned,
        [43108] = ParallelSend,
        [45168] = SensitiveWord,
        [47003] = BadField,
        [40037] = BadTemplate,
        [40003] = BadOpenId,
        [43104] = BadOpenId,
        [41030] = BadPage,
        [61010] = NotActive,
        [87014] = RiskyContent,
        [87007] = SessionKeyInvalid,
        [87008] = SessionKeyInvalid,
        [87009] = SessionKeyInvalid,
        [40004] = BadRequest,
        [40097] = BadRequest,
        [40129] = BadRequest,
        [40165] = BadRequest,
        [40169] = BadRequest,
        [40212] = BadRequest,
        [43002] = BadRequest,
        [44002] = BadRequest,
        [45002] = BadRequest,
        [47001] = BadRequest,
        [61080] = BadRequest,
        [85096] = BadRequest,
        [85401] = BadRequest,
        [85402] = BadRequest,
        [85406] = BadRequest,
        [85407] = BadRequest,
        [85408] = BadRequest,
        [87020] = Repeated,
    };

    /// <summary>All codes with a meaning, WeChat's and our own.</summary>
    public static IReadOnlyDictionary<int, WeChatErrorKind> Documented => Kinds;

    /// <summary>The error for an answer with this code and text.</summary>
    public static WeChatError From(int code, string? message, TimeSpan? retryAfter = null)
    {
        var text = message ?? "";
        var rid = Rid().Match(text) is { Success: true } found ? found.Groups[1].Value : null;
        var kind = Kinds.GetValueOrDefault(code);
        var field = kind == BadField && FieldName().Match(text) is { Success: true } named ? named.Groups[1].Value : null;
        if (kind == ParallelSend) retryAfter ??= TimeSpan.FromSeconds(2);
        return new WeChatError(code, text, rid, kind, retryAfter, field);
    }

    [GeneratedRegex(@"(?:\brid|req_id):\s*([0-9A-Za-z_-]+)")]
    private static partial Regex Rid();

    [GeneratedRegex(@"data\.(\w+)\.value")]
    private static partial Regex FieldName();
}
