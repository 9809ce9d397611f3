using Engagement.Core.Cases.Requests;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Reading;

/// <summary>What a day at the desk holds; each counted no further than <see cref="DayQuery.Most"/>, which then means "that many or more".</summary>
/// <param name="ToAccept">Filed, and nobody has taken it on or declined it.</param>
/// <param name="DueToday">Runs out before midnight.</param>
/// <param name="Overdue">Open and past its due time.</param>
/// <param name="ToVerify">Resolved, and somebody else than the fixer must look.</param>
/// <param name="ReviewDue">Deferred, and the day of review has come.</param>
/// <param name="Supervised">Somebody above waits for an answer.</param>
/// <param name="Unanswered">The citizen waits for an answer.</param>
/// <param name="Requests">Requests for more time or deferral that the actor may decide.</param>
public sealed record DayCounts(int ToAccept, int DueToday, int Overdue, int ToVerify, int ReviewDue, int Supervised, int Unanswered, int Requests);

/// <summary>Counts what waits, for the page a working day begins with.</summary>
public sealed class DayQuery(CaseQueries cases, RequestQueries requests)
{
    /// <summary>A badge says 99+; nobody needs more, and the database reads no further.</summary>
    public const int Most = 100;

    /// <param name="actor">Staff.</param>
    /// <param name="mine">Only what is given to the actor in person, in place of all they may see; requests to decide stay.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<DayCounts> CountAsync(Actor actor, bool mine, CancellationToken cancel)
    {
        Task<int> Of(CaseView view) => cases.CountAsync(actor, new CaseFilter { View = view, Mine = mine }, Most, cancel);
        return new DayCounts(
            await Of(CaseView.ToAccept), await Of(CaseView.DueToday), await Of(CaseView.Overdue), await Of(CaseView.ToVerify), await Of(CaseView.ReviewDue), await Of(CaseView.Supervised),
            await Of(CaseView.Unanswered), (await requests.WaitingAsync(actor, Most, null, cancel)).Items.Count);
    }
}
