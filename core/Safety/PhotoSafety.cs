using Engagement.Core.Data;
using Engagement.Core.Photos;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Safety;

/// <summary>Has pictures that others would see checked, and writes down what comes back, in whatever order it comes. What cannot be
/// checked, or gets no answer, is left to a person: never shown unseen, never lost.</summary>
public sealed class PhotoSafety(EngagementDbContext db, PhotoLinks links, TimeProvider clock, IContentCheck? check = null)
{
    /// <summary>An answer comes within this time (WeChat, mediaCheckAsync) or a person looks.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(30);

    /// <summary>A submission under way is nobody else's for this long; one that died is taken up again.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMinutes(1);
    private const int BatchSize = 20;

    /// <summary>Submits one batch and gives up on what was silent too long. Safe to run twice, late, or half: a photo is claimed by a
    /// conditional update before it is handed in.</summary>
    /// <returns>How many photos were dealt with; zero when nothing is due.</returns>
    public async Task<int> SubmitDueAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow();
        await db.Set<EarlyPhotoVerdict>().Where(x => x.At < now - EarlyPhotoVerdict.KeptFor).ExecuteDeleteAsync(cancel);
        var dealtWith = await db.Set<Photo>().Where(x => x.Safety == PhotoSafetyState.Submitted && x.SafetyDueAt <= now)
            .ExecuteUpdateAsync(x => x.SetProperty(p => p.Safety, PhotoSafetyState.Failed).SetProperty(p => p.SafetyTrouble, PhotoCheckTrouble.Silence)
                .SetProperty(p => p.SafetyDueAt, (DateTime?)null).SetProperty(p => p.Version, p => p.Version + 1), cancel);
        var due = await db.Set<Photo>().AsNoTracking().Where(x => x.Safety == PhotoSafetyState.Unchecked && x.SafetyDueAt <= now)
            .OrderBy(x => x.SafetyDueAt).Take(BatchSize).Select(x => new { x.Id, x.UploadedBy, x.SafetyDueAt, x.SafetyAskedAt }).ToListAsync(cancel);
        foreach (var photo in due)
        {
            var leased = clock.UtcNow() + Lease;
            if (await db.Set<Photo>().Where(x => x.Id == photo.Id && x.Safety == PhotoSafetyState.Unchecked && x.SafetyDueAt == photo.SafetyDueAt)
                .ExecuteUpdateAsync(x => x.SetProperty(p => p.SafetyDueAt, leased), cancel) == 0) continue;
            dealtWith++;
            await SubmitAsync(photo.Id, photo.UploadedBy, photo.SafetyAskedAt ?? now, cancel);
        }

        return dealtWith;
    }

    /// <summary>A result has come. Twice is once; one that overtook the submission waits for it; one that comes after we gave up still
    /// counts, unless a person has decided.</summary>
    /// <param name="traceId">Under which the picture was taken.</param>
    /// <param name="verdict"><see cref="SafetyVerdict.Unknown"/> when the checker could not fetch or judge it.</param>
    /// <param name="cancel">Cancels the writes.</param>
    public async Task RecordAsync(string traceId, SafetyVerdict verdict, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(traceId);
        if (traceId.Length is 0 or > Photo.TraceMaxLength || await TryApplyAsync(traceId, verdict, cancel)) return;
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO early_photo_verdict (trace_id, verdict, at) VALUES ({traceId}, {verdict.ToString()}, {clock.UtcNow()}) ON CONFLICT DO NOTHING", cancel);
        // The submission may have been written between our look and our note: then it has looked for the note too early, and we look again.
        await TakeEarlyAsync(traceId, cancel);
    }

    private async Task SubmitAsync(Guid id, Guid uploadedBy, DateTime askedAt, CancellationToken cancel)
    {
        var sent = check is null || links.For(id) is not { } link ? new PhotoSubmission(null) : await check.SubmitPhotoAsync(uploadedBy, link, cancel);
        var now = clock.UtcNow();
        var waiting = db.Set<Photo>().Where(x => x.Id == id && x.Safety == PhotoSafetyState.Unchecked);
        if (sent.TraceId is { Length: > 0 and <= Photo.TraceMaxLength } trace)
        {
            await waiting.ExecuteUpdateAsync(x => x.SetProperty(p => p.Safety, PhotoSafetyState.Submitted).SetProperty(p => p.SafetyTrace, trace)
                .SetProperty(p => p.SafetySubmittedAt, now).SetProperty(p => p.SafetyDueAt, now + AnswerWithin).SetProperty(p => p.Version, p => p.Version + 1), cancel);
            await TakeEarlyAsync(trace, cancel);
        }
        else if (sent.TryLater && now < askedAt + AnswerWithin)
        {
            await waiting.ExecuteUpdateAsync(x => x.SetProperty(p => p.SafetyDueAt, now + PauseAfterTrouble), cancel);
        }
        else
        {
            await waiting.ExecuteUpdateAsync(x => x.SetProperty(p => p.Safety, PhotoSafetyState.Failed).SetProperty(p => p.SafetyTrouble, PhotoCheckTrouble.Unavailable)
                .SetProperty(p => p.SafetyDueAt, (DateTime?)null).SetProperty(p => p.Version, p => p.Version + 1), cancel);
        }
    }

    private async Task TakeEarlyAsync(string traceId, CancellationToken cancel)
    {
        var early = await db.Set<EarlyPhotoVerdict>().AsNoTracking().FirstOrDefaultAsync(x => x.TraceId == traceId, cancel);
        if (early is not null && await TryApplyAsync(traceId, early.Verdict, cancel))
            await db.Set<EarlyPhotoVerdict>().Where(x => x.TraceId == traceId).ExecuteDeleteAsync(cancel);
    }

    /// <returns>True when a photo of this trace is known, whether or not the verdict still changed anything.</returns>
    private async Task<bool> TryApplyAsync(string traceId, SafetyVerdict verdict, CancellationToken cancel)
    {
        var (state, trouble) = verdict switch
        {
            SafetyVerdict.Pass => (PhotoSafetyState.Passed, (PhotoCheckTrouble?)null),
            SafetyVerdict.Review => (PhotoSafetyState.Review, null),
            SafetyVerdict.Risky => (PhotoSafetyState.Risky, null),
            _ => (PhotoSafetyState.Failed, PhotoCheckTrouble.NotFetched),
        };
        var applied = await db.Set<Photo>().Where(x => x.SafetyTrace == traceId && (x.Safety == PhotoSafetyState.Submitted || x.Safety == PhotoSafetyState.Failed))
            .ExecuteUpdateAsync(x => x.SetProperty(p => p.Safety, state).SetProperty(p => p.SafetyTrouble, trouble)
                .SetProperty(p => p.SafetyDueAt, (DateTime?)null).SetProperty(p => p.Version, p => p.Version + 1), cancel);
        return applied > 0 || await db.Set<Photo>().AnyAsync(x => x.SafetyTrace == traceId, cancel);
    }
}
