using Engagement.Core.Cases;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Safety;

namespace Engagement.Core.Privacy;

/// <summary>How long one kind of data is kept after it has served its purpose.</summary>
/// <param name="Kind">Stable name, as in docs/retention.md.</param>
/// <param name="Period">Counted from what <paramref name="From"/> says; null when it is kept as long as what it belongs to.</param>
/// <param name="From">What the period counts from.</param>
/// <param name="EnforcedBy">The method that deletes.</param>
public sealed record RetentionRule(string Kind, TimeSpan? Period, string From, string EnforcedBy);

/// <summary>Every kind of data that names, reaches or traces a person, and how long it is kept. Why: docs/retention.md, whose table a test compares with this one.</summary>
public static class RetentionTable
{
    public static readonly TimeSpan Messages = TimeSpan.FromDays(180);
    public static readonly TimeSpan AuditTrail = TimeSpan.FromDays(3 * 365);
    public static readonly TimeSpan DetachedPersons = TimeSpan.FromDays(3 * 365);

    /// <summary>For somebody of the register who never signed in.</summary>
    public static readonly TimeSpan FormerMembers = TimeSpan.FromDays(3 * 365);

    public static IReadOnlyList<RetentionRule> Rules { get; } =
    [
        new("request keys", IdempotencyKey.KeptFor, "the request", "Pruning.PruneAsync"),
        new("sessions", SessionService.EndedKeptFor, "their end", "SessionService.PruneEndedAsync"),
        new("photos nobody used", Photo.UnattachedLifetime, "the upload", "PhotoService.SweepAsync"),
        new("photos held back", WithheldPhotos.KeptFor, "the end of the case", "WithheldPhotos.RemoveAsync"),
        new("early photo verdicts", EarlyPhotoVerdict.KeptFor, "their arrival", "PhotoSafety.SubmitDueAsync"),
        // PushInbox.KeptFor: no capability names WeChat, a test compares.
        new("pushes of WeChat", TimeSpan.FromDays(30), "their receipt", "PushInbox.PruneAsync"),
        new("binding codes", Staff.StaffBinding.CodeLifetime, "their issue", "shared state"),
        new("messages", Messages, "their writing", "Retention.EnforceAsync"),
        new("audit trail", AuditTrail, "the act", "Retention.EnforceAsync"),
        new("detached persons and consents", DetachedPersons, "the account's deletion", "Retention.EnforceAsync"),
        new("consents to messages", null, "until the account is deleted", "PersonalData.DeleteAsync"),
        new("profile, WeChat account, phone", null, "until the account is deleted", "PersonalData.DeleteAsync"),
        new("former members without an account", FormerMembers, "leaving their last household", "Retention.EnforceAsync"),
        new("households and their members", null, "kept; detached when the account is deleted", "PersonalData.DeleteAsync"),
        new("posts and responsibilities held", null, "kept; detached when the account is deleted", "PersonalData.DeleteAsync"),
        new("pledges, checks and rounds", null, "kept; detached when the account is deleted", "PersonalData.DeleteAsync"),
        new("cases, their photos and timeline", null, "kept; detached when the account is deleted", "PersonalData.DeleteAsync"),
    ];
}
