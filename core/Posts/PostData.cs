using Engagement.Core.Data;
using Engagement.Core.Posts.Responsibilities;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Posts;

/// <summary>The posts a person held and what they answered for.</summary>
public sealed class PostData(EngagementDbContext db, TimeProvider clock) : IPersonalData
{
    public string Section => "posts";

    public async Task<object?> ExportAsync(Guid personId, CancellationToken cancel)
    {
        var terms = await (from term in db.Set<PostTerm>().AsNoTracking()
                           join post in db.Set<DutyPost>() on term.PostId equals post.Id
                           where term.PersonId == personId
                           orderby term.From
                           select new { post.Kind, post.Title, post.RegionCode, term.From, term.To, term.Reason, term.PublishesPhone }).ToListAsync(cancel);
        var leaves = await (from leave in db.Set<PostLeave>().AsNoTracking()
                            join post in db.Set<DutyPost>() on leave.PostId equals post.Id
                            where leave.PersonId == personId || leave.StandInId == personId
                            orderby leave.From
                            select new { post.Title, leave.From, leave.To, StoodIn = leave.StandInId == personId, Reason = leave.PersonId == personId ? leave.Reason : null }).ToListAsync(cancel);
        var answered = await db.Set<Responsibility>().AsNoTracking().Where(x => x.PersonId == personId).OrderBy(x => x.From)
            .Select(x => new { x.Level, x.Title, x.AreaName, Places = x.Places.Select(p => p.RegionCode).ToList(), x.From, x.To }).ToListAsync(cancel);
        return terms.Count + leaves.Count + answered.Count == 0 ? null : new { Terms = terms, Leaves = leaves, Responsibilities = answered };
    }

    /// <summary>The post stays and is vacant from today; that somebody held it stays, not who.</summary>
    public async Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel)
    {
        var yesterday = ChinaTime.Today(clock).AddDays(-1);
        await db.Set<PostTerm>().Where(x => x.PersonId == personId && (x.To == null || x.To > yesterday))
            .ExecuteUpdateAsync(x => x.SetProperty(t => t.To, t => t.From > yesterday ? t.From : yesterday), cancel);
        await db.Set<PostTerm>().Where(x => x.PersonId == personId)
            .ExecuteUpdateAsync(x => x.SetProperty(t => t.PersonId, standIn).SetProperty(t => t.PublishesPhone, false).SetProperty(t => t.Reason, (string?)null), cancel);
        await db.Set<PostLeave>().Where(x => x.PersonId == personId)
            .ExecuteUpdateAsync(x => x.SetProperty(l => l.PersonId, standIn).SetProperty(l => l.Reason, (string?)null), cancel);
        await db.Set<PostLeave>().Where(x => x.StandInId == personId && x.To > yesterday).ExecuteUpdateAsync(x => x.SetProperty(l => l.StandInId, (Guid?)null), cancel);
        await db.Set<PostLeave>().Where(x => x.StandInId == personId).ExecuteUpdateAsync(x => x.SetProperty(l => l.StandInId, (Guid?)standIn), cancel);
        await db.Set<Responsibility>().Where(x => x.PersonId == personId && (x.To == null || x.To > yesterday))
            .ExecuteUpdateAsync(x => x.SetProperty(r => r.To, r => r.From > yesterday ? r.From : yesterday), cancel);
        await db.Set<Responsibility>().Where(x => x.PersonId == personId).ExecuteUpdateAsync(x => x.SetProperty(r => r.PersonId, standIn), cancel);
    }

    /// <summary>The posts the register's person holds or held are those of the person who signs in.</summary>
    public async Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel)
    {
        await db.Set<PostTerm>().Where(x => x.PersonId == fromId).ExecuteUpdateAsync(x => x.SetProperty(t => t.PersonId, intoId), cancel);
        await db.Set<PostLeave>().Where(x => x.PersonId == fromId).ExecuteUpdateAsync(x => x.SetProperty(l => l.PersonId, intoId), cancel);
        await db.Set<PostLeave>().Where(x => x.StandInId == fromId).ExecuteUpdateAsync(x => x.SetProperty(l => l.StandInId, (Guid?)intoId), cancel);
        await db.Set<Responsibility>().Where(x => x.PersonId == fromId).ExecuteUpdateAsync(x => x.SetProperty(r => r.PersonId, intoId), cancel);
    }
}
