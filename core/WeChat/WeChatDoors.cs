using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>WeChat vouches for a villager.</summary>
public sealed class WeChatVillagerLogin(WeChatClient client, IOptions<WeChatOptions> options) : IVillagerLogin
{
    public async Task<VillagerIdentity> ExchangeAsync(string code, CancellationToken cancel)
    {
        var result = await client.LoginAsync(code, cancel);
        if (result.Succeeded) return new VillagerIdentity(options.Value.AppId, result.Value.OpenId, result.Value.UnionId);
        throw new VillagerLoginFailed(result.Error.Kind switch
        {
            WeChatErrorKind.CodeInvalid or WeChatErrorKind.CodeUsed => VillagerLoginFailure.BadCode,
            WeChatErrorKind.UserBlocked => VillagerLoginFailure.Blocked,
            _ => VillagerLoginFailure.Unavailable,
        });
    }
}

/// <summary>Carries messages to WeChat as subscription messages. Template ids are configuration: <c>WeChat:Templates:complaint.accepted</c>.</summary>
public sealed class WeChatMessageSender(EngagementDbContext db, WeChatClient client, IOptions<WeChatOptions> options) : IMessageSender
{
    public async Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken cancel)
    {
        var settings = options.Value;
        var openId = await db.Set<WeChatAccount>().AsNoTracking()
            .Where(x => x.PersonId == message.PersonId && x.AppId == settings.AppId).Select(x => x.OpenId).FirstOrDefaultAsync(cancel);
        if (openId is null) return new SendOutcome(SendResult.Unreachable, "The person has no WeChat account.");
        if (MessageTemplates.Find(message.Event) is not { } template) return new SendOutcome(SendResult.Refused, $"No template for {message.Event}.");
        if (settings.TemplateFor(message.Event) is not { } templateId) return new SendOutcome(SendResult.Unreachable, $"WeChat:Templates has no id for {message.Event}.");
        var result = await client.SendAsync(
            new SubscribeMessage(openId, templateId, MessageTemplates.Fill(template, message.ReadFields()), $"pages/complaint/detail?id={message.SubjectId}"), cancel);
        return result.Succeeded ? new SendOutcome(SendResult.Sent) : OutcomeOf(result.Error);
    }

    private static SendOutcome OutcomeOf(WeChatError error)
    {
        var reason = $"{error.Code} {error.Message}";
        if (error.IsTransient) return new SendOutcome(SendResult.TryLater, reason, error.RetryAfter);
        return error.Kind switch
        {
            // It may be on the phone already: a second copy is worse than none, the inbox has it.
            WeChatErrorKind.OutcomeUnknown => new SendOutcome(SendResult.Sent, reason),
            WeChatErrorKind.NoConsent or WeChatErrorKind.BadOpenId => new SendOutcome(SendResult.Unreachable, reason),
            WeChatErrorKind.NotConfigured or WeChatErrorKind.AddressNotAllowed => new SendOutcome(SendResult.TryLater, reason),
            _ => new SendOutcome(SendResult.Refused, reason),
        };
    }
}
