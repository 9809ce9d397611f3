using Engagement.Core.Cases.Deadlines;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Cases.Requests;

/// <summary>What staff do with the clock of a case. One method per intention; each checks the actor's right and saves once.
/// Null means: absent, or not the actor's to see.</summary>
public sealed class ClockService(EngagementDbContext db, CaseActs acts, CaseMessages messages, CaseStaffMessages staffMessages, WorkingCalendars calendars, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>Stops the clock for something the office cannot help, until a latest end.</summary>
    public Task<Case?> PauseAsync(Actor actor, Guid id, int version, CasePauseReason reason, string text, DateTime until, CancellationToken cancel) =>
        acts.WorkAsync(actor, id, version, "case.pause", async (it, now) =>
        {
            it.Pause(actor, now, reason, text, until, await CalendarOf(it, cancel));
            await messages.TellAllAsync(it, CaseMessages.Paused, text, supporters: false, cancel);
        }, cancel);

    /// <summary>The clock goes on with the time it had left.</summary>
    public Task<Case?> ResumeAsync(Actor actor, Guid id, int version, string? text, CancellationToken cancel) =>
        acts.WorkAsync(actor, id, version, "case.resume", async (it, now) =>
        {
            it.Resume(actor, now, text, await CalendarOf(it, cancel));
            await messages.TellAllAsync(it, CaseMessages.Resumed, text, supporters: false, cancel);
        }, cancel);

    /// <summary>Asks the level above for more time, counted on from the due time.</summary>
    public Task<Case?> AskExtensionAsync(Actor actor, Guid id, int version, string reason, TimeAllowance more, CancellationToken cancel) =>
        acts.WorkAsync(actor, id, version, "case.ask_extension", (it, now) =>
        {
            db.Add(it.AskExtension(clock.NewId(), actor, now, reason, more));
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Asks the level above to defer the case, with a plan and the day on which it is looked at again (at the close of that day).</summary>
    public Task<Case?> AskDeferralAsync(Actor actor, Guid id, int version, string plan, DateOnly reviewOn, CancellationToken cancel) =>
        acts.WorkAsync(actor, id, version, "case.ask_deferral", async (it, now) =>
        {
            if (reviewOn.Year is < 2000 or > 2199) throw CaseErrors.ReviewOutOfRange();
            db.Add(it.AskDeferral(clock.NewId(), actor, now, plan, (await CalendarOf(it, cancel)).EndOfWorkingDay(reviewOn)));
        }, cancel);

    /// <summary>The level above consents.</summary>
    public Task<Case?> ApproveAsync(Actor actor, Guid id, Guid requestId, int version, string? note, CancellationToken cancel) =>
        DecideAsync(actor, id, requestId, version, "case.approve_request", async (it, request, now) =>
        {
            it.Approve(request, actor, now, note, await CalendarOf(it, cancel));
            var word = request.Kind == CaseRequestKind.Extension ? CaseMessages.Extended : CaseMessages.Deferred;
            await messages.TellAllAsync(it, word, request.Reason, supporters: false, cancel);
            await staffMessages.TellAsync(it, request.RequestedBy, word, note, actor, cancel);
        }, cancel);

    /// <summary>The level above does not consent, and says why.</summary>
    public Task<Case?> RefuseAsync(Actor actor, Guid id, Guid requestId, int version, string reason, CancellationToken cancel) =>
        DecideAsync(actor, id, requestId, version, "case.refuse_request", async (it, request, now) =>
        {
            it.Refuse(request, actor, now, reason);
            await staffMessages.TellAsync(it, request.RequestedBy, CaseMessages.ExtensionRefused, reason, actor, cancel);
        }, cancel);

    /// <summary>Lets one batch of clocks go on whose latest end has come, and calls for one batch of reviews. Safe to run twice, late, half, or by two
    /// processes: each case is its own save, and one that somebody else changed does not stop the others.</summary>
    /// <returns>How many were dealt with; zero when none is left.</returns>
    public async Task<int> ResumeOverdueAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow();
        var ids = await db.Set<Case>().AsNoTracking()
            .Where(x => x.PausedUntil != null && x.PausedUntil <= now && (x.Clock == CaseClock.Paused || (x.Clock == CaseClock.Deferred && x.ReviewDueAt == null)))
            .OrderBy(x => x.PausedUntil).Take(Batch).Select(x => x.Id).ToListAsync(cancel);
        var done = 0;
        foreach (var id in ids)
        {
            db.ChangeTracker.Clear();
            try
            {
                var it = await db.Set<Case>().SingleAsync(x => x.Id == id, cancel);
                if (!await GoOnAsync(it, now, cancel)) continue;
                await db.SaveChangesAsync(cancel);
                done++;
            }
            catch (StaleVersion)
            {
                // Somebody resumed it, or another process did, in this very moment.
            }
        }

        db.ChangeTracker.Clear();
        return done;
    }

    private async Task<bool> GoOnAsync(Case it, DateTime now, CancellationToken cancel)
    {
        if (it.PausedUntil is not { } end || end > now) return false;
        if (it.Clock == CaseClock.Paused)
        {
            it.ResumeWhenOver(now, await CalendarOf(it, cancel));
            await messages.TellAllAsync(it, CaseMessages.Resumed, null, supporters: false, cancel);
            return true;
        }

        if (it.ReviewDueAt is not null) return false;
        it.CallReview(now);
        await staffMessages.TellWorkersAsync(it, CaseMessages.Deferred, "已到复核日期", Actor.System, cancel);
        return true;
    }

    private Task<Case?> DecideAsync(
        Actor actor, Guid id, Guid requestId, int version, string action, Func<Case, CaseRequest, DateTime, Task> decide, CancellationToken cancel) =>
        acts.FromAboveAsync(actor, id, version, action, async (it, now) =>
        {
            var request = await db.Set<CaseRequest>().FirstOrDefaultAsync(x => x.Id == requestId && x.CaseId == id, cancel) ?? throw CaseErrors.RequestDecided();
            await decide(it, request, now);
        }, cancel);

    private Task<WorkingCalendar> CalendarOf(Case it, CancellationToken cancel) => calendars.ForAsync(it.RegionCode, cancel);
}
