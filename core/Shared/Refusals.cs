namespace Engagement.Core.Shared;

/// <summary>A rule of the village says no. Answered as 409 with the stable <see cref="Code"/>; the message is a sentence for the user (zh-CN).</summary>
public class RuleViolation(string code, string message) : Exception(message)
{
    /// <summary>Stable, dotted, English: <c>case.already_closed</c>.</summary>
    public string Code { get; } = code;
}

/// <summary>Somebody else changed the thing in between. Answered as 409 <c>stale</c>; nothing was overwritten.</summary>
public sealed class StaleVersion() : RuleViolation("stale", "内容已被他人更新，请刷新后再试。");

/// <summary>The actor may see the thing but not do this with it. Answered as 403.</summary>
public sealed class NotAllowed(string message, string code = "not_allowed") : Exception(message)
{
    /// <summary>Stable code, <c>not_allowed</c> unless the capability names a finer one.</summary>
    public string Code { get; } = code;
}

/// <summary>Input whose shape can only be judged by looking things up (an unknown category). Answered as 400 with the field's error.</summary>
public sealed class InvalidInput(string field, string message) : Exception(message)
{
    /// <summary>camelCase name of the offending field.</summary>
    public string Field { get; } = field;
}

/// <summary>Somebody we depend on (WeChat) cannot answer now; trying again later may help. Answered as 503 with <c>Retry-After</c>.</summary>
public sealed class Unavailable(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
