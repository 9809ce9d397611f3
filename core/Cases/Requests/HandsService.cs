using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Requests;

/// <summary>An office a case may be given to.</summary>
public sealed record OfficeChoice(Guid Id, string Name, OfficeKind Kind);

/// <summary>Who answers for a case, who looks into it, who confirms it, and what staff write to the citizen. Each intention checks the actor's right
/// and saves once. Null means: absent, or not the actor's to see.</summary>
public sealed class HandsService(
    EngagementDbContext db, CaseActs acts, CaseLoader loader, PhotoService photos, CaseMessages messages, CaseStaffMessages staffMessages, WorkingCalendars calendars, TimeProvider clock)
{
    /// <summary>The owner says the matter is not theirs and whose it is; that office has it from now on.</summary>
    public Task<Case?> ReturnAsync(Actor actor, Guid id, int version, Guid officeId, string reason, CancellationToken cancel) =>
        acts.DecideAsync(actor, id, version, "case.return", async (it, now) =>
        {
            it.Return(actor, now, (await OfficeAsync(actor, it, officeId, cancel)).Id, reason);
            await staffMessages.TellWorkersAsync(it, CaseMessages.Returned, reason, actor, cancel);
        }, cancel);

    /// <summary>Township or county decide whose it is.</summary>
    public Task<Case?> TransferAsync(Actor actor, Guid id, int version, Guid officeId, string reason, CancellationToken cancel) =>
        acts.ActAsync(actor, id, version, "case.transfer", (it, owner) => CaseAccess.CanTransfer(actor, it, owner), async (it, now) =>
        {
            it.Transfer(actor, now, (await OfficeAsync(actor, it, officeId, cancel)).Id, reason);
            await staffMessages.TellWorkersAsync(it, CaseMessages.Returned, reason, actor, cancel);
        }, cancel);

    /// <summary>Offices the case may be returned or transferred to.</summary>
    public async Task<IReadOnlyList<OfficeChoice>?> OfficesAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (await loader.ForStaffAsync(actor, id, null, cancel) is not var (it, _)) return null;
        var places = new[] { it.CountyCode, it.TownshipCode, it.RegionCode };
        var offices = await db.Set<Office>().AsNoTracking().Where(x => places.Contains(x.RegionCode) && x.Active).OrderBy(x => x.RegionCode).ThenBy(x => x.Name).ToListAsync(cancel);
        return [.. offices.Where(x => CaseAccess.MayOwn(x, it, ByCounty(actor, it))).Select(x => new OfficeChoice(x.Id, x.Name, x.Kind))];
    }

    /// <summary>Somebody above the owner says what is expected; it depends on nothing else, so it is not tied to a version.</summary>
    public Task<Case?> SuperviseAsync(Actor actor, Guid id, string instruction, DateTime? replyBy, CancellationToken cancel) =>
        loader.AgainWhenStaleAsync(() => acts.FromAboveAsync(actor, id, null, "case.supervise", async (it, now) =>
        {
            db.Add(it.Supervise(clock.NewId(), actor, now, instruction, replyBy));
            await staffMessages.TellWorkersAsync(it, CaseMessages.Supervised, instruction, actor, cancel);
        }, cancel));

    /// <summary>Those who work the case answer.</summary>
    public Task<Case?> AnswerAsync(Actor actor, Guid id, Guid supervisionId, string text, CancellationToken cancel) =>
        loader.AgainWhenStaleAsync(() => acts.WorkAsync(actor, id, null, "case.answer_supervision", async (it, now) =>
        {
            var supervision = await db.Set<CaseSupervision>().FirstOrDefaultAsync(x => x.Id == supervisionId && x.CaseId == id, cancel)
                ?? throw new InvalidInput("supervisionId", "没有这项督办。");
            it.Answer(supervision, actor, now, text);
            await staffMessages.TellAsync(it, supervision.SupervisedBy, CaseMessages.Message, text, actor, cancel);
        }, cancel));

    /// <summary>A word to the citizen.</summary>
    public Task<Case?> WriteAsync(Actor actor, Guid id, string text, IReadOnlyList<Guid> photoIds, CancellationToken cancel) =>
        loader.AgainWhenStaleAsync(() => acts.WorkAsync(actor, id, null, "case.write", async (it, now) =>
        {
            var line = it.Write(actor, now, text);
            loader.Show(it, line, await photos.AttachAsync(actor, photoIds, ComplaintService.PhotoOwner, id, cancel), PhotoStage.Addition, now);
            await messages.TellReporterAsync(it, CaseMessages.Message, text, cancel);
        }, cancel));

    /// <summary>Somebody else than the fixer has looked. Passed: now the citizen is asked, once.</summary>
    public Task<Case?> VerifyAsync(Actor actor, Guid id, int version, bool passed, string? text, IReadOnlyList<Guid> photoIds, CancellationToken cancel) =>
        acts.ActAsync(actor, id, version, "case.verify", (it, owner) => CaseAccess.CanVerify(actor, it, owner), async (it, now) =>
        {
            if (!passed && string.IsNullOrWhiteSpace(text)) throw new InvalidInput("text", "请写明哪里没有办好。");
            var line = it.Verify(actor, now, passed, text, await calendars.ForAsync(it.RegionCode, cancel));
            loader.Show(it, line, await photos.AttachAsync(actor, photoIds, ComplaintService.PhotoOwner, id, cancel), PhotoStage.Addition, now);
            if (passed) await messages.TellAllAsync(it, CaseMessages.Resolved, text, supporters: true, cancel);
            else await staffMessages.TellWorkersAsync(it, CaseMessages.Returned, text, actor, cancel);
        }, cancel);

    private async Task<Office> OfficeAsync(Actor actor, Case it, Guid officeId, CancellationToken cancel)
    {
        if (officeId == it.OwnerOfficeId) throw CaseErrors.SameOffice();
        var office = await db.Set<Office>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == officeId, cancel);
        return office is not null && CaseAccess.MayOwn(office, it, ByCounty(actor, it)) ? office : throw CaseErrors.NoSuchOffice();
    }

    private static bool ByCounty(Actor actor, Case it) => actor.Holds(it.CountyCode, Role.CountyOffice);
}
