using Engagement.Core.Messaging;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Escalation;

/// <summary>Writes the messages of a sweep: one for each recipient and case, however many steps were passed at once.</summary>
public sealed class EscalationMessages(CategoryCatalog categories, TimeProvider clock)
{
    public const string DueSoon = "case.due_soon", Overdue = "case.overdue", Escalated = "case.escalated";

    /// <param name="told">The cases with the step to tell of.</param>
    /// <param name="recipients">Who hears of each, in the same order.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancel">Cancels the reading of the categories' names.</param>
    public async Task<IReadOnlyList<OutboxMessage>> ComposeAsync(
        IReadOnlyList<(Case Case, CaseStep Step)> told, IReadOnlyList<IReadOnlyCollection<EscalationRecipient>> recipients, DateTime now, CancellationToken cancel)
    {
        var names = (await categories.ListAsync(cancel)).ToDictionary(x => x.Code, x => x.Name);
        List<OutboxMessage> messages = [];
        for (var i = 0; i < told.Count; i++)
        {
            var (it, step) = told[i];
            foreach (var person in recipients[i].Select(x => x.PersonId).OfType<Guid>().Distinct())
                messages.Add(CaseMessages.Compose(clock.NewId(), it, person, EventOf(step), names.GetValueOrDefault(it.CategoryCode, it.CategoryCode), step.Sentence(), now));
        }

        return messages;
    }

    private static string EventOf(CaseStep step) => step switch
    {
        CaseStep.DueSoon => DueSoon,
        CaseStep.Overdue or CaseStep.ResponseOverdue => Overdue,
        _ => Escalated,
    };
}
