using Engagement.Core.Cases.Messages;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Escalation;

/// <summary>Writes the messages of a sweep: one for each recipient and case, however many steps were passed at once.</summary>
public sealed class EscalationMessages(CategoryCatalog categories, TimeProvider clock)
{
    /// <param name="told">The cases with the step to tell of.</param>
    /// <param name="recipients">Who hears of each, in the same order.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancel">Cancels the reading of the categories' names.</param>
    public async Task<IReadOnlyList<OutboxMessage>> ComposeAsync(
        IReadOnlyList<(Case Case, CaseStep Step)> told, IReadOnlyList<IReadOnlyCollection<EscalationRecipient>> recipients, DateTime now, CancellationToken cancel)
    {
        var known = (await categories.ListAsync(cancel)).ToDictionary(x => x.Code);
        List<OutboxMessage> messages = [];
        for (var i = 0; i < told.Count; i++)
        {
            var (it, step) = told[i];
            var category = known.GetValueOrDefault(it.CategoryCode);
            var (name, urgent) = (EventOf(step), category?.Priority == CasePriority.Danger);
            var fields = CaseMessages.FieldsOf(it, category?.Name ?? it.CategoryCode, step.Sentence(), now);
            foreach (var to in recipients[i])
                messages.Add(to.StaffId is { } staff
                    ? OutboxMessage.ToStaff(clock.NewId(), staff, to.HasPhone, name, it.Id, fields, now, urgent)
                    : new OutboxMessage(clock.NewId(), to.PersonId!.Value, to.OnDuty ? MessageEvents.DutyCaseReminder : name, it.Id, fields, now, urgent));
        }

        return messages;
    }

    private static string EventOf(CaseStep step) => step switch
    {
        CaseStep.DueSoon => MessageEvents.CaseDueSoon,
        CaseStep.Overdue or CaseStep.ResponseOverdue => MessageEvents.CaseOverdue,
        _ => MessageEvents.CaseEscalated,
    };
}
