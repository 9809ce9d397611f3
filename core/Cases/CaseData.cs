using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases;

/// <summary>What a person reported, answered and supported.</summary>
public sealed class CaseData(EngagementDbContext db) : IPersonalData
{
    public string Section => "complaints";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel)
    {
        var reported = await db.Set<Case>().AsNoTracking().Where(x => x.ReporterId == personId).OrderBy(x => x.FiledAt).ToListAsync(cancel);
        var ids = db.Set<Case>().Where(x => x.ReporterId == personId).Select(x => x.Id);
        var lines = await db.Set<CaseEvent>().AsNoTracking().Where(x => ids.Contains(x.CaseId) && !x.IsInternal).OrderBy(x => x.Sequence)
            .Select(x => new { x.CaseId, x.At, x.Type, x.Text }).ToListAsync(cancel);
        var photos = await db.Set<CasePhoto>().AsNoTracking()
            .Where(x => ids.Contains(x.CaseId) && db.Set<CaseEvent>().Any(e => e.Id == x.EventId && !e.IsInternal))
            .Select(x => new { x.CaseId, x.PhotoId, x.Stage, x.At }).ToListAsync(cancel);
        var ratings = await db.Set<CaseRating>().AsNoTracking().Where(x => ids.Contains(x.CaseId))
            .Select(x => new { x.CaseId, x.At, x.Solved, x.Satisfaction, x.Comment }).ToListAsync(cancel);
        var supported = await (from support in db.Set<CaseSupport>().AsNoTracking()
                               join it in db.Set<Case>() on support.CaseId equals it.Id
                               where support.PersonId == personId
                               orderby support.At
                               select new { it.Number, support.CaseId, support.At }).ToListAsync(cancel);
        return new
        {
            Reported = reported.ConvertAll(x => new
            {
                x.Id,
                x.Number,
                x.Kind,
                x.CategoryCode,
                x.Description,
                x.Visibility,
                x.HiddenFromCommittee,
                x.Status,
                x.Outcome,
                x.RegionCode,
                x.Address,
                x.Latitude,
                x.Longitude,
                x.Accuracy,
                x.FiledAt,
                x.ResolvedAt,
                x.ClosedAt,
                FiledOnBehalf = x.FiledOnBehalfBy is not null,
                Timeline = lines.Where(y => y.CaseId == x.Id).Select(y => new { y.At, y.Type, y.Text }),
                Photos = photos.Where(y => y.CaseId == x.Id).Select(y => new { y.PhotoId, y.Stage, y.At }),
                Ratings = ratings.Where(y => y.CaseId == x.Id).Select(y => new { y.At, y.Solved, y.Satisfaction, y.Comment }),
            }),
            Supported = supported,
        };
    }

    /// <summary>The village's trouble stays the village's: the case is worked on, but nothing in it leads to the person any more. Supports
    /// and "on behalf" keep an id that exists nowhere else, so that counts stay right and the timeline still says that staff spoke for somebody.</summary>
    public async Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel)
    {
        var theirs = db.Set<Case>().Where(x => x.ReporterId == personId).Select(x => x.Id);
        // Their own lines stand on their own cases: there the index leads.
        await db.Set<CaseEvent>().Where(x => theirs.Contains(x.CaseId) && x.ActorId == personId).ExecuteUpdateAsync(x => x.SetProperty(e => e.ActorId, (Guid?)null), cancel);
        await db.Set<CaseEvent>().Where(x => theirs.Contains(x.CaseId) && x.OnBehalfOf == personId).ExecuteUpdateAsync(x => x.SetProperty(e => e.OnBehalfOf, (Guid?)standIn), cancel);
        // What they did for a post stands on other people's cases: the line stays the post's.
        await db.Set<CaseEvent>().Where(x => x.PostId != null && x.ActorId == personId).ExecuteUpdateAsync(x => x.SetProperty(e => e.ActorId, (Guid?)null), cancel);
        await db.Set<Case>().Where(x => x.ReporterId == personId).ExecuteUpdateAsync(x => x.SetProperty(c => c.ReporterId, (Guid?)null), cancel);
        await db.Set<CaseSupport>().Where(x => x.PersonId == personId).ExecuteUpdateAsync(x => x.SetProperty(s => s.PersonId, standIn), cancel);
    }

    /// <summary>Cases staff filed for somebody of the register become that person's own. Timelines stay as they were written.</summary>
    public async Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel)
    {
        await db.Set<Case>().Where(x => x.ReporterId == fromId).ExecuteUpdateAsync(x => x.SetProperty(c => c.ReporterId, (Guid?)intoId), cancel);
        await db.Set<CaseSupport>().Where(x => x.PersonId == fromId && !db.Set<CaseSupport>().Any(s => s.CaseId == x.CaseId && s.PersonId == intoId))
            .ExecuteUpdateAsync(x => x.SetProperty(s => s.PersonId, intoId), cancel);
    }
}
