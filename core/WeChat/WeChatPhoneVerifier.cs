using Engagement.Core.Data;
using Engagement.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>WeChat vouches for a phone number. The person's openid goes along, so that WeChat refuses a code of somebody else's phone.</summary>
public sealed class WeChatPhoneVerifier(EngagementDbContext db, WeChatClient client, IOptions<WeChatOptions> options) : IPhoneVerifier
{
    private const string Mainland = "86";

    public async Task<string> VerifyAsync(Guid personId, string code, CancellationToken cancel)
    {
        var appId = options.Value.AppId;
        var openId = await db.Set<WeChatAccount>().AsNoTracking()
            .Where(x => x.PersonId == personId && x.AppId == appId).Select(x => x.OpenId).FirstOrDefaultAsync(cancel);
        var result = await client.GetPhoneAsync(code, openId, cancel);
        if (result.Succeeded)
            return result.Value.CountryCode.TrimStart('+') == Mainland ? result.Value.Number : $"+{result.Value.CountryCode.TrimStart('+')}{result.Value.Number}";
        throw result.Error.Kind switch
        {
            // No answer may have spent the code: the next tap on the button brings a new one.
            WeChatErrorKind.CodeInvalid or WeChatErrorKind.CodeUsed or WeChatErrorKind.OutcomeUnknown or WeChatErrorKind.BadOpenId => PeopleErrors.PhoneCodeInvalid(),
            _ => (Exception)PeopleErrors.PhoneUnavailable(),
        };
    }
}
