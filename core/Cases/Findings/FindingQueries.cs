using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Findings;

/// <summary>How far a finding has come, for those whose doing opened it: no people, no words.</summary>
/// <param name="SourceId">What it was opened for.</param>
/// <param name="MayOpen">The asking person may see the case itself.</param>
public sealed record FindingLine(
    Guid Id, string Number, CaseStatus Status, CaseOutcome? Outcome, string CategoryName, DateTime FiledAt, DateTime DueAt, DateTime? ClosedAt, Guid SourceId, bool MayOpen);

/// <summary>Reads findings by what opened them. The caller has checked that the actor may know of the sources.</summary>
public sealed class FindingQueries(EngagementDbContext db, CaseNames names)
{
    /// <summary>What was opened for these sources, newest first.</summary>
    public async Task<IReadOnlyList<FindingLine>> OfSourcesAsync(Actor actor, string sourceKind, IReadOnlyCollection<Guid> sourceIds, CancellationToken cancel)
    {
        if (sourceIds.Count == 0) return [];
        var rows = await db.Set<Case>().AsNoTracking().Where(x => x.SourceKind == sourceKind && x.SourceId != null && sourceIds.Contains(x.SourceId.Value))
            .OrderByDescending(x => x.FiledAt).ThenByDescending(x => x.Id).ToListAsync(cancel);
        var categories = await names.CategoryNamesAsync(cancel);
        return [.. rows.Select(x => new FindingLine(x.Id, x.Number, x.Status, x.Outcome, categories.GetValueOrDefault(x.CategoryCode, x.CategoryCode), x.FiledAt, x.DueAt, x.ClosedAt,
            x.SourceId!.Value, CaseAccess.CanSee(actor, x)))];
    }
}
