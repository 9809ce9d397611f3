using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases;

/// <summary>What staff do with cases. One method per intention; each checks the actor's right and saves once.
/// Null means: absent, or not the actor's to see.</summary>
public sealed class CaseService(
    EngagementDbContext db, CaseLoader loader, CaseActs acts, CaseResolution resolution, PhotoService photos, CaseMessages messages, CaseStaffMessages staffMessages,
    StaffDirectory staff, FieldCipher cipher, TimeProvider clock)
{
    public Task<Case?> AcceptAsync(Actor actor, Guid id, int version, string? note, CancellationToken cancel) =>
        acts.DecideAsync(actor, id, version, "case.accept", async (it, now) =>
        {
            it.Accept(actor, now, note);
            await messages.TellAllAsync(it, CaseMessages.Accepted, note, supporters: false, cancel);
        }, cancel);

    public Task<Case?> RejectAsync(Actor actor, Guid id, int version, string reason, CancellationToken cancel) =>
        acts.DecideAsync(actor, id, version, "case.reject", async (it, now) =>
        {
            it.Reject(actor, now, reason);
            await messages.TellAllAsync(it, CaseMessages.Rejected, reason, supporters: false, cancel);
        }, cancel);

    public Task<Case?> AssignAsync(Actor actor, Guid id, int version, Guid assigneeId, string? note, CancellationToken cancel) =>
        acts.DecideAsync(actor, id, version, "case.assign", async (it, now) =>
        {
            var assignee = await staff.FindActiveAsync(assigneeId, cancel) ?? throw new InvalidInput("assigneeId", "请选择在岗的处理人。");
            if (!assignee.MayBeAssigned(it.RegionCode, it.OwnerOfficeId)) throw new InvalidInput("assigneeId", "该人员不负责此地区。");
            if (assignee.PersonId is { } person && person == it.ReporterId) throw CaseErrors.ConcernsYourself();
            CaseAssignment.DemandOutsider(it, assignee);
            CaseAssignment.DemandReason(it, it.AssigneeId == assigneeId, note);
            it.Assign(actor, now, assigneeId, note);
            await messages.TellAllAsync(it, CaseMessages.Assigned, null, supporters: false, cancel);
            await staffMessages.AssignedAsync(it, actor, note, cancel);
        }, cancel);

    public Task<Case?> StartAsync(Actor actor, Guid id, int version, string? note, CancellationToken cancel) =>
        acts.WorkAsync(actor, id, version, "case.start", (it, now) =>
        {
            it.Start(actor, now, note);
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Needs words and at least one after-photo.</summary>
    public Task<Case?> ResolveAsync(Actor actor, Guid id, int version, string text, IReadOnlyList<Guid> photoIds, CancellationToken cancel) =>
        acts.WorkAsync(actor, id, version, "case.resolve", (it, now) => resolution.ResolveAsync(actor, it, it.Resolve, now, text, photoIds, cancel), cancel);

    public Task<Case?> CloseAsync(Actor actor, Guid id, int version, string reason, CancellationToken cancel) =>
        acts.DecideAsync(actor, id, version, "case.close", async (it, now) =>
        {
            it.Close(actor, now, reason);
            await messages.TellAllAsync(it, CaseMessages.Closed, reason, supporters: false, cancel);
        }, cancel);

    /// <summary>An internal line. Whoever may see the case may note; it changes nothing else, so it is not tied to a version.</summary>
    public Task<Case?> NoteAsync(Actor actor, Guid id, string text, IReadOnlyList<Guid> photoIds, CancellationToken cancel) =>
        loader.AgainWhenStaleAsync(() => acts.ActAsync(actor, id, null, "case.note", (it, owner) =>
            CaseAccess.CanWork(actor, it, owner) || CaseAccess.CanNote(actor, it), async (it, now) =>
        {
            var line = it.Note(actor, now, text);
            loader.Show(it, line, await photos.AttachAsync(actor, photoIds, ComplaintService.PhotoOwner, id, cancel), PhotoStage.Addition, now);
        }, cancel));

    /// <summary>Points one case at another; every reporter is told the new number, and nothing about the other reporters.</summary>
    public Task<Case?> MergeAsync(Actor actor, Guid id, int version, string intoNumber, string? reason, CancellationToken cancel) =>
        acts.DecideAsync(actor, id, version, "case.merge", async (it, now) =>
        {
            var target = await db.Set<Case>().FirstOrDefaultAsync(x => x.Number == intoNumber, cancel);
            if (target is null || !CaseAccess.CanSee(actor, target)) throw new InvalidInput("intoNumber", "没有找到该编号的案件。");
            if (target.CountyCode != it.CountyCode) throw CaseErrors.MergeAcrossCounties();
            var owner = await db.Set<Office>().AsNoTracking().SingleAsync(x => x.Id == target.OwnerOfficeId, cancel);
            if (!CaseAccess.CanDecide(actor, target, owner)) throw CaseErrors.NotYours();
            it.MergeInto(target, actor, now, reason);
            await messages.TellAllAsync(it, CaseMessages.Merged, target.Number, supporters: true, cancel);
            foreach (var follower in await db.Set<Case>().Where(x => x.MergedIntoId == it.Id).ToListAsync(cancel)) follower.FollowTo(target.Id);
        }, cancel);

    /// <summary>The reporter's full number; who looked is in the audit trail.</summary>
    /// <returns>Null when the case is not the actor's to see, an empty text when no number is known.</returns>
    public async Task<string?> RevealPhoneAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await loader.ForStaffAsync(actor, id, null, cancel) is not var (it, owner)) return null;
        if (CaseAccess.ConcernsSelf(actor, it)) throw CaseErrors.ConcernsYourself();
        if (!CaseAccess.CanWork(actor, it, owner)) throw CaseErrors.NotYours();
        var phone = await db.Set<Person>().Where(x => x.Id == it.ReporterId).Select(x => x.VerifiedPhone ?? x.ContactPhone).FirstOrDefaultAsync(cancel);
        db.Add(AuditLine.Of(actor, clock.UtcNow(), "case.reveal_phone", ComplaintService.PhotoOwner, id));
        await db.SaveChangesAsync(cancel);
        return phone is null ? "" : cipher.Decrypt(phone);
    }

    /// <summary>Closes one batch of cases whose citizen stayed silent to 24:00 of the seventh day. Safe to run twice, late, or half: each case
    /// is its own save, and one that somebody else changed does not stop the others.</summary>
    /// <returns>How many were closed; zero when none is left.</returns>
    public async Task<int> CloseUnansweredAsync(CancellationToken cancel)
    {
        const int Batch = 200;
        var now = clock.UtcNow();
        // Case.AnswerBy turned round, so that the index finds exactly the cases whose days are over.
        var askedBefore = ChinaTime.ToUtc(ChinaTime.DateOf(now).AddDays(-Case.AnswerDays), TimeOnly.MinValue);
        var closed = 0;
        var ids = await db.Set<Case>().AsNoTracking().Where(x => x.Status == CaseStatus.Resolved && x.AskedAt < askedBefore)
            .OrderBy(x => x.AskedAt).Take(Batch).Select(x => x.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            db.ChangeTracker.Clear();
            try
            {
                var it = await db.Set<Case>().SingleAsync(x => x.Id == id, cancel);
                if (it.Status != CaseStatus.Resolved || it.AnswerBy is not { } end || end > now) continue;
                it.CloseUnanswered(now);
                await messages.TellAllAsync(it, CaseMessages.Closed, null, supporters: false, cancel);
                await db.SaveChangesAsync(cancel);
                closed++;
            }
            catch (StaleVersion)
            {
                // The citizen answered, or another process closed it, in this very moment. Their word stands.
            }
        }

        db.ChangeTracker.Clear();
        return closed;
    }

    /// <summary>Hands every open case of somebody who leaves to another person, who must be able to work each of them and is told once, with their number.</summary>
    /// <exception cref="InvalidInput">They are gone, not responsible there, or reported one of the cases.</exception>
    public async Task<int> HandOverAllAsync(Actor actor, Guid fromStaffId, Guid toStaffId, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var open = await db.Set<Case>().Where(x => x.AssigneeId == fromStaffId
            && (x.Status == CaseStatus.Accepted || x.Status == CaseStatus.InProgress || x.Status == CaseStatus.Resolved)).ToListAsync(cancel);
        var successor = await staff.FindActiveAsync(toStaffId, cancel) ?? throw CaseErrors.NoSuchSuccessor();
        var elsewhere = open.Count(x => !successor.MayBeAssigned(x.RegionCode, x.OwnerOfficeId));
        if (elsewhere > 0) throw CaseErrors.SuccessorElsewhere(elsewhere);
        if (successor.PersonId is { } person && open.Any(x => x.ReporterId == person)) throw CaseErrors.SuccessorReported();
        foreach (var it in open) it.HandOver(actor, now, toStaffId);
        await staffMessages.HandedOverAsync(fromStaffId, toStaffId, open.Count, actor, cancel);
        await db.SaveChangesAsync(cancel);
        return open.Count;
    }
}
