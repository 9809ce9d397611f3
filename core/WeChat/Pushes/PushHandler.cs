using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Messaging.Consents;
using Engagement.Core.People;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engagement.Core.WeChat.Pushes;

/// <summary>Deals with stored pushes in small batches. Several may run at once, on any number of machines; what follows from a push may be done
/// twice without harm, so a worker that dies in the middle leaves nothing half.</summary>
public sealed class PushHandler(
    EngagementDbContext db, PushInbox inbox, PhotoSafety photos, ConsentBook consents, DeliveryReports deliveries, PrivacyConsents privacy, PhoneService phones,
    IAccountClosure accounts, IOptions<WeChatOptions> options, TimeProvider clock, ILogger<PushHandler> log)
{
    public const int BatchSize = 50;

    /// <summary>A claimed push is nobody else's for this long. A worker that dies gives it back by waiting.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>What must be left of the lease when a push is begun.</summary>
    private static readonly TimeSpan OneTakes = TimeSpan.FromSeconds(30);

    /// <summary>WeChat gives times in whole seconds: what was done in the same second counts as before.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>In what was withdrawn: the phone number.</summary>
    private const string PhoneNumber = "8";

    private static readonly HashSet<string> Events =
    [
        WeChatPush.MediaCheckEvent, WeChatPush.PopupEvent, WeChatPush.ChangeEvent, WeChatPush.SentEvent, WeChatPush.RevokeEvent, WeChatPush.CancellationEvent,
    ];

    /// <summary>Whether anything follows from such an event.</summary>
    public static bool Handles(string eventName) => Events.Contains(eventName);

    /// <summary>One batch. Safe to run twice, late, or half: a push is claimed by a conditional update first.</summary>
    /// <returns>How many were taken in hand; zero when nothing is due.</returns>
    public async Task<int> HandleDueAsync(CancellationToken cancel)
    {
        var claimed = await ClaimAsync(clock.NewId(), cancel);
        foreach (var push in claimed)
        {
            // The rest comes back when the lease ends.
            if (cancel.IsCancellationRequested || clock.UtcNow() + OneTakes > push.DueAt) break;
            await HandleAsync(push, cancel);
        }

        return claimed.Count;
    }

    /// <summary>Named first and claimed under the same condition again: of two workers at once, PostgreSQL makes the second wait for the first
    /// and then look at the rows anew.</summary>
    private async Task<List<ReceivedPush>> ClaimAsync(Guid claim, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var pushes = db.Set<ReceivedPush>();
        var ids = await pushes.Where(x => x.Status == PushStatus.Pending && x.DueAt <= now).OrderBy(x => x.DueAt).ThenBy(x => x.Id).Take(BatchSize).Select(x => x.Id).ToListAsync(cancel);
        if (ids.Count == 0) return [];
        await db.InTransactionAsync(() => pushes.Where(x => ids.Contains(x.Id) && x.Status == PushStatus.Pending && x.DueAt <= now)
            .ExecuteUpdateAsync(x => x.SetProperty(p => p.Claim, claim).SetProperty(p => p.DueAt, now + Lease), cancel), cancel);
        return await pushes.AsNoTracking().Where(x => ids.Contains(x.Id) && x.Claim == claim).OrderBy(x => x.Id).ToListAsync(cancel);
    }

    private async Task HandleAsync(ReceivedPush push, CancellationToken cancel)
    {
        string? trouble;
        var unknown = false;
        try
        {
            trouble = await ActAsync(push.Read(), cancel);
            unknown = trouble is not null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            trouble = $"{e.GetType().Name}: {e.Message}";
            log.LogError(e, "Push {Id} ({Event}) failed at attempt {Attempt}", push.Id, push.Event, push.Attempts + 1);
        }

        // Whatever the attempt left in the context is not to be saved with the record.
        db.ChangeTracker.Clear();
        db.Attach(push);
        if (trouble is null) push.Handle();
        else push.Fail(trouble, unknown, clock.UtcNow());
        if (push.Status == PushStatus.Dead) log.LogWarning("Push {Id} ({Event}) was given up after {Attempts} attempts: {Reason}", push.Id, push.Event, push.Attempts, push.LastError);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (StaleVersion)
        {
            // Its person's account was deleted meanwhile and the row with it, or the lease ran out.
            log.LogInformation("Push {Id} ({Event}) is no longer ours", push.Id, push.Event);
        }

        db.ChangeTracker.Clear();
    }

    /// <returns>Null when it is dealt with; else whom or what it is about that nobody here knows, or not yet.</returns>
    private async Task<string?> ActAsync(WeChatPush push, CancellationToken cancel)
    {
        if (push.MediaCheck is { } check)
        {
            await photos.RecordAsync(check.TraceId, WeChatContentCheck.VerdictOf(check), cancel);
            return null;
        }

        var known = await inbox.PersonAsync(push, cancel);
        // Who has left WeChat and is nobody's account here has left already.
        if (push.Event == WeChatPush.CancellationEvent)
        {
            if (known is { } leaver) await CloseAsync(leaver, push, cancel);
            return null;
        }

        if (known is not { } personId) return "Nobody is known by this openid.";
        if (push.Event == WeChatPush.RevokeEvent) await RevokeAsync(personId, push, cancel);
        else await consents.LearnAsync([.. push.Subscriptions.SelectMany((news, i) => FactsOf(personId, push, news, i))], cancel);
        return push.Event == WeChatPush.SentEvent ? await ReportLossesAsync(push.Subscriptions, cancel) : null;
    }

    /// <summary>What WeChat had taken and could not bring. Its report may overtake the record of the sending, and then comes up again.</summary>
    private async Task<string?> ReportLossesAsync(IReadOnlyList<SubscriptionNews> all, CancellationToken cancel)
    {
        string? trouble = null;
        foreach (var news in all.Where(x => x.Errcode != 0 && !string.IsNullOrEmpty(x.MessageId)))
        {
            var unreachable = WeChatErrors.From(news.Errcode, news.ErrorText).Kind is WeChatErrorKind.NoConsent or WeChatErrorKind.BadOpenId or WeChatErrorKind.UserBlocked;
            if (!await deliveries.LoseAsync(news.MessageId!, unreachable, $"{news.Errcode} {news.ErrorText}".TrimEnd(), cancel)) trouble = "No message is known by this id.";
        }

        return trouble;
    }

    private IEnumerable<ConsentFact> FactsOf(Guid personId, WeChatPush push, SubscriptionNews news, int position)
    {
        var meaning = (push.Event, news.Accepted) switch
        {
            (WeChatPush.PopupEvent, true) => ConsentNews.Accepted,
            (WeChatPush.PopupEvent, false) => ConsentNews.Declined,
            (WeChatPush.ChangeEvent, true) => ConsentNews.SwitchedOn,
            (WeChatPush.ChangeEvent, false) => ConsentNews.SwitchedOff,
            // A long-term consent is not used up, and what did not arrive says nothing about it.
            (WeChatPush.SentEvent, _) when news.Errcode == 0 && options.Value.CountsDown(news.TemplateId) => ConsentNews.Used,
            _ => (ConsentNews?)null,
        };
        if (meaning is not { } known) yield break;
        // The sender reports the same message under the same id.
        var key = known == ConsentNews.Used && !string.IsNullOrEmpty(news.MessageId) ? SentKey(news.MessageId) : $"{push.DedupeKey}:{position}";
        yield return new ConsentFact(personId, news.TemplateId, known, push.CreatedAt, key);
    }

    /// <summary>Under which a sent message is known, whoever reports it.</summary>
    internal static string SentKey(string messageId) => $"message:{messageId}";

    /// <summary>Who has no WeChat any more can neither sign in nor delete the account themselves, so the push does it for them. Whoever signed in
    /// since then has not left.</summary>
    private async Task CloseAsync(Guid personId, WeChatPush push, CancellationToken cancel)
    {
        var (app, saidAt) = (options.Value.AppId, push.CreatedAt + Second);
        if (!await db.Set<WeChatAccount>().AnyAsync(x => x.AppId == app && x.OpenId == push.From && (x.CreatedAt > saidAt || x.LastSignInAt > saidAt), cancel))
            await accounts.CloseAsync(Actor.System with { PersonId = personId }, cancel);
    }

    /// <summary>What was given through WeChat goes: the consent to our policy, and the number from its phone button when that was named. Words and
    /// places of a complaint stay with the complaint (docs/retention.md).</summary>
    private async Task RevokeAsync(Guid personId, WeChatPush push, CancellationToken cancel)
    {
        var actor = Actor.System with { PersonId = personId };
        var saidAt = push.CreatedAt + Second;
        await privacy.WithdrawAsync(actor, cancel, saidAt);
        db.ChangeTracker.Clear();
        if ((push.Revoked ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(PhoneNumber)) await phones.UnbindNumberAsync(actor, cancel, saidAt);
    }
}
