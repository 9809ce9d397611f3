using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Messages;

/// <summary>Puts what a citizen should hear into the outbox, in the transaction of the change.</summary>
public sealed class CaseMessages(EngagementDbContext db, TimeProvider clock)
{
    public const string Filed = MessageEvents.ComplaintFiled, Accepted = MessageEvents.ComplaintAccepted, Rejected = MessageEvents.ComplaintRejected,
        Assigned = MessageEvents.ComplaintAssigned, Resolved = MessageEvents.ComplaintResolved, Closed = MessageEvents.ComplaintClosed,
        Merged = MessageEvents.ComplaintMerged, HandedUp = MessageEvents.ComplaintHandedUp, GivenToPost = MessageEvents.DutyCaseGiven, Held = MessageEvents.ComplaintHeld,
        Paused = MessageEvents.CasePaused, Resumed = MessageEvents.CaseResumed, Extended = MessageEvents.CaseExtended,
        ExtensionRefused = MessageEvents.CaseExtensionRefused, Deferred = MessageEvents.CaseDeferred, Returned = MessageEvents.CaseReturned,
        Supervised = MessageEvents.CaseSupervised, Message = MessageEvents.CaseMessage, Urged = MessageEvents.CaseUrged;

    /// <summary>To the reporter of a case just filed: nobody else can be concerned yet.</summary>
    public OutboxMessage ForReporter(Case it, Guid reporterId, string eventName, Category category) => Make(it, reporterId, eventName, category, null);

    /// <summary>To whoever is on duty for the post a case was given to.</summary>
    public OutboxMessage ForPost(Case it, Guid personId, Category? category) => Make(it, personId, GivenToPost, category, null);

    /// <summary>To the reporter, the reporters of everything merged into the case, and, when <paramref name="supporters"/>, everybody who said "me too".
    /// Each hears about the case and nothing about the others.</summary>
    public async Task TellAllAsync(Case it, string eventName, string? text, bool supporters, CancellationToken cancel)
    {
        var people = await db.Set<Case>().Where(x => x.MergedIntoId == it.Id && x.ReporterId != null)
            .Select(x => x.ReporterId!.Value).ToListAsync(cancel);
        if (supporters)
            people.AddRange(await db.Set<CaseSupport>().Where(x => x.CaseId == it.Id).Select(x => x.PersonId).ToListAsync(cancel));
        if (it.ReporterId is { } reporter) people.Add(reporter);
        await TellAsync(it, people, eventName, text, cancel);
    }

    /// <summary>To the reporter alone.</summary>
    public Task TellReporterAsync(Case it, string eventName, string? text, CancellationToken cancel) =>
        it.ReporterId is { } reporter ? TellAsync(it, [reporter], eventName, text, cancel) : Task.CompletedTask;

    private async Task TellAsync(Case it, List<Guid> people, string eventName, string? text, CancellationToken cancel)
    {
        if (people.Count == 0) return;
        var category = await db.Set<Category>().AsNoTracking().FirstOrDefaultAsync(x => x.Code == it.CategoryCode, cancel);
        foreach (var person in people.Distinct()) db.Add(Make(it, person, eventName, category, text));
    }

    /// <summary>The message itself.</summary>
    /// <param name="urgent">Danger: the phone rings at night too.</param>
    public static OutboxMessage Compose(Guid id, Case it, Guid person, string eventName, string category, string? text, DateTime now, bool urgent = false) =>
        new(id, person, eventName, it.Id, FieldsOf(it, category, text, now), now, urgent);

    /// <summary>What a template may name of a case as it stands.</summary>
    public static IReadOnlyDictionary<string, string> FieldsOf(Case it, string category, string? text, DateTime now) => new Dictionary<string, string>
    {
        ["number"] = it.Number,
        ["category"] = category,
        ["status"] = it.Status.ToString(),
        ["text"] = text ?? "",
        ["dueAt"] = it.DueAt.ToString("O"),
        ["at"] = now.ToString("O"),
    };

    private OutboxMessage Make(Case it, Guid person, string eventName, Category? category, string? text) =>
        Compose(clock.NewId(), it, person, eventName, category?.Name ?? it.CategoryCode, text, clock.UtcNow(), category?.Priority == CasePriority.Danger);
}
