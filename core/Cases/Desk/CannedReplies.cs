using System.Linq.Expressions;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Data;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Desk;

/// <summary>A canned reply with its place and who had a hand in it.</summary>
/// <param name="RegionName">The place's own name, without those above it.</param>
/// <param name="OfficeName">Null when the whole place shares it.</param>
/// <param name="MayEdit">The reader works cases there.</param>
public sealed record CannedReplyView(
    Guid Id, string RegionCode, string RegionName, Guid? OfficeId, string? OfficeName, CaseAction? Action, string Text,
    string? CreatedBy, DateTime CreatedAt, string? ChangedBy, DateTime ChangedAt, bool MayEdit, int Version);

/// <summary>The words a place shares. What the county or the township keeps is offered further down, too; everybody changes their own place's only.</summary>
public sealed class CannedReplies(EngagementDbContext db, StaffDirectory staff, TimeProvider clock)
{
    private const string Target = "canned_reply";

    private static readonly Role[] Keepers = [Role.VillageCommittee, Role.TownshipStaff, Role.CountyOffice];

    /// <summary>What is offered to the actor, most local first.</summary>
    /// <param name="actor">Staff who work cases.</param>
    /// <param name="region">Of a case: what its village, township and county keep. Null: what the actor's own places and those above them keep.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<IReadOnlyList<CannedReplyView>> ListAsync(Actor actor, string? region, CancellationToken cancel)
    {
        var own = actor.Grants.SelectMany(x => Region.PathOf(x.RegionCode));
        var codes = (region is null ? own : Region.PathOf(region).Where(x => own.Contains(x) || actor.Holds(x, [.. Keepers, Role.Administrator]))).Distinct().ToList();
        var offices = OfficesOf(actor).ToList();
        var replies = await db.Set<CannedReply>().AsNoTracking().Where(x => codes.Contains(x.RegionCode) && (x.OfficeId == null || offices.Contains(x.OfficeId.Value)))
            .OrderBy(x => x.Id).ToListAsync(cancel);
        return await ShowAsync(actor, [.. replies.OrderByDescending(x => x.OfficeId is not null).ThenByDescending(x => x.RegionCode.Length)], cancel);
    }

    /// <summary>Keeps words for a place.</summary>
    /// <param name="actor">Works cases there.</param>
    /// <param name="regionCode">County, township or village.</param>
    /// <param name="officeId">The actor's department there; null for the place.</param>
    /// <param name="action">Where they are offered; null for everywhere.</param>
    /// <param name="text">The words.</param>
    /// <param name="cancel">Cancels the save.</param>
    /// <returns>The reply; the one already there when the place has the same words for the same action.</returns>
    public async Task<CannedReplyView> AddAsync(Actor actor, string regionCode, Guid? officeId, CaseAction? action, string text, CancellationToken cancel)
    {
        DemandWords(action);
        if (!MayEdit(actor, regionCode, officeId)) throw DeskErrors.NotYourPlace();
        if (!await db.Set<Region>().AnyAsync(x => x.Code == regionCode, cancel)) throw DeskErrors.UnknownRegion();
        var there = db.Set<CannedReply>().Where(Of(regionCode, officeId));
        if (await there.AsNoTracking().FirstOrDefaultAsync(x => x.Action == action && x.Text == text, cancel) is { } same) return (await ShowAsync(actor, [same], cancel))[0];
        if (await there.CountAsync(cancel) >= CannedReply.MostPerPlace) throw DeskErrors.RepliesFull();
        var now = clock.UtcNow();
        var reply = new CannedReply(clock.NewId(), regionCode, officeId, action, text, actor.StaffId!.Value, now);
        db.Add(reply);
        db.Add(AuditLine.Of(actor, now, "canned_reply.add", Target, reply.Id));
        await db.SaveChangesAsync(cancel);
        return (await ShowAsync(actor, [reply], cancel))[0];
    }

    /// <returns>Null when absent.</returns>
    /// <exception cref="StaleVersion">Somebody changed it in between.</exception>
    public async Task<CannedReplyView?> ChangeAsync(Actor actor, Guid id, int version, CaseAction? action, string text, CancellationToken cancel)
    {
        DemandWords(action);
        if (await FindAsync(actor, id, version, cancel) is not { } reply) return null;
        if (await db.Set<CannedReply>().Where(Of(reply.RegionCode, reply.OfficeId)).AnyAsync(x => x.Id != id && x.Action == action && x.Text == text, cancel)) throw DeskErrors.SameReply();
        var now = clock.UtcNow();
        reply.Change(action, text, actor.StaffId!.Value, now);
        db.Add(AuditLine.Of(actor, now, "canned_reply.change", Target, id));
        await db.SaveChangesAsync(cancel);
        return (await ShowAsync(actor, [reply], cancel))[0];
    }

    /// <returns>False when absent.</returns>
    /// <exception cref="StaleVersion">Somebody changed it in between.</exception>
    public async Task<bool> RemoveAsync(Actor actor, Guid id, int version, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, version, cancel) is not { } reply) return false;
        db.Remove(reply);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "canned_reply.remove", Target, id));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<CannedReply?> FindAsync(Actor actor, Guid id, int version, CancellationToken cancel)
    {
        if (await db.Set<CannedReply>().FirstOrDefaultAsync(x => x.Id == id, cancel) is not { } reply) return null;
        if (!MayEdit(actor, reply.RegionCode, reply.OfficeId)) throw DeskErrors.NotYourPlace();
        return reply.Version == version ? reply : throw new StaleVersion();
    }

    private async Task<IReadOnlyList<CannedReplyView>> ShowAsync(Actor actor, IReadOnlyList<CannedReply> replies, CancellationToken cancel)
    {
        var codes = replies.Select(x => x.RegionCode).Distinct().ToList();
        var places = await db.Set<Region>().AsNoTracking().Where(x => codes.Contains(x.Code)).ToDictionaryAsync(x => x.Code, x => x.Name, cancel);
        var people = await staff.NamesAsync([.. replies.SelectMany(x => new[] { x.CreatedBy, x.ChangedBy }).Distinct()], cancel);
        var ids = replies.Select(x => x.OfficeId).OfType<Guid>().Distinct().ToList();
        var offices = ids.Count == 0 ? [] : await db.Set<Office>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        return [.. replies.Select(x => new CannedReplyView(x.Id, x.RegionCode, places.GetValueOrDefault(x.RegionCode, x.RegionCode), x.OfficeId,
            x.OfficeId is { } office ? offices.GetValueOrDefault(office) : null, x.Action, x.Text, people.GetValueOrDefault(x.CreatedBy), x.CreatedAt,
            people.GetValueOrDefault(x.ChangedBy), x.ChangedAt, MayEdit(actor, x.RegionCode, x.OfficeId), x.Version))];
    }

    /// <summary>A department's belong to its officers; a place's to those who work cases there or above.</summary>
    private static bool MayEdit(Actor actor, string regionCode, Guid? officeId) =>
        officeId is { } office ? actor.Grants.Any(x => x.Role == Role.DepartmentOfficer && x.OfficeId == office && x.RegionCode == regionCode) : actor.Holds(regionCode, Keepers);

    private static IEnumerable<Guid> OfficesOf(Actor actor) => actor.Grants.Where(x => x.Role == Role.DepartmentOfficer).Select(x => x.OfficeId).OfType<Guid>();

    private static Expression<Func<CannedReply, bool>> Of(string regionCode, Guid? officeId) => x => x.RegionCode == regionCode && x.OfficeId == officeId;

    private static void DemandWords(CaseAction? action)
    {
        if (action == CaseAction.RevealPhone) throw DeskErrors.NotForThat();
    }
}
