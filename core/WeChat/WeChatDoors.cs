using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Consents;
using Engagement.Core.Messaging.Templates;
using Engagement.Core.People;
using Engagement.Core.Shared;
using Engagement.Core.WeChat.Pushes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
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
    EngagementDbContext db, WeChatClient client, ConsentBook consents, TemplateCatalog templates, WeChatTemplates ids, IStaffPersons staff,
    IOptions<WeChatOptions> options, TimeProvider clock, ILogger<WeChatMessageSender> log) : IMessageSender
{
    /// <summary>For staff, who may ask why nothing arrived.</summary>
    public const string NothingLeft = "对方未同意接收此类微信消息，或同意的次数已用完；消息可在小程序内查看。";

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
        if (await consents.NothingLeftAsync(personId.Value, templateId, cancel)) return new SendOutcome(SendResult.Unreachable, NothingLeft);
        var began = clock.UtcNow();
        var result = await client.SendAsync(
            new SubscribeMessage(openId, templateId, MessageTemplates.Fill(template, message.ReadFields()), MessageTemplates.PageOf(template, message.SubjectId)), cancel);
        if (FactOf(personId.Value, templateId, began, result) is { } fact) await LearnAsync(fact);
        return result.Succeeded ? new SendOutcome(SendResult.Sent, CarrierId: result.Value.MessageId) : OutcomeOf(result.Error);
    }

    /// <summary>What the answer says about the consent. An answer without the message's id leaves it to the push that follows: a consent counted
    /// too many is put right by WeChat's next refusal, one counted too few by nothing.</summary>
    private ConsentFact? FactOf(Guid personId, string templateId, DateTime began, WeChatResult<WeChatSent> result) => result switch
    {
        { Succeeded: true, Value.MessageId: { } id } when options.Value.CountsDown(templateId) => new ConsentFact(personId, templateId, ConsentNews.Used, began, PushHandler.SentKey(id)),
        { Error.Kind: WeChatErrorKind.NoConsent } => new ConsentFact(personId, templateId, ConsentNews.Exhausted, began, $"refused:{began.Ticks}"),
        _ => null,
    };

    /// <summary>The message has left or was refused, and that stands whether or not the book could be kept.</summary>
    private async Task LearnAsync(ConsentFact fact)
    {
        try
        {
            await consents.LearnAsync([fact], CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "What a message said about the consent could not be written down");
        }
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
