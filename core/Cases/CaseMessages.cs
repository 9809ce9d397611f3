using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases;

/// <summary>Puts what a citizen should hear into the outbox, in the transaction of the change.</summary>
public sealed class CaseMessages(EngagementDbContext db, TimeProvider clock)
{
    public const string Filed = "complaint.filed", Accepted = "complaint.accepted", Rejected = "complaint.rejected",
        Assigned = "complaint.assigned", Resolved = "complaint.resolved", Closed = "complaint.closed",
        GivenToPost = "duty.case_given", Merged = "complaint.merged", HandedUp = "complaint.handed_up", Held = "complaint.held";

    /// <summary>To the reporter of a case just filed: nobody else can be concerned yet.</summary>
    public OutboxMessage ForReporter(Case it, Guid reporterId, string eventName, string categoryName) => Make(it, reporterId, eventName, categoryName, null);

    /// <summary>To whoever is on duty for the post a case was given to.</summary>
    public OutboxMessage ForPost(Case it, Guid personId, string categoryName) => Make(it, personId, GivenToPost, categoryName, null);

    /// <summary>To the reporter, the reporters of everything merged into the case, and, when <paramref name="supporters"/>, everybody who said "me too".
    /// Each hears about the case and nothing about the others.</summary>
    public async Task TellAllAsync(Case it, string eventName, string? text, bool supporters, CancellationToken cancel)
    {
        var people = await db.Set<Case>().Where(x => x.MergedIntoId == it.Id && x.ReporterId != null)
            .Select(x => x.ReporterId!.Value).ToListAsync(cancel);
        if (supporters)
            people.AddRange(await db.Set<CaseSupport>().Where(x => x.CaseId == it.Id).Select(x => x.PersonId).ToListAsync(cancel));
        if (it.ReporterId is { } reporter) people.Add(reporter);
        if (people.Count == 0) return;
        var category = await db.Set<Category>().Where(x => x.Code == it.CategoryCode).Select(x => x.Name).FirstOrDefaultAsync(cancel);
        foreach (var person in people.Distinct()) db.Add(Make(it, person, eventName, category ?? it.CategoryCode, text));
    }

    /// <summary>The message itself: what a template may name of a case as it stands.</summary>
    public static OutboxMessage Compose(Guid id, Case it, Guid person, string eventName, string category, string? text, DateTime now) =>
        new(id, person, eventName, it.Id, new Dictionary<string, string>
        {
            ["number"] = it.Number,
            ["category"] = category,
            ["status"] = it.Status.ToString(),
            ["text"] = text ?? "",
            ["dueAt"] = it.DueAt.ToString("O"),
            ["at"] = now.ToString("O"),
        }, now);

    private OutboxMessage Make(Case it, Guid person, string eventName, string category, string? text) =>
        Compose(clock.NewId(), it, person, eventName, category, text, clock.UtcNow());
}
