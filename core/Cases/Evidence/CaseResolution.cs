using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Messages;
using Engagement.Core.Photos;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases.Evidence;

/// <summary>What a resolve means, whoever does it: staff of the owner, the assignee, or whoever is on duty for a post.</summary>
public sealed class CaseResolution(PhotoService photos, CaseLoader loader, CaseEvidence evidence, CaseMessages messages)
{
    /// <summary>Needs at least one after-photo; how far it is from before is written down; the citizen is asked, unless somebody else must look first.</summary>
    /// <param name="actor">Whose photos they are.</param>
    /// <param name="it">The case, which the actor may work.</param>
    /// <param name="resolve">The case's own verb.</param>
    /// <param name="now">UTC.</param>
    /// <param name="text">What was done; the citizen reads it.</param>
    /// <param name="photoIds">Fresh uploads of the actor.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task ResolveAsync(
        Actor actor, Case it, Func<Actor, DateTime, string, CaseEvent> resolve, DateTime now, string text, IReadOnlyList<Guid> photoIds, CancellationToken cancel)
    {
        if (photoIds.Count == 0) throw CaseErrors.PhotoNeeded();
        var line = resolve(actor, now, text);
        var after = await photos.AttachAsync(actor, photoIds, ComplaintService.PhotoOwner, it.Id, cancel);
        loader.Show(it, line, after, PhotoStage.After, now);
        await evidence.RecordAsync(it, after, cancel);
        // Asked once, and not before somebody else has looked where that is demanded.
        if (!it.AwaitsVerification) await messages.TellAllAsync(it, CaseMessages.Resolved, text, supporters: true, cancel);
    }
}
