using Engagement.Core.Messaging.Templates;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>Which id WeChat knows a template by: as edited in the console for this app, else as configured.</summary>
public sealed class WeChatTemplates(IOptions<WeChatOptions> options)
{
    public string AppId => options.Value.AppId;

    /// <summary>Null when neither says.</summary>
    public string? IdOf(MessageTemplate template) => template.TemplateIds.GetValueOrDefault(AppId) ?? options.Value.TemplateFor(template.Event);
}
