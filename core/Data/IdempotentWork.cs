using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Core.Data;

/// <summary>What a first request answered: an HTTP status and the JSON body, null when there was none.</summary>
public sealed record KeptAnswer(int Status, string? Response);

/// <summary>Does something once per actor and key: the answer is kept in the transaction of the thing it created.</summary>
public sealed class IdempotentWork(EngagementDbContext db, TimeProvider clock)
{
    /// <summary>What an earlier request with this key left behind, or null.</summary>
    public async Task<IdempotencyKey?> FindAsync(Guid actorId, string key, CancellationToken cancel) =>
        await db.ScalarAsync<long>($"SELECT count(*) FROM idempotency_key WHERE actor_id = {actorId} AND key = {key}", cancel) == 0 ? null
            : await db.Set<IdempotencyKey>().AsNoTracking().FirstOrDefaultAsync(x => x.ActorId == actorId && x.Key == key, cancel);

    /// <summary>True for an answer too old to count that nobody has swept yet.</summary>
    public bool IsOld(IdempotencyKey? kept) => kept?.CreatedAt < clock.UtcNow() - IdempotencyKey.KeptFor;

    /// <summary>Runs <paramref name="work"/> and keeps its answer in the same transaction. An answer of null is not kept: a refusal may
    /// become a success when the input's world changes.</summary>
    /// <exception cref="System.Data.Common.DbException">With <see cref="DataErrors.IsUniqueViolation"/>: the same request came twice at once and the other
    /// one was first. Everything this one did is undone; <see cref="FindAsync"/> gives the other's answer.</exception>
    public Task<T> RunAsync<T>(
        Guid actorId, string key, string requestHash, bool replacesOld, Func<Task<T>> work, Func<T, KeptAnswer?> answer, CancellationToken cancel) =>
        db.InTransactionAsync(async () =>
        {
            var result = await work();
            if (answer(result) is not { } kept) return result;
            if (replacesOld) await db.Set<IdempotencyKey>().Where(x => x.ActorId == actorId && x.Key == key).ExecuteDeleteAsync(cancel);
            await db.InsertAsync([new IdempotencyKey(actorId, key, requestHash, kept.Status, kept.Response, clock.UtcNow())], cancel);
            return result;
        }, cancel);
}
