using System.Linq.Expressions;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Requests;

/// <summary>What hangs on a case beside its history.</summary>
public sealed record CaseMatters(
    CaseClockView Clock, CaseTruthView Truth, IReadOnlyList<CaseRequestView> Requests, IReadOnlyList<CaseSupervisionView> Supervisions, Guid? PendingRequestBy);

/// <summary>Reads pauses, requests, supervisions and evidence of a case, and the requests that wait for somebody.</summary>
public sealed class RequestQueries(EngagementDbContext db, StaffDirectory staff, CaseNames names, TimeProvider clock)
{
    /// <summary>Everything about one case.</summary>
    public async Task<CaseMatters> OfAsync(Case it, CancellationToken cancel)
    {
        var pauses = await db.Set<CasePause>().AsNoTracking().Where(x => x.CaseId == it.Id).OrderBy(x => x.Number)
            .Select(x => new CasePauseView(x.Clock, x.Reason, x.From, x.To)).ToListAsync(cancel);
        if (it.Clock != CaseClock.Running) pauses.Add(new CasePauseView(it.Clock, it.PauseReason, it.PausedAt!.Value, null));
        var requests = await db.Set<CaseRequest>().AsNoTracking().Where(x => x.CaseId == it.Id).OrderBy(x => x.RequestedAt).ThenBy(x => x.Id).ToListAsync(cancel);
        var supervisions = await db.Set<CaseSupervision>().AsNoTracking().Where(x => x.CaseId == it.Id).OrderBy(x => x.At).ThenBy(x => x.Id).ToListAsync(cancel);
        var people = await staff.NamesAsync([.. requests.SelectMany(x => new[] { x.RequestedBy, x.DecidedBy }).Concat(supervisions.SelectMany(x => new[] { x.SupervisedBy, x.RepliedBy }))
            .Append(it.VerifiedBy).OfType<Guid>().Distinct()], cancel);
        var relapse = it.RelapseOfId is { } earlier
            ? await db.Set<Case>().AsNoTracking().Where(x => x.Id == earlier).Select(x => new CaseReference(x.Id, x.Number)).FirstOrDefaultAsync(cancel) : null;
        return new CaseMatters(
            new CaseClockView(it.Clock, it.PausedUntil, it.ReviewDueAt is not null, pauses, it.ExtensionCount, it.ReturnCount, it.Policy.RespondWithin, it.Policy.ResolveWithin),
            new CaseTruthView(it.EvidenceMeters, it.EvidenceSeconds, it.RequiresVerification, NameOf(it.VerifiedBy, people), it.VerificationFailures, relapse, it.SourceKind, it.SourceId),
            [.. requests.Select(x => Show(x, it.PendingRequestId, people))],
            [.. supervisions.Select(x => new CaseSupervisionView(x.Id, NameOf(x.SupervisedBy, people), x.At, x.Instruction, x.ReplyBy, x.Reply, NameOf(x.RepliedBy, people), x.RepliedAt))],
            requests.Find(x => x.Id == it.PendingRequestId)?.RequestedBy);
    }

    /// <summary>Requests the actor may decide, oldest first.</summary>
    public async Task<Page<WaitingRequest>> WaitingAsync(Actor actor, int limit, string? after, CancellationToken cancel)
    {
        // What the actor may not see, they may not decide either; a loaded case is checked for that first.
        var decidable = AboveOwner(db, actor).And(CaseAccess.VisibleTo(actor)).And(x => x.PendingRequestId != null);
        var me = actor.AccountId;
        var query = from request in db.Set<CaseRequest>().AsNoTracking()
                    join it in db.Set<Case>().AsNoTracking().Where(decidable) on request.Id equals it.PendingRequestId
                    where request.RequestedBy != me
                    select new { request, it };
        if (Cursor.Decode(after, 2) is { } cursor)
        {
            var (at, id) = Cursor.Read(cursor, x => (x[0].GetDateTime().ToUniversalTime(), x[1].GetGuid()));
            query = query.Where(x => x.request.RequestedAt >= at && (x.request.RequestedAt > at || x.request.Id > id));
        }

        var rows = await query.OrderBy(x => x.request.RequestedAt).ThenBy(x => x.request.Id).Take(limit + 1).ToListAsync(cancel);
        var page = Page<(CaseRequest Request, Case Case)>.Cut([.. rows.Select(x => (x.request, x.it))], limit, x => [x.Request.RequestedAt, x.Request.Id]);
        var toItem = CaseQueries.ToItem(clock.UtcNow()).Compile();
        var items = await names.FillAsync([.. page.Items.Select(x => toItem(x.Case))], cancel);
        var people = await staff.NamesAsync([.. page.Items.Select(x => x.Request.RequestedBy).Distinct()], cancel);
        return new Page<WaitingRequest>([.. page.Items.Zip(items, (x, item) => new WaitingRequest(Show(x.Request, x.Case.PendingRequestId, people), item))], page.Next);
    }

    /// <summary><see cref="CaseAccess.IsAbove"/> as a query; a test holds them equal.</summary>
    internal static Expression<Func<Case, bool>> AboveOwner(EngagementDbContext db, Actor actor)
    {
        Expression<Func<Case, bool>> above = x => false;
        if (!actor.IsStaff) return above;
        foreach (var code in actor.RegionsOf(Role.CountyOffice))
        {
            var end = Region.EndOf(code);
            above = above.Or(x => db.Set<Office>().Any(o => o.Id == x.OwnerOfficeId && string.Compare(o.RegionCode, code) >= 0 && string.Compare(o.RegionCode, end) < 0));
        }

        foreach (var code in actor.RegionsOf(Role.TownshipStaff))
        {
            var end = Region.EndOf(code);
            above = above.Or(x => db.Set<Office>().Any(o => o.Id == x.OwnerOfficeId && string.Compare(o.RegionCode, code) >= 0 && string.Compare(o.RegionCode, end) < 0
                && (o.Kind == OfficeKind.VillageCommittee || (o.Kind == OfficeKind.Department && o.RegionCode.Length >= 9))));
        }

        return above.And(x => x.ReporterId == null || x.ReporterId != actor.PersonId);
    }

    private static CaseRequestView Show(CaseRequest x, Guid? pending, IReadOnlyDictionary<Guid, string> people) => new(
        x.Id, x.Kind, x.State, x.Id == pending, x.Reason, x.Amount is { } amount ? new TimeAllowance(amount, x.Unit!.Value) : null, x.ReviewAt,
        NameOf(x.RequestedBy, people), x.RequestedAt, NameOf(x.DecidedBy, people), x.DecidedAt, x.Note);

    private static string? NameOf(Guid? id, IReadOnlyDictionary<Guid, string> people) => id is { } known ? people.GetValueOrDefault(known) : null;
}
