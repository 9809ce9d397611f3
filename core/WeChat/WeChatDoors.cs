using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Templates;
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

/// <summary>Carries messages to WeChat as subscription messages. The reasons are for staff.</summary>
public sealed class WeChatMessageSender(
    EngagementDbContext db, WeChatClient client, TemplateCatalog templates, WeChatTemplates ids, IStaffPersons staff) : IMessageSender
{
    public async Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken cancel)
    {
        var personId = message.StaffUserId is { } account ? await staff.PersonOfAsync(account, cancel) : message.PersonId;
        if (personId is null) return new SendOutcome(SendResult.Unreachable, "该工作账号没有绑定微信。");
        var openId = await db.Set<WeChatAccount>().AsNoTracking()
            .Where(x => x.PersonId == personId && x.AppId == ids.AppId).Select(x => x.OpenId).FirstOrDefaultAsync(cancel);
        if (openId is null) return new SendOutcome(SendResult.Unreachable, "该居民没有微信账号。");
        if (await templates.FindAsync(message.Event, cancel) is not { } template) return new SendOutcome(SendResult.Refused, $"没有“{message.Event}”的消息模板。");
        if (!template.Enabled) return new SendOutcome(SendResult.NotWanted, "该类消息已停止推送到微信。");
        if (ids.IdOf(template) is not { } templateId) return new SendOutcome(SendResult.Unreachable, $"没有为“{message.Event}”填写微信模板编号。");
        var result = await client.SendAsync(
            new SubscribeMessage(openId, templateId, MessageTemplates.Fill(template, message.ReadFields()), MessageTemplates.PageOf(template, message.SubjectId)), cancel);
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
