using System.ComponentModel;
using Engagement.Api.Hosting;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Templates;

namespace Engagement.Api.Messaging;

/// <param name="Moment">One of filing, supporting, urging, reopening, joining, claiming, signing, nominating, voting, binding; nothing is asked for at any other.</param>
public sealed record TemplateListRequest([property: AtMost(32), Description("A moment of consent: filing, signing, voting … Without it, all templates.")] string? Moment);

/// <summary>A template as the mini-program needs it. <c>TemplateId</c> is what to ask consent for; null when none is known for this app.</summary>
public sealed record TemplateItem(string Event, string Title, MessageAudience Audience, IReadOnlyList<string> Moments, string? TemplateId, bool Enabled, int Version)
{
    internal static TemplateItem Of(MessageTemplate it, string? templateId) =>
        new(it.Event, it.Title, MessageEvents.Find(it.Event)!.Audience, it.Moments, templateId, it.Enabled, it.Version);
}

/// <summary>A template for those who word it. <c>Fields</c> may stand in the texts as <c>{field}</c> or <c>{field|stand-in}</c>; <c>Version</c> is 0 as shipped.</summary>
public sealed record TemplateBody(
    string Event, MessageAudience Audience, IReadOnlyList<string> Fields, string Title, string Text, string Page, IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<string> Moments, string AppId, string? TemplateId, IReadOnlyDictionary<string, string> TemplateIds, bool Enabled, int Version,
    IReadOnlyList<TemplateEditionBody> History)
{
    internal static TemplateBody Of(MessageTemplate it, string appId, string? templateId, IReadOnlyList<TemplateEditionBody> history)
    {
        var known = MessageEvents.Find(it.Event)!;
        return new TemplateBody(it.Event, known.Audience, [.. MessageEvents.CommonFields, .. known.Fields], it.Title, it.Text, it.Page, it.Values,
            it.Moments, appId, templateId, it.TemplateIds, it.Enabled, it.Version, history);
    }
}

/// <summary>One edition: who put which words in force when.</summary>
public sealed record TemplateEditionBody(
    int Version, DateTime At, string? By, string Title, string Text, string Page, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Moments,
    IReadOnlyDictionary<string, string> TemplateIds, bool Enabled)
{
    internal static TemplateEditionBody Of(TemplateEdition edition, string? by)
    {
        var it = edition.Read();
        return new TemplateEditionBody(edition.Version, edition.At, by, it.Title, it.Text, it.Page, it.Values, it.Moments, it.TemplateIds, it.Enabled);
    }
}

/// <summary>New words. <c>Values</c>: WeChat-typed name such as <c>thing1</c> → text with fields. <c>TemplateIds</c>: WeChat's template id by app id.
/// <c>Version</c>: of the edition looked at; 0 as shipped.</summary>
public sealed record TemplateRequest(
    [property: Needed(TemplateService.TitleMaxLength)] string Title,
    [property: Needed(TemplateService.TextMaxLength)] string Text,
    [property: Needed(TemplateService.PageMaxLength)] string Page,
    [property: Given] Dictionary<string, string>? Values,
    [property: Items(0, 10)] IReadOnlyList<string>? Moments,
    Dictionary<string, string>? TemplateIds,
    [property: Given] bool? Enabled,
    [property: Given] int? Version)
{
    internal MessageTemplate ToTemplate(string eventName) => new(eventName, Title.Trim(), Values!)
    {
        Text = Text.Trim(),
        Page = Page.Trim(),
        Moments = [.. (Moments ?? []).Distinct()],
        TemplateIds = TemplateIds ?? [],
        Enabled = Enabled!.Value,
        Version = Version!.Value,
    };
}

/// <summary>Words somebody is still writing, with sample contents for their fields; moments in UTC as messages carry them.</summary>
public sealed record PreviewRequest(
    [property: AtMost(TemplateService.TextMaxLength)] string? Text,
    [property: Given, Items(0, TemplateService.MaxValues)] IReadOnlyList<PreviewValueRequest>? Values,
    [property: Given] Dictionary<string, string>? Fields);

/// <summary>Key: WeChat's type and number, as far as it is written.</summary>
public sealed record PreviewValueRequest([property: AtMost(TemplateService.KeyMaxLength)] string? Key, [property: AtMost(TemplateService.ValueMaxLength)] string? Value);

/// <summary>Why a message is stuck: given up after its attempts, or nobody to send it to.</summary>
public enum DeadLetterStatus { Dead, Undeliverable }

public sealed record DeadLetterRequest(
    [property: AtMost(48), Description("Only messages of this event.")] string? Event, Choice<DeadLetterStatus>? Status,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

/// <summary>A message that did not reach a phone. <c>Recipient</c>: a villager's masked name or a member of staff's shown name; null when none is known any more.
/// <c>Reason</c>: for staff, WeChat's code first where there is one.</summary>
public sealed record DeadLetterBody(
    Guid Id, string Event, string Title, MessageAudience Audience, string? Recipient, string? Reason, int Attempts, DateTime CreatedAt, DateTime LastAttemptAt, DeadLetterStatus Status)
{
    internal static DeadLetterBody Of(DeadLetter it, string? recipient) => new(
        it.Id, it.Event, it.Title, it.StaffUserId is null ? MessageAudience.Citizens : MessageAudience.Staff, recipient, it.Reason, it.Attempts, it.CreatedAt, it.LastAttemptAt,
        it.Status == MessageStatus.Dead ? DeadLetterStatus.Dead : DeadLetterStatus.Undeliverable);
}

public sealed record RetryRequest([property: Items(1, 200)] IReadOnlyList<Guid> Ids);

public sealed record RetryReceipt(IReadOnlyList<RetryResult> Results);
