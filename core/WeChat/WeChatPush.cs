namespace Engagement.Core.WeChat;

/// <summary>A message WeChat pushed, the same from JSON and XML.</summary>
/// <param name="From">Openid of the person it is about, also where WeChat itself is named as the sender.</param>
/// <param name="CreatedAt">UTC, as WeChat says; a resend keeps it.</param>
/// <param name="Event">Lower-case name such as <c>wxa_media_check</c>; empty for what is no event.</param>
/// <param name="DedupeKey">64 hex characters, the same for every resend of the same message and in either format.</param>
public sealed record WeChatPush(string To, string From, DateTime CreatedAt, string MessageType, string Event, string DedupeKey)
{
    public const string MediaCheckEvent = "wxa_media_check";
    public const string PopupEvent = "subscribe_msg_popup_event";
    public const string ChangeEvent = "subscribe_msg_change_event";
    public const string SentEvent = "subscribe_msg_sent_event";
    public const string RevokeEvent = "user_authorization_revoke";
    public const string CancellationEvent = "user_authorization_cancellation";

    /// <summary>With <see cref="MediaCheckEvent"/>.</summary>
    public MediaCheckOutcome? MediaCheck { get; init; }

    /// <summary>With the three subscription events: one entry per template.</summary>
    public IReadOnlyList<SubscriptionNews> Subscriptions { get; init; } = [];

    /// <summary>With <see cref="RevokeEvent"/>: what was withdrawn, WeChat's numbers joined by commas.</summary>
    public string? Revoked { get; init; }
}

/// <param name="Verdict">Null when WeChat could not check: <paramref name="Errcode"/> -1008 means it could not fetch the picture.</param>
public sealed record MediaCheckOutcome(string TraceId, int Errcode, ContentVerdict? Verdict);

/// <summary>What happened to one template of one person.</summary>
/// <param name="Accepted">Popup and change events: whether the person agrees. Null in sent events.</param>
/// <param name="MessageId">Sent events: which message.</param>
/// <param name="Errcode">Sent events: 0 when it arrived.</param>
public sealed record SubscriptionNews(string TemplateId, bool? Accepted, string? MessageId, int Errcode, string? ErrorText);
