using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Cases.Routing;
using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Regions;
using Engagement.Core.Safety;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Complaints;

/// <summary>What a citizen (or staff for a citizen) states when filing. Coordinates are WGS-84.</summary>
public sealed record ComplaintFiling(
    string Category, string? Description, IReadOnlyList<Guid> PhotoIds, double? Latitude, double? Longitude, double? Accuracy,
    string? RegionCode, string? Address, CaseVisibility Visibility, bool HiddenFromCommittee)
{
    /// <summary>It is about the village committee, or somebody in it.</summary>
    public bool AboutCommittee { get; init; }
}

/// <summary>What citizens do with complaints. One method per intention; each saves once.</summary>
public sealed class ComplaintService(
    EngagementDbContext db, CaseLoader loader, CategoryCatalog categories, Router router, Offices offices, PhotoService photos, CaseMessages messages, CaseStaffMessages staffMessages,
    FieldCipher cipher, TextSafety texts, DeadlineBook deadlines, WorkingCalendars calendars, Relapses relapses, TimeProvider clock)
{
    public const string PhotoOwner = "case";

    private (string Text, SafetyVerdict Verdict)? checkedText;

    /// <summary>Has the words of a public complaint checked ahead of <see cref="FileAsync(Actor, ComplaintFiling, CancellationToken)"/>, which
    /// then takes this verdict: for callers who file inside a transaction, which must not wait for another server.</summary>
    public async Task<SafetyVerdict> CheckTextAsync(Actor actor, string? description, string? address, CancellationToken cancel)
    {
        var text = Words(description, address);
        if (checkedText is { } known && known.Text == text) return known.Verdict;
        var verdict = await texts.CheckAsync(actor.PersonId!.Value, text, cancel);
        checkedText = (text, verdict);
        return verdict;
    }

    /// <summary>A villager reports what is wrong.</summary>
    /// <exception cref="RuleViolation">The words are meant for the public and the check found them risky; for staff only they are taken unchecked.</exception>
    public async Task<Case> FileAsync(Actor actor, ComplaintFiling filing, CancellationToken cancel)
    {
        var region = filing.RegionCode ?? await db.Set<Person>().Where(x => x.Id == actor.PersonId).Select(x => x.RegionCode).FirstOrDefaultAsync(cancel);
        return await FileAsync(actor, filing, region, actor.PersonId!.Value, onBehalfBy: null, cancel);
    }

    /// <summary>Staff file for somebody without a phone; the record says so.</summary>
    public async Task<Case> FileOnBehalfAsync(Actor actor, ComplaintFiling filing, string reporterName, string? reporterPhone, CancellationToken cancel)
    {
        if (filing.RegionCode is null || !CaseAccess.CanFileOnBehalf(actor, filing.RegionCode))
            throw new NotAllowed("您只能为本辖区的群众代办。");
        var reporter = new Person(clock.NewId(), reporterName.Trim(), filing.RegionCode.Length == Region.CodeMaxLength ? filing.RegionCode : null, clock.UtcNow());
        reporter.ReachAt(reporterPhone is null ? null : cipher.Encrypt(reporterPhone));
        db.Add(reporter);
        return await FileAsync(actor, filing, filing.RegionCode, reporter.Id, actor.AccountId, cancel);
    }

    private async Task<Case> FileAsync(
        Actor actor, ComplaintFiling filing, string? regionCode, Guid reporterId, Guid? onBehalfBy, CancellationToken cancel)
    {
        var category = await categories.FindAsync(filing.Category, cancel)
            ?? throw new InvalidInput("category", "请选择问题类别。");
        if (string.IsNullOrWhiteSpace(filing.Description) && filing.PhotoIds.Count == 0)
            throw new InvalidInput("description", "请写几句话，或拍一张照片。");
        if (regionCode is null || !await categories.IsPlaceAsync(regionCode, cancel))
            throw new InvalidInput("regionCode", "请选择所在的村（社区）或乡镇（街道）。");
        var verdict = await VerdictAsync(actor, filing, cancel);
        if (verdict == SafetyVerdict.Risky) throw CaseErrors.TextRisky();
        var route = await router.RouteAsync(
            new RoutingInput(regionCode, category.Code, filing.HiddenFromCommittee, filing.AboutCommittee, Trimmed(filing.Address), reporterId,
                filing.Visibility == CaseVisibility.PublicNamed, filing is { Latitude: { } lat, Longitude: { } lng } ? new Position(lat, lng) : null), cancel);
        var now = clock.UtcNow();
        var policy = await deadlines.PolicyAsync(category.Code, regionCode, now, cancel) ?? category.Policy;
        var calendar = await calendars.ForAsync(regionCode, cancel);
        var relapse = await relapses.FindAsync(category.Code, regionCode, filing.Latitude, filing.Longitude, Trimmed(filing.Address), now, cancel);
        return await db.InTransactionAsync(async () =>
        {
            var id = clock.NewId();
            var attached = await photos.AttachAsync(actor, filing.PhotoIds, PhotoOwner, id, cancel);
            var number = await CaseCounter.NextAsync(db, regionCode[..6], now, cancel);
            var filed = Case.File(
                new CaseFiling(CaseKind.Complaint, category.Code, policy, Trimmed(filing.Description), filing.Visibility,
                    filing.HiddenFromCommittee, regionCode, Trimmed(filing.Address), filing.Latitude, filing.Longitude, filing.Accuracy,
                    reporterId, onBehalfBy)
                { TextSafety = verdict, RequiresVerification = category.RequiresVerification, RelapseOfId = relapse, AboutCommittee = filing.AboutCommittee },
                id, number, route.Office.Id, calendar, actor, now);
            loader.Show(filed, filed.Timeline[0], attached, PhotoStage.Before, now);
            filed.OpenWhenChecked(photosPassed: attached.Count == 0);
            // What staff took for somebody, a member of staff has seen.
            if (filing.Visibility != CaseVisibility.StaffOnly && !actor.IsStaff)
                foreach (var photo in attached) photo.AskCheck(now);
            // The busiest write of all; what is not part of every filing (photos, the person staff speak for) is saved as usual.
            if (route.Post is { OnDutyId: { } onDuty } post)
            {
                filed.GiveToPost(Actor.System, now, post.PostId, post.Title);
                db.Add(messages.ForPost(filed, onDuty, category));
            }

            await db.InsertAsync(
                [filed, .. filed.Timeline, messages.ForReporter(filed, reporterId, CaseMessages.Filed, category),
                    .. await staffMessages.FiledAsync(filed, actor, cancel),
                    AuditLine.Of(actor, now, "case.file", PhotoOwner, id, route.Rule is { } rule ? $"routing_rule {rule.Id}" : null, onBehalfOf: onBehalfBy is null ? null : reporterId)],
                cancel);
            await db.SaveChangesAsync(cancel);
            return filed;
        }, cancel);
    }

    /// <summary>"Me too". Saying it twice counts once.</summary>
    /// <returns>The count, or null when the case is not visible to the actor.</returns>
    public async Task<int?> SupportAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var it = await loader.ForVillagerAsync(actor, id, cancel);
        if (it is null) return null;
        var person = actor.PersonId!.Value;
        it.DemandSupportable(person);
        if (await db.Set<CaseSupport>().AnyAsync(x => x.CaseId == id && x.PersonId == person, cancel)) return it.SupportCount;
        try
        {
            return await db.InTransactionAsync(async () =>
            {
                db.Add(new CaseSupport(id, person, clock.UtcNow()));
                db.Add(AuditLine.Of(actor, clock.UtcNow(), "case.support", PhotoOwner, id));
                await db.SaveChangesAsync(cancel);
                await db.Set<Case>().Where(x => x.Id == id).ExecuteUpdateAsync(x => x.SetProperty(c => c.SupportCount, c => c.SupportCount + 1), cancel);
                return await db.Set<Case>().Where(x => x.Id == id).Select(x => x.SupportCount).SingleAsync(cancel);
            }, cancel);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            return await db.Set<Case>().Where(x => x.Id == id).Select(x => (int?)x.SupportCount).SingleAsync(cancel);
        }
    }

    /// <summary>Answers a resolve: solved closes, unsolved reopens.</summary>
    public Task<Case?> RateAsync(Actor actor, Guid id, bool solved, int satisfaction, string? comment, CancellationToken cancel) =>
        SpeakAsync(actor, id, "case.rate", async (it, now) =>
        {
            var calendar = await calendars.ForAsync(it.RegionCode, cancel);
            db.Add(it.Rate(clock.NewId(), actor, now, solved, satisfaction, Trimmed(comment), calendar));
            if (!solved) await ReopenedAsync(it, actor, now, Trimmed(comment), cancel);
        }, cancel);

    /// <summary>Within seven days of each resolve, with a reason.</summary>
    public Task<Case?> ReopenAsync(Actor actor, Guid id, string reason, IReadOnlyList<Guid> photoIds, CancellationToken cancel) =>
        SpeakAsync(actor, id, "case.reopen", async (it, now) =>
        {
            var line = it.Reopen(actor, now, reason.Trim(), await calendars.ForAsync(it.RegionCode, cancel));
            loader.Show(it, line, await photos.AttachAsync(actor, photoIds, PhotoOwner, id, cancel), PhotoStage.Addition, now);
            await ReopenedAsync(it, actor, now, reason.Trim(), cancel);
        }, cancel);

    public Task<Case?> AddAsync(Actor actor, Guid id, string? text, IReadOnlyList<Guid> photoIds, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) && photoIds.Count == 0) throw new InvalidInput("text", "请写几句话，或拍一张照片。");
        return SpeakAsync(actor, id, "case.add", async (it, now) =>
        {
            var line = it.Add(actor, now, Trimmed(text), await calendars.ForAsync(it.RegionCode, cancel));
            loader.Show(it, line, await photos.AttachAsync(actor, photoIds, PhotoOwner, id, cancel), PhotoStage.Addition, now);
        }, cancel);
    }

    /// <summary>A word to those who work the case; it is the answer a clock may have waited for.</summary>
    public Task<Case?> WriteAsync(Actor actor, Guid id, string? text, IReadOnlyList<Guid> photoIds, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) && photoIds.Count == 0) throw new InvalidInput("text", "请写几句话，或拍一张照片。");
        return SpeakAsync(actor, id, "case.write", async (it, now) =>
        {
            var line = it.Hear(actor, now, Trimmed(text), await calendars.ForAsync(it.RegionCode, cancel));
            loader.Show(it, line, await photos.AttachAsync(actor, photoIds, PhotoOwner, id, cancel), PhotoStage.Addition, now);
            await staffMessages.TellWorkersAsync(it, CaseMessages.Message, Trimmed(text), actor, cancel);
        }, cancel);
    }

    public Task<Case?> WithdrawAsync(Actor actor, Guid id, string? reason, CancellationToken cancel) =>
        SpeakAsync(actor, id, "case.withdraw", (it, now) =>
        {
            it.Withdraw(actor, now, Trimmed(reason));
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Asks to hurry, at most once a day (Asia/Shanghai).</summary>
    public Task<Case?> UrgeAsync(Actor actor, Guid id, string? text, CancellationToken cancel) =>
        SpeakAsync(actor, id, "case.urge", async (it, now) =>
        {
            var today = ChinaTime.ToUtc(DateOnly.FromDateTime(ChinaTime.ToLocal(now)), TimeOnly.MinValue);
            if (await db.Set<CaseEvent>().AnyAsync(x => x.CaseId == id && x.Type == CaseEventType.Urged && x.At >= today, cancel))
                throw CaseErrors.UrgedToday();
            it.Urge(actor, now, Trimmed(text));
            await staffMessages.TellWorkersAsync(it, MessageEvents.CaseUrged, Trimmed(text), actor, cancel);
        }, cancel);

    /// <summary>Whoever has to work it now is told, after it went to the level above where it must.</summary>
    private async Task ReopenedAsync(Case it, Actor actor, DateTime now, string? reason, CancellationToken cancel)
    {
        await EscalateReopenedAsync(it, now, cancel);
        await staffMessages.TellWorkersAsync(it, MessageEvents.CaseReopened, reason, actor, cancel);
    }

    private async Task EscalateReopenedAsync(Case it, DateTime now, CancellationToken cancel)
    {
        if (it.Status != CaseStatus.Accepted || it.ReopenCount < Case.ReopeningsBeforeNextLevel) return;
        var owner = await db.Set<Office>().AsNoTracking().SingleAsync(x => x.Id == it.OwnerOfficeId, cancel);
        var above = await offices.AboveAsync(owner, cancel);
        if (above.Id == owner.Id) return;
        it.HandUp(above.Id, now);
        await messages.TellAllAsync(it, CaseMessages.HandedUp, above.Name, supporters: false, cancel);
    }

    /// <summary>Loads, checks who speaks, lets the case decide, saves once. A citizen's word is not tied to a version: when staff saved in
    /// between, the case decides anew on what it has become.</summary>
    private Task<Case?> SpeakAsync(Actor actor, Guid id, string action, Func<Case, DateTime, Task> speak, CancellationToken cancel) =>
        loader.AgainWhenStaleAsync(async () =>
        {
            var it = await loader.ForVillagerAsync(actor, id, cancel);
            if (it is null) return null;
            if (!CaseAccess.CanSpeakForReporter(actor, it)) throw CaseErrors.NotYours();
            var now = clock.UtcNow();
            await speak(it, now);
            db.Add(AuditLine.Of(actor, now, action, PhotoOwner, id, onBehalfOf: actor.IsStaff ? it.ReporterId : null));
            await db.SaveChangesAsync(cancel);
            return it;
        });

    private async Task<SafetyVerdict> VerdictAsync(Actor actor, ComplaintFiling filing, CancellationToken cancel)
    {
        // Nobody but staff will read it, or staff wrote it: there is nobody WeChat could ask about.
        if (filing.Visibility == CaseVisibility.StaffOnly || actor.IsStaff) return SafetyVerdict.Unknown;
        if (checkedText is { } known && known.Text == Words(filing.Description, filing.Address)) return known.Verdict;
        return db.Database.CurrentTransaction is null ? await CheckTextAsync(actor, filing.Description, filing.Address, cancel) : SafetyVerdict.Unknown;
    }

    private static string Words(string? description, string? address) => $"{Trimmed(description)}\n{Trimmed(address)}".Trim();

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
