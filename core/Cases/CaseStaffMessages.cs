using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Core.Cases;

/// <summary>Puts what staff should hear of a case into their inboxes, in the transaction of the change.</summary>
public sealed class CaseStaffMessages(StaffMessages staff, CategoryCatalog categories, TimeProvider clock)
{
    /// <summary>The owner's people hear of a new case; whoever took it down for somebody knows.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> FiledAsync(Case it, Actor actor, CancellationToken cancel) =>
        await staff.ForOfficeAsync(it.OwnerOfficeId, await NoticeAsync(it, MessageEvents.CaseFiledToYou, null, cancel), actor.StaffId, cancel);

    /// <summary>Whoever gave the case to themselves needs no message.</summary>
    public async Task AssignedAsync(Case it, Actor actor, string? note, CancellationToken cancel)
    {
        if (it.AssigneeId is { } assignee && assignee != actor.StaffId)
            await staff.TellAsync(assignee, await NoticeAsync(it, MessageEvents.CaseAssignedToYou, note, cancel), cancel);
    }

    /// <summary>To whoever works the case: the assignee, or everybody in post at the owner when there is none.</summary>
    /// <param name="it">The case as it is after the change.</param>
    /// <param name="eventName">One of <see cref="MessageEvents"/>.</param>
    /// <param name="text">What somebody wrote, or why.</param>
    /// <param name="actor">Who did it; they are not told.</param>
    /// <param name="cancel">Cancels the look-up.</param>
    public async Task TellWorkersAsync(Case it, string eventName, string? text, Actor actor, CancellationToken cancel)
    {
        var notice = await NoticeAsync(it, eventName, text, cancel);
        if (it.AssigneeId is not { } assignee) await staff.TellOfficeAsync(it.OwnerOfficeId, notice, actor.StaffId, cancel);
        else if (assignee != actor.StaffId) await staff.TellAsync(assignee, notice, cancel);
    }

    private async Task<StaffNotice> NoticeAsync(Case it, string eventName, string? text, CancellationToken cancel)
    {
        var category = (await categories.ListAsync(cancel)).FirstOrDefault(x => x.Code == it.CategoryCode);
        return new StaffNotice(eventName, it.Id, CaseMessages.FieldsOf(it, category?.Name ?? it.CategoryCode, text, clock.UtcNow()), category?.Priority == CasePriority.Danger);
    }
}
