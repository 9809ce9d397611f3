using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Safety;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat;

/// <summary>WeChat checks what villagers write and show. Whatever keeps it from an answer leaves the decision to a person.</summary>
public sealed class WeChatContentCheck(EngagementDbContext db, WeChatClient client, IOptions<WeChatOptions> options) : IContentCheck
{
    public async Task<SafetyVerdict> CheckTextAsync(Guid personId, string text, CancellationToken cancel)
    {
        if (await OpenIdAsync(personId, cancel) is not { } openId) return SafetyVerdict.Unknown;
        var result = await client.CheckTextAsync(new TextCheck(openId, text), cancel);
        return result.Succeeded ? VerdictOf(result.Value) : SafetyVerdict.Unknown;
    }

    public async Task<PhotoSubmission> SubmitPhotoAsync(Guid personId, Uri link, CancellationToken cancel)
    {
        if (await OpenIdAsync(personId, cancel) is not { } openId) return new PhotoSubmission(null);
        var result = await client.CheckMediaAsync(link, openId, cancellation: cancel);
        return result.Succeeded ? new PhotoSubmission(result.Value) : new PhotoSubmission(null, result.Error.IsTransient || result.Error.Kind == WeChatErrorKind.Repeated);
    }

    /// <summary>What a pushed result means. Without a verdict WeChat could not fetch or judge the picture.</summary>
    public static SafetyVerdict VerdictOf(MediaCheckOutcome outcome) => outcome.Verdict is { } verdict ? VerdictOf(verdict) : SafetyVerdict.Unknown;

    private static SafetyVerdict VerdictOf(ContentVerdict verdict) => verdict.Advice switch
    {
        ContentAdvice.Pass => SafetyVerdict.Pass,
        ContentAdvice.Risky => SafetyVerdict.Risky,
        _ => SafetyVerdict.Review,
    };

    private Task<string?> OpenIdAsync(Guid personId, CancellationToken cancel)
    {
        var app = options.Value.AppId;
        return db.Set<WeChatAccount>().AsNoTracking().Where(x => x.PersonId == personId && x.AppId == app).Select(x => x.OpenId).FirstOrDefaultAsync(cancel);
    }
}
