using System.Globalization;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Posts;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Core.Cases.Messages;

/// <summary>Puts what staff should hear of a case into their inboxes, in the transaction of the change.</summary>
public sealed class CaseStaffMessages(EngagementDbContext db, StaffMessages staff, DutyPostQueries duty, CategoryCatalog categories, TimeProvider clock)
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

    /// <summary>To whoever works the case: the assignee, or everybody in post at the owner when there is none. Where a post has the case, whoever is on
    /// duty for it hears as well as the office: the office alone answers the citizen and those above.</summary>
    /// <param name="it">The case as it is after the change.</param>
    /// <param name="eventName">One of <see cref="MessageEvents"/>.</param>
    /// <param name="text">What somebody wrote, or why.</param>
    /// <param name="actor">Who did it; they are not told.</param>
    /// <param name="cancel">Cancels the look-up.</param>
    public async Task TellWorkersAsync(Case it, string eventName, string? text, Actor actor, CancellationToken cancel)
    {
        var notice = await NoticeAsync(it, eventName, text, cancel);
        if (it.AssigneePostId is { } post) await TellPostAsync(it, post, eventName, text, actor, cancel);
        if (it.AssigneeId is not { } assignee) await staff.TellOfficeAsync(it.OwnerOfficeId, notice, actor.StaffId, cancel);
        else if (assignee != actor.StaffId) await staff.TellAsync(assignee, notice, cancel);
    }

    /// <summary>Once for all the cases somebody takes over.</summary>
    public async Task HandedOverAsync(Guid fromStaffId, Guid toStaffId, int count, Actor actor, CancellationToken cancel)
    {
        if (count > 0 && toStaffId != actor.StaffId)
            await staff.TellAsync(toStaffId, new StaffNotice(MessageEvents.CasesHandedOver, fromStaffId,
                new Dictionary<string, string> { ["count"] = count.ToString(CultureInfo.InvariantCulture), ["at"] = clock.UtcNow().ToString("O") }), cancel);
    }

    /// <summary>To one member of staff who is not the one who did it.</summary>
    public async Task TellAsync(Case it, Guid staffId, string eventName, string? text, Actor actor, CancellationToken cancel)
    {
        if (staffId != actor.StaffId) await staff.TellAsync(staffId, await NoticeAsync(it, eventName, text, cancel), cancel);
    }

    /// <summary>A neighbour, who reads what the reporter may read: of a supervision that there is one, not what it demands.</summary>
    private async Task TellPostAsync(Case it, Guid post, string eventName, string? text, Actor actor, CancellationToken cancel)
    {
        if (!(await duty.OnDutyAsync([post], ChinaTime.Today(clock), cancel)).TryGetValue(post, out var person) || person == actor.PersonId || person == it.ReporterId) return;
        var what = eventName switch
        {
            MessageEvents.CaseReopened => "群众反映没有解决",
            MessageEvents.CaseUrged => "群众催办",
            MessageEvents.CaseMessage => "群众留言",
            MessageEvents.CaseSupervised => "上级督办",
            MessageEvents.CaseReturned => "验收没有通过",
            _ => null,
        };
        var words = eventName == MessageEvents.CaseSupervised || string.IsNullOrWhiteSpace(text) ? what : what is null ? text : $"{what}：{text}";
        var category = await CategoryAsync(it, cancel);
        db.Add(CaseMessages.Compose(
            clock.NewId(), it, person, MessageEvents.DutyCaseReminder, category?.Name ?? it.CategoryCode, words, clock.UtcNow(), category?.Priority == CasePriority.Danger));
    }

    private async Task<Category?> CategoryAsync(Case it, CancellationToken cancel) =>
        (await categories.ListAsync(cancel)).FirstOrDefault(x => x.Code == it.CategoryCode);

    private async Task<StaffNotice> NoticeAsync(Case it, string eventName, string? text, CancellationToken cancel)
    {
        var category = await CategoryAsync(it, cancel);
        return new StaffNotice(eventName, it.Id, CaseMessages.FieldsOf(it, category?.Name ?? it.CategoryCode, text, clock.UtcNow()), category?.Priority == CasePriority.Danger);
    }
}
