using Engagement.Core.Data;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Photos;

/// <summary>The upload was not a picture we keep. Answered 413 (too large) or 415 (anything else).</summary>
public sealed class PhotoRefused(PhotoRefusal reason) : Exception(reason.ToString())
{
    public PhotoRefusal Reason { get; } = reason;
}

/// <summary>Takes photos in, hands them out, attaches them to what they show, and sweeps the forgotten ones.</summary>
public sealed class PhotoService(EngagementDbContext db, IPhotoStore store, TimeProvider clock)
{
    /// <summary>Checks by content, strips metadata, stores file and row.</summary>
    /// <exception cref="PhotoRefused">Not a photo, damaged, animated, or too large.</exception>
    public async Task<Photo> UploadAsync(Actor actor, byte[] file, byte[]? thumbnail, CancellationToken cancel)
    {
        var content = Inspect(file);
        var small = thumbnail is null ? null : Inspect(thumbnail);
        var photo = new Photo(clock.NewId(), actor.AccountId!.Value, content, small is not null, clock.UtcNow());
        await store.SaveAsync(photo.Key, content.StrippedBytes, cancel);
        if (small is not null) await store.SaveAsync(photo.ThumbnailKey, small.StrippedBytes, cancel);
        db.Add(photo);
        await db.SaveChangesAsync(cancel);
        return photo;
    }

    /// <summary>Attaches fresh uploads of the actor; the caller saves. Order is kept.</summary>
    /// <exception cref="InvalidInput">A photo is unknown, somebody else's, or already attached.</exception>
    public async Task<IReadOnlyList<Photo>> AttachAsync(
        Actor actor, IReadOnlyCollection<Guid> ids, string ownerKind, Guid ownerId, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        if (ids.Distinct().Count() != ids.Count) throw new InvalidInput("photoIds", "同一张照片不能重复添加。");
        var found = await UsableAsync(actor, ids, cancel);
        foreach (var id in ids)
        {
            if (!found.TryGetValue(id, out var photo)) throw new InvalidInput("photoIds", "有照片不存在或已被使用，请重新上传。");
            photo.AttachTo(ownerKind, ownerId);
        }

        return [.. ids.Select(x => found[x])];
    }

    private async Task<Dictionary<Guid, Photo>> UsableAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        await db.Set<Photo>().Where(x => ids.Contains(x.Id) && x.UploadedBy == actor.AccountId && x.OwnerId == null).ToDictionaryAsync(x => x.Id, cancel);

    /// <summary>Of these, the fresh uploads of the actor, for a caller that attaches them to many owners at once.</summary>
    internal Question<Guid> AskUsable(Actor actor, IReadOnlyCollection<Guid> ids) =>
        new(db.Set<Photo>().Where(x => EF.Parameter(ids).Contains(x.Id) && x.UploadedBy == actor.AccountId && x.OwnerId == null).Select(x => x.Id), x => x.GetGuid(0));

    public Task<Photo?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Set<Photo>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancel);

    /// <summary>The bytes, or null when the file is gone.</summary>
    public Task<Stream?> OpenAsync(Photo photo, bool thumbnail, CancellationToken cancel) =>
        store.OpenAsync(thumbnail && photo.HasThumbnail ? photo.ThumbnailKey : photo.Key, cancel);

    /// <summary>Deletes one batch of photos nobody attached within a day. A photo attached in between stays.</summary>
    /// <returns>How many went; zero when none is left.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var before = clock.UtcNow() - Photo.UnattachedLifetime;
        var forgotten = await db.Set<Photo>().AsNoTracking()
            .Where(x => x.OwnerId == null && x.CreatedAt < before).OrderBy(x => x.Id).Take(500).ToListAsync(cancel);
        var swept = 0;
        foreach (var photo in forgotten)
        {
            // Claimed by deleting the row under the same condition: an attach that came in between wins.
            if (await db.Set<Photo>().Where(x => x.Id == photo.Id && x.OwnerId == null).ExecuteDeleteAsync(cancel) == 0) continue;
            await DeleteFilesAsync(photo, cancel);
            swept++;
        }

        return swept;
    }

    /// <summary>Deletes picture and small copy; the row is the caller's. Nothing there is fine.</summary>
    public async Task DeleteFilesAsync(Photo photo, CancellationToken cancel)
    {
        await store.DeleteAsync(photo.Key, cancel);
        await store.DeleteAsync(photo.ThumbnailKey, cancel);
    }

    private static InspectedPhoto Inspect(byte[] bytes)
    {
        if (bytes.Length > PhotoInspector.MaxBytes) throw new PhotoRefused(PhotoRefusal.TooLarge);
        return PhotoInspector.TryInspect(bytes, out var photo, out var refusal) ? photo! : throw new PhotoRefused(refusal);
    }
}
